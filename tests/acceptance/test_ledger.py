"""The ledger of the four briefs against their text: every figure is printed as it may be, and nothing else is.

The checks here read the files that a build writes; they share no code with what wrote them.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from support.command import narrator
from support.repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_WORDS = "derived.given_back"
"""What a sentence tells as more or less than half, and a table alone as a number."""
EVENTS = tuple(path.stem for path in sorted((ROOT / "data" / "events").glob("*.yaml")))
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
MASKS = (
    rf"{MONTH} \d{{4}}\b",
    rf"{MONTH} \d{{1,2}}\b(?:, \d{{4}})?",
    r"\b\d{2}:\d{2}\b",
    r"UTC[+-]\d{1,2}(?::\d{2})?",
    r"\b20\d\d\b",
    r"“[^”]*”",
    r"https://\S+",
    r"\b24 hours\b",
)
NUMBER = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)(?: ?[–-] ?\$?(\d[\d,]*(?:\.\d+)?))?(?: (million|billion|trillion)|([MBT])\b)?"
)
SCALE = {"million": 6, "billion": 9, "trillion": 12, "M": 6, "B": 9, "T": 12}
FIGURE = (
    *("id", "low", "high", "low_open", "high_open", "unit", "approximate", "direction", "metric", "subject", "side"),
    *(
        "venue",
        "window",
        "told",
        "nature",
        "standing",
        "explanation",
        "derived_from",
        "formula",
        "camps",
        "circulating",
    ),
    "reports",
)
COUNTS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"}


@dataclass(frozen=True)
class Written:
    """What a build wrote of one event."""

    lines: list[str]
    ledger: dict[str, Any]
    records: dict[str, Any]
    source: list[str]

    @property
    def figures(self) -> dict[str, dict[str, Any]]:
        return {figure["id"]: figure for figure in self.ledger["figures"]}

    def prints(self, low: int, high: int) -> Iterator[dict[str, Any]]:
        """What is printed from one line to another, both 1-based."""
        return (entry for entry in self.ledger["prints"] if low <= entry["line"] <= high)

    def line_of(self, heading: str) -> int:
        return next(number for number, line in enumerate(self.lines, 1) if line.startswith(heading))


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Written]:
    root = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copy(ROOT / "narrator.toml", root)
    assert narrator(root, "build", "--to", "md", "--quiet").code == 0
    found = {}
    for event in EVENTS:
        folder, source = root / "out" / event / "en", root / "data" / "events" / f"{event}.yaml"
        text = source.read_text(encoding="utf-8")
        found[event] = Written(
            (folder / "brief.md").read_text(encoding="utf-8").split("\n"),
            json.loads((folder / "ledger.json").read_text(encoding="utf-8")),
            yaml.load(text, Loader=yaml.BaseLoader),  # noqa: S506  # it makes texts only
            text.split("\n"),
        )
    return found


@pytest.fixture(params=EVENTS)
def brief(request: pytest.FixtureRequest, briefs: dict[str, Written]) -> Written:
    return briefs[request.param]


def names_with_digits() -> list[str]:
    names = yaml.load((ROOT / "data" / "names.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    lexicon = tomllib.loads((ROOT / "narrator.toml").read_text(encoding="utf-8"))["lexicon"]
    forms = [form for name in names.values() for form in (name["en"], *name.get("aliases", ()))]
    return sorted((form for form in (*forms, *lexicon.values()) if re.search(r"\d", form)), key=len, reverse=True)


def test_every_print_stands_in_its_line_as_often_as_it_is_listed(brief: Written) -> None:
    assert len(brief.ledger["prints"]) > 30
    for number, line in enumerate(brief.lines, 1):
        texts = [entry["text"] for entry in brief.prints(number, number)]
        for text in texts:
            assert 1 <= texts.count(text) <= line.count(text), (number, text, line)


def test_nothing_else_looks_like_a_figure(brief: Written) -> None:
    start = brief.lines.index("---", 1) + 1
    names = re.compile("|".join(map(re.escape, names_with_digits())))
    left = {}
    for number, line in enumerate(brief.lines[start:], start + 1):
        rest = line
        for entry in sorted(brief.prints(number, number), key=lambda entry: -len(entry["text"])):
            rest = rest.replace(entry["text"], "_", 1)
        rest = names.sub("_", rest)
        for mask in MASKS:
            rest = re.sub(mask, "_", rest)
        if re.search(r"\d|[$€£¥%]|\b(?:m|b|tr)illions?\b|\bpercent|\bdoubled\b|\bhalved\b|\bdozens?\b", rest):
            left[number] = rest
    assert left == {}


def test_every_figure_with_an_amount_is_in_the_table_of_figures(brief: Written) -> None:
    first = brief.line_of("## Figures and sources")
    last = brief.line_of("## About this brief")
    listed = {entry["figure"] for entry in brief.prints(first, last)}
    told = {id_ for id_, figure in brief.figures.items() if figure["low"] or figure["high"] or figure["camps"]}
    assert told - listed == set()
    heads = ("| Figure", "|:", "| **")  # of the table, and of a group in it
    rows = [line for line in brief.lines[first:last] if line.startswith("| ") and not line.startswith(heads)]
    rows = [row for row in rows if ", also given" not in row.split(" | ")[0]]
    assert len(rows) == len(brief.figures)


def numbers(text: str) -> Iterator[Decimal]:
    """The numbers of a printed text, magnitudes applied; the first end of a short range takes that of the second."""
    for word, digit in COUNTS.items():
        text = re.sub(rf"\b{word}\b", digit, text, flags=re.IGNORECASE)
    for match in NUMBER.finditer(text):
        scale = Decimal(10) ** SCALE.get(match[3] or match[4], 0)
        yield from (Decimal(end.replace(",", "")) * scale for end in match.groups()[:2] if end)


def ends(figure: dict[str, Any]) -> set[Decimal]:
    """The values that a print of a figure may hold: its ends, those of its camps and of each report of it."""
    circulating, camps, reports = figure["circulating"], figure["camps"], figure["reports"]
    found = [each[end] for each in (figure, *circulating, *camps, *reports) for end in ("low", "high")]
    return {abs(Decimal(value)) for value in found if value is not None}


def test_every_printed_number_is_an_end_of_its_figure(brief: Written) -> None:
    for entry in brief.ledger["prints"]:
        figure = brief.figures[entry["figure"]]
        allowed = ends(figure)
        whole = figure["unit"] in {"percent", "pp", "index", "x"}
        said = list(numbers(entry["text"]))
        worth = figure["id"].endswith(".coins") or f"{figure['id']}.coins" in brief.figures
        assert said or not re.search(r"\d", entry["text"]), entry
        for number in said if not worth else said[:1]:
            near = min(allowed, key=lambda end: abs(end - number))
            part = Decimal("0.01" if figure["id"].startswith("derived.") else "0.005")  # three digits, outward
            step = Decimal(1) if whole else max(near * part, Decimal("0.005"))
            assert abs(near - number) <= step, (entry, allowed)


def test_a_range_is_never_printed_narrower_than_it_is(brief: Written) -> None:
    for entry in brief.ledger["prints"]:
        figure = brief.figures[entry["figure"]]
        said = list(numbers(entry["text"]))
        ranges = [
            {Decimal(each["low"]), Decimal(each["high"])}
            for each in figure["reports"]
            if each["low"] != each["high"] and None not in (each["low"], each["high"])
        ]
        if set(said[:2]) in ranges:
            continue  # what one of several sources said
        if len(said) > 1 and figure["low"] and figure["high"] and figure["standing"] != "incompatible":
            low, high = sorted(abs(Decimal(figure[end])) for end in ("low", "high"))
            if min(said) <= high and max(said) >= low and figure["low"] != figure["high"]:
                assert (min(said), max(said)) == (min(said[:2]), max(said[:2]))
                assert min(said) <= low * Decimal("1.0005"), entry
                assert max(said) >= high * Decimal("0.9995"), entry


def test_a_figure_has_the_documented_fields_and_reports_that_stand_in_the_file(brief: Written) -> None:
    assert list(brief.ledger) == ["event", "locale", "as_of", "figures", "prints"]
    for figure in brief.figures.values():
        assert tuple(figure) == FIGURE
        assert figure["reports"] or figure["derived_from"]
        for report in figure["reports"]:
            file, _, line = report["at"].rpartition(":")
            assert file == f"data/events/{brief.ledger['event']}.yaml"
            typed = brief.source[int(line) - 1]
            digits = [report[end].rstrip("0").replace(".", "") for end in ("low", "high") if report[end]]
            flat = re.sub(r"[.,\s]", "", typed)
            assert all(end in flat for end in digits if end), (report, typed)


def test_every_figure_says_where_it_is_told_also_where_no_amount_is_printed(brief: Written) -> None:
    places: dict[str, set[str]] = {entry["figure"]: set() for entry in brief.ledger["prints"]}
    for entry in brief.ledger["prints"]:
        places[entry["figure"]].add(entry["in"])
    headline = {"title"} if any(re.match(r"# .*\d", line) for line in brief.lines) else set()
    assert {place for each in places.values() for place in each} >= {"lead", "prose", "table"} | headline
    for name, figure in brief.figures.items():
        prose = places.get(name, set()) - {"table", "chart"}
        if name in places and name != IN_WORDS:
            assert figure["told"] == ("prose" if prose else "table")
        else:
            assert figure["told"] in {"prose", "table"}
            assert name == IN_WORDS or figure["low"] is figure["high"] is None


def test_nothing_of_a_rumour_is_up_front(brief: Written) -> None:
    sections = [n for n, line in enumerate(brief.lines, 1) if line[:3] == "## "]
    lead = sections[1] if brief.lines[sections[0] - 1] == "## Key points" else sections[0]
    front = "\n".join(brief.lines[: lead - 1])
    rumours = {id_ for id_, figure in brief.figures.items() if figure["nature"] in {"rumour", "opinion", "forecast"}}
    assert {entry["figure"] for entry in brief.prints(1, lead - 1)} & rumours == set()
    accounts = [account for account in brief.records.get("accounts", {}).values() if "rumoured" in account]
    told = [name for account in accounts for name in (account["who"], account.get("also_known_as"))]
    told += [entry["text"] for entry in brief.records.get("unconfirmed", {}).values() if isinstance(entry["text"], str)]
    assert [words for words in told if words and words in front] == []


def test_the_four_events_are_there(briefs: dict[str, Written]) -> None:
    assert len(briefs) == 4
    assert [len(briefs[event].figures) >= least for event, least in zip(EVENTS, (15, 9, 16, 11), strict=True)] == [
        True
    ] * 4
