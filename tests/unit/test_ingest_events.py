"""Event files to events: what each line becomes, and every problem of a file at once, at its place."""

from __future__ import annotations

import json
import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from narrator.ingest.documents import read_yaml
from narrator.ingest.events import load_event
from narrator.ingest.messages import validated
from narrator.ingest.registries import load_names, load_sources
from narrator.model.quantity import Direction, Interval, Kind, Quantity
from narrator.model.records import EventFile
from narrator.model.report import Amount, Nature, Rank
from narrator.model.window import Span
from support.events import EVENT, EVENT_ID, changed, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.ingest.events import Loaded
    from narrator.model.event import Event
    from narrator.model.report import Measurement, Report

ZONE = ZoneInfo("Asia/Shanghai")
FILE = f"data/events/{EVENT_ID}.yaml"


def load(root: Path, text: str = EVENT, name: str = FILE) -> Loaded:
    """What a workspace makes of an event file."""
    write_workspace(root)
    path = root / name
    path.write_text(text, encoding="utf-8")
    sources, _ = load_sources(root / "data" / "sources.yaml", root)
    names, _ = load_names(root / "data" / "names.yaml", root)
    return load_event(path, root, sources, names)


def event_of(root: Path, text: str = EVENT) -> Event:
    loaded = load(root, text)
    assert loaded.event is not None, loaded.problems
    return loaded.event


def measured(root: Path, figure: str, *change: str) -> Measurement:
    text = changed(*change) if change else EVENT
    return event_of(root, text).measurements[figure]


def told(loaded: Loaded) -> list[tuple[int, int, str]]:
    return [(p.at.line, p.at.column, p.message) for p in loaded.problems]


def report_of(root: Path, line: str) -> Report:
    """The report of a line of tracker_a about the longs."""
    measurement = measured(root, "liquidations.longs", "      tracker_a: $195 million\n", line)
    return measurement.reports[0]


def million(amount: str) -> Interval:
    return Interval.point(Decimal(amount) * 1_000_000)


def test_the_example_has_no_problems(tmp_path: Path) -> None:
    assert load(tmp_path).problems == ()


def test_an_event_knows_its_head(tmp_path: Path) -> None:
    event = event_of(tmp_path)
    assert (event.id, event.path, event.assets) == (EVENT_ID, FILE, ("BTC", "ETH"))
    assert event.published == datetime(2026, 3, 3, 9, tzinfo=ZONE)
    assert (event.days.span, event.days.words) == (Span.DAYS, "2026-03-02 to 2026-03-03")
    assert event.default_window is not None
    assert event.default_window.until == datetime(2026, 3, 3, 8, tzinfo=ZONE)


def test_the_figures_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    assert list(event_of(tmp_path).measurements) == [
        *("liquidations.total", "liquidations.longs", "liquidations.longs.share"),
        *("flows.btc_etf", "flows.btc_etf.coins", "sentiment.fear_greed", "sentiment.fear_greed.from"),
        *("levels.btc_longs", "levels.btc_longs.price", "accounts.whale_one", "prices.btc"),
    ]


def test_each_report_knows_who_said_what_when_and_where(tmp_path: Path) -> None:
    reports = measured(tmp_path, "liquidations.total").reports
    said = [(r.source, r.typed.partition(",")[0], r.at.line, r.at.column) for r in reports]
    assert said == [
        ("tracker_a", "$210 million at 08:00", 16, 18),
        ("tracker_b", "$230 million to $240 million at 07:50", 18, 11),
        ("tracker_b", "$236 million to $240 million at 08:40", 19, 11),
        ("chatter", "$310 million", 21, 16),
        ("tracker_c", "$221 million", 57, 25),
    ]
    assert [r.as_of and f"{r.as_of:%H:%M}" for r in reports] == ["08:00", "07:50", "08:40", None, "08:05"]
    assert [r.revised for r in reports] == [False, False, True, False, False]
    assert [r.listed_as_circulating for r in reports] == [False, False, False, True, False]
    assert [r.coverage_stated for r in reports] == [True, True, True, False, True]
    assert [r.under for r in reports] == ["tracker_a", 0, 1, "chatter", "liquidations.total"]


