"""From figures to messages: what is told together, in which section, with which weight; and nothing is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.analysis.derive import derive
from narrator.analysis.signals import signals
from narrator.reconcile.figures import reconcile
from narrator.story.message import Owed, Place
from narrator.story.plan import plan
from support.reports import POLICY, PUBLISHED, event, typed

if TYPE_CHECKING:
    from narrator.story.message import Story


def story(text: str, main: str = "liquidations.total", profile: str = "standard") -> Story:
    case = event(text, main)
    figures = derive(case, reconcile(case, typed(text).sources, POLICY, PUBLISHED), POLICY)
    return plan(case, figures, signals(case, figures, POLICY), profile)


TOTAL = "liquidations.total (24h)\n  tracker: $300 million\n"
SIDES = (
    "liquidations.longs (long, 24h)\n  tracker: $200 million\n"
    "liquidations.shorts (short, 24h)\n  tracker: $100 million\n"
)


def listed(told: Story) -> list[str]:
    """The messages in order: kind, and the figures that they tell."""
    return [f"{message.kind}: {', '.join(message.figures)}" for message in told.messages]


def test_the_main_figure_comes_first_and_is_told_once() -> None:
    told = story(TOTAL)
    assert listed(told) == ["total: liquidations.total"]
    assert told.main.weight == 100
    assert told.sections == ()


def test_longs_and_shorts_of_one_window_are_one_message_with_the_share_that_they_give() -> None:
    split = story(TOTAL + SIDES).messages[1]
    assert split.kind == "split"
    assert split.roles["sides"] == ("liquidations.longs", "liquidations.shorts")
    assert split.roles["computed"] == ("derived.longs_share",)
    assert split.weight == 80


def test_sides_of_two_days_are_two_messages() -> None:
    other = SIDES.replace("(short, 24h)", "(short, 2026-03-01)")
    assert [m.figures[0] for m in story(TOTAL + other).messages if m.kind == "split"] == [
        "liquidations.longs",
        "liquidations.shorts",
    ]


def test_of_many_venues_the_largest_stand_in_prose_and_the_rest_is_named_as_the_rest() -> None:
    venues = "".join(
        f"liquidations.v{name} (24h, at Venue {name})\n  tracker: ${number} million\n"
        for number, name in enumerate("abcdefgh", start=1)
    )
    parts = next(m for m in story(TOTAL + venues).messages if m.kind == "parts")
    assert parts.roles["listed"] == tuple(f"liquidations.v{name}" for name in "hgfe")
    assert parts.rest == tuple(f"liquidations.v{name}" for name in "dcba")


def test_every_figure_that_can_be_told_belongs_to_exactly_one_message_or_the_main_one() -> None:
    text = (
        TOTAL
        + SIDES
        + "liquidations.total.accounts (24h)\n  tracker: 90,000 accounts\n"
        + "flows.etf (BTC, 2026-03-02)\n  tracker: inflow $5 million\n"
        + "flows.other (ETH, 2026-03-02)\n  tracker: outflow $7 million\n"
        + "prices.btc (BTC, 24h)\n  tracker: down 3%\n"
        + "prices.eth (ETH, 2026-03-02)\n  rumoured chatter: down 9%\n"
    )
    told = story(text)
    ids = [name for message in told.messages[1:] for name in message.figures if name not in told.main.figures]
    assert len(ids) == len(set(ids))
    assert {name for name in told.debts if not name.startswith("derived.")} == {*ids, *told.main.figures} - {
        name for name in ids if name.startswith("derived.")
    }


def test_the_section_of_the_main_figure_comes_first_and_the_others_go_by_weight() -> None:
    text = TOTAL + SIDES + "flows.etf (BTC, 2026-03-02)\n  tracker: inflow $5 million\n"
    text += "flows.eth_etf (ETH, 2026-03-02)\n  tracker: inflow $4 million\n"
    text += "prices.btc (BTC, 24h)\n  tracker: down 3%\nprices.gold (gold, 24h)\n  tracker: up 1%\n"
    assert [section.name for section in story(text).sections] == ["liquidations", "prices", "flows"]


def test_one_flow_alone_stands_with_what_was_liquidated() -> None:
    text = TOTAL + SIDES + "flows.etf (BTC, 2026-03-02)\n  tracker: inflow $5 million\n"
    (section,) = story(text).sections
    assert [m.kind for m in section.paragraphs[0]] == ["split", "flow"]


def test_the_price_of_the_main_asset_stands_beside_the_main_figure_where_no_other_price_is_told() -> None:
    text = TOTAL + SIDES + "prices.btc (BTC, 24h)\n  tracker: down 3%\n"
    assert [section.name for section in story(text).sections] == ["liquidations"]
    kinds = [[m.kind for m in paragraph] for paragraph in story(text).sections[0].paragraphs]
    assert kinds == [["split", "move"], ["mechanism"]]


def test_who_was_hit_and_how_much_at_other_times_comes_before_how_it_works() -> None:
    text = TOTAL + SIDES + "liquidations.eve (2026-03-01)\n  tracker: $90 million\n"
    text += "liquidations.btc (BTC, 24h)\n  tracker: $120 million\n"
    told = [m.kind for paragraph in story(text).sections[0].paragraphs for m in paragraph]
    assert sorted(told[:3]) == ["parts", "split", "total"]
    assert told[3:] == ["mechanism"]


def test_many_figures_of_who_was_hit_are_several_paragraphs() -> None:
    text = TOTAL + SIDES + "liquidations.btc (BTC, 24h)\n  tracker: $120 million\n"
    text += (
        "liquidations.eth (ETH, 24h)\n  tracker: $60 million\nliquidations.total.accounts\n  tracker: 90,000 accounts\n"
    )
    (section,) = story(text).sections
    sizes = [sum(len(m.figures) for m in paragraph) for paragraph in section.paragraphs]
    assert len(sizes) > 1
    assert max(sizes) <= 6


@pytest.mark.parametrize(
    ("records", "explained"),
    [
        (TOTAL, False),
        (TOTAL + "prices.btc (BTC, 24h)\n  tracker: down 3%\n", True),
        (TOTAL + SIDES, True),
        (TOTAL + SIDES + "prices.btc (BTC, 24h)\n  tracker: up 3%\n", False),
    ],
)
def test_the_day_is_explained_where_its_side_or_its_price_is_known_and_they_do_not_disagree(
    records: str, *, explained: bool
) -> None:
    assert ("mechanism" in {m.kind for m in story(records).messages}) is explained


def test_a_rumour_is_a_message_of_its_own_and_no_point_of_the_first_screen() -> None:
    told = story(TOTAL + "liquidations.night (24h)\n  rumoured chatter: $900 million\n")
    rumour = told.messages[1]
    assert (rumour.kind, rumour.section) == ("rumour", "rumours")
    assert told.second is None
    assert told.key == ("liquidations.total",)


@pytest.mark.parametrize(
    ("line", "owed"),
    [
        ("tracker: $300 million", {Owed.VOICE}),
        ("tracker: $300 million\n  other: $301 million", set()),
        ("tracker: $300 million\n  other: $420 million", {Owed.DOUBT}),
        ("tracker: $300 million\n  circulating chatter: $900 million", {Owed.VOICE, Owed.DOUBT}),
        ("market data: $300 million", set()),
        ("estimated tracker: $300 million", {Owed.VOICE, Owed.NATURE}),
    ],
)
def test_what_a_figure_owes(line: str, owed: set[Owed]) -> None:
    told = story(f"liquidations.total (24h)\n  {line}\n")
    assert set(told.debts["liquidations.total"]) == owed


def test_a_figure_of_another_window_owes_its_window_and_weighs_less() -> None:
    told = story(TOTAL + "liquidations.longs (long, 2026-03-01)\n  tracker: $200 million\n")
    assert Owed.WINDOW in told.debts["liquidations.longs"]
    earlier = (("another window", -10), ("before the days of the event", -10))
    assert told.messages[1].terms == (("split, turn or peak", 80), *earlier)


def test_a_short_brief_tells_less_in_prose_but_every_doubt() -> None:
    many = "".join(f"macro.m{name} (2026-03-02)\n  tracker: $5 billion\n" for name in "abcdefghi")
    doubted = "macro.doubted (2026-03-02)\n  tracker: $5 billion\n  other: $8 billion\n"
    told = story(TOTAL + many + doubted, profile="short")
    tabled = [m.figures for m in told.messages if m.place is Place.TABLE]
    assert tabled
    assert ("macro.doubted",) not in tabled


MOVE = "prices.btc (BTC, 24h)\n  tracker: up 0.4%\nprices.btc.open (BTC, 24h)\n  tracker: $90,100\n"
OTHER = "prices.gold (GOLD, 24h)\n  tracker: up 0.8%\n"
TURN = (
    "flows.btc (BTC, 2026-03-02)\n  tracker: inflow $100 million\n"
    "flows.btc_week (BTC, 2026-02-23 to 2026-03-01, cumulative)\n  tracker: outflow $640 million\n"
)


def test_a_price_beside_the_move_that_an_article_is_about_is_no_second_move() -> None:
    told = story(MOVE + TOTAL, "prices.btc")
    assert ("move", ("prices.btc", "prices.btc.open")) in [(m.kind, m.figures) for m in told.messages]
    assert told.second is not None
    assert told.second.figures == ("liquidations.total",)


def test_an_asset_of_the_event_is_told_apart_from_the_other_markets() -> None:
    told = story(MOVE + OTHER, "prices.btc")
    assert [m.figures for m in told.messages if "prices.gold" in m.figures] == [("prices.gold",)]


def test_what_went_before_is_no_turn_by_itself() -> None:
    told = story(TURN + TOTAL, "flows.btc")
    assert {m.kind for m in told.messages} == {"flow", "mechanism", "turn", "total"}
    assert "turn" not in {m.kind for m in (told.second, *told.points) if m}
