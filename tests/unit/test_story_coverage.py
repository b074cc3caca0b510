"""What is typed and no form prints is a warning of `check`; what is printed is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.model.problem import Severity
from narrator.render.choices import Turn
from support.events import EVENT_ID, WINDOWED, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.problem import Problem

TOTAL = "liquidations:\n  total:\n    said:\n      tracker_a: $210 million\n"
OTHER = "      tracker_b: $260 million\n"
WHY = "    differ: Zebras count two venues more.\n"
CHECKED = "    checked: asked the zebras at 08:20, no answer\n"
LOSS = "accounts:\n  a:\n    who: a trader\n    what: loss\n    {}:\n      tracker_b: $5 million\n"
MACRO = "macro:\n  a:\n    what: producer prices\n{}"
VALUE = "    said:\n      tracker_b: 2.9%\n"
PENDING = "flows:\n  a:\n    asset: BTC\n    said:\n      tracker_b: not reported\n"
NOTE = "    note: The zebras changed overnight.\n"
OPINION = (
    "statements:\n  a:\n    who: tracker_a\n    kind: opinion\n    text: the worst is over\n    when: in zebra days\n"
)


def told(root: Path, records: str) -> tuple[list[Problem], str]:
    """What check warns of, and the article."""
    write_workspace(root, WINDOWED + records)
    desk = pipeline.open_desk(config.load(root)[0])
    case = pipeline.examine(root / f"data/events/{EVENT_ID}.yaml", desk)
    assert case.is_sound
    text = pipeline.draft(case, desk, Turn())[1].markdown
    return [problem for problem in case.problems if problem.code == "EVT040"], text


SAID = "statements:\n  a:\n    who: tracker_a\n    kind: {}\n    text: the worst is over\n    where: a zebra show\n"
KNOWN = "    also_known_as: the zebra\n"
CLAIM = "claims:\n  a:\n    by: tracker_b\n    about: liquidations.total\n    since: 2025-10-11\n    text: {}\n"
PARTS = "".join(
    f"  v{at}:\n    venue: {name}\n    said:\n      tracker_a: ${60 - at} million\n"
    for at, name in enumerate(("Kraken", "OKX", "Gate", "HTX", "Bitget", "Bybit", "Deribit"))
)
FUNDS = "flows:\n" + "".join(
    f"  f{at}:\n    asset: BTC\n    fund: F{name}\n    said:\n      tracker_a: inflow ${60 - at} million\n"
    for at, name in enumerate("ABCDEFG")
)


@pytest.mark.parametrize("records", [TOTAL + PARTS, TOTAL + FUNDS], ids=["venues", "funds"])
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("      tracker_b: {}$50 million\n    differ: Zebras count more.\n", "Zebras count more."),
        ("    note: The zebras changed overnight.\n", "The zebras changed overnight."),
        ("    caution: The zebras changed overnight.\n", "The zebras changed overnight."),
    ],
    ids=["a doubt", "a note", "a caution"],
)
def test_what_the_last_of_a_list_owes_is_told_in_a_sentence(records: str, more: str, said: str, tmp_path: Path) -> None:
    problems, text = told(tmp_path, records + more.format("inflow " if records.endswith(FUNDS) else ""))
    sentences = [line for line in text.split("## Figures and sources")[0].split("\n") if not line.startswith("|")]
    assert problems == []
    assert any("$54 million" in line and said in line for line in sentences)
    assert any("the other two" in line or "the other" not in line for line in sentences)


def test_a_note_is_told_however_many_figures_weigh_more(tmp_path: Path) -> None:
    others = "".join(
        f"  p{at}:\n    what: the {name} deficit\n    said:\n      tracker_a: ${at + 2} billion\n"
        for at, name in enumerate(f"{one}{other}" for one in "abcdef" for other in "klmnop")
    )
    last = "  z:\n    what: the last deficit\n    said:\n      tracker_a: $90 billion\n"
    _, text = told(tmp_path, TOTAL + "macro:\n" + others + last + NOTE)
    assert "The zebras changed overnight." in text.split("## Figures and sources")[0]


@pytest.mark.parametrize("records", [TOTAL, TOTAL + LOSS.format("said"), TOTAL + LOSS.format("rumoured")])
def test_how_the_desk_checked_an_amount_is_told_once_beside_it(records: str, tmp_path: Path) -> None:
    problems, text = told(tmp_path, records + CHECKED)
    assert problems == []
    assert text.count("The desk’s check: asked the zebras at 08:20, no answer.") == 1


@pytest.mark.parametrize("kind", ["official", "claim"])
def test_where_something_was_said_is_told(kind: str, tmp_path: Path) -> None:
    problems, text = told(tmp_path, TOTAL + SAID.format(kind))
    assert problems == []
    assert "on a zebra show that the worst is over" in text


@pytest.mark.parametrize("what", ["loss", "unrealised gain", "holding", "staking", "transfer"])
def test_the_other_name_of_an_account_is_told(what: str, tmp_path: Path) -> None:
    unit = "$5 million"
    record = f"accounts:\n  a:\n    who: a trader\n    what: {what}\n    said:\n      tracker_b: {unit}\n{KNOWN}"
    problems, text = told(tmp_path, TOTAL + record)
    assert problems == []
    assert "trader, known as the zebra," in text


def test_the_date_from_which_a_claim_holds_is_told_once(tmp_path: Path) -> None:
    _, text = told(tmp_path, TOTAL + CLAIM.format("the largest count"))
    assert "the largest count since Oct. 11, 2025" in text
    _, text = told(tmp_path, TOTAL + CLAIM.format("the largest since the autumn"))
    assert "2025" not in text.split("the largest since the autumn")[1].split("\n")[0]


@pytest.mark.parametrize(
    ("records", "field"),
    [
        (TOTAL + WHY, "differ"),
        (TOTAL + PENDING + CHECKED, "checked"),
        (TOTAL + MACRO.format("    who: the zebras\n") + VALUE, "who"),
        (TOTAL + PENDING + NOTE, "note"),
        (TOTAL + OPINION, "when"),
        (TOTAL + OPINION.replace("when: in zebra days", "where: a zebra show"), "where"),
    ],
)
def test_a_text_that_no_form_prints_is_a_warning_at_its_line(records: str, field: str, tmp_path: Path) -> None:
    problems, text = told(tmp_path, records)
    assert "zebra" not in text.lower()
    (problem,) = problems
    assert (problem.severity, problem.found) == (Severity.WARNING, field)
    typed = (WINDOWED + records).splitlines()[problem.at.line - 1]
    assert typed.startswith(f"    {field}: ")


@pytest.mark.parametrize(
    "records",
    [
        TOTAL + OTHER + WHY,
        TOTAL + "    circulating:\n      chatter: $900 million\n" + WHY,
        TOTAL + LOSS.format("rumoured") + CHECKED,
        TOTAL + MACRO.format("    who: the zebras\n    when: in zebra days\n"),
        TOTAL + MACRO.format("    when: in zebra days\n") + VALUE,
        TOTAL + NOTE,
        TOTAL + MACRO.format(VALUE + NOTE),
        TOTAL + OPINION.replace("opinion", "official"),
        TOTAL + "prices:\n  a:\n    asset: BTC\n    said:\n      tracker_a: down\n" + NOTE,
    ],
)
def test_a_text_that_is_printed_is_no_problem(records: str, tmp_path: Path) -> None:
    problems, text = told(tmp_path, records)
    assert problems == []
    assert "zebra" in text.lower()


@pytest.mark.parametrize(
    "value", ["", "    said:\n      tracker_b: 2.9%\n", "    said:\n      tracker_b: 12 members\n"]
)
def test_what_the_economy_did_stands_behind_the_figure_that_it_is_about(value: str, tmp_path: Path) -> None:
    sides = "  longs:\n    side: long\n    said:\n      tracker_b: $150 million\n"
    event = f"macro:\n  a:\n    what: a meeting of the zebras\n{value}{{}}"
    _, apart = told(tmp_path / "apart", TOTAL + sides + event.format(""))
    _, beside = told(tmp_path / "beside", TOTAL + sides + event.format("    about: liquidations.longs\n"))

    def is_beside(text: str) -> bool:
        lines = [line for line in text.split("\n") if "zebras" in line and line[:1] not in "|-*"]
        return any("$150 million" in line for line in lines)

    assert not is_beside(apart)
    assert is_beside(beside)


FLOWS = """flows:
  a:
    asset: BTC
    window: 2026-03-02
    said:
      tracker_a: inflow $30 million
  week:
    asset: BTC
    cumulative: yes
    window: week to 2026-03-01
    said:
      tracker_a: outflow $90 million
