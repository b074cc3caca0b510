"""The words of charts: a title is a finding that the chart shows, and a key names the marks that are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.events import DAY
from support.pages import words
from support.plates import SVG, caption, plates, title

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from narrator.charts.choice import Choice
    from narrator.render.views import Scene


def day(folder: Path, records: str) -> tuple[Scene, list[tuple[Choice, Element]]]:
    (folder / "day.yaml").write_text(DAY + records, encoding="utf-8")
    return plates(folder / "day.yaml")


BY_DAY = """flows:
  one:
    asset: BTC
    window: 2026-03-02
    said:
      harbour: inflow $70 million
  two:
    asset: BTC
    window: 2026-03-03
    said:
      unnamed: inflow about $85 million
    circulating:
      harbour: inflow $84 million
  three:
    asset: BTC
    window: 2026-03-04
    said:
      harbour: outflow $20 million
"""


def test_columns_are_of_the_one_source_that_has_all_of_them(tmp_path: Path) -> None:
    drawn = day(tmp_path, TOTAL + BY_DAY)[1]
    ((choice, figure),) = [each for each in drawn if each[0].kind == "days"]
    assert choice.source == "harbour"
    said = [words(text) for text in figure.iter(f"{SVG}text") if text.get("class") == "value"]
    assert said == ["$70M", "$84M", "−$20M"]
    assert (
        "Hollow, as others have it: one unnamed source has about $85 million for Bitcoin funds on March 3."
        in caption(figure)
    )
    assert "Source: harbour, as of" in caption(figure)
    told = words(figure.find(f"{SVG}svg/{SVG}desc"))  # type: ignore[arg-type]  # it has one
    assert "Bitcoin funds, March 2: $70M. Bitcoin funds, March 3, harbour: $84M." in told


def test_columns_of_several_sources_of_which_none_has_all_say_whose_each_is(tmp_path: Path) -> None:
    drawn = day(tmp_path, TOTAL + BY_DAY.replace("      harbour: inflow $84", "      quay: inflow $84"))[1]
    ((choice, figure),) = [each for each in drawn if each[0].kind == "days"]
    assert choice.source == ""
    said = [words(text) for text in figure.iter(f"{SVG}text") if text.get("class") == "value"]
    assert said == ["$70M", "about $85M", "−$20M"]
    assert "Source: harbour (on March 3: one unnamed source)" in caption(figure)


def test_a_weekend_between_columns_is_named(tmp_path: Path) -> None:
    records = BY_DAY.replace("2026-03-02", "2026-02-27").replace("2026-03-03", "2026-03-02")
    drawn = day(tmp_path, TOTAL + records)[1]
    (figure,) = [figure for choice, figure in drawn if choice.kind == "days"]
    ticks = [words(text) for text in figure.iter(f"{SVG}text") if text.get("class") == "tick"]
    assert [tick for tick in ticks if not tick[-1].isdigit()] == ["weekend", "no figure"]


@pytest.mark.parametrize(("high", "is_told"), [("2026-03-03", True), ("2026-03-02", False)])
def test_a_turn_behind_the_day_of_the_high_is_told_as_one(tmp_path: Path, high: str, is_told: bool) -> None:
    price = (
        f"prices:\n  btc:\n    asset: BTC\n    window: {high}\n    high:\n      said:\n        market data: $90,000\n"
    )
    drawn = day(tmp_path, TOTAL + BY_DAY + price)[1]
    (figure,) = [figure for choice, figure in drawn if choice.kind == "days"]
    assert ("up to the day of the high, then left" in title(figure)) is is_told


HOUR = "    peak_hour:\n      said:\n        harbour: $40 million\n"
TOTAL = "liquidations:\n  total:\n    said:\n      harbour: $400 million\n"


@pytest.mark.parametrize(
    ("records", "says"),
    [
        (HOUR, "10% of all liquidations fell into the peak hour"),
        (
            "  hour:\n    window: 1h\n    said:\n      harbour: $80 million\n",
            "20% of all liquidations came within an hour",
        ),
        ("  longs:\n    side: long\n    said:\n      harbour: $300 million\n", "Longs made up 75% of all liquidations"),
    ],
)
def test_a_part_is_told_as_what_it_is(tmp_path: Path, records: str, says: str) -> None:
    assert [title(figure) for _, figure in day(tmp_path, TOTAL + records)[1]] == [says]


@pytest.mark.parametrize(
    ("longs", "shorts", "says"),
    [
        ("$300 million", "$100 million", "Longs outweighed shorts: 75% of the two sides"),
        ("$190 million to $240 million", "$200 million", "Longs made up 48%-55% of the two sides"),
    ],
)
def test_sides_are_told_by_the_heavier_one_where_there_is_one(
    tmp_path: Path, longs: str, shorts: str, says: str
) -> None:
    sides = "".join(
        f"  {side}s:\n    side: {side}\n    said:\n      harbour: {much}\n"
        for side, much in (("long", longs), ("short", shorts))
    )
    drawn = day(tmp_path, TOTAL + sides)[1]
    assert [title(figure) for choice, figure in drawn if choice.kind == "sides"] == [says]


MOVES = """prices:
  btc:
    asset: BTC
    window: 2026-03-03
    said:
      market data: down 5%
  eth:
    asset: ETH
    window: 2026-03-02
    said:
      market data: down 7%
  gold:
    asset: gold
    window: month 2026-02
    said:
      market data: up 27%