def test_a_rolling_window_ends_when_the_source_said_so(tmp_path: Path) -> None:
    change = ("default_window: 24h to 2026-03-03 08:00", "default_window: 24h to 2026-03-03 06:00")
    reports = measured(tmp_path, "liquidations.total", *change).reports
    assert [f"{r.window.until:%H:%M}" for r in reports] == ["08:00", "07:50", "08:40", "06:00", "08:05"]
    assert reports[2].window.words == "24h to 2026-03-03 08:40"


def test_what_would_be_pooled_with_the_typed_end_is_of_that_end(tmp_path: Path) -> None:
    reports = measured(tmp_path, "liquidations.total").reports
    assert [f"{r.as_of:%H:%M}" for r in reports if r.as_of] == ["08:00", "07:50", "08:40", "08:05"]
    assert {f"{r.window.until:%H:%M}" for r in reports} == {"08:00"}


@pytest.mark.parametrize("part", ["price", "low", "broke"])
def test_the_time_of_a_price_or_a_broken_level_moves_no_window(tmp_path: Path, part: str) -> None:
    amount = "below $2,700" if part == "broke" else "$2,701"
    record = f"prices:\n  eth:\n    asset: ETH\n    {part}:\n      said:\n        tracker_a: {amount} at 02:40\n"
    (report,) = event_of(tmp_path, EVENT + record).measurements[f"prices.eth.{part}"].reports
    assert report.as_of
    assert report.window.until
    assert (f"{report.as_of:%H:%M}", f"{report.window.until:%H:%M}") == ("02:40", "08:00")


def test_a_window_that_was_typed_for_a_record_does_not_move(tmp_path: Path) -> None:
    typed = ("liquidations:\n  total: ", "liquidations:\n  total:\n    window: 24h to 2026-03-01 08:00  ")
    reports = measured(tmp_path, "liquidations.total", *typed).reports
    assert {f"{r.window.until:%m-%d %H:%M}" for r in reports} == {"03-01 08:00"}


def test_a_window_without_an_hour_is_given_none(tmp_path: Path) -> None:
    change = ("default_window: 24h to 2026-03-03 08:00", "default_window: 24h")
    assert {r.window.until for r in measured(tmp_path, "liquidations.total", *change).reports} == {None}


def test_a_window_of_the_record_comes_before_the_default(tmp_path: Path) -> None:
    assert measured(tmp_path, "flows.btc_etf").reports[0].window.span is Span.DAY
    longs = ("    side: long\n    said:", "    side: long\n    window: not stated\n    said:")
    assert measured(tmp_path, "liquidations.longs", *longs).reports[0].window.span is Span.NOT_STATED


POSITIONS = """\
positions:
  stock:
    what: {what}
    said:
      tracker_a: {line}
      tracker_b: {line}
"""


def position(root: Path, what: str, line: str) -> Loaded:
    return load(root, EVENT + POSITIONS.format(what=what, line=line))


INDEX = "prices:\n  index:\n    asset: {asset}\n    broke:\n      said:\n        tracker_a: below 6,000\n"
PRICE = "prices:\n  gold:\n    asset: gold\n    close:\n      said:\n        tracker_a: {line}\n"


@pytest.mark.parametrize(
    ("record", "line", "example"),
    [
        (PRICE, "none", "tracker_a: not stated"),
        (PRICE, "up $3,674.61 an ounce", "tracker_a: AMOUNT"),
        (POSITIONS.replace("{what}", "open interest"), "inflow $5 billion", "tracker_a: UP/DOWN $5 billion"),
    ],
)
def test_a_quantity_has_the_directions_and_the_zero_that_its_row_allows(
    record: str, line: str, example: str, tmp_path: Path
) -> None:
    loaded = load(tmp_path, EVENT + record.format(line=line))
    assert example in [problem.example for problem in loaded.problems if problem.code == "EVT011"]


