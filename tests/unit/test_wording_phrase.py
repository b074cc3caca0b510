from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from narrator.model.figure import Camp, Figure, Figures, Judged, Role, Standing
from narrator.model.name import Name, Names
from narrator.model.policy import Policy
from narrator.model.problem import Location
from narrator.model.quantity import EMPTY, Direction, Interval, Kind, Quantity
from narrator.model.report import Key, Nature, Report
from narrator.model.source import Grade, Source, Sources
from narrator.model.window import NOT_STATED, Span, Window
from narrator.wording.expression import Expression
from narrator.wording.phrase import (
    LocaleNotInstalledError,
    Style,
    bare,
    default_style,
    expression_of,
    joined,
    rules,
    say,
)
from support.wording import figure as said
from support.wording import interval, quantity

AT = Location("data/events/x.yaml", 3)
SOURCES = Sources.of((Source("coin_ank", "CoinAnk", names={"zh": "讯"}), Source("farside", "Farside")))
FIGURE = Figure(
    "liquidations.total", Key("liquidations", Kind.MONEY), Nature.MEASURED, Standing.SINGLE_SOURCE,
    interval("1451e6"), "USD", NOT_STATED, source="coin_ank",
)  # fmt: skip


def report(source: str, amount: str, unit: str = "USD") -> Report:
    return Report("f", source, source, Nature.MEASURED, NOT_STATED, AT, amount, quantity=quantity(amount, unit))


def expressed(figure: Figure, *others: Figure, names: Names | None = None, language: str = "en") -> Expression:
    figures = Figures({each.id: each for each in (figure, *others)})
    return expression_of(figure, SOURCES, figures, names, language)


def test_a_figure_is_said_with_its_source_by_name() -> None:
    expression = expressed(FIGURE)
    assert say(expression, Style.BODY, "en-US") == "$1.451 billion, according to CoinAnk"
    assert bare(expression, Style.BODY, "en-US") == "$1.451 billion"
    assert expressed(FIGURE, language="zh").source == "讯"


@pytest.mark.parametrize(
    ("source", "weak", "expected"),
    [
        (None, False, ""),
        ("market data", False, ""),
        ("unnamed", False, "according to one data source"),
        ("unnamed 2", False, "according to one data source"),
        ("several unnamed", False, "according to several data sources"),
        ("unverified", True, "according to unverified data"),
        ("farside", True, "according to unverified data from Farside"),
        ("Standard Chartered", False, "according to Standard Chartered"),
        ("desk", False, "according to the desk"),
    ],
)
def test_attribution_names_who_is_to_be_named(source: str | None, weak: bool, expected: str) -> None:
    text = say(expressed(replace(FIGURE, source=source, weak=weak)), Style.BODY, "en-US")
    assert text.removeprefix("$1.451 billion").removeprefix(", ") == expected


def test_a_rumour_has_no_source_to_rely_on() -> None:
    rumour = replace(expressed(FIGURE), nature=Nature.RUMOUR)
    assert say(rumour, Style.BODY, "en-US") == "an unconfirmed report put the figure at $1.451 billion"


def test_a_source_that_the_registry_does_not_know_may_be_a_name() -> None:
    names = Names.of((Name("hayes", "person", {"en": "Arthur Hayes", "zh": "海耶斯"}),))
    assert expressed(replace(FIGURE, source="hayes"), names=names).source == "Arthur Hayes"
    assert expressed(replace(FIGURE, source="hayes"), names=names, language="zh").source == "海耶斯"
    assert expressed(replace(FIGURE, source="hayes")).source == "hayes"