"""


def test_a_month_stands_on_no_axis_with_a_day_and_what_is_not_drawn_is_said(tmp_path: Path) -> None:
    ((choice, figure),) = day(tmp_path, TOTAL + MOVES)[1]
    assert choice.figures == ("prices.eth", "prices.btc"), "the earlier day stands above the later"
    assert title(figure) == "Both fell"
    assert "Not drawn: gold, in February." in caption(figure)


def test_moves_of_other_times_that_are_many_are_said_to_stand_in_the_table(tmp_path: Path) -> None:
    gold = MOVES.partition("  gold:")[2]
    others = "".join(
        f"  {name}:{gold.replace('gold', name).replace('month 2026-02', window)}"
        for name, window in (
            ("silver", "year 2025"),
            ("copper", "in the U.S. session"),
            ("wheat", "2025-11-10 to 2025-11-20"),
            ("zinc", "week to 2025-08-01"),
        )
    )
    ((_, figure),) = day(tmp_path, TOTAL + MOVES + others)[1]
    assert "Moves over other times stand in the table of figures." in caption(figure)


@pytest.mark.parametrize(
    ("sides", "kinds"),
    [({}, ["moves"]), ({"long": "$300 million", "short": "$100 million"}, ["sides"])],
)
def test_two_moves_one_way_give_way_to_what_is_about_the_main_figure(
    tmp_path: Path, sides: dict[str, str], kinds: list[str]
) -> None:
    said = "".join(f"  {side}s:\n    side: {side}\n    said:\n      harbour: {much}\n" for side, much in sides.items())
    assert [choice.kind for choice, _ in day(tmp_path, TOTAL + said + MOVES)[1]] == kinds


def beside_a_day(folder: Path, window: str) -> tuple[Choice, Element]:
    """Three moves of a day, and four of a window that touches it."""
    said = {"BTC": "5%", "QQQ": "0.6%", "SPY": "0.2%"}
    moves = "".join(
        f"  {name.lower()}:\n    asset: {name}\n    window: 2026-03-03\n    said:\n      market data: down {move}\n"
        for name, move in said.items()
    )
    indices = "".join(
        f"  p{n}:\n    asset: Index {letter}\n    window: {window}\n    said:\n      market data: down {n}%\n"
        for n, letter in enumerate("ABCD", start=2)
    )
    (found,) = day(folder, f"{TOTAL}prices:\n{moves}{indices}")[1]
    return found


def test_the_last_24_hours_are_as_long_as_a_day_and_have_a_heading_of_their_own(tmp_path: Path) -> None:
    choice, figure = beside_a_day(tmp_path, "24h")
    assert choice.figures == tuple(f"prices.{n}" for n in ("btc", "qqq", "spy", "p5", "p4", "p3", "p2"))
    heads = ["".join(text.itertext()).strip() for text in figure.iter(f"{SVG}text") if text.get("class") == "head"]
    assert heads == ["On March 3", "Within 24 hours"]
    says = "Bitcoin fell far more than the Nasdaq fund QQQ or the S&P fund SPY"
    assert title(figure) == says, "what it is set against is of its own day"


def test_a_session_is_the_day_of_a_market_that_trades_only_then(tmp_path: Path) -> None:
    choice, figure = beside_a_day(tmp_path, "US session 2026-03-03")
    assert choice.figures == tuple(f"prices.{n}" for n in ("btc", "p5", "p4", "p3", "p2", "qqq", "spy"))
    assert not [text for text in figure.iter(f"{SVG}text") if text.get("class") == "head"]
    indices = "Index D, Index C, Index B, Index A"
    assert f"On March 3; in the U.S. session on March 3: {indices}." in caption(figure)


@pytest.mark.parametrize(
    ("moves", "says"),
    [
        (("down 5%", "down 7%", "down 1%"), "Bitcoin fell 5%; Ether fell most, by 7%"),
        (("down 5%", "down 7%", "down more than 1%"), "Bitcoin fell 5%; Ether fell 7%"),
        (("down 5%", "down 7%", "down 6%"), "Bitcoin fell 5%; Ether fell most, by 7%"),
        (("down 5%", "down 7% to 9%", "down 8%"), "Bitcoin fell 5%; two of three fell further"),
        (("down 5%", "down 4% to 9%", "down 1%"), "Bitcoin fell 5%; all three fell"),
        (("down 5%", "down 9%", "down 0.2%"), "Bitcoin fell 5%; Solana hardly moved"),
        (("down 5%", "up 0.25%", "down 0.2%"), "Bitcoin fell 5%; Ether and Solana hardly moved"),
        (("down 5%", "down 0.26%", "up 3%"), "Bitcoin fell 5%; Solana alone rose"),
    ],
)
def test_what_went_further_than_the_main_asset_is_in_the_title(
    tmp_path: Path, moves: tuple[str, ...], says: str
) -> None:
    said = zip(("BTC", "ETH", "SOL"), moves, strict=True)
    prices = "".join(f"  {n.lower()}:\n    asset: {n}\n    said:\n      market data: {move}\n" for n, move in said)
    drawn = day(tmp_path, f"{TOTAL}prices:\n{prices}")[1]
    assert [title(figure) for choice, figure in drawn if choice.kind == "moves"] == [says]


def test_a_longer_fall_of_another_time_of_the_day_is_told_with_its_own(tmp_path: Path) -> None:
    prices = "".join(
        f"  {n.lower()}:\n    asset: {n}\n    window: {window}\n    said:\n      market data: {move}\n"
        for n, window, move in (
            ("BTC", "2026-03-03", "down 5%"),
            ("MSTR", "US session 2026-03-03", "down 7%"),
            ("COIN", "US session 2026-03-03", "down more than 1%"),
        )
    )
    drawn = day(tmp_path, f"{TOTAL}prices:\n{prices}")[1]
    titles = [title(figure) for choice, figure in drawn if choice.kind == "moves"]
    assert titles == ["Bitcoin fell 5%; Strategy (MSTR) fell 7% in its session"]


def test_a_title_counts_what_its_chart_shows_and_says_that_it_does(tmp_path: Path) -> None:
    ways = ["up 9%", "up 8%", "up 7%", "up 6%", "up 5%", "up 4%", "up 3%", "down 2%", "down 1%"]
    said = ((f"Index {chr(65 + n)}", way) for n, way in enumerate(ways))
    prices = "".join(f"  p{n}:\n    asset: {a}\n    said:\n      market data: {w}\n" for n, (a, w) in enumerate(said))
    drawn = day(tmp_path, f"{TOTAL}prices:\n{prices}")[1]
    ((choice, figure),) = [each for each in drawn if each[0].kind == "moves"]
    assert len(choice.figures) == len(ways) - 1
    assert title(figure) == "One of eight shown fell"


@pytest.mark.parametrize(
    ("flows", "says"),
    [
        (("inflow $10M", "inflow $20M", "outflow $5M"), "Two days of inflows into Bitcoin funds, then $5M out"),
        (
            ("outflow $10M", "inflow $20M", "inflow $5M"),
            "Money left Bitcoin funds, then came back from March 2 on",
        ),
        (
            ("inflow $10M", "inflow $20M", "outflow $5M", "outflow $7M"),
            "Money came into Bitcoin funds, then left from March 3 on",
        ),
        (("inflow $10M", "outflow $20M", "inflow $5M"), "Bitcoin funds had net outflows on one of three days"),
    ],
)
def test_the_title_of_days_says_the_turn(tmp_path: Path, flows: tuple[str, ...], says: str) -> None:
    records = "flows:\n" + "".join(
        f"  f{n}:\n    asset: BTC\n    window: 2026-03-0{n}\n    said:\n      harbour: {said}\n"
        for n, said in enumerate(flows, start=1)
    )
    assert says in [title(figure) for choice, figure in day(tmp_path, TOTAL + records)[1] if choice.kind == "days"]


def test_what_lies_below_zero_is_said_and_ticked_below_zero(tmp_path: Path) -> None:
    funding = "positions:\n  rate:\n    what: funding\n    asset: BTC\n"
    funding += "    said:\n      harbour: -0.0031%\n      quay: 0.0012%\n"
    drawn = day(tmp_path, TOTAL + funding)[1]
    (figure,) = [figure for choice, figure in drawn if choice.kind == "who-says-what"]
    assert title(figure) == "Sources put funding in Bitcoin at minus 0.0031% to 0.0012%"
    said = [words(text) for text in figure.iter(f"{SVG}text") if text.get("class") == "value"]
    assert said == ["minus 0.0031%", "0.0012%"]
    ticks = [words(text) for text in figure.iter(f"{SVG}text") if text.get("class") == "tick"]
    assert ticks[0].startswith("minus ")
    assert not ticks[-1].startswith("minus ")


def test_points_typed_as_basis_points_are_ticked_in_them(tmp_path: Path) -> None:
    tail = "macro:\n  tail:\n    what: the tail\n"
    tail += "    said:\n      harbour: 2.1 basis points\n      quay: 2.7 basis points\n"
    drawn = day(tmp_path, TOTAL + tail)[1]
    (figure,) = [figure for choice, figure in drawn if choice.kind == "who-says-what"]
    assert title(figure) == "Sources put the tail at 2.1 basis points to 2.7 basis points"


STAKES = """levels:
  low:
    asset: BTC
    side: long
    price: below about $80,000
    estimated:
      harbour: $286 million
  high:
    asset: BTC
    side: short
    price: above about $85,000
    estimated:
      harbour: $698 million
