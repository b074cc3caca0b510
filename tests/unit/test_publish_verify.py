"""What was written is held against its records, and every kind of damage has its code; nothing is written."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from narrator.errors import Exit
from narrator.publish import verify as module
from narrator.publish.manifest import UNFINISHED, digest
from narrator.publish.out import open_out
from support.command import narrator
from support.editions import tree
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.command import Ran

OUT, EDITION = Path("out"), Path("out", EVENT_ID, "en")
MANIFEST, OWN, MD, HTML, LEDGER = (
    OUT / "manifest.json",
    EDITION / "manifest.json",
    EDITION / "brief.md",
    EDITION / "brief.html",
    EDITION / "ledger.json",
)
RECORD, EDITED = Path("data", "published", f"{EVENT_ID}.en.1.json"), Path("data", "edited", f"{EVENT_ID}.en.md")
KEPT = RECORD.with_suffix("")
"""Where the forms of the publication lie."""
DECISION, FILE = Path("data", "accepted", f"{EVENT_ID}.1.yaml"), Path("data", "events", f"{EVENT_ID}.yaml")
SENTENCE = "Oh, $231 million of positions was liquidated."


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a built and published brief, an edited text of it, and a decision about that."""
    root = write_workspace(tmp_path_factory.mktemp("whole"), EVENT)
    assert narrator(root, "build", "--to", "md", "--quiet").code == 0
    edited = root / EDITED
    edited.parent.mkdir()
    edited.write_text(f"{(root / MD).read_text(encoding='utf-8')}\n{SENTENCE}\n", encoding="utf-8")
    line = edited.read_text(encoding="utf-8").count("\n")
    said = ("--accept", f"{line}:5", "--by", "A. Editor", "--why", "right")
    assert narrator(root, "audit", str(EDITED), "--against", EVENT_ID, *said).code == 0
    assert narrator(root, "build", "--to", "md,html", "--quiet").code == 0
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == 0
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "desk", symlinks=True)


def ran(root: Path, *options: str) -> Ran:
    before = tree(root)
    found = narrator(root, "verify", *options)
    assert tree(root) == before
    return found


def found(root: Path, *options: str) -> list[tuple[str, str]]:
    """The code and the file of each problem."""
    told = ran(root, *options, "--format", "json")
    errors = [problem for problem in told.problems if problem["severity"] == "error"]
    assert (told.code, told.err, told.told["exit"]) == (Exit.INVALID if errors else Exit.DONE, "", told.code)
    return [(problem["code"], problem["file"]) for problem in told.problems]