"""
OTHER_FLOW = "  b:\n    asset: ETH\n    window: 2026-03-02\n    said:\n      tracker_a: inflow $7 million\n"
EDITED = """commentary:
  flows:
    place: before
    by: A. Editor
    en: After [flows.week] came [flows.a].
"""


def test_what_an_editor_tells_at_a_section_is_not_told_there_again(tmp_path: Path) -> None:
    _, text = told(tmp_path / "beside", TOTAL + FLOWS + OTHER_FLOW + EDITED)
    article = text.split("## Figures and sources")[0]
    lines = [line for line in article.split("\n") if "$90 million" in line and not line.startswith("|")]
    assert [line[:6] for line in lines] == ["After "]
    assert "$7 million" in article
    _, text = told(tmp_path / "alone", TOTAL + FLOWS + EDITED)  # the section keeps what makes it one
    assert "After net outflows of $90 million" in text
    _, text = told(tmp_path / "without", TOTAL + FLOWS + OTHER_FLOW)
    assert "$90 million" in text.split("## Figures and sources")[0]


def test_a_day_whose_main_asset_has_no_price_is_told_without_one(tmp_path: Path) -> None:
    other = "prices:\n  eth:\n    asset: ETH\n    said:\n      tracker_b: down 3%\n"
    _, text = told(tmp_path, TOTAL + other)
    assert "Ether fell 3%" in text
