"""Day by day: columns over shared days, up and down from zero, each with its amount at its end."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator import pipeline
from narrator.charts.days import BREAK, day_by_day
from narrator.charts.scale import LEADING, Value
from narrator.model.quantity import Interval
from narrator.render.charting import subjects
from narrator.render.choices import Turn
from narrator.render.shown import PAIR, Shown
from support.briefs import desk
from support.events import DAY
from support.pages import drafted

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.charts.scale import Chart, Texts
    from narrator.render.views import Scene

ENDS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
DAYS = ("March 2", "March 3", "March 4")


def value(low: str, high: str = "") -> Value:
    return Value("Funds", f"${low}M", Interval(Decimal(low), Decimal(high or low)))


def number(place: str) -> Decimal:
    return Decimal(place.removesuffix("%"))


def drawn(*panels: dict[str, Value]) -> Chart:
    return day_by_day([(f"Panel {n}", panel) for n, panel in enumerate(panels)], DAYS)


def column(row: Texts) -> tuple[Decimal, Decimal]:
    return Decimal(row["y"]), Decimal(row["y"]) + Decimal(row["height"])


def test_columns_of_one_day_stand_above_one_another_in_every_panel() -> None:
    made = drawn({"March 2": value("1"), "March 4": value("2")}, {"March 2": value("5"), "March 4": value("-3")})
    first, third, below, last = (number(row["x"]) for row in made.rows)
    assert (first, third) == (below, last)
    ticks = [number(each["x"]) for each in made.labels if each["role"] == "tick"]
    middles = [x + number(made.rows[0]["width"]) / 2 for x in (first, third)]
    assert middles == pytest.approx([ticks[0], ticks[2]], abs=Decimal("0.1"))


def test_what_went_out_hangs_below_the_line_and_lengths_are_to_scale() -> None:
    made = drawn({"March 2": value("30"), "March 3": value("-10"), "March 4": value("20")})
    (zero,) = (Decimal(line["y"]) for line in made.lines)
    into, out, more = map(column, made.rows)
    assert into[1] == more[1] == zero == out[0]
    assert (into[1] - into[0]) / (out[1] - out[0]) == pytest.approx(3, abs=Decimal("0.05"))


def test_a_range_is_solid_to_what_is_certain_and_pale_to_its_end() -> None:
    (row,) = drawn({"March 3": value("-30", "-20")}).rows
    assert Decimal(row["pale_height"]) / Decimal(row["height"]) == pytest.approx(Decimal("0.5"), abs=Decimal("0.01"))
    assert Decimal(row["pale_y"]) == column(row)[1]


def test_a_day_without_a_record_keeps_its_place_empty() -> None:
    made = drawn({"March 2": value("1"), "March 4": value("2")})
    assert len(made.rows) == 2
    assert [each["text"] for each in made.labels if each["role"] == "tick"] == list(DAYS)


def test_a_place_without_a_figure_says_why_once_for_days_in_a_row() -> None:
    days = ("Jan. 2", "Jan. 3", "Jan. 4", "Jan. 5")
    panels = [("Flow", {"Jan. 2": value("1"), "Jan. 5": value("2")})]
    made = day_by_day(panels, days, ["no figure", "weekend", "weekend", "no figure"])
    ticks = {each["text"]: each for each in made.labels if each["role"] == "tick"}
    assert "no figure" not in ticks
    assert number(ticks["weekend"]["x"]) == (number(ticks["Jan. 3"]["x"]) + number(ticks["Jan. 4"]["x"])) / 2
    assert Decimal(ticks["weekend"]["y"]) < Decimal(made.lines[0]["y"])


def test_days_that_are_left_out_break_the_line_of_zero_between_their_neighbours() -> None:
    made = day_by_day([("Flow", dict.fromkeys(DAYS, value("1")))], DAYS, broken=[1])
    (mark,) = [each for each in made.labels if each["text"] == BREAK]
    assert number(made.rows[1]["x"]) + number(made.rows[1]["width"]) < number(mark["x"]) < number(made.rows[2]["x"])
    assert abs(int(mark["y"]) - int(made.lines[0]["y"])) < LEADING


def test_what_others_say_is_a_mark_at_its_own_height_on_the_edge_of_the_column() -> None:
    own = replace(value("40"), others=(value("20"), replace(value("30"), interval=Interval(Decimal(30), None))))
    made = drawn({"March 2": own})
    (mark,) = made.apart
    top, bottom = column(made.rows[0])
    assert Decimal(mark["mark_y"]) == pytest.approx((top + bottom) / 2, abs=Decimal("0.1"))
    edge = number(made.rows[0]["x"]) + number(made.rows[0]["width"])
    assert number(mark["x"]) == pytest.approx(edge, abs=Decimal("0.1"))


def test_the_name_of_several_days_breaks_between_them_where_it_has_no_room() -> None:
    days = ("Jan. 2", "Jan. 5", "Jan. 6-Jan. 8", "Jan. 9")
    made = day_by_day([("Panel", {day: value("1") for day in days})], days)
    lines = [(each["x"], each["text"]) for each in made.labels if each["role"] == "tick"]
    assert [text for x, text in lines if x == lines[2][0]] == ["Jan. 6-", "Jan. 8"]
    assert max(int(each["y"]) for each in made.labels if each["role"] == "tick") <= int(made.places["height"])


@given(st.lists(ENDS, min_size=1, max_size=7))
def test_columns_and_amounts_stay_inside_and_apart(amounts: list[Decimal]) -> None:
    days = [f"Day {n}" for n in range(len(amounts))]
    panel = {day: value(str(amount)) for day, amount in zip(days, amounts, strict=True)}
    made = day_by_day([("Above", panel), ("Below", panel)], days)
    height = Decimal(made.places["height"])
    for row in made.rows:
        assert all(0 <= end <= height for end in column(row))
    assert all(0 < Decimal(label["y"]) <= height for label in made.labels)
    for row, label in zip(made.rows, [x for x in made.labels if x["role"] == "value"], strict=False):
        top, bottom = column(row)
        assert not top < Decimal(label["y"]) - 4 < bottom


RECORDS = """liquidations:
  total:
    said:
      harbour: $400 million