@pytest.mark.parametrize(
    ("asset", "is_read"), [("the Topix", True), ("the Kospi", True), ("gold", False), ("BTC", False)]
)
def test_the_level_of_an_index_has_no_unit(asset: str, is_read: bool, tmp_path: Path) -> None:
    names = write_workspace(tmp_path) / "data" / "names.yaml"
    topix, gold = "topix:\n  kind: index\n  en: the Topix\n", "gold:\n  kind: asset\n  en: gold\n"
    names.write_text(topix + gold, encoding="utf-8")  # and nothing of the Kospi
    path = tmp_path / FILE
    path.write_text(EVENT + INDEX.format(asset=asset), encoding="utf-8")
    loaded = load_event(
        path, tmp_path, load_sources(tmp_path / "data" / "sources.yaml", tmp_path)[0], load_names(names, tmp_path)[0]
    )
    refused = [problem.example for problem in loaded.problems if problem.code == "EVT011"]
    assert refused == ([] if is_read else ["tracker_a: below 6,000 UNIT"])


@pytest.mark.parametrize("what", ["open interest", "holdings", "volume"])
def test_no_stock_lies_below_zero(what: str, tmp_path: Path) -> None:
    wrong, *_ = (p for p in position(tmp_path, what, "-$5 million").problems if p.code == "EVT011")
    assert (wrong.found, wrong.example) == ("-$5 million", "tracker_a: DIRECTION $5 million")


def test_coins_and_money_are_two_figures_that_know_each_other(tmp_path: Path) -> None:
    event = event_of(tmp_path)
    money, coins = event.measurements["flows.btc_etf"], event.measurements["flows.btc_etf.coins"]
    assert (money.worth, coins.worth) == (coins.figure, money.figure)
    assert money.reports[0].quantity == Quantity(million("710"), "USD", Direction.INFLOW)
    assert coins.reports[0].quantity == Quantity(Interval.point(Decimal(8100)), "BTC", Direction.INFLOW)
    assert (money.key.kind, coins.key.kind) == (Kind.FLOW, Kind.FLOW)
    assert (money.key.metric, coins.key.metric) == ("flows", "flows.coins")
    assert (coins.record, coins.field) == ("flows.btc_etf", "coins")


def test_coins_alone_are_the_amount(tmp_path: Path) -> None:
    change = ("inflow 8,100 BTC = $710 million", "inflow 8,100 BTC")
    event = event_of(tmp_path, changed(*change))
    assert "flows.btc_etf.coins" not in event.measurements
    assert event.measurements["flows.btc_etf"].reports[0].quantity is not None


def test_coins_beside_the_money_of_another_source_stay_apart(tmp_path: Path) -> None:
    line = "      issuer_table: inflow 8,100 BTC = $710 million\n"
    event = event_of(tmp_path, changed(line, line + "      tracker_a: inflow 8,000 BTC\n"))
    assert [r.source for r in event.measurements["flows.btc_etf"].reports] == ["issuer_table"]
    assert [r.source for r in event.measurements["flows.btc_etf.coins"].reports] == ["issuer_table", "tracker_a"]


def test_from_and_to_are_two_figures(tmp_path: Path) -> None:
    event = event_of(tmp_path)
    ends = [event.measurements[f"sentiment.fear_greed{end}"].reports[0].quantity for end in (".from", "")]
    assert ends == [Quantity(Interval.point(Decimal(n)), "index") for n in (21, 42)]


def test_other_quantities_of_a_field_have_its_name(tmp_path: Path) -> None:
    line = "    side: long\n    said:"
    order = "    side: long\n    largest_order:\n      said:\n        unnamed: 100 BTC = $8 million\n    said:"
    event = event_of(tmp_path, changed(line, order))
    money = event.measurements["liquidations.longs.largest_order"]
    assert money.worth == "liquidations.longs.largest_order_coins"
    assert event.measurements[money.worth].field == "largest_order_coins"


def test_a_share_knows_its_whole(tmp_path: Path) -> None:
    share = measured(tmp_path, "liquidations.longs.share")
    assert (share.of, share.key.metric, share.key.side) == ("liquidations.total", "liquidations.share", "long")
    assert share.reports[0].quantity == Quantity(Interval(Decimal(90), None, low_open=True), "percent")
    of_figure = ("      of: total", "      of: flows.btc_etf")
    assert measured(tmp_path, "liquidations.longs.share", *of_figure).of == "flows.btc_etf"