def changing(path: Path, before: str, after: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert before in text
        (root / path).write_text(text.replace(before, after, 1), encoding="utf-8")

    return change


def going(path: Path) -> Callable[[Path], None]:
    return lambda root: (root / path).unlink()


def going_all(folder: Path) -> Callable[[Path], None]:
    return lambda root: shutil.rmtree(root / folder)


def coming(path: Path, text: str = "") -> Callable[[Path], None]:
    def come(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return come


def listing(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """The only entry of the manifest of all editions, changed."""

    def do(root: Path) -> None:
        told = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
        change(told["editions"][0])
        (root / MANIFEST).write_text(json.dumps(told), encoding="utf-8")

    return do


def listing_own(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """The manifest of the edition, changed."""

    def do(root: Path) -> None:
        told = json.loads((root / OWN).read_text(encoding="utf-8"))
        change(told)
        (root / OWN).write_text(json.dumps(told), encoding="utf-8")

    return do


def rewriting(path: Path, before: str, after: str) -> Callable[[Path], None]:
    """A file changed, and its hash in both manifests with it."""

    def do(root: Path) -> None:
        changing(path, before, after)(root)
        hashed = digest((root / path).read_bytes())
        for told in (listing, listing_own):
            told(lambda entry: entry["files"].update({str(path.relative_to(OUT)): hashed}))(root)

    return do


def linked(path: Path) -> Callable[[Path], None]:
    def link(root: Path) -> None:
        (root / path).rename(root / "elsewhere")
        (root / path).symlink_to(root / "elsewhere")

    return link


def record(**facts: Any) -> Callable[[Path], None]:  # noqa: ANN401  # of a publication
    """The next publication of the event, with other facts."""

    def write(root: Path) -> None:
        told = {**json.loads((root / RECORD).read_text(encoding="utf-8")), "number": 2, "correction": "Wrong.", **facts}
        (root / RECORD).with_name(f"{EVENT_ID}.en.2.json").write_text(json.dumps(told), encoding="utf-8")

    return write


def another_number(root: Path) -> None:
    record()(root)
    going(RECORD)(root)


def moving(path: Path, to: Path) -> Callable[[Path], None]:
    def move(root: Path) -> None:
        (root / path).rename(root / to)

    return move


def folder_for_a_file(root: Path) -> None:
    going(MD)(root)
    (root / MD).mkdir()


NOT_PUBLISHED = ("VER009", str(EDITION))
SECOND = str(RECORD.with_name(f"{EVENT_ID}.en.2.json"))
DAMAGE: dict[str, tuple[Callable[[Path], None], list[tuple[str, str]]]] = {
    "no JSON in the manifest": (coming(MANIFEST, "{"), [("VER001", str(MANIFEST))]),
    "no editions in the manifest": (coming(MANIFEST, "{}"), [("VER001", str(MANIFEST))]),
    "a list of another shape": (listing(lambda entry: entry.update(files=None)), [("VER001", str(MANIFEST))]),
    "a file outside listed": (
        listing(lambda entry: entry["files"].update({"../narrator.toml": "0"})),
        [("VER001", str(OWN)), ("VER001", str(MANIFEST))],
    ),
    "no JSON in the manifest of an edition": (coming(OWN, "{"), [("VER001", str(OWN))]),
    "the manifest of another edition": (
        changing(OWN, f'"event": "{EVENT_ID}"', '"event": "x"'),
        [("VER001", str(OWN))],
    ),
    "a manifest of an edition that lists fewer files": (
        listing_own(lambda entry: entry["files"].popitem()),
        [("VER001", str(OWN))],
    ),
    "no manifest of its own, as a narrator of before left it": (going(OWN), []),
    "a file gone": (going(MD), [("VER002", str(MD))]),
    "a file changed": (changing(MD, "Longs", "Shorts"), [("VER003", str(MD))]),
    "a ledger changed": (changing(LEDGER, "disputed", "agreed"), [NOT_PUBLISHED, ("VER003", str(LEDGER))]),
    "another file": (coming(EDITION / "notes.md"), [("VER004", str(EDITION / "notes.md"))]),
    "a form that was not built": (coming(EDITION / "brief.pdf"), [("VER004", str(EDITION / "brief.pdf"))]),
    "another folder": (coming(OUT / "other/en/brief.md"), [("VER004", "out/other/en/brief.md")]),
    "a link to a folder": (lambda root: (root / "out/x").symlink_to(root / "data"), [("VER004", "out/x")]),
    "an entry gone": (
        coming(MANIFEST, '{"editions": []}'),
        [("VER004", str(path)) for path in (HTML, MD, LEDGER, OWN)],
    ),
    "an edition begun": (
        listing(lambda entry: entry.update(status=UNFINISHED, known=sorted(entry["files"].values()), files={})),
        [("VER005", str(EDITION))],
    ),
    "an edition begun, and a stranger's file": (
        listing(
            lambda entry: entry.update(status=UNFINISHED, known=[entry["files"][f"{EVENT_ID}/en/brief.md"]], files={})
        ),
        [("VER003", str(HTML)), ("VER003", str(LEDGER)), ("VER005", str(EDITION))],
    ),
    "a brief rewritten with its hash": (
        rewriting(MD, "Longs", "Some longs"),
        [NOT_PUBLISHED],
    ),
    "a place that is another": (rewriting(MD, "\n\n", "\n\n\n"), [("VER006", str(MD)), NOT_PUBLISHED]),
    "no ledger in its place": (rewriting(LEDGER, "{", ""), [("VER006", str(LEDGER))]),
    "a print of no figure": (
        rewriting(LEDGER, '"figure": "liquidations.total"', '"figure": "x.y"'),
        [("VER006", str(LEDGER))],
    ),
    "a print before the first line": (rewriting(LEDGER, '"line": ', '"line": -1'), [("VER006", str(MD))]),
    "the ledger of another": (rewriting(LEDGER, EVENT_ID, "other"), [("VER006", str(LEDGER))]),
    "a ledger of other figures": (
        rewriting(LEDGER, '"standing": "disputed"', '"standing": "agreed"'),
        [("VER006", str(HTML)), NOT_PUBLISHED],
    ),
    "a page of other figures": (
        rewriting(HTML, "disputed&quot;", "agreed&quot;"),
        [("VER006", str(HTML)), NOT_PUBLISHED],
    ),
    "a page without figures": (
        rewriting(HTML, "narrator:ledger", "narrator:nothing"),
        [("VER006", str(LEDGER)), NOT_PUBLISHED],
    ),
    "no JSON in a publication": (coming(RECORD, "{"), [("VER007", str(RECORD))]),
    "a publication renamed": (
        moving(RECORD, Path(SECOND)),
        [("VER007", SECOND), ("VER008", str(RECORD))],
    ),
    "a publication of no name": (coming(RECORD.with_name("copy.json"), "{}"), [("VER007", "data/published/copy.json")]),
    "a second one without a correction": (record(correction=""), [("VER007", SECOND)]),
    "what was published changed": (coming(KEPT / "brief.md", "# Another\n"), [("VER007", str(KEPT / "brief.md"))]),
    "what was published gone": (going(KEPT / "brief.html"), [("VER007", str(KEPT / "brief.html"))]),
    "nothing of it kept": (going_all(KEPT), []),
    "a publication gone": (going(RECORD), [("VER008", str(EDITION))]),
    "the first of two gone": (another_number, [("VER008", str(RECORD))]),
    "other bytes published": (
        record(forms={"brief.md": "0"}),
        [NOT_PUBLISHED],
    ),
    "a link": (linked(MD), [("VER010", str(MD))]),
    "a folder in the place of a file": (
        folder_for_a_file,
        [("VER010", str(MD))],
    ),
    "another time of the event": (
        changing(FILE, "published: 2026-03-03 09:00", "published: 2026-03-03 10:00"),
        [("VER011", str(EDITED)), ("VER014", str(EDITION))],
    ),
    "a decision without its sentence": (
        changing(EDITED, SENTENCE, ""),
        [("VER012", str(DECISION)), ("VER014", str(EDITION))],
    ),
    "a leftover": (coming(OUT / ".narrator-1-2"), [("VER013", "out/.narrator-1-2")]),
    "a leftover of records": (coming(FILE.with_name(".narrator-1-2")), [("VER013", "data/events/.narrator-1-2")]),
    "a record changed": (changing(FILE, "$195 million", "$196 million"), [("VER014", str(EDITION))]),
    "an event gone": (
        going(FILE),
        [("EVT093", str(DECISION)), ("VER014", str(EDITION)), ("VER015", str(EDITED))],
    ),
    "an edited text of no language": (coming(EDITED.with_name("a.md")), [("VER015", "data/edited/a.md")]),
    "an edited text that nobody can read": (
        changing(EDITED, "# ", "#"),
        [("PUB003", str(EDITED)), ("VER014", str(EDITION))],
    ),
}


def test_what_is_as_it_was_written_is_sound_and_counted(root: Path) -> None:
    told = ran(root)
    assert (told.code, told.err) == (0, "")
    assert told.out == "1 edition, 1 publication, 1 edited text, 1 decision, 0 errors, 0 warnings\n"
    assert found(root, "--out", "out", "--strict") == []


@pytest.mark.parametrize("what", DAMAGE)
def test_every_kind_of_damage_has_its_code_and_its_place(what: str, root: Path) -> None:
    damage, expected = DAMAGE[what]
    damage(root)
    assert sorted({*found(root)}) == sorted(expected)


def test_a_print_is_told_with_its_line(root: Path) -> None:
    rewriting(MD, "\n\n", "\n\n\n")(root)
    first = next(each for each in narrator(root, "verify", "--format", "json").problems if each["code"] == "VER006")
    prints = json.loads((root / LEDGER).read_text(encoding="utf-8"))["prints"]
    assert first["line"] == min(each["line"] for each in prints)
    assert first["event"] == EVENT_ID


def test_a_person_is_told_every_problem_and_a_strict_run_takes_warnings_for_errors(root: Path) -> None:
    coming(OUT / ".narrator-1-2")(root)
    told = ran(root)
    assert told.code == 0
    assert "out/.narrator-1-2:1:1: warning VER013: out/.narrator-1-2 was left by a command" in told.err
    assert ran(root, "--strict").code == Exit.INVALID


def test_a_workspace_in_which_nothing_was_built_is_sound_and_a_folder_that_was_asked_for_has_to_be_there(
    tmp_path: Path,
) -> None:
    root = write_workspace(tmp_path, EVENT)
    assert found(root) == []
    assert found(root, "--out", "elsewhere") == [("VER002", "elsewhere/manifest.json")]


def test_a_file_that_the_system_does_not_give_is_told_with_its_place(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == root / HTML:
            raise OSError(5, os.strerror(5))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    told = narrator(root, "verify", "--format", "json")
    assert [(each["code"], each["file"]) for each in told.problems] == [("VER010", str(HTML))]
    assert "Input/output error" in told.problems[0]["message"]


@pytest.mark.parametrize("is_held", [True, False])
def test_what_a_build_is_changing_meanwhile_is_neither_right_nor_wrong(
    is_held: bool, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going(MD)(root)
    if is_held:
        with open_out(root, root / "out") as out, out.holding(f"{EVENT_ID}/en"):
            told = narrator(root, "verify", "--format", "json")
    else:
        real = module.Look.leftovers

        def build(look: module.Look) -> None:
            real(look)
            coming(MANIFEST)(root)

        monkeypatch.setattr(module.Look, "leftovers", build)
        told = narrator(root, "verify", "--format", "json")
    assert told.code == Exit.OUTPUT
    assert "a build is at work on out/" in told.problems[0]["message"]