COINS = replace(FIGURE, id="flows.a.coins", interval=interval("8933"), unit="BTC", source=None, worth="flows.a")
MONEY = replace(FIGURE, id="flows.a", interval=interval("849920000"), direction=Direction.INFLOW)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (expressed(COINS, MONEY), "8,933 BTC (about $849.92 million)"),
        (expressed(COINS), "8,933 BTC"),
        (expressed(COINS, replace(MONEY, interval=EMPTY, standing=Standing.MISSING)), "8,933 BTC"),
        (replace(expressed(COINS), worth=quantity("-8e6..-7e6")), "8,933 BTC ($7 million to $8 million)"),
        (replace(expressed(COINS), worth=quantity("8.491e6..8.492e6")), "8,933 BTC (about $8.49 million)"),
    ],
)
def test_worth_is_the_figure_of_the_other_half(expression: Expression, expected: str) -> None:
    assert say(expression, Style.BODY, "en-US") == expected


def test_circulating_values_are_those_of_the_role_once_each() -> None:
    empty = replace(report("farside", ""), quantity=Quantity(EMPTY, "USD"))
    reports = (report("farside", "355e6"), report("coin_ank", "355e6"), report("unnamed", "527e6"), empty)
    judged = tuple(Judged(each, Role.CIRCULATING) for each in reports)
    expression = expressed(replace(FIGURE, reports=(*judged, Judged(report("coin_ank", "9"), Role.QUARANTINED))))
    assert rules("en-US", Policy()).circulating(expression) == ("$355 million", "$527 million")
    assert rules("en-US", Policy()).circulating(replace(expression, circulating=(quantity("1..3", "accounts"),))) == (
        "one to three accounts",
    )


def test_what_circulates_within_the_range_is_said_with_it() -> None:
    inside, outside, coins = report("a", "450e6"), report("b", "527e6"), report("c", "450e6", "BTC")
    judged = tuple(Judged(each, Role.CIRCULATING) for each in (inside, outside, coins))
    figure = replace(FIGURE, interval=interval("400e6..500e6"), reports=judged)
    assert figure.beside == (outside, coins)
    assert expressed(figure).circulating == (outside.quantity, coins.quantity)
    assert replace(figure, interval=EMPTY).beside == (inside, outside, coins)


def test_a_refused_figure_lists_who_says_what() -> None:
    reports = tuple(Judged(report(*each), Role.CORE) for each in (("coin_ank", "1e8"), ("market data", "4.5e8")))
    figure = replace(FIGURE, standing=Standing.REFUSED, interval=EMPTY, reports=reports)
    expected = "estimates differ too widely to give a figure: $100 million (CoinAnk) and $450 million (market data)"
    assert say(expressed(figure), Style.BODY, "en-US") == expected
    assert expressed(replace(figure, standing=Standing.CONFIRMED)).reports == ()


def test_camps_count_the_sources_that_have_no_name() -> None:
    camps = (Camp(interval("1e6"), ("coin_ank", "unnamed", "unnamed 2")), Camp(interval("9e6"), ("unnamed", "farside")))
    figure = replace(FIGURE, standing=Standing.INCOMPATIBLE, interval=EMPTY, camps=camps)
    assert say(expressed(figure), Style.BODY, "en-US") == (
        "either $1 million, according to CoinAnk and two data sources, "
        "or $9 million, according to one data source and Farside"
    )


@pytest.mark.parametrize(
    ("figure", "style"),
    [
        (FIGURE, Style.BODY),
        (replace(FIGURE, direction=Direction.UP), Style.CHANGE),
        (replace(FIGURE, direction=Direction.OUTFLOW), Style.BODY),
        (replace(FIGURE, interval=interval("-3..2"), unit="index"), Style.CHANGE),
        (replace(FIGURE, interval=interval("-3..2")), Style.BODY),
        (replace(FIGURE, interval=interval("<3"), unit="percent"), Style.BODY),
    ],
)
def test_the_style_of_a_figure_where_nobody_chose_one(figure: Figure, style: Style) -> None:
    assert default_style(figure) is style


NOON = datetime(2026, 1, 8, 12, tzinfo=UTC)
JAN, MAY = date(2026, 1, 2), date(2026, 5, 7)


