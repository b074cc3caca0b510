"""The shape of the repository: where things stand, how long they are, and what has no place here."""

from __future__ import annotations

import ast
import re
from collections import Counter

from support.repository import ROOT, SOURCE, code_lines, modules, texts, tracked

ROOMS = {
    "cli": 1_909,  # with SARIF, codes, ends of problems, story, facts, verify, diff, imports, what a text is held to
    "desk": 1_366,  # with tasks of the worker, what templates can say, what a change would make of briefs
    "site": 447,  # what was published as pages, lists, feeds, mails, and how it comes to readers
    "publish": 2_911,  # with verify, what two editions have otherwise, inputs, plans, locks and manifests
    "importers": 1_511,  # six vendors, mappings, sheets: what a file says, whose it is, and where it goes
    "gate": 905,  # several texts and events, Word files and comments in them, ledgers, what is mended how, the sheet
    "pipeline.py": 204,  # how weak a green audit is, amounts in words
    "own_text.py": 107,  # whose a sentence is that contradicts its figure
    "remarks.py": 90,
    "case.py": 60,
    "audit": 6_285,  # with bound numbers, who is named for them, moves, times, sides, orders, cells, what no record has
    "reading": 2_086,  # with PDF and Word as they are laid out, numbers in words of two languages, what is masked
    "render": 6_614,  # with pages and sheets audited, notices, turns, roles, names, code of templates, PDF, pages, Word
    "charts": 1_097,  # with the relations that a chart can show, days side by side, other counts, ladders of levels
    "story": 2_191,  # with contrasts, key figures, the way of a price and what came after, runs of flows, loose ends
    "wording": 1_005,  # with frames, currencies without cents, and the article of names that no registry has
    "analysis": 1_686,  # with days beyond their total, other records of a figure, mistyped windows, levels of a change
    "series": 185,  # what is read of histories, and how, and what they had before
    "reconcile": 801,  # with what stands beside a figure, and of whom, and who goes back to whom
    "ingest": 3_930,  # with its tables of slips, what is printed of a file, edits held to their meaning
    "model": 1_855,  # with the day of a close, currencies, the table of kinds, what a brief carries of its ledger
    "config.py": 217,
    "errors.py": 60,  # with what cannot be read
    "__init__.py": 0,
    "__main__.py": 3,
}
"""Lines of code a room: going over one is a reason to look again, not to write denser lines."""
LONGEST = 300
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
NEEDLESS = {"skip", "skipif", "xfail"}
TASK = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b")  # written so that it does not find itself


def test_every_room_stays_within_its_budget() -> None:
    lines: Counter[str] = Counter()
    for path in modules():
        lines[path.parts[0]] += code_lines((SOURCE / path).read_text(encoding="utf-8"))
    print(f"{lines.total()} lines of code: {dict(lines)}")  # noqa: T201 - shown by -rP
    assert set(lines) == set(ROOMS)
    assert {room: (n, ROOMS[room]) for room, n in lines.items() if n > ROOMS[room]} == {}


def test_code_lines_leave_out_blanks_comments_and_docstrings() -> None:
    assert code_lines('"""Module.\n\nMore."""\n\n# why\nx = (\n    1,  # a reason\n)\n') == 3
    assert code_lines('def f() -> str:\n    """One."""\n    return """a\n\nb"""\n') == 4


def test_modules_are_short() -> None:
    lengths = {path: len((SOURCE / path).read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert lengths
    assert {path.as_posix(): n for path, n in lengths.items() if n > LONGEST} == {}, "split it"


def test_packages_are_two_levels_deep_and_named_after_the_domain() -> None:
    found = modules()
    assert found
    assert [path for path in found if len(path.parts) > 2] == []
    assert [path for path in found if VAGUE & {*path.parts[:-1], path.stem}] == []


def test_packages_export_nothing() -> None:
    packages = [path for path in modules() if path.name == "__init__.py"]
    assert packages
    statements = {path: ast.parse((SOURCE / path).read_text(encoding="utf-8")).body[1:] for path in packages}
    assert [path for path, rest in statements.items() if rest] == []


def test_unit_tests_mirror_the_modules() -> None:
    tests = [path for path in tracked() if path.parts[:2] == ("tests", "unit") and path.name.startswith("test_")]
    assert tests
    homes = {"_".join(path.with_suffix("").parts) for path in modules() if path.name != "__init__.py"}
    stray = [t.name for t in tests if not any(f"{t.stem}_".startswith(f"test_{home}_") for home in homes)]
    assert stray == [], "tests/unit/test_<package>_<module>[_<topic>].py, or another folder"


def test_test_files_have_names_of_their_own() -> None:
    names = Counter(path.name for path in tracked() if path.parts[0] == "tests" and path.name.startswith("test_"))
    assert names
    assert [name for name, n in names.items() if n > 1] == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    sources = {path: text for path, text in texts().items() if path.parts[0] == "tests" and path.suffix == ".py"}
    tests = {path: ast.parse(text) for path, text in sources.items()}
    assert tests
    marked = [
        f"{path}:{node.lineno}"
        for path, tree in tests.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in NEEDLESS
        if isinstance(node.value, ast.Name | ast.Attribute)
        if ast.unparse(node.value) in {"pytest", "pytest.mark"}
    ]
    assert marked == []


def test_no_task_is_left_in_a_file() -> None:
    found = texts()
    assert found
    left = [
        f"{path}:{number}"
        for path, text in found.items()
        for number, line in enumerate(text.splitlines(), 1)
        if TASK.search(line)
    ]
    assert left == []


def test_a_task_in_a_file_is_found() -> None:
    assert TASK.search(f"# {'todo'.upper()}: later")
    assert not TASK.search("nothing to do")


def test_make_help_lists_every_task() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    tasks = {line.split(":")[1].strip() for line in lines if line.startswith(".PHONY:")}
    described = {line.split(":")[0] for line in lines if re.match(r"[a-z-]+:.*##", line)}
    assert tasks
    assert tasks == described