def test_a_level_in_one_line_is_said_by_whoever_says_what_is_at_risk(tmp_path: Path) -> None:
    price = measured(tmp_path, "levels.btc_longs.price")
    (report,) = price.reports
    assert (report.source, report.nature, report.at.line) == ("heat_map", Nature.ESTIMATED, 45)
    assert report.quantity == Quantity(Interval.point(Decimal(80_000)), "USD", Direction.BELOW, approximate=True)
    assert (price.key.kind, price.key.metric) == (Kind.PRICE, "levels.btc_longs.price")


def test_a_level_without_an_amount_is_said_by_the_one_whose_opinion_it_is(tmp_path: Path) -> None:
    amount = "    estimated:\n      heat_map: $286 million\n"
    (report,) = measured(tmp_path, "levels.btc_longs.price", amount, "    view_of: some traders\n").reports
    assert (report.source, report.nature) == ("some traders", Nature.OPINION)


def test_what_happened_to_an_account_gives_the_direction(tmp_path: Path) -> None:
    report = measured(tmp_path, "accounts.whale_one").reports[0]
    assert report.nature is Nature.RUMOUR
    assert report.quantity is not None
    assert report.quantity.direction is Direction.LOSS
    holding = measured(tmp_path, "accounts.whale_one", "    what: loss", "    what: holding").reports[0]
    assert holding.quantity is not None
    assert holding.quantity.direction is None


def test_a_snapshot_gives_one_vendor_and_one_time_to_many_figures(tmp_path: Path) -> None:
    price = measured(tmp_path, "prices.btc")
    (report,) = price.reports
    assert (report.source, report.at.line, price.at.line, price.key.subject) == ("tracker_c", 58, 58, "BTC")
    assert report.quantity == Quantity(Interval.point(Decimal("2.1")), "percent", Direction.DOWN)
    assert event_of(tmp_path).file.prices["btc"].asset == "BTC"


def test_the_long_form_says_more(tmp_path: Path) -> None:
    report = report_of(
        tmp_path,
        """\
      tracker_a:
        amount: about $195 million, provisional
        as_of: 08:20
        window: 1h
        quoting: Tracker B
        rank: preferred
        reason: It lists its venues.
        definition: without partial closings
        embargo: 08:30
        cleared: A. Editor, 08:50, asked the vendor
        url: https://example.org/a
""",
    )
    assert (report.source, report.origin) == ("tracker_a", "tracker_b")
    assert (report.window.hours, report.window.until) == (1, None)
    assert (report.rank, report.rank_reason) == (Rank.PREFERRED, "It lists its venues.")
    assert [f"{moment:%H:%M}" for moment in (report.as_of, report.embargo) if moment] == ["08:20", "08:30"]
    assert (report.provisional, report.revised, report.definition) == (True, False, "without partial closings")
    assert (report.cleared, report.url) == ("A. Editor, 08:50, asked the vendor", "https://example.org/a")
    assert (report.at.line, report.under) == (27, "amount")


@pytest.mark.parametrize(
    ("line", "amount", "quantity"),
    [
        ("not reported", Amount.PENDING, None),
        ("not stated", Amount.NOT_STATED, None),
        ("none", Amount.NONE, Quantity(Interval.point(Decimal(0)), "USD")),
    ],
)
def test_no_amount_is_not_zero(line: str, amount: Amount, quantity: Quantity | None, tmp_path: Path) -> None:
    report = report_of(tmp_path, f"      tracker_a: {line}\n")
    assert (report.amount, report.quantity) == (amount, quantity)


def test_a_direction_alone_states_no_amount(tmp_path: Path) -> None:
    report = measured(tmp_path, "prices.btc", "down 2.1%", "down").reports[0]
    assert report.amount is Amount.NOT_STATED
    assert report.quantity == Quantity(Interval(None, None), "percent", Direction.DOWN)


def test_sources_are_found_by_alias(tmp_path: Path) -> None:
    assert report_of(tmp_path, "      TrackerB: $195 million quoting tracker a\n").source == "tracker_b"
    assert report_of(tmp_path, "      TrackerB: $195 million quoting tracker a\n").origin == "tracker_a"
    assert report_of(tmp_path, "      unnamed 2: $195 million\n").source == "unnamed 2"


