"""The line that is offered for a refused one, in its place in a file: it means what was typed.

Each row is a place, a line as typed, the line that is offered there, and what that means; a line with a word in
CAPITALS means nothing yet and is refused until the word is filled in. A range is written `low..high`, a bound with `>`,
`>=`, `<` or `<=`.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import product
from typing import TYPE_CHECKING

import pytest

from narrator.ingest.events import load_event
from narrator.ingest.faults import Fault
from narrator.ingest.lines import read_line
from narrator.ingest.registries import load_names, load_sources
from narrator.ingest.zones import ABBREVIATIONS
from narrator.model.kinds import Form
from support.events import EVENT, EVENT_ID, changed, write_workspace
from support.suggestions import BLANK

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.ingest.events import Loaded
    from narrator.model.problem import Problem
    from narrator.model.report import Report

PLACES = {
    "a total": ("      tracker_a: $210 million at 08:00\n", "liquidations.total"),
    "a share": ("        unnamed: more than 90%\n", "liquidations.longs.share"),
    "a flow": ("      issuer_table: inflow 8,100 BTC = $710 million\n", "flows.btc_etf"),
    "an index": ("      market data: from 21 to 42\n", "sentiment.fear_greed"),
    "a move": ("    prices.btc: down 2.1%\n", "prices.btc"),
    "a loss": ("      social media: about $2 million\n", "accounts.whale_one"),
    "a level": ("    price: below about $80,000\n", "levels.btc_longs.price"),
    "a rate": ("sentiment:\n", "positions.funding"),
    "a stock": ("sentiment:\n", "positions.stock"),
    "a count": ("    differ: Tracker B counts two venues more.\n", "liquidations.total.accounts"),
}
NEW = {
    "a stock": "positions:\n  stock:\n    asset: BTC\n    what: holdings\n    said:\n      tracker_a: {}\n",
    "a rate": "positions:\n  funding:\n    asset: BTC\n    what: funding\n    said:\n      tracker_a: {}\n",
    "a count": "    accounts:\n      said:\n        tracker_a: {}\n",
}
"""What stands in front of the line of a place, where the example has none such."""

ROWS = """
    a total  | $400-500                          | $400 MAGNITUDE to $500 MAGNITUDE     |
    a total  | $1.2-1.5                          | $1.2 MAGNITUDE to $1.5 MAGNITUDE     |
    a total  | $950 to 1.2 billion               | $950 MAGNITUDE to $1.2 billion       |
    a total  | $400 to $500 million              | $400 million to $500 million         | 400000000..500000000 USD
    a total  | 210                               | 210 UNIT                             |
    a total  | 210 at 08:00                      | 210 UNIT at 08:00                    |
    a total  | 210 million                       | 210 million UNIT                     |
    a total  | 210 million quoting Kaiko         | 210 million UNIT quoting Kaiko       |
    a total  | $210 mn                           | $210 million                         | 210000000 USD
    a total  | $210mm                            | $210 million                         | 210000000 USD
    a total  | $4tr                              | $4 trillion                          | 4000000000000 USD
    a total  | $210 million USD                  | $210 million                         | 210000000 USD
    a total  | $20bn+                            | at least $20 billion                 | >= 20000000000 USD
    a total  | $4 billion or more                | at least $4 billion                  | >= 4000000000 USD
    a total  | $4bn or less                      | at most $4 billion                   | <= 4000000000 USD
    a total  | about $4 billion or more          | at least about $4 billion            | about >= 4000000000 USD
    a flow   | outflow $4 million or above       | outflow at least $4 million          | outflow >= 4000000 USD
    a loss   | loss $5 million or more           | loss at least $5 million             | loss >= 5000000 USD
    a count  | 730,000 accounts or fewer         | at most 730,000 accounts             | <= 730000 accounts
    a total  | $4 to $5 billion or more          | $4 billion to $5 billion or more     | >= 4000000000 USD
    a flow   | inflow $20bn+                     | inflow at least $20 billion          | inflow >= 20000000000 USD
    a count  | 730K+ accounts                    | at least 730,000 accounts            | >= 730000 accounts
    a total  | $210m                             | $210m                                | 210000000 USD
    a total  | just over $210 million            | more than $210 million               | > 210000000 USD
    a total  | near $210 million                 | about $210 million                   | about 210000000 USD
    a count  | two accounts                      | 2 accounts                           | 2 accounts
    a rate   | down to 4.49%                     | 4.49%                                | 4.49 percent
    a rate   | up four basis points              | up 4 basis points                    | up 0.04 pp
    a total  | $210 b                            | $210 billion                         | 210000000000 USD
    a total  | $1.5k                             | $1,500                               | 1500 USD
    a total  | $0.25k                            | $250                                 | 250 USD
    a total  | $1,500k                           | $1,500,000                           | 1500000 USD
    a total  | $1,5 million                      | $1.5 million                         | 1500000 USD
    a total  | $1.234,56                         | $1,234.56                            | 1234.56 USD
    a total  | $12.345,678                       | $12,345.678                          | 12345.678 USD
    a total  | $1,234,56                         | AMOUNT                               |
    a total  | $1,23,45,678                      | $12,345,678                          | 12345678 USD
    a total  | €5 million                        | €5 million                           | 5000000 EUR
    a total  | 5 million euro                    | 5 million euros                      | 5000000 EUR
    a total  | £5 million                        | £5 million                           | 5000000 GBP
    a total  | 5 million RMB                     | 5 million yuan                       | 5000000 CNY
    a total  | ¥5 million                        | AMOUNT                               |
    a total  | HK$5 million                      | HK$5 million                         | 5000000 HKD
    a total  | C$5 million                       | C$5 million                          | 5000000 CAD
    a total  | 5 million CAD                     | 5 million Canadian dollars           | 5000000 CAD
    a total  | 83 million INR                    | 83 million rupees                    | 83000000 INR
    a total  | 3,206.92 crore rupees             | 32.0692 billion rupees               | 32069200000 INR
    a count  | 12.5 lakh accounts                | 1.25 million accounts                | 1250000 accounts
    a total  | 21¢                               | 21 cents                             | 0.21 USD
    a total  | 8,100 btc                         | 8,100 BTC                            | 8100 BTC
    a total  | 8,100 lot                         | 8,100 UNIT                           |
    a total  | 8,100 mio                         | 8,100 UNIT                           |
    a total  | 5万BTC                             | 5万 BTC                               | 50000 BTC
    a total  | 5亿 美元                             | 5亿美元                                 | 500000000 USD
    a total  | 约5亿美元                             | about 5亿美元                           | about 500000000 USD
    a total  | more than $400-500 million        | more than AMOUNT                     |
    a total  | more than $400-500 million at 8:00 | more than AMOUNT at 08:00            |
    a total  | over $4 million to $5 million     | more than AMOUNT                     |
    a total  | >=$5 million                      | at least $5 million                  | >= 5000000 USD
    a total  | fewer than $5 million             | less than $5 million                 | < 5000000 USD
    a total  | up to $5 million                  | at most $5 million                   | <= 5000000 USD
    a total  | rumoured $5 million               | AMOUNT                               |
    a total  | estimated $5 million at 08:00     | AMOUNT at 08:00                      |
    a total  | n/a                               | AMOUNT                               |
    a total  | pending                           | not reported                         | not reported
    a total  | -$5 million                       | AMOUNT                               |
    a total  | up $5 million at 08:00            | AMOUNT at 08:00                      |
    a total  | 42% quoting Kaiko                 | AMOUNT quoting Kaiko                 |
    a total | $5 million at 8am | $5 million at 08:00 | 5000000 USD at 2026-03-03 08:00
    a total | $5 million at 11:30 pm | $5 million at 23:30 | 5000000 USD at 2026-03-02 23:30
    a total | $5 million at 12 am | $5 million at 00:00 | 5000000 USD at 2026-03-03 00:00
    a total  | $5 million at 08:00 IST           | $5 million at HH:MM                  |
    a total  | $5 million at 08:00Z              | $5 million at HH:MM                  |
    a total  | $5 million at 03/02/2026          | $5 million at 2026-MM-DD HH:MM       |
    a total | $5 million at 25/02/2026 8:00 | $5 million at 2026-02-25 08:00 | 5000000 USD at 2026-02-25 08:00
    a total | $5 million at 2/25/2026 8:00 | $5 million at 2026-02-25 08:00 | 5000000 USD at 2026-02-25 08:00
    a total  | $5 million at 2026-2-25           | $5 million at 2026-02-25 HH:MM       |
    a total  | $5 million via Kaiko              | $5 million quoting Kaiko             | 5000000 USD quoting Kaiko
    a total  | $5 million quoting Kaiko, Amber   | $5 million quoting Kaiko, FLAG       |
    a total  | $5 million, final, revised        | $5 million, FLAG, revised            |
    a total  | $5 million prelim                 | $5 million, provisional              | 5000000 USD, provisional
    a total  | ~$5 milion, Revised               | about $5 million, revised            | about 5000000 USD, revised
    a total  | ~$5 milion via A                  | about $5 million quoting A           | about 5000000 USD quoting A
    a total  | ~400 milion at noon, Revised      | about 400 million UNIT at HH:MM, revised |
    a share  | 90                                | 90%                                  | 90 percent
    a share  | more than 90                      | more than 90%                        | > 90 percent
    a share  | 42 points                         | 42 UNIT                              |
    a share  | ~6.8%~7.0%                        | about 6.8% to 7.0%                   | about 6.8..7.0 percent
    a flow   | -$5 million                       | outflow $5 million                   | outflow 5000000 USD
    a flow   | +8,100 BTC                        | inflow 8,100 BTC                     | inflow 8100 BTC
    a flow   | about -$5 million                 | outflow about $5 million             | outflow about 5000000 USD
    a flow   | minus $5 million                  | outflow $5 million                   | outflow 5000000 USD
    a flow   | $5 million                        | INFLOW/OUTFLOW $5 million            |
    a flow   | 710                               | INFLOW/OUTFLOW 710 UNIT              |
    a flow   | up $5 million                     | INFLOW/OUTFLOW $5 million            |
    a flow   | lost $5 million                   | DIRECTION $5 million                 |
    a flow   | 8,100 BTC outflow                 | outflow 8,100 BTC                    | outflow 8100 BTC
    a flow   | inflow 42% at 08:00               | inflow AMOUNT at 08:00               |
    a flow   | inflow -$5 million                | inflow AMOUNT                        |
    a move   | -2.1%                             | down 2.1%                            | down 2.1 percent
    a move   | +2.1%                             | up 2.1%                              | up 2.1 percent
    a move   | lost 2.1%                         | down 2.1%                            | down 2.1 percent
    a move   | rose 2.1 percent                  | up 2.1%                              | up 2.1 percent
    a move   | 下跌2.1%                            | down 2.1%                            | down 2.1 percent
    a move   | 2.1%                              | UP/DOWN 2.1%                         |
    a move   | down 2.1                          | down 2.1%                            | down 2.1 percent
    a move   | down 42 points                    | down 42 points                         | down 42 index
    a move   | down 5 BTC                        | down AMOUNT                          |
    an index | 42 points                         | 42 UNIT                              |
    an index | -5                                | AMOUNT                               |
    an index | 21-42                             | from 21 to 42                        | 42 index
    an index | up from 42 to 21                  | DIRECTION from 42 to 21              |
    a loss   | lost $2 million                   | DIRECTION $2 million                 |
    a loss   | gain $2 million                   | DIRECTION $2 million                 |
    a loss   | $2 million loss                   | loss $2 million                      | loss 2000000 USD
    a loss   | -$2 million                       | DIRECTION $2 million                 |
    a level  | below 80,000                      | below 80,000 UNIT                    |
    a rate   | $-120                             | -$120                                | -120 USD
    a stock  | -154,043 contracts                | DIRECTION 154,043 contracts          |
    a level  | under $80,000                     | below $80,000                        | below 80000 USD
    a level  | below $84-85                      | below $84 MAGNITUDE to $85 MAGNITUDE |
    a level  | -$80,000                          | AMOUNT                               |
    a rate   | -0.0031%                          | -0.0031%                             | -0.0031 percent
    a rate   | 12 bp                             | 12 bp                                | 0.12 pp
    a rate   | 42 points                         | 42 UNIT                              |
    a rate   | 2 pp                              | 2 percentage points                  | 2 pp
    a rate   | 20X                               | 20x                                  | 20 x
    a rate   | lost 2%                           | DIRECTION 2%                         |
    a count  | 183.382                           | 183,382 accounts                     | 183382 accounts
    a count  | 183,382 acounts                   | 183,382 accounts                     | 183382 accounts
    a count  | 1.5k accounts                     | 1,500 accounts                       | 1500 accounts
    a count  | 183,382                           | 183,382 accounts                     | 183382 accounts
