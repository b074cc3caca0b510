"""Which edits make which editions old, by the names of their inputs; and what speaks for making an edition."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from narrator import config, pipeline
from narrator.case import Terms
from narrator.errors import Exit
from narrator.publish.plan import Plan
from narrator.publish.state import State
from narrator.render.environment import PACKAGED
from support.command import narrator
from support.editions import tree
from support.events import EVENT, EVENT_ID, write_workspace
from support.histories import write_history

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.publish.plan import Look

FORMS = ("md", "html")
BUILD = ("build", "--to", ",".join(FORMS), "--quiet")
EVENT_FILE = f"data/events/{EVENT_ID}.yaml"
EDITION = Path("out", EVENT_ID, "en")
DECISION = """\
decision_1:
  event: {}
  sentence: Longs fell.
  mention: fell
  verdict: direction
  why: right
  by: A. Editor
  when: 2026-03-03
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of one built event with a history."""
    root = write_workspace(tmp_path_factory.mktemp("whole"), EVENT)
    write_history(root, [1, 2, 3, 4], "Tracker A")
    assert narrator(root, *BUILD).code == Exit.DONE
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "desk")


def plan_of(root: Path, terms: Terms | None = None, **asked: Any) -> Plan:  # noqa: ANN401  # those of a plan
    plan = Plan(root, root / "out", terms or Terms(), **{"forms": FORMS, **asked})
    plan.opened(pipeline.open_desk(config.load(root)[0]))
    return plan


def look(root: Path, terms: Terms | None = None, **asked: Any) -> Look:  # noqa: ANN401  # those of a plan
    return plan_of(root, terms, **asked).look(root / EVENT_FILE)


def typing(name: str, before: str, after: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert before in text
        (root / name).write_text(text.replace(before, after, 1), encoding="utf-8")

    return change


def coming(name: str, text: str) -> Callable[[Path], object]:
    def come(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return come


def copying(name: str, added: str) -> Callable[[Path], object]:
    text = (PACKAGED / name).read_text(encoding="utf-8") + added
    return coming(f"templates/{name}", text)


def published(root: Path) -> None:
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.DONE
    record = root / "data" / "published" / f"{EVENT_ID}.en.1.json"
    told = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps({**told, "approver": "Somebody else"}), encoding="utf-8")


def other(day: str, status: str = "ready") -> Callable[[Path], object]:
    text = EVENT.replace(EVENT_ID, f"{day}-other").replace("published: 2026-03-03", f"published: {day}")
    return coming(f"data/events/{day}-other.yaml", text.replace("status: ready", f"status: {status}", 1))


COMMENT = "{# a note #}"
ROWS = "date,value\n2026-02-27,1\n2026-02-28,2\n2026-03-01,3\n2026-03-02,4\n"
EDITS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a record": (typing(EVENT_FILE, "$195 million", "$196 million"), {"event"}),
    "a comment in its event file": (typing(EVENT_FILE, "# figure id", "# the figure id"), {"event"}),
    "an event before it": (other("2026-03-02"), {"place in time"}),
    "an event before it that is held": (other("2026-03-02", "held"), set()),
    "an event after it": (other("2026-03-04"), set()),
    "a source": (typing("data/sources.yaml", "name: ", "name:  "), {"sources"}),
    "a name": (coming("data/names.yaml", "btc:\n  kind: asset\n  en: Bitcoin\n"), {"names"}),
    "a setting": (coming("narrator.toml", 'desk = "Another desk"\n'), {"settings"}),
    "how long it may take": (typing("narrator.toml", "", "# a note\nseconds = 60\nmegabytes = 1024\n"), set()),
    "a template that it uses": (copying("en/headline.md.j2", COMMENT), {"template en/headline.md.j2"}),
    "macros that it uses": (copying("en/macros.j2", COMMENT), {"template en/macros.j2"}),
    "a template that it includes": (copying("en/messages/move.md.j2", COMMENT), {"template en/messages/move.md.j2"}),
    "a template that it does not use": (copying("en/messages/turn.md.j2", COMMENT), set()),
    "the template of the page": (copying("en/page.html.j2", COMMENT), {"page", "template en/page.html.j2"}),
    "a style sheet": (copying("theme/base.css", "/* a note */"), {"page", "template theme/base.css"}),
    "one more style sheet": (coming("templates/theme/more.css", "h1 { margin: 0 }"), {"page", "sheets"}),
    "a row that it could know": (typing("data/series/history.csv", ",1\n", ",5\n"), {"series"}),
    "a row of later days": (coming("data/series/history.csv", ROWS + "2026-03-09,7\n"), set()),
    "an edited text": (coming(f"data/edited/{EVENT_ID}.en.md", "# Mine\n"), {"edited text"}),
    "an edited text in another language": (coming(f"data/edited/{EVENT_ID}.zh.md", "# Mine\n"), set()),
    "a decision about it": (coming(f"data/accepted/{EVENT_ID}.1.yaml", DECISION.format(EVENT_ID)), {"decisions"}),
    "a decision about another": (coming("data/accepted/x.1.yaml", DECISION.format("x")), set()),
    "what was published of it": (published, {"published"}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_the_inputs_that_it_is_about_and_no_other(edit: str, root: Path) -> None:
    change, inputs = EDITS[edit]
    assert look(root).is_current
    change(root)
    found = look(root)
    assert {*found.changed} == inputs
    assert found.is_current is (not inputs)


@pytest.mark.parametrize(
    ("terms", "name"),
    [
        (Terms(datetime.fromisoformat("2026-03-03T08:30+08:00")), "as of"),
        (Terms(without=frozenset({"prices.btc"}), reason="withdrawn"), "without"),
    ],
)
def test_on_other_terms_it_is_another_edition(terms: Terms, name: str, root: Path) -> None:
    assert name in look(root, terms).changed


def test_another_narrator_and_other_libraries_make_another_edition(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narrator.publish.inputs.code", lambda: "another")
    assert look(root).changed == ("narrator",)
    monkeypatch.setattr("narrator.publish.inputs.libraries", lambda: {"jinja2": "4.0"})
    assert look(root).changed == ("libraries", "narrator")
    assert look(root).why == ("a library that it is made with changed", "narrator itself changed")


def rewrite(path: Path, **facts: object) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **facts}), encoding="utf-8")


def linked(path: Path) -> None:
    elsewhere = path.parents[2] / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file gone": (lambda root: (root / EDITION / "brief.html").unlink(), "brief.html is gone"),
    "a file edited": (typing(str(EDITION / "brief.md"), "Longs", "Shorts"), "brief.md was edited since it was built"),
    "the ledger edited": (typing(str(EDITION / "ledger.json"), "{", "{ "), "ledger.json was edited since it was built"),
    "its manifest gone": (lambda root: (root / EDITION / "manifest.json").unlink(), "it was not built yet"),
    "its manifest broken": (coming(str(EDITION / "manifest.json"), "{"), "it was not built yet"),
    "the inputs in its manifest broken": (
        typing(str(EDITION / "manifest.json"), '"inputs": {', '"inputs": [], "x": {'),
        "it was not built yet",
    ),
    "the warnings in its manifest broken": (
        lambda root: rewrite(root / EDITION / "manifest.json", warnings=[{"code": 1}]),
        "its manifest is not as a build wrote it",
    ),
    "the files in its manifest broken": (
        lambda root: rewrite(root / EDITION / "manifest.json", files=["brief.md"]),
        "its manifest is not as a build wrote it",
    ),
    "a link in the place of its folder": (lambda root: linked(root / EDITION), "it was not built yet"),
    "a link in the place of a file": (lambda root: linked(root / EDITION / "brief.md"), "brief.md is gone"),
}


@pytest.mark.parametrize("damage", FILES)
def test_the_files_themselves_are_looked_at(damage: str, root: Path) -> None:
    change, why = FILES[damage]
    change(root)
    assert why in look(root).why


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"forms": ("md", "pdf")}, "there is no brief.pdf yet"),
        ({"force": True}, "it was asked for anew"),
        ({"locale": "zh"}, "it was not built yet"),
        ({"correction": "It was wrong."}, "its correction changed"),
    ],
)
def test_what_is_asked_for_may_not_be_there(asked: dict[str, Any], why: str, root: Path) -> None:
    assert look(root).is_current
    assert why in look(root, **asked).why


def test_a_form_that_is_not_asked_for_is_no_reason(root: Path) -> None:
    assert look(root, forms=("md",)).is_current


def test_warnings_are_reasons_where_they_are_errors(root: Path) -> None:
    assert [problem.code for problem in look(root).warnings] == ["SER010"]
    assert look(root, strict=True).why == ("its warnings are errors",)
    rewrite(root / EDITION / "manifest.json", warnings=[])
    assert look(root, strict=True).is_current


LOOKS = ("a template that it uses", "a style sheet", "one more style sheet", "an event before it")


@pytest.mark.parametrize("edit", EDITS)
def test_a_published_edition_is_frozen_to_what_changes_words_and_looked_at_for_all_else(edit: str, root: Path) -> None:
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.DONE
    assert look(root).is_current
    if edit == "what was published of it":
        return
    change, inputs = EDITS[edit]
    change(root)
    found, asked = look(root), look(root, republish=True)
    is_words = all(name in {"place in time", "sheets", "page"} or name.startswith("template") for name in inputs)
    assert found.is_current is is_words
    assert {*found.frozen, *found.changed} == inputs == {*asked.changed}
    assert is_words or edit not in LOOKS


def test_nothing_to_do_is_known_without_the_desk_and_anything_else_is_not(root: Path) -> None:
    paths, named = [root / EVENT_FILE], frozenset[str]()
    assert narrator(root, *BUILD).code == Exit.DONE

    def quick(**asked: Any) -> object:  # noqa: ANN401  # those of a plan
        return Plan(root, root / "out", Terms(), **{"forms": FORMS, **asked}).quick(paths, named, whole=True)

    result = quick()
    assert result == plan_of(root).quick(paths, named, whole=True)
    assert result
    assert quick(forms=("md", "pdf")) is None
    assert Plan(root, root / "out", Terms()).quick([], named, whole=True) is None, "an edition has to go"
    facts = root / ".narrator" / State(root, root / "out").name
    text = facts.read_text(encoding="utf-8")
    for broken in ("{", "[]", '{"desk": 1}', text.replace('"of"', '"if"'), text.replace("problems", "problem")):
        facts.write_text(broken, encoding="utf-8")
        assert quick() is None
    facts.write_text(text, encoding="utf-8")
    assert quick()
    (root / "out").rename(root / "elsewhere")
    (root / "out").symlink_to(root / "elsewhere")
    assert quick() is None


def test_a_list_of_all_that_has_an_edition_otherwise_is_made_anew(root: Path) -> None:
    before = tree(root / "out")
    (root / "out" / "manifest.json").write_text('{"editions": []}', encoding="utf-8")
    assert narrator(root, *BUILD).code == Exit.DONE
    assert tree(root / "out") == before


def test_an_event_that_is_not_ready_is_told_again_without_being_read(root: Path) -> None:
    other("2026-03-04", "held")(root)
    ran = [narrator(root, "build", "--to", "md", "--format", "json").told for _ in range(2)]
    assert ran[0] == ran[1]
    assert [each["event"] for each in ran[1]["skipped"]] == ["2026-03-04-other"]
    paths = sorted((root / "data" / "events").iterdir())
    assert Plan(root, root / "out", Terms(), forms=FORMS).quick(paths, frozenset(), whole=True)
    named = frozenset({"2026-03-04-other"})
    assert Plan(root, root / "out", Terms(), forms=FORMS).quick(paths, named, whole=True) is None