flows:
"""


def scene(folder: Path, *flows: str, prices: str = "") -> Scene:
    records = RECORDS + "".join(
        f"  f{n}:\n    asset: BTC\n    window: 2026-02-{n:02}\n    said:\n      harbour: {said}\n"
        for n, said in enumerate(flows, start=10)
    )
    (folder / "day.yaml").write_text(DAY + records + prices, encoding="utf-8")
    return pipeline.draft(pipeline.examine(folder / "day.yaml", desk()), desk(), Turn())[0]


def by_day(made: Scene) -> Shown | None:
    found = [choice for choice in subjects(made).values() if choice.kind == "days"]
    return Shown(made, found[0]) if found else None


@pytest.mark.parametrize(
    ("flows", "turned"),
    [
        (("inflow $10M", "inflow $20M", "outflow $5M"), True),
        (("inflow $10M", "inflow $20M", "inflow $5M"), False),
        (("inflow $10M", "outflow $20M", "outflow $5M"), True),
        (("inflow $10M", "inflow $20M", "outflow $5M", "outflow $7M"), True),
        (("inflow $10M", "outflow $20M", "inflow $5M"), False),
    ],
)
def test_flows_of_three_days_are_one_chart_which_says_whether_they_turned(
    tmp_path: Path, flows: tuple[str, ...], turned: bool
) -> None:
    plate = by_day(scene(tmp_path, *flows))
    assert plate is not None
    assert (len(plate.runs) == PAIR) == turned
    assert [choice.kind for choice in subjects(scene(tmp_path, *flows)).values()].count("flows") == 0


def test_a_flow_that_is_a_column_is_a_bar_only_beside_another_of_its_window(tmp_path: Path) -> None:
    flows = ("inflow $10M", "inflow $20M", "inflow $30M")
    other = "  eth:\n    asset: ETH\n    window: 2026-02-12\n    said:\n      harbour: inflow $9M\n"
    made = scene(tmp_path, *flows, prices=other)
    found = {choice.kind: choice.figures for choice in subjects(made).values()}
    assert found["days"] == ("flows.f10", "flows.f11", "flows.f12")
    assert found["flows"] == ("flows.f12", "flows.eth")


@pytest.mark.parametrize(("eth", "is_drawn"), [("inflow $9M", True), ("inflow $7M", False), ("outflow $7M", True)])
def test_bars_of_which_one_is_over_four_fifths_of_all_give_way_to_another_chart(
    tmp_path: Path, eth: str, is_drawn: bool
) -> None:
    other = f"  eth:\n    asset: ETH\n    window: 2026-02-12\n    said:\n      harbour: {eth}\n"
    made = scene(tmp_path, "inflow $10M", "inflow $20M", "inflow $30M", prices=other)
    assert ("flows" in {choice.kind for choice in subjects(made).values()}) is is_drawn
    (tmp_path / "alone").mkdir()
    alone = scene(tmp_path / "alone", "inflow $30M", prices=other.replace("02-12", "02-10"))
    assert "flows" in {choice.kind for choice in subjects(alone).values()}, "where it is the only one"


def test_flows_of_two_days_are_one_chart_only_beside_the_price(tmp_path: Path) -> None:
    flows = ("inflow $10M", "inflow $20M")
    assert by_day(scene(tmp_path, *flows)) is None
    prices = "prices:\n" + "".join(
        f"  p{n}:\n    asset: BTC\n    window: 2026-02-{n}\n    said:\n      harbour: up {n}%\n" for n in (10, 11)
    )
    plate = by_day(scene(tmp_path, *flows, prices=prices))
    assert plate is not None
    assert len({figure.direction for figure in plate.moves}) == 1
    assert [view.id for view in plate.moves] == ["prices.p10", "prices.p11"]


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ("2026-02-12 to 2026-02-13", ["flows.f10", "flows.f11", "flows.sum"]),
        ("2026-02-11 to 2026-02-13", None),
        ("2026-02-12 to 2026-02-16", None),
    ],
)
def test_the_sum_of_a_few_days_is_a_column_where_none_of_them_has_its_own(
    tmp_path: Path, last: str, shown: list[str] | None
) -> None:
    records = RECORDS + "".join(
        f"  {name}:\n    asset: BTC\n    window: {window}\n    said:\n      harbour: {said}\n"
        for name, window, said in (
            ("f10", "2026-02-10", "inflow $10M"),
            ("f11", "2026-02-11", "inflow $20M"),
            ("sum", f"{last}\n    cumulative: yes", "outflow $50M"),
        )
    )
    (tmp_path / "day.yaml").write_text(DAY + records, encoding="utf-8")
    plate = by_day(pipeline.draft(pipeline.examine(tmp_path / "day.yaml", desk()), desk(), Turn())[0])
    assert (plate and [view.id for view in plate.every]) == shown


def test_days_of_another_asset_or_beyond_a_week_are_not_on_the_axis(tmp_path: Path) -> None:
    plate = by_day(scene(tmp_path, *[f"inflow ${n}M" for n in range(11, 20)]))
    assert plate is not None
    assert [view.id for view in plate.every] == [f"flows.f{n}" for n in range(12, 19)]
    assert [view.id for view in plate.left] == ["flows.f10", "flows.f11"]


def test_the_funds_and_the_price_of_two_days_stand_in_one_picture() -> None:
    plate = by_day(drafted("2026-01-14-etf-against-shorts")[0])
    assert plate is not None
    assert [view.id for view in (*plate.every, *plate.moves)] == [
        *("flows.btc_etf_eve", "flows.btc_etf"),
        *("prices.btc_eve", "prices.btc"),
    ]