def test_a_peak_hour_covers_an_hour(tmp_path: Path) -> None:
    line = "    side: long\n    said:"
    peak = "    side: long\n    peak_hour:\n      said:\n        unnamed: $20 million\n    said:"
    (report,) = measured(tmp_path, "liquidations.longs.peak_hour", line, peak).reports
    assert (report.window.hours, report.window.until) == (1, None)


def test_why_its_sources_differ_goes_with_the_amount(tmp_path: Path) -> None:
    event = event_of(tmp_path)
    differ = event.measurements["liquidations.total"].differ
    assert differ is not None
    assert (differ.forms["en"], differ.at.line) == ("Tracker B counts two venues more.", 22)


def test_every_path_has_its_place(tmp_path: Path) -> None:
    event = event_of(tmp_path)
    assert str(event.place("liquidations.total.said.tracker_a")) == f"{FILE}:16:7"
    assert event.place("prices.btc").line == 58
    assert event.place("liquidations.total.nothing").line == 14


def test_json_gives_the_same_event(tmp_path: Path) -> None:
    tree = read_yaml(EVENT, "x").tree
    loaded = load(tmp_path, json.dumps(tree, indent=2, ensure_ascii=False), FILE.replace(".yaml", ".json"))
    assert (loaded.problems, loaded.event is not None) == ((), True)
    assert loaded.event is not None
    one, other = (event.measurements for event in (loaded.event, event_of(tmp_path)))
    assert [[r.quantity for r in m.reports] for m in one.values()] == [
        [r.quantity for r in m.reports] for m in other.values()
    ]


