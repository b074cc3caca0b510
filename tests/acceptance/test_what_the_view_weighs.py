"""What the desk's view speaks of stands before it; what it does not speak of stays in brief behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.events import DAY, TOTAL
from support.variants import briefs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[[str, str], list[tuple[str, str]]]

MSFT = "prices:\n  other:\n    asset: Microsoft\n    window: 2026-03-01\n    said:\n      Example Wire: down 10%\n"
CHOICE = "macro:\n  chair:\n    what: the choice of Ann Lee as the chair of the central bank\n    when: 2026-03-02\n"
HELD = (
    "accounts:\n  held:\n    who: Ridge Mining\n    what: holding\n    asset: ETH\n    window: not stated\n"
    "    said:\n      CoinGlass: 40 ETH\n"
)
SAID = (
    "statements:\n  doubt:\n    who: Joe Marsh\n    kind: opinion\n    text: it can fall further\n"
    "    about: prices.other\n"
)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """A brief of a view and records in every variant: what stands before the view, and what behind it."""

    def made(view: str, records: str) -> list[tuple[str, str]]:
        day = DAY.replace("  default_window", f"  view: {view}\n  default_window")
        halves = [text.split(f"> {view[:8]}") for text in briefs(tmp_path, day + TOTAL + records)]
        return [(before, behind) for before, behind in halves]

    return made


@pytest.mark.parametrize(
    ("view", "record", "words"),
    [
        ("Microsoft may have begun it.", MSFT, "Microsoft fell"),
        ("Forced sales fed on [prices.other] elsewhere.", MSFT, "Microsoft fell"),
        ("News of Lee came too late.", CHOICE, "choice of Ann Lee"),
        ("The central bank has no part in it.", CHOICE, "choice of Ann Lee"),
        ("What Ridge Mining holds is no supply.", HELD, "Ridge Mining held"),
    ],
    ids=["name", "reference", "name in a topic", "topic", "holder"],
)
def test_what_the_view_speaks_of_stands_before_it(told: Told, view: str, record: str, words: str) -> None:
    for before, behind in told(view, record):
        assert words in before
        assert words not in behind


@pytest.mark.parametrize(
    ("view", "record", "words"),
    [
        ("The bankers had no part in it.", CHOICE, "choice of Ann Lee"),
        ("A micro look does not help.", MSFT, "Microsoft fell"),
        ("Bitcoin fell by itself.", HELD.replace("ETH", "BTC"), "Ridge Mining held"),
        ("Bitcoin fell by itself in March.", CHOICE.replace("chair of", "chair in March of Bitcoin and"), "Ann Lee"),
    ],
    ids=["part of a word", "part of a name", "the asset of the day", "its name and a month in a topic"],
)
def test_what_it_does_not_speak_of_stays_behind_it(told: Told, view: str, record: str, words: str) -> None:
    for before, behind in told(view, record):
        assert words in behind
        assert words not in before


def test_what_is_said_about_a_figure_goes_with_it(told: Told) -> None:
    for before, behind in told("Microsoft may have begun it.", MSFT + SAID + CHOICE):
        assert before.index("Microsoft fell") < before.index("Joe Marsh")
        assert "Joe Marsh" not in behind
        assert "choice of Ann Lee" in behind


LEVEL = (
    "levels:\n  longs:\n    asset: BTC\n    side: long\n    price: below $80,000\n    estimated:\n"
    "      CoinGlass: $300 million\n    note: The map is a day old, and nobody has counted what it shows.\n"
)
FELL = (
    "prices:\n  btc:\n    asset: BTC\n    window: 2026-03-01\n    said:\n      market data: down 4%\n"
    + MSFT.removeprefix("prices:\n")
)
AHEAD = CHOICE.replace("2026-03-02", "2026-03-20")


@pytest.mark.parametrize(
    ("records", "headings"),
    [
        (FELL + CHOICE, ("What may have moved Bitcoin", "What may lie behind the fall")),
        (MSFT + CHOICE, ("What else the desk weighed", "What else was in the picture")),
        (
            FELL.replace(MSFT.removeprefix("prices:\n"), "") + AHEAD,
            ("What else the desk weighed", "What else was in the"),
        ),
    ],
    ids=["news and another price", "no price of its own", "what lies ahead"],
)
def test_what_may_have_moved_the_price_is_headed_so(told: Told, records: str, headings: tuple[str, ...]) -> None:
    for before, _ in told("News of Lee and Microsoft may have begun it.", records):
        assert any(f"## {heading}" in before for heading in headings)


def test_what_it_speaks_of_joins_no_section_on_another_subject(told: Told) -> None:
    for before, _ in told("Microsoft may have begun it.", FELL + LEVEL):
        assert before.index("of longs") < before.index("## What may") < before.index("Microsoft fell")


FLOWS = (
    "flows:\n  fund:\n    asset: BTC\n    said:\n      Farside: outflow $300 million\n    note: One fund alone lost"
    " more than half of that, and a second one reported so late that its number came in after the close of New York.\n"
    "  before:\n    asset: BTC\n    window: 2026-02-27\n    said:\n      Farside: outflow $200 million\n"
    "  eth:\n    asset: ETH\n    said:\n      Farside: outflow $30 million\n    note: Staked funds are not in it.\n"
)


@pytest.mark.parametrize(
    ("records", "is_first"), [(FELL + FLOWS, True), (CHOICE + FELL.partition("\n  other")[0] + "\n" + FLOWS, False)]
)
def test_what_may_have_moved_the_price_comes_next_where_it_begins_with_a_figure(
    told: Told, records: str, is_first: bool
) -> None:
    for before, _ in told("News of Lee and Microsoft may have begun it.", records):
        assert (before.index("\n## What may") < before.index("Staked funds are not in it")) is is_first
