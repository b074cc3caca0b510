"""After any sequence of edits, with builds between them or not, a build has what a build into an empty folder has.

Byte for byte, manifests and all, and with the same problems. What is published and would come in other words stays as
readers saw it, which no build into an empty folder can know. `make soak` tries hundreds of sequences.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.publish.manifest import PUBLISHED, digest
from narrator.publish.out import own_entry
from narrator.render.environment import PACKAGED
from support.command import narrator
from support.editions import tree
from support.events import EVENT, EVENT_ID, SOURCES, write_workspace
from support.histories import write_history

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST, OTHER, THIRD = EVENT_ID, "2026-03-04-other", "2026-03-01-third"
EVENTS = (FIRST, OTHER)
EXAMPLES = int(os.environ.get("SOAK", "0")) // 10 or 10
ROWS = ["2026-02-27,1", "2026-02-28,2", "2026-03-01,3", "2026-03-02,4", "2026-03-03,5", "2026-03-09,6"]


def text_of(event: str, amount: int = 195, status: str = "ready") -> str:
    text = EVENT.replace(EVENT_ID, event).replace("$195 million", f"${amount} million")
    return text.replace("published: 2026-03-03", f"published: {event[:10]}").replace(
        "status: ready", f"status: {status}"
    )


def record(root: Path, event: str, number: int) -> None:
    path, status = root / "data" / "events" / f"{event}.yaml", ("held", "ready", "ready", "ready")[number % 4]
    path.write_text(text_of(event, 190 + number, status), encoding="utf-8")


def broken(root: Path, event: str, number: int) -> None:
    text = text_of(event).replace("$195 million", "$1,95 million") if number % 2 else text_of(event)
    (root / "data" / "events" / f"{event}.yaml").write_text(text, encoding="utf-8")


def third(root: Path, _: str, number: int) -> None:
    path = root / "data" / "events" / f"{THIRD}.yaml"
    if number % 3:
        path.write_text(text_of(THIRD, 190 + number), encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def registry(root: Path, _: str, number: int) -> None:
    text = SOURCES.replace("grade: B", "grade: A", number % 3)
    (root / "data" / "sources.yaml").write_text(text, encoding="utf-8")


def setting(root: Path, _: str, number: int) -> None:
    lines = (
        'desk = "The test desk"',
        'desk = "Another"\nenglish = "en-GB"',
        'profile = "short"',
        "seconds = 31",
        "# x",
    )
    text = f'{lines[number % len(lines)]}\n[lexicon]\nhours24 = "24-hour"\n'
    (root / "narrator.toml").write_text(text, encoding="utf-8")


def template(root: Path, _: str, number: int) -> None:
    names = ("en/headline.md.j2", "en/macros.j2", "en/messages/move.md.j2", "en/messages/turn.md.j2", "theme/base.css")
    name = (*names, "en/page.html.j2")[number % 6]
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    note = "/* {} */" if name.endswith("css") else "{{# {} #}}"
    text = (PACKAGED / name).read_text(encoding="utf-8") + note.format("abc"[number // 6 % 3])
    path.write_text(text, encoding="utf-8")
    if number % 5 == 0:
        path.unlink()


def history(root: Path, _: str, number: int) -> None:
    rows = [row.replace(",4", f",{4 + number // 4 % 3}") for row in ROWS[: 3 + number % 4]]
    (root / "data/series/history.csv").write_text("\n".join(["date,value", *rows, ""]), encoding="utf-8")


def edited(root: Path, event: str, number: int) -> None:
    path = root / "data" / "edited" / f"{event}.en.md"
    path.parent.mkdir(exist_ok=True)
    brief = root / "out" / event / "en" / "brief.md"
    if number % 2 and brief.is_file():
        path.write_text(
            brief.read_text(encoding="utf-8") + "\nMore will be known later.\n" * (number % 4), encoding="utf-8"
        )
    else:
        path.unlink(missing_ok=True)


def accepted(root: Path, event: str, _: int) -> None:
    (root / "draft.md").write_text("Oh, $231 million of positions was liquidated.\n", encoding="utf-8")
    narrator(root, "audit", "draft.md", "--against", event, "--accept", "1:5", "--by", "A. Editor", "--why", "right")


def published(root: Path, event: str, _: int) -> None:
    narrator(root, "publish", event, "--approved-by", "A. Editor")


def deleted(root: Path, event: str, number: int) -> None:
    names = ("brief.md", "brief.html", "ledger.json", "manifest.json", "../../manifest.json")
    (root / "out" / event / "en" / names[number % len(names)]).unlink(missing_ok=True)


def touched(root: Path, event: str, number: int) -> None:
    for path in (root / "data" / "events" / f"{event}.yaml", root / "out" / event / "en" / "brief.md"):
        with suppress(FileNotFoundError):
            os.utime(path, (number, number))


def forgotten(root: Path, _: str, number: int) -> None:
    shutil.rmtree(root / ".narrator", ignore_errors=bool(number + 1))


def built(root: Path, event: str, number: int) -> None:
    asked = (("--to", "md"), ("--to", "md,html"), ("--event", event, "--to", "html"), ("--to", "md", "--force"))
    narrator(root, "build", *asked[number % len(asked)])


EDITS: tuple[Callable[[Path, str, int], None], ...] = (
    *(record, broken, third, registry, setting, template, template, history),
    *(edited, accepted, published, deleted, touched, forgotten, built, built, built),
)


def told(root: Path, forms: str, *options: str) -> dict[str, Any]:
    return narrator(root, "build", "--to", forms, "--format", "json", *options).told


def problems(told_of: dict[str, Any], apart: set[str]) -> list[dict[str, Any]]:
    return [problem for problem in told_of["problems"] if problem["event"] not in apart]


def clean(root: Path, forms: str) -> dict[str, Any]:
    """A build into an empty folder, each edition in the forms that lie here."""
    done = told(root, forms, "--out", "clean")
    for folder in (root / "out").glob("*/en"):
        there = ",".join(form for form in ("md", "html") if (folder / f"brief.{form}").is_file())
        if there not in {"", forms} and (root / "clean" / folder.parent.name).exists():
            narrator(root, "build", "--to", there, "--event", folder.parent.name, "--out", "clean")
    return done


def without(folder: Path, apart: set[str]) -> dict[str, str | bytes]:
    """What lies in a folder of editions but for some of them, whose entries the list of all has."""
    skipped = {*apart, "manifest.json"} if apart else apart
    return {name: data for name, data in tree(folder).items() if name.partition("/")[0] not in skipped}


def assert_as_published(root: Path, event: str) -> None:
    """What lies here of a brief that is published is what readers saw of it."""
    entry = own_entry(root / "out", f"{event}/en")
    if entry and entry.status == PUBLISHED:
        latest = max((root / "data" / "published").glob(f"{event}.en.*.json"))
        seen = json.loads(latest.read_bytes())["forms"]
        for name, hashed in seen.items():
            file = root / "out" / event / "en" / name
            assert not file.exists() or digest(file.read_bytes()) == hashed


def assert_same(root: Path, forms: str) -> None:
    """A build here has what one into an empty folder has, and says the same; again, it has nothing to do."""
    here, other = told(root, forms), clean(root, forms)
    failed = {p["event"] for p in (*here["problems"], *other["problems"]) if p["severity"] == "error"}
    frozen = {p["event"] for p in other["problems"] if p["code"] in {"PUB001", "PUB002"}}
    assert problems(here, frozen) == problems(other, frozen)
    assert frozen or here["exit"] == other["exit"]
    if None not in failed:
        assert without(root / "out", failed) == without(root / "clean", failed)
    for event in frozen:
        assert_as_published(root, event)
    again = told(root, forms)
    assert (again["built"], again["problems"], again["exit"]) == ([], here["problems"], here["exit"])


ONE_EDIT = st.tuples(st.sampled_from(EDITS), st.sampled_from(EVENTS), st.integers(0, 35))


@settings(max_examples=EXAMPLES)
@given(st.lists(ONE_EDIT, min_size=1, max_size=6), st.sampled_from(["md", "md", "md,html"]))
def test_a_build_after_any_edits_has_what_a_clean_build_has(
    edits: list[tuple[Callable[[Path, str, int], None], str, int]], forms: str
) -> None:
    with TemporaryDirectory(prefix="narrator-test-") as folder:
        root = write_workspace(Path(folder), *(text_of(event) for event in EVENTS))
        write_history(root, [1, 2, 3, 4], "Tracker A")
        narrator(root, "build", "--to", "md")
        for edit, event, number in edits:
            edit(root, event, number)
        assert_same(root, forms)