WRONG = {
    "a misspelt field": (
        ("    side: long\n    said:", "    sied: long\n    said:"),
        (24, 5, "unknown field 'sied' (did you mean 'side'?)"),
    ),
    "a misspelt word": (
        ("  status: ready", "  status: redy"),
        (4, 11, "'event.status' must be one of draft, ready, held (did you mean 'ready'?)"),
    ),
    "an id like a path": (("id: 2026-03-03-example", "id: ../x"), (3, 7, "'event.id' is not a valid name")),
    "another id": (
        ("id: 2026-03-03-example", "id: 2026-03-03-exampel"),
        (3, 7, "the id '2026-03-03-exampel' is not the name of the file"),
    ),
    "an id with capitals": (
        ("  fear_greed:", "  FearGreed:"),
        (38, 3, "'sentiment.FearGreed' is not a valid name"),
    ),
    "a list for text": (
        ("    side: long\n    said:", "    side:\n      - long\n    said:"),
        (24, 5, "'liquidations.longs.side' must be one of long, short (did you mean 'long'?)"),
    ),
    "text for a block": (
        ("    said:\n      tracker_a: $195 million\n", "    said: $195 million\n"),
        (25, 11, "'liquidations.longs.said' must be a block, not text"),
    ),
    "a zone": (
        ("timezone: Asia/Shanghai", "timezone: Asia/Shangai"),
        (6, 13, "unknown time zone 'Asia/Shangai' (did you mean 'Asia/Shanghai'?)"),
    ),
    "a zone like a path": (("timezone: Asia/Shanghai", "timezone: ../../x"), (6, 13, "unknown time zone '../../x'")),
    "an hour without a day": (
        ("published: 2026-03-03 09:00", "published: 09:00"),
        (5, 14, "'event.published' must be a date and a time: 09:00"),
    ),
    "seconds for a date": (
        ("published: 2026-03-03 09:00", "published: 1700000000"),
        (5, 14, "'event.published' must be a date and a time: 1700000000"),
    ),
    "a flow without its way": (
        ("inflow 8,100 BTC", "8,100 BTC"),
        (36, 21, "'flows.btc_etf' cannot be 8,100 BTC = $710 million"),
    ),
    "a liquidation with one": (
        ("$195 million", "up $195 million"),
        (26, 18, "'liquidations.longs' cannot be up $195 million"),
    ),
    "a count for money": (("$195 million", "195 accounts"), (26, 18, "'liquidations.longs' cannot be 195 accounts")),
    "a gain of a loss": (
        ("social media: about $2 million", "social media: gain about $2 million"),
        (53, 21, "'accounts.whale_one' cannot be gain about $2 million"),
    ),
    "a history without times": (
        (" at 08:40, revised", ""),
        (19, 11, "'tracker_b' has several lines here, and this one has no time"),
    ),
    "a whole that is not there": (("of: total", "of: totl"), (28, 11, "no record 'totl' (did you mean 'total'?)")),
    "a snapshot without its time": (
        ("tracker_c at 08:05:", "tracker_c:"),
        (56, 3, "the snapshot 'tracker_c' does not end in ' at ' and a time"),
    ),
    "a snapshot at no time": (
        ("tracker_c at 08:05:", "tracker_c at 25:05:"),
        (56, 3, "the snapshot 'tracker_c at 25:05' does not end in ' at ' and a time"),
    ),
    "a snapshot of nothing": (
        ("liquidations.total: $221", "liquidations.shorts: $221"),
        (57, 5, "no record has a quantity 'liquidations.shorts' (did you mean 'liquidations.longs'?)"),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_at_its_place(name: str, tmp_path: Path) -> None:
    change, problem = WRONG[name]
    assert problem in told(load(tmp_path, changed(*change)))


def test_a_required_field_is_asked_for_at_its_record(tmp_path: Path) -> None:
    loaded = load(tmp_path, changed("levels:\n  btc_longs:\n    asset: BTC\n", "levels:\n  btc_longs:\n"))
    assert told(loaded) == [(42, 3, "'levels.btc_longs.asset' is missing")]
    assert loaded.problems[0].example == "asset: TICKER"
    assert loaded.event is None


def test_an_unknown_field_deep_in_a_list(tmp_path: Path) -> None:
    line = "        - $230 million to $240 million at 07:50\n"
    long = "        - amount: $230 million to $240 million\n          asof: 07:50\n"
    loaded = load(tmp_path, changed(line, long))
    assert told(loaded) == [(19, 11, "unknown field 'asof' (did you mean 'as_of'?)")]
    assert loaded.problems[0].example == "as_of: 07:50"


def test_text_in_a_language_that_there_is_not(tmp_path: Path) -> None:
    loaded = load(tmp_path, changed("    differ: Tracker", "    differ:\n      fr: Tracker"))
    assert told(loaded) == [(23, 7, "unknown field 'fr'")]
    assert loaded.problems[0].expected == "one of en, zh"


def test_the_days_may_be_words_in_each_language(tmp_path: Path) -> None:
    days = "  days:\n    zh: 本周\n    en: this week\n"
    event = event_of(tmp_path, changed(EVENT[EVENT.index("  days:") : EVENT.index("  assets:")], days))
    assert (event.days.span, event.days.words) == (Span.WORDS, "this week")


def test_an_account_holds_a_share_of_something_in_words(tmp_path: Path) -> None:
    share = "    what: holding\n    share:\n      of: its coins\n      said:\n        unnamed: 100%\n"
    assert measured(tmp_path, "accounts.whale_one.share", "    what: loss\n", share).of is None


def test_validation_ends_where_nothing_can_be_taken_out() -> None:
    document = read_yaml("liquidations:\n  total:\n    side: long\n", "x.yaml")
    assert validated(document, EventFile) is None
    assert [problem.code for problem in document.problems] == ["EVT001"]


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = changed("    side: long\n    said:", "    sied: long\n    said:")
    text = changed("$310 million, coverage not stated", "$310-400", text)
    text = changed("more than 90%", ">90%", text)
    text = changed("A squeeze more", "A squeeze of $210 million more", text)
    text = changed("main: liquidations.total ", "main: liquidations.totl ", text)
    loaded = load(tmp_path, text)
    assert [p.code for p in sorted(loaded.problems, key=lambda p: p.at)] == [
        *("EVT021", "TXT010", "AMT005", "EVT002", "YML020"),
    ]
    assert {(p.event, p.at.file) for p in loaded.problems} == {(EVENT_ID, FILE)}
    assert all(p.example for p in loaded.problems)
    assert loaded.event is None


def test_a_head_that_cannot_be_read_hides_nothing_else(tmp_path: Path) -> None:
    text = changed("event:\n", "evnt:\n", changed("more than 90%", "over 90%"))
    loaded = load(tmp_path, text)
    assert [p.code for p in loaded.problems] == ["EVT001", "EVT002", "LIN002"]


def test_a_problem_is_not_told_twice(tmp_path: Path) -> None:
    broken = load(tmp_path, changed("  total:    ", "  Total:    "))
    assert [p.code for p in broken.problems if p.is_error] == ["EVT005"]


@pytest.mark.parametrize("raw", ["", "\n", "# nothing\n", "- a\n", "just text", "{", "event: [", "a: b: c: d"])
def test_a_file_of_another_form_gives_problems_and_no_event(raw: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, raw)
    assert loaded.event is None
    assert loaded.problems
    assert {p.event for p in loaded.problems} == {EVENT_ID}


@pytest.mark.parametrize(
    "typed", ["1_000", "１２３", "٣", "true", "1e1000000000", "NaN", "-5", "+1 million", "$400-500", "1,5"]
)
def test_what_is_no_amount_is_refused_in_the_file(typed: str, tmp_path: Path) -> None:
    loaded = load(tmp_path, changed("tracker_a: $195 million", f"tracker_a: {typed}"))
    (problem,) = loaded.problems
    assert (problem.at.line, problem.is_error) == (26, True)
    assert problem.example.startswith("tracker_a: ")


@pytest.mark.parametrize(
    ("before", "after", "example"),
    [
        ("tracker_a: $210 million at 08:00", "tracker_a: 210 at 08:00", "tracker_a: 210 UNIT at 08:00"),
        ("tracker_a: $210 million at 08:00", "tracker_a: 210,000 at 08:00", "tracker_a: 210,000 UNIT at 08:00"),
        ("- $230 million to $240 million at 07:50", "- 230 at 07:50", "- 230 UNIT at 07:50"),
        ("unnamed: more than 90%", "unnamed: more than 90", "unnamed: more than 90%"),
        (
            "issuer_table: inflow 8,100 BTC = $710 million",
            "issuer_table: 710",
            "issuer_table: INFLOW/OUTFLOW 710 UNIT",
        ),
        (
            "issuer_table: inflow 8,100 BTC = $710 million",
            "issuer_table: inflow 42%",
            "issuer_table: inflow AMOUNT",
        ),
        ("prices.btc: down 2.1%", "prices.btc: down 2.1", "prices.btc: down 2.1%"),
        ("prices.btc: down 2.1%", "prices.btc: down 4,451.28", "prices.btc: down 4,451.28 UNIT"),
        ("prices.btc: down 2.1%", "prices.btc: down from $82,000 to $80,000", "prices.btc: down AMOUNT"),
        ("prices.btc: down 2.1%", "prices.btc: from $9 to $8 at 08:05", "prices.btc: UP/DOWN AMOUNT at 08:05"),
        ("prices.btc: down 2.1%", "prices.btc: 2.1%", "prices.btc: UP/DOWN 2.1%"),
        ("prices.btc: down 2.1%", "prices.btc: down 5 BTC", "prices.btc: down AMOUNT"),
        ("price: below about $80,000", "price: below about 80,000", "price: below about 80,000 UNIT"),
        ("market data: from 21 to 42", "market data: from $21 to $42", "market data: AMOUNT"),
    ],
)
def test_the_line_for_an_amount_of_another_kind_keeps_what_was_typed(
    tmp_path: Path, before: str, after: str, example: str
) -> None:
    found = [each.example for each in load(tmp_path, changed(before, after)).problems if each.code == "EVT011"]
    assert found == [example]
    assert re.search("/|AMOUNT|UNIT", example) or not load(tmp_path, changed(before, example)).problems


@pytest.mark.parametrize(
    ("before", "after", "example"),
    [
        ("    said:\n      tracker_a: $195", "    siad:\n      tracker_a: $195", "said:"),
        ("    said:\n      tracker_a: $195 million\n", "    said: $195 million\n", "said:\n  KEY: $195 million"),
        ("main: liquidations.total ", "main: liquidations.totl ", "main: liquidations.total"),
        ("timezone: Asia/Shanghai", "timezone: Moon/Base", "timezone: AREA/CITY"),
        ("timezone: Asia/Shanghai", "timezone: Asia/Tokio", "timezone: Asia/Tokyo"),
        ("published: 2026-03-03 09:00", "published: 09:00", "published: YYYY-MM-DD 09:00"),
        ("  id: 2026-03-03-example", "  id: Wrong Id", "id: 2026-03-03-example"),
        (" at 08:40, revised", "", "- $236 million to $240 million at HH:MM"),
        ("of: total", "of: nothing_like_it", "of: RECORD"),
        ("left_out:\n", "statements:\n  a:\n    who: A\n    text: So.\nleft_out:\n", "kind: KIND"),
    ],
)
def test_a_line_to_paste_keeps_what_was_typed_and_leaves_the_rest_blank(
    tmp_path: Path, before: str, after: str, example: str
) -> None:
    assert example in [problem.example for problem in load(tmp_path, changed(before, after)).problems]


@pytest.mark.parametrize(
    ("before", "after", "example"),
    [
        ('"tracker_a": "$195 million"', '"tracker_a": "$400-500"', '"tracker_a": "$400 MAGNITUDE to $500 MAGNITUDE"'),
        ('"side": "long",\n      "said"', '"sied": "long",\n      "said"', '"side": "long"'),
        ('"timezone": "Asia/Shanghai",', "", '"timezone": "AREA/CITY"'),
        ('"$236 million to $240 million at 08:40, revised"', '"$236 million"', '"$236 million at HH:MM"'),
        ('"tracker_a": "$195 million"', '"tracker_a": 195', '"tracker_a": "195"'),
    ],
)
def test_a_line_to_paste_into_json_is_json(tmp_path: Path, before: str, after: str, example: str) -> None:
    text = json.dumps(read_yaml(EVENT, "x").tree, indent=2, ensure_ascii=False)
    loaded = load(tmp_path, changed(before, after, text), FILE.replace(".yaml", ".json"))
    assert example in [problem.example for problem in loaded.problems]


def test_what_says_when_and_gives_an_amount_has_its_window_by_that(tmp_path: Path) -> None:
    record = "macro:\n  cpi:\n    what: inflation\n    when: month 2025-09\n{}    forecast:\n      unnamed: 4%\n"
    text = EVENT + record.format("")
    assert event_of(tmp_path, text).measurements["macro.cpi"].reports[0].window.canonical == "month 2025-09"
    text = EVENT + record.format("    window: month 2025-10\n")
    assert event_of(tmp_path, text).measurements["macro.cpi"].reports[0].window.canonical == "month 2025-10"


def test_each_quantity_may_say_why_its_sources_differ(tmp_path: Path) -> None:
    low = "      said:\n        a: $0.86\n        b: $0.88\n"
    record = "prices:\n  usdc:\n    asset: USDC\n    said:\n      a: down 1%\n    low:\n" + low
    for text in (EVENT + record + "      differ: Two venues.\n", EVENT + record + "    differ: Two venues.\n"):
        measurements = event_of(tmp_path, text).measurements
        told = {figure: each.differ for figure, each in measurements.items() if figure.startswith("prices.usdc")}
        assert {figure: differ and differ.forms["en"] for figure, differ in told.items()} == {
            "prices.usdc": None,
            "prices.usdc.low": "Two venues.",
        }


@pytest.mark.parametrize(
    ("record", "example"),
    [
        (
            "prices:\n  eth:\n    asset: ETH\n    broke: below $2,700, briefly\n",
            "broke:\n  said:\n    SOURCE: below $2,700, briefly",
        ),
        (
            "claims:\n  - text: the largest\n    by: unnamed\n",
            "claims:\n  claims_1:\n    text: the largest\n    by: unnamed",
        ),
    ],
)
def test_a_text_or_a_list_is_offered_as_the_block_that_belongs_there(tmp_path: Path, record: str, example: str) -> None:
    (problem,) = [each for each in load(tmp_path, EVENT + record).problems if each.code == "EVT003"]
    assert problem.example == example