@pytest.mark.parametrize(
    ("window", "american", "british"),
    [
        (
            Window(Span.ROLLING, hours=24, until=NOON),
            "in the 24 hours to 12:00 UTC on Jan. 8",
            "in the 24 hours to 12:00 UTC on 8 January",
        ),
        (
            Window(Span.ROLLING, hours=1, until=NOON),
            "in the hour to 12:00 UTC on Jan. 8",
            "in the hour to 12:00 UTC on 8 January",
        ),
        (
            Window(Span.ROLLING, hours=4, until=NOON),
            "in the four hours to 12:00 UTC on Jan. 8",
            "in the four hours to 12:00 UTC on 8 January",
        ),
        (Window(Span.ROLLING, hours=24), *["within 24 hours"] * 2),
        (Window(Span.ROLLING, hours=8), *["within eight hours"] * 2),
        (Window(Span.ROLLING, hours=1), *["within an hour"] * 2),
        (Window(Span.DAY, JAN, JAN), "on Jan. 2, 2026", "on 2 January 2026"),
        (Window(Span.DAYS, JAN, MAY), "from Jan. 2 to May 7, 2026", "from 2 January to 7 May 2026"),
        (
            Window(Span.DAYS, date(2025, 12, 30), JAN),
            "from Dec. 30, 2025 to Jan. 2, 2026",
            "from 30 December 2025 to 2 January 2026",
        ),
        (Window(Span.WEEK_TO, JAN, MAY), "in the week to May 7, 2026", "in the week to 7 May 2026"),
        (Window(Span.MONTHS, JAN, date(2026, 1, 31)), *["in January 2026"] * 2),
        (Window(Span.MONTHS, JAN, MAY), *["from January to May 2026"] * 2),
        (Window(Span.MONTHS, date(2025, 11, 1), JAN), *["from November 2025 to January 2026"] * 2),
        (Window(Span.PER_WEEK, JAN), "per week from Jan. 2, 2026", "per week from 2 January 2026"),
        (
            Window(Span.SESSION, JAN, session="US"),
            "in the U.S. session on Jan. 2, 2026",
            "in the US session on 2 January 2026",
        ),
        (Window(Span.WORDS, words="this week"), *["this week"] * 2),
        (Window(Span.DAY, words="that day"), *["that day"] * 2),
        (NOT_STATED, "", ""),
    ],
)
def test_every_kind_of_window_has_words(window: Window, american: str, british: str) -> None:
    assert rules("en-US", Policy()).window(window) == american
    assert rules("en-GB", Policy()).window(window) == british


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Shanghai", "in the 24 hours to 20:00 UTC+8 on Jan. 8"),
        ("Asia/Kolkata", "in the 24 hours to 17:30 UTC+5:30 on Jan. 8"),
        ("America/New_York", "in the 24 hours to 07:00 UTC-5 on Jan. 8"),
        ("Pacific/Auckland", "in the 24 hours to 01:00 UTC+13 on Jan. 9"),
    ],
)
def test_a_window_can_be_told_by_the_clock_of_a_zone(zone: str, expected: str) -> None:
    assert rules("en-US", Policy()).window(Window(Span.ROLLING, hours=24, until=NOON), ZoneInfo(zone)) == expected


def test_months_are_as_the_associated_press_writes_them() -> None:
    days = [rules("en-US", Policy()).day(date(2026, month, 1)).removesuffix(" 1, 2026") for month in range(1, 13)]
    assert days == ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
    assert rules("en-GB", Policy()).day(date(2026, 9, 1)) == "1 September 2026"
    assert rules("en-US", Policy()).moment(NOON.astimezone(ZoneInfo("Asia/Shanghai"))) == "20:00 UTC+8 on Jan. 8, 2026"


