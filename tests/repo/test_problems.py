"""The catalogue of problems has every code that the source raises, and no other; docs/problems.md is made of it."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest

from narrator import config
from narrator.audit.verdicts import KINDS
from narrator.ingest.amounts import read_amount
from narrator.ingest.faults import Fault
from narrator.ingest.guard import scan
from narrator.ingest.lines import read_line
from narrator.ingest.times import read_date, read_window
from narrator.model.catalogue import STAGE, entries, stages
from narrator.model.kinds import Form
from narrator.publish.fonts import wrong
from narrator.render.environment import PACKAGED, TemplateError, environment
from narrator.render.theme import faults
from support.fonts import font, png
from support.press import NOON, ZONE
from support.problems import renewed
from support.repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOURCES = ROOT / "src" / "narrator"
LITERAL = re.compile(r"[\"']([A-Z]{3}[0-9]{3})[\"']")
EITHER = re.compile(r"\{self\.code\}([0-9]{3})")
"""What is the same in both forms of files."""
FILES = ("YML", "JSN")


def raised() -> set[str]:
    """Every code that the source can raise."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.py")))
    both = {f"{stage}{number}" for number in EITHER.findall(text) for stage in FILES}
    return {*LITERAL.findall(text), *both, *(kind.code for kind in KINDS)}


def test_every_code_that_is_raised_has_its_entry_and_every_entry_is_raised() -> None:
    codes = raised()
    assert len(codes) > 150
    assert codes == entries().keys()


def test_every_entry_stands_once_under_its_stage() -> None:
    text = (SOURCES / "model" / "problems.toml").read_text(encoding="utf-8")
    heads = re.findall(r"^\[([A-Z]{3}[0-9]*)\]$", text, re.MULTILINE)
    assert [head for head, count in Counter(heads).items() if count > 1] == []
    assert {code[:STAGE] for code in entries()} == stages().keys()
    order = [head[:STAGE] for head in heads]
    assert order == sorted(order, key=order.index)


def test_every_entry_says_what_why_and_what_instead() -> None:
    for code, entry in entries().items():
        assert entry.title[:1].isupper() or entry.title.startswith("narrator"), code
        assert entry.why.endswith("."), code
        assert entry.expected, code
        assert not {entry.title[-1], entry.expected[-1]} & {".", ","}, code
        assert not entry.otherwise or entry.otherwise.startswith(("It is ", "It ends ")), code
    titles = Counter(entry.title for entry in entries().values())
    assert [title for title, count in titles.items() if count > 1] == []


def _line(text: str) -> list[str]:
    """The codes of a report line, read in the form that its key has in an event file."""
    key, _, typed = text.partition(": ")
    if key == "trigger":
        return _fault(lambda: read_amount(typed.partition(" ")[2]))
    form = Form.AMOUNT if key != "market data" else Form.MOVE if "%" in typed else Form.INDEX
    return _fault(lambda: read_line(typed, form))


def _window(text: str) -> list[str]:
    key, _, typed = text.partition(": ")
    if key == "since":
        return _fault(lambda: read_date(typed))
    return _fault(lambda: read_window(typed, ZONE, NOON)) if key == "window" else _line(text)


def _fault(read: Callable[[], object]) -> list[str]:
    try:
        read()
    except Fault as fault:
        return [fault.code]
    return []


def _yaml(text: str) -> list[str]:
    return [problem.code for problem in scan(text.replace("TAB", "\t"), "a.yaml").problems]


def _template(text: str) -> list[str]:
    try:
        environment(PACKAGED).read(text, "en/a.md.j2")
    except TemplateError as error:
        return [problem.code for problem in error.problems]
    return []


def _sheet(text: str) -> list[str]:
    return [problem.code for problem in faults(text.replace("U+202E", "\u202e"), "theme/a.css")]


READERS: dict[str, Callable[[str], list[str]]] = {
    "AMT": _line,
    "LIN": _line,
    "TIM": _window,
    "YML": _yaml,
    "TPL": _template,
    "THM": _sheet,
}
ELSEWHERE = {"YML006", "YML011", "YML012", "TPL006", "TPL008", "TPL009", "TPL010", "TIM004"}
"""What is found by a later reader of the same files, or in more than fits into an example."""
SHOWN = [e.code for e in entries().values() if e.code[:STAGE] in READERS and e.found and e.code not in ELSEWHERE]


@pytest.mark.parametrize("code", SHOWN)
def test_what_an_entry_calls_wrong_is_that_problem_and_what_it_offers_is_sound(code: str) -> None:
    entry, read = entries()[code], READERS[code[:STAGE]]
    assert read(entry.found) == [code]
    assert read(entry.example) == []


@pytest.mark.parametrize("code", [code for code in entries() if code.startswith("CFG")])
def test_a_setting_that_an_entry_calls_wrong_is_that_problem(code: str, tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    for name, data in {
        "logo.png": png(),
        "Font.ttf": font(),
        "Font-Bold.ttf": font(),
        "Symbols.ttf": font("a"),
    }.items():
        (tmp_path / "theme" / name).write_bytes(data)
    for text, codes in ((entries()[code].found, [code]), (entries()[code].example, [])):
        (tmp_path / "narrator.toml").write_text(text, encoding="utf-8")
        workspace, problems = config.load(tmp_path)
        fonts = wrong(workspace, partial(config.place, tmp_path, "theme"))
        assert [problem.code for problem in (*problems, *fonts)] == codes


def test_most_examples_of_the_grammars_are_read() -> None:
    assert len(SHOWN) > 60


def test_the_page_of_problems_is_what_the_catalogue_has() -> None:
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    assert {*re.findall(r"^### (\w+)$", page, re.MULTILINE)} == entries().keys()
    assert renewed(page) == page, "docs/problems.md is stale: make docs writes it anew"