"""

ZONES = {
    **dict.fromkeys(("IST", "CST", "BST", "PST", "ist"), "AREA/CITY"),
    **dict.fromkeys(("Beijing", "Moon/Base", "Asia/Delhi", "UTC+5:30", "CEST"), "AREA/CITY"),
    "Asia/Shanghi": "Asia/Shanghai",
    "asia/Tokio": "Asia/Tokyo",
    "America/New York": "America/New_York",
    "UTC+8": "Etc/GMT-8",
    "GMT-05:00": "Etc/GMT+5",
    "+0900": "Etc/GMT-9",
}

NAMES = {
    ("liquidations.total: $221", "liquidations.totl: $221"): "liquidations.total: $221 million",
    ("liquidations.total: $221", "liquidations.shorts: $221"): "FIGURE: $221 million",
    ("figure: flows.btc_etf", "figure: flows.eth_etf"): "figure: FIGURE",
    ("figure: flows.btc_etf", "figure: flows.btc_eft"): "figure: flows.btc_etf",
    ("of: total", "of: totals"): "of: total",
    ("of: total", "of: longs_and_shorts"): "of: RECORD",
    ("trigger: outflow", "trigger: outflows"): "trigger: outflow",
    ("trigger: outflow", "trigger: flow"): "trigger: DIRECTION",
    ("inflow 8,100 BTC = $710", "inflow 8,100 ETH = $710"): "asset: TICKER",
    ("      tracker_a: $195", "      tracker_aa: $195"): "tracker_aa:\n  name: tracker_aa",
    ("A squeeze more", "A squeeze of $210 million more"): "[liquidations.total]",
    ("A squeeze more", "A squeeze of $77 million more"): "[FIGURE]",
}
"""A line to paste names what was typed but for one slip of the pen; another name is a blank."""

FILLED_IN = {
    "who: a trader known for an earlier short": "who: NAME",
    "asset: BTC\n    side": "asset: TICKER\n    side",
    "tracker_a: $195 million": "tracker_a: $195 million quoting SOURCE",
    "what: the split by exchange": "what: TEXT",
    "issuer_table: inflow 8,100 BTC": "SOURCE: inflow 8,100 BTC",
    "window: 2026-03-02": "window: WINDOW",
    "days: 2026-03-02 to 2026-03-03": "days: week to YYYY-MM-DD",
}


def rows() -> list[tuple[str, str, str, str]]:
    found = [tuple(cell.strip() for cell in row.split("|")) for row in ROWS.strip().splitlines()]
    return [(place, typed, offered, meaning) for place, typed, offered, meaning in found]


def written(place: str, line: str) -> str:
    """The example with a line in a place."""
    stands, _ = PLACES[place]
    if place in NEW:
        return changed(stands, NEW[place].format(line) + stands)
    return changed(
        stands, f"{stands.partition(':')[0]}: {line}\n" if place != "a move" else f"    prices.btc: {line}\n"
    )


def load(root: Path, text: str) -> Loaded:
    write_workspace(root, text)
    sources, _ = load_sources(root / "data" / "sources.yaml", root)
    names, _ = load_names(root / "data" / "names.yaml", root)
    return load_event(root / "data" / "events" / f"{EVENT_ID}.yaml", root, sources, names)


def errors(loaded: Loaded) -> list[Problem]:
    return [problem for problem in loaded.problems if problem.is_error]


def means(report: Report) -> str:
    """What a report says, in the words of the table."""
    quantity = report.quantity
    if quantity is None:
        return report.amount
    low, high = (None if end is None else f"{end:f}" for end in (quantity.interval.low, quantity.interval.high))
    more, less = (f"{sign}{'' if is_open else '='}" for sign, is_open in _opens(report))
    ends = (
        f"{less} {high}"
        if low is None
        else f"{more} {low}"
        if high is None
        else low
        if low == high
        else f"{low}..{high}"
    )
    return " ".join(
        filter(None, (quantity.direction, "about" if quantity.approximate else "", ends, quantity.unit))
    ) + _context(report)


def _opens(report: Report) -> tuple[tuple[str, bool], tuple[str, bool]]:
    assert report.quantity
    return (">", report.quantity.interval.low_open), ("<", report.quantity.interval.high_open)


def _context(report: Report) -> str:
    timed = f" at {report.as_of:%Y-%m-%d %H:%M}" if report.as_of and " at " in report.typed else ""
    quoted = f" quoting {report.origin}" if report.origin != report.source else ""
    flags = (flag for flag in ("revised", "provisional", "briefly") if getattr(report, flag))
    return timed + quoted + "".join(f", {flag}" for flag in flags)


@pytest.mark.parametrize(("place", "typed", "offered", "meaning"), rows())
def test_a_line_is_offered_that_means_what_was_typed(
    place: str, typed: str, offered: str, meaning: str, tmp_path: Path
) -> None:
    found = errors(load(tmp_path, written(place, typed)))
    if typed != offered:
        assert [problem.example.split(": ", 1)[-1] for problem in found] == [offered]
    pasted = load(tmp_path, written(place, offered))
    if meaning:
        assert errors(pasted) == []
        assert pasted.event
        figure = PLACES[place][1]
        measured = [pasted.event.measurements.get(each) for each in (figure, f"{figure}.coins")]
        report = next(each for told in measured if told for each in told.reports if each.typed == offered)
        assert means(report) == meaning
    else:
        assert BLANK.search(offered)
        assert [(problem.at.line, problem.at.file) for problem in errors(pasted)] == [
            (problem.at.line, problem.at.file) for problem in found
        ]


@pytest.mark.parametrize("typed", ZONES)
def test_a_zone_is_not_taken_for_another_one(typed: str, tmp_path: Path) -> None:
    (problem,) = errors(load(tmp_path, changed("timezone: Asia/Shanghai", f"timezone: {typed}")))
    assert problem.example == f"timezone: {ZONES[typed]}"
    if shared := ABBREVIATIONS.get(typed.upper()):
        assert shared in problem.message
    assert (
        errors(load(tmp_path, changed("timezone: Asia/Shanghai", problem.example))) == [] or "AREA" in problem.example
    )


@pytest.mark.parametrize("change", NAMES)
def test_a_name_is_not_taken_for_another_one(change: tuple[str, str], tmp_path: Path) -> None:
    found = [problem.example for problem in load(tmp_path, changed(*change)).problems]
    assert any(example.startswith(NAMES[change]) for example in found), found


@pytest.mark.parametrize("before", FILLED_IN)
def test_what_is_pasted_with_its_blank_is_refused(before: str, tmp_path: Path) -> None:
    assert errors(load(tmp_path, EVENT)) == []
    assert errors(load(tmp_path, changed(before, FILLED_IN[before])))


SIGNS = ("", "-", "+", "about -", "at least ", "over ", "~", "lost ")
NUMBERS = ("$400-500", "$5 milion", "5,5%", "42 points", "8.100 btc", "1.5k accounts", "6.8 to 7.0%", "５ percent")
ENDS = ("", " at 8:00", " at 08:00 IST", " at 3/4/2026", " as of 08:00 (revised)", " via Kaiko, final")


@pytest.mark.parametrize("form", Form)
def test_no_mixture_of_slips_invents_or_loses_anything(form: Form, offered_lines: list[str]) -> None:
    """What the lines owe is told in `support.suggestions`, which every test of the suite is held to."""
    for sign, number, end, signs in product(SIGNS, NUMBERS, ENDS, (None, (), ("inflow", "outflow"))):
        with suppress(Fault):
            read_line(sign + number + end, form, signs)
    assert offered_lines == []