def test_things_are_counted_and_listed_in_words() -> None:
    counts = [bare(said("count", number, "sources"), Style.BODY, "en-US") for number in ("0", "1", "3", "12", "1200")]
    assert counts == ["no sources", "one source", "three sources", "12 sources", "1,200 sources"]
    elsewhere = [rules("en-US", Policy()).counted(number) for number in (1, 9, 10, 19, 20, 21, 99, 1200)]
    assert elsewhere == ["one", "nine", "ten", "nineteen", "twenty", "twenty-one", "ninety-nine", "1,200"]
    lists = [joined(items, "en-GB") for items in ([], ["A"], ["A", "B"], ["A", "B", "C"])]
    assert lists == ["", "A", "A and B", "A, B and C"]


@pytest.mark.parametrize(
    ("plural", "one"),
    [("people", "person"), ("addresses", "address"), ("boxes", "box"), ("exchanges", "exchange"), ("loss", "loss"),
     ("parties", "party"), ("short positions", "short position"), ("sheep", "sheep"), ("series", "series")],
)  # fmt: skip
def test_nouns_have_a_singular(plural: str, one: str) -> None:
    assert bare(said("count", "1", plural), Style.BODY, "en-US") == f"one {one}"


def test_one_that_was_rounded_is_singular_too() -> None:
    assert bare(said("points", "1.04", "pp", reported=False), Style.BODY, "en-US") == "about 1 percentage point"


@pytest.mark.parametrize(
    ("ends", "unit", "printed"),
    [
        ("139.73..139.75", "JPY", "139.73 to 139.75 yen"),
        ("6552.50..6552.51", "index", "about 6,552.5"),
        ("93742..93755", "USD", "$93,742 to $93,755"),
    ],
)
def test_a_price_keeps_the_digits_in_which_one_day_differs_from_another(ends: str, unit: str, printed: str) -> None:
    assert bare(said("price", ends, unit), Style.BODY, "en-US") == printed


@pytest.mark.parametrize(("unit", "printed"), [("USD", "$25.70"), ("KRW", "25.7 won"), ("JPY", "25.7 yen")])
def test_cents_are_of_currencies_that_have_them(unit: str, printed: str) -> None:
    assert bare(said("price", "25.7", unit), Style.BODY, "en-US") == printed


def test_thresholds_of_the_workspace_reach_the_words() -> None:
    wider = Policy().overlaid(
        {"little_changed": Decimal(2), "reported_digits": Decimal(3), "computed_digits": Decimal(0)}
    )
    move = said("price", "1.5", "percent")
    assert say(move, Style.WORDS, "en-US") == "up 1.5%"
    assert say(move, Style.WORDS, "en-US", wider) == "little changed (up 1.5%)"
    assert say(said("money", "849920000"), Style.BODY, "en-US", wider) == "about $850 million"
    assert say(said("money", "849920000", reported=False), Style.BODY, "en-US", wider) == "about $800 million"


def test_huge_and_tiny_amounts_are_said_in_full() -> None:
    assert say(said("money", "1e24"), Style.HEADLINE, "en-US") == "$1,000,000,000,000T"
    assert say(said("coins", "1e-18", "ETH"), Style.BODY, "en-US") == "0.000000000000000001 ETH"


def test_a_grade_from_d_down_is_unverified() -> None:
    graded = {grade: say(replace(expressed(FIGURE), grade=grade), Style.BODY, "en-US") for grade in Grade}
    assert {grade for grade, text in graded.items() if "unverified" in text} == {Grade.D, Grade.E, Grade.F}


def test_a_locale_without_rules_is_refused_by_name() -> None:
    with pytest.raises(LocaleNotInstalledError, match="locale 'zh-CN' is not installed"):
        rules("zh-CN", Policy()).day(JAN)


def test_wording_loads_without_babel() -> None:
    script = "import sys, narrator.wording.english, narrator.wording.cases; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_an_interval_open_at_both_ends_never_reaches_a_phrase() -> None:
    assert (
        say(Expression(Kind.MONEY, Interval(None, None), "USD"), Style.BODY, "en-US") == "the figure was not available"
    )