"""


def test_a_level_has_what_is_at_stake_and_goes_on_where_it_is_said_to(tmp_path: Path) -> None:
    drawn = day(tmp_path, TOTAL + STAKES)[1]
    (figure,) = [figure for choice, figure in drawn if choice.kind == "levels"]
    said = [words(text) for text in figure.iter(f"{SVG}text") if text.get("class") in {"name", "value"}]
    assert said == ["Shorts above $85,000", "estimated $698M at risk", "Longs below $80,000", "estimated $286M at risk"]
    tips = [str(path.get("d")).split()[-2] for path in figure.iter(f"{SVG}path")]
    assert [tip.startswith("-") for tip in tips] == [True, False], "up from the level above, down from that below"
    bars = [bar for bar in figure.iter(f"{SVG}rect") if bar.get("class") == "said estimated"]
    wide = [float(str(bar.get("width")).strip("%")) for bar in bars]
    assert wide[1] / wide[0] == pytest.approx(286 / 698, abs=0.01)
    assert title(figure) == "For Bitcoin, estimates put more at risk above $85,000 than below $80,000"
    assert "An arrow marks an open end. Dashed" in caption(figure)


def test_levels_at_which_one_may_be_the_other_have_no_larger_one(tmp_path: Path) -> None:
    drawn = day(tmp_path, TOTAL + STAKES.replace("$286 million", "$286 million to $700 million"))[1]
    (figure,) = [figure for choice, figure in drawn if choice.kind == "levels"]
    assert title(figure) == "Levels watched for Bitcoin run from $80,000 to $85,000"


@pytest.mark.parametrize(("share", "is_open"), [("more than 90%", True), ("at least 90%", True), ("90%", False)])
def test_a_part_with_no_upper_end_is_drawn_open(tmp_path: Path, share: str, is_open: bool) -> None:
    side = f"  longs:\n    side: long\n    share:\n      of: total\n      said:\n        harbour: {share}\n"
    ((choice, figure),) = day(tmp_path, TOTAL + side)[1]
    assert choice.kind == "sides"
    assert [str(path.get("class")) for path in figure.iter(f"{SVG}path")] == ["open-end head"] * is_open
    assert ("arrow" in caption(figure)) == is_open


def test_a_dispute_is_titled_by_the_ends_of_all_that_it_shows(tmp_path: Path) -> None:
    records = (
        "liquidations:\n  total:\n    said:\n      unnamed: $400 million to $500 million\n"
        "    circulating:\n      harbour: $355 million\n      quay: $527 million\n"
    )
    _, drawn = day(tmp_path, records)
    assert title(drawn[0][1]) == "Sources put the liquidation total at $355M to $527M"


def test_sources_of_one_value_agree_and_bounds_are_no_range(tmp_path: Path) -> None:
    same = "liquidations:\n  total:\n    said:\n      harbour: $400 million\n      quay: $400 million\n"
    assert title(day(tmp_path, same)[1][0][1]) == "Sources agree on the liquidation total: $400M"


def moving(folder: Path, *moves: str) -> Element:
    said = zip(("BTC", "ETH"), moves, strict=True)
    prices = "".join(f"  {n.lower()}:\n    asset: {n}\n    said:\n      market data: {move}\n" for n, move in said)
    drawn = day(folder, f"liquidations:\n  total:\n    said:\n      harbour: $400 million\nprices:\n{prices}")[1]
    (found,) = [figure for choice, figure in drawn if choice.kind == "moves"]
    return found


@pytest.mark.parametrize(
    ("moves", "says"),
    [
        (("down 3%", "up 2%"), "Bitcoin fell 3% while Ether rose 2%"),
        (("up 2%", "up 2%"), "Both rose"),
        (("up 5%", "up 2%"), "Bitcoin rose most, by 5%"),
        (("up 2%", "up 5%"), "Bitcoin rose 2%; Ether rose most, by 5%"),
    ],
)
def test_moves_are_titled_by_what_they_have_in_common_or_by_each(
    tmp_path: Path, moves: tuple[str, str], says: str
) -> None:
    assert title(moving(tmp_path, *moves)) == says


def test_two_moves_of_one_asset_are_told_with_their_days(tmp_path: Path) -> None:
    moves = "prices:\n" + "".join(
        f"  d{n}:\n    asset: BTC\n    window: 2026-03-0{n}\n    said:\n      market data: up {n}%\n" for n in (1, 2)
    )
    titles = [title(figure) for choice, figure in day(tmp_path, TOTAL + moves)[1] if choice.kind == "moves"]
    assert titles == ["Bitcoin rose 1% on March 1 and 2% on March 2"]


def test_the_one_that_went_the_other_way_is_told_with_its_own_verb(tmp_path: Path) -> None:
    said = (("BTC", "down 5%"), ("ETH", "down 7%"), ("SOL", "up 2%"))
    prices = "".join(f"  {n.lower()}:\n    asset: {n}\n    said:\n      market data: {move}\n" for n, move in said)
    drawn = day(tmp_path, f"liquidations:\n  total:\n    said:\n      harbour: $400 million\nprices:\n{prices}")[1]
    titles = [title(figure) for choice, figure in drawn if choice.kind == "moves"]
    assert titles == ["Bitcoin fell 5%; Solana alone rose"]


def test_falls_are_explained_where_there_are_any(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert caption(moving(tmp_path, "down 3%", "up 2%")).startswith("Falls to the left.")
    assert "Falls" not in caption(moving(tmp_path / "other", "up 2%", "up 2%"))


@pytest.mark.parametrize("other", ["harbour", "quay"])
def test_bars_of_two_sources_are_told_apart(tmp_path: Path, other: str) -> None:
    records = "flows:\n" + "".join(
        f"  f{n}:\n    asset: BTC\n    window: 2026-03-0{n}\n    said:\n      {by}: inflow ${n}0 million\n"
        for n, by in ((1, "harbour"), (2, other), (3, "harbour"))
    )
    (said,) = [caption(figure) for choice, figure in day(tmp_path, TOTAL + records)[1] if choice.kind == "days"]
    assert ("on March 2: " in said) == (other == "quay")
