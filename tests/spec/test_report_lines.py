"""The report line: what may be typed, what it means, and the line that is offered where it is refused.

Each table row is one line of an event file, in the form of the heading. A range is written `low..high`, a bound with
`>`, `>=`, `<` or `<=`. The right column of a refusal is the corrected line, which can be pasted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.ingest.faults import Fault
from narrator.ingest.lines import read_line
from narrator.model.kinds import Form
from narrator.model.report import Amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.ingest.lines import Line
    from narrator.model.quantity import Quantity

MEANINGS = {
    Form.AMOUNT: """
        $59.4 billion                                        | 59400000000 USD
        $59.4bn                                              | 59400000000 USD
        $93,742.50                                           | 93742.50 USD
        $400-500 million                                     | 400000000..500000000 USD
        $400 million to $500 million                         | 400000000..500000000 USD
        $400M-$500M                                          | 400000000..500000000 USD
        $950 million to $1.2 billion                         | 950000000..1200000000 USD
        100 million yuan                                     | 100000000 CNY
        8,933 BTC                                            | 8933 BTC
        0.5 BTC                                              | 0.5 BTC
        1.2 million ETH                                      | 1200000 ETH
        6.8% to 7.0%                                         | 6.8..7.0 percent
        2 percentage points                                  | 2 pp
        20 times                                             | 20 x
        2x                                                   | 2 x
        1.8x                                                 | 1.8 x
        €20 million                                          | 20000000 EUR
        €20-25 million                                       | 20000000..25000000 EUR
        £400 million to £500 million                         | 400000000..500000000 GBP
        HK$5 million                                         | 5000000 HKD
        ₩1.2 trillion                                        | 1200000000000 KRW
        EUR 20 million                                       | 20000000 EUR
        JPY 5.5 trillion                                     | 5500000000000 JPY
        CNY 400-500 million                                  | 400000000..500000000 CNY
        2 trillion won                                       | 2000000000000 KRW
        25 basis points                                      | 0.25 pp, in basis points
        6.5 bps                                              | 0.065 pp, in basis points
        25bps                                                | 0.25 pp, in basis points
        1 bp                                                 | 0.01 pp, in basis points
        up 4.2 bps                                           | up 0.042 pp, in basis points
        20 to 25 basis points                                | 0.2..0.25 pp, in basis points
        1.5 cents                                            | 0.015 USD, in cents
        5 to 6.25 cents                                      | 0.05..0.0625 USD, in cents
        438.5 cents a bushel                                 | 4.385 USD, in cents, per bushel
        38.1 lira a dollar                                   | 38.1 TRY, per dollar
        C$1.36 to C$1.37                                     | 1.36..1.37 CAD
        181 bushels an acre                                  | 181 bushels, per acre
        $62.10 a barrel                                      | 62.10 USD, per barrel
        up $1.20 per barrel                                  | up 1.20 USD, per barrel
        $3,674.61 an ounce at 08:17                          | 3674.61 USD, per ounce, at 08:17
        from $60 to $62 a barrel                             | 62 USD, per barrel, from 60 USD, per barrel
        $8 billion to $10 billion or more                    | >= 8000000000 USD, up to 10000000000
        at least $8 billion to $10 billion                   | >= 8000000000 USD, up to 10000000000
        $8-10 billion or less                                | <= 10000000000 USD, down to 8000000000
        more than about $5 million                           | about > 5000000 USD
        at most about $5 million                             | about <= 5000000 USD
        about $400-500 million                               | about 400000000..500000000 USD
        183,382 accounts                                     | 183382 accounts
        180,000-190,000 accounts                             | 180000..190000 accounts
        950,000 to 1.2 million accounts                      | 950000..1200000 accounts
        1 account                                            | 1 accounts
        33 billion cubic feet                                | 33000000000 cubic feet
        down 31-34 billion cubic feet                         | down 31000000000..34000000000 cubic feet
        17.4 billion cubic feet a day                        | 17400000000 cubic feet, per day
        1 rate cut                                           | 1 rate cuts
        inflow 145.6 tonnes                                  | inflow 145.6 tonnes
        inflow $17.3 billion = 145.6 tonnes                  | inflow 17300000000 USD, worth inflow 145.6 tonnes
        90,376 stETH                                         | 90376 stETH
        $4.36 per MMBtu                                      | 4.36 USD, per MMBtu
        $3,674.61 a troy ounce                               | 3674.61 USD, per troy ounce
        42                                                   | 42 index
        from 21 to 42                                        | 42 index, from 21 index
        4亿至5亿美元                                         | 400000000..500000000 USD
        3164万美元                                           | 31640000 USD
        1亿元人民币                                          | 100000000 CNY
        8933枚比特币                                         | 8933 BTC
        183382个账户                                         | 183382 accounts
        6.8%至7.0%                                           | 6.8..7.0 percent
        2个百分点                                            | 2 pp
        about $25.88 million                                 | about 25880000 USD
        nearly $577 million                                  | about 577000000 USD
        more than 90%                                        | > 90 percent
        at least 5 accounts                                  | >= 5 accounts
        less than $5 million                                 | < 5000000 USD
        at most 2x                                           | <= 2 x
        inflow 8,100 BTC = $710 million                      | inflow 710000000 USD, worth inflow 8100 BTC
        $710 million = 8,100 BTC                             | 710000000 USD, worth 8100 BTC
        519.46 BTC = about $48.3 million                     | about 48300000 USD, worth 519.46 BTC
        outflow $4.57 billion                                | outflow 4570000000 USD
        loss about $2 million                                | loss about 2000000 USD
        inflow from $400 million to $500 million             | inflow 500000000 USD, from inflow 400000000 USD
        up from 6.8% to 7.0%                                 | up: 7.0 percent, from 6.8 percent
        outflow                                              | outflow, not stated
        not reported                                         | not reported
        none                                                 | none
        not stated                                           | not stated
        $210 million at 08:00                                | 210000000 USD, at 08:00
        $210 million at 2026-03-02 08:00, revised            | 210000000 USD, at 2026-03-02 08:00, revised
        $210 million quoting CoinGlass, provisional          | 210000000 USD, quoting CoinGlass, provisional
        outflow at 08:00 quoting 币安                        | outflow, not stated, at 08:00, quoting 币安
        $310 million, coverage not stated                    | 310000000 USD, coverage not stated
        not reported at 08:00                                | not reported, at 08:00
    """,
    Form.STATE: """
        -0.0031%                                             | -0.0031 percent
        -0.42%                                               | -0.42 percent
        -0.5% to -0.2%                                       | -0.5..-0.2 percent
        -0.2% to 0.1%                                        | -0.2..0.1 percent
        about -0.4%                                          | about -0.4 percent
        from -0.1% to 0.2%                                   | 0.2 percent, from -0.1 percent
        from 4% to 3.75%                                     | 3.75 percent, from 4 percent
        from about 4% to 3.75%                               | 3.75 percent, from about 4 percent
        from $4 billion to about $3 billion                  | about 3000000000 USD, from 4000000000 USD
        -21 cents a therm                                    | -0.21 USD, in cents, per therm
        $0.38 a terahash a day                               | 0.38 USD, per terahash a day
        from 4.50% to 4.75% to 4.25% to 4.50%                | 4.25..4.50 percent, from 4.50..4.75 percent
        from 4.50-4.75% to 4.25-4.50%                        | 4.25..4.50 percent, from 4.50..4.75 percent
        -14 basis points                                     | -0.14 pp, in basis points
        -$3.10 a barrel                                      | -3.10 USD, per barrel
        -12.5                                                | -12.5 index
        -0%                                                  | 0 percent
        up 6.5 bps                                           | up 0.065 pp, in basis points
    """,
    Form.MOVE: """
        down 2.1%                                            | down 2.1 percent
        down about 5%                                        | down about 5 percent
        down 6.8% to 7.0%                                    | down 6.8..7.0 percent
        up more than 1%                                      | up > 1 percent
        up                                                   | up, not stated
        up 42 points                                         | up 42 index, in points
        down about 1,250.5 points                            | down about 1250.5 index, in points
        down 40 to 45 points                                 | down 40..45 index, in points
        0%                                                   | 0 percent
    """,
    Form.INDEX: """
        42                                                   | 42 index
        from 21 to 42                                        | 42 index, from 21 index
        up from 21 to 42                                     | up: 42 index, from 21 index
    """,
    Form.LEVEL: """
        below about $80,000                                  | below about 80000 USD
        above $85,000                                        | above 85000 USD
        below $85,000, briefly                               | below 85000 USD, briefly
        $93,742.50                                           | 93742.50 USD
    """,
}

REFUSALS = {
    Form.AMOUNT: """
        $84,200-85,150                                       | $84,200 to $85,150
        $400 to $500 million                                 | $400 million to $500 million
        $400 million to 500 million                          | $400 million to $500 million
        $400-$500 million                                    | $400 million to $500 million
        $500-400 million                                     | $400 million to $500 million
        $1.2 billion to $950 million                         | $950 million to $1.2 billion
        9,000 to 8,000 accounts                              | 8,000 to 9,000 accounts
        between $400 and $500 million                        | $400 million to $500 million
        €400 to €500 million                                 | €400 million to €500 million
        €500-400 million                                     | €400 million to €500 million
        EUR20 million                                        | 20 million euros
        6.8 to 7.0%                                          | 6.8% to 7.0%
        21 to 42                                             | from 21 to 42
        4至5亿美元                                           | 4亿至5亿美元
        4亿～5亿美元                                         | 4亿至5亿美元
        $4亿                                                 | 4亿美元
        1,5 BTC                                              | 1.5 BTC
        1,00,000 accounts                                    | 100,000 accounts
        1_000 BTC                                            | 1,000 BTC
        183.382 accounts                                     | 183,382 accounts
        1.234.567 accounts                                   | 1,234,567 accounts
        ١٢                                                   | 12
        １２３ BTC                                           | 123 BTC
        $400–500 million                                     | $400-500 million
        $5k                                                  | $5,000
        $5 Million                                           | $5 million
        42 milion accounts                                   | 42 million accounts
        $400 millon to $500 million                          | $400 million to $500 million
        $527 millionn                                        | $527 million
        $1.2 blilion                                         | $1.2 billion
        $2 trillin at 08:00                                  | $2 trillion at 08:00
        183,382 acounts                                      | 183,382 accounts
        5 account                                            | 5 accounts
        8,933 btc                                            | 8,933 BTC
        8,933 bitcoin                                        | 8,933 BTC
        400 million dollars                                  | $400 million
        USD 400 million                                      | $400 million
        5 percent                                            | 5%
        2 pp                                                 | 2 percentage points
        approximately $5 million                             | about $5 million
        ~$5 million                                          | about $5 million
        >90%                                                 | more than 90%
        over 90%                                             | more than 90%
        ≥90%                                                 | at least 90%
        fewer than 5 accounts                                | less than 5 accounts
        up to $5 million                                     | at most $5 million
        almost $5 million                                    | nearly $5 million
        below $5 million                                     | less than $5 million
        Net inflows of $5 million                            | inflow $5 million
        about inflow $5 million                              | inflow about $5 million
        8,100 BTC=$710 million                               | 8,100 BTC = $710 million
        8,100 BTC ≈ $710 million                             | 8,100 BTC = about $710 million
        $5 million at 8:00                                   | $5 million at 08:00
        $5 million as of 08:00                               | $5 million at 08:00
        $5 million quoting Kaiko at 08:00                    | $5 million at 08:00 quoting Kaiko
        $5 million according to Kaiko                        | $5 million quoting Kaiko
        $5 million (revised)                                 | $5 million, revised
        $5 million, Revised                                  | $5 million, revised
        $5 million, revised, revised                         | $5 million, revised
        pending                                              | not reported
        unknown                                              | not stated
        ~$500-400 million (revised)                          | about $400 million to $500 million, revised
    """,
    Form.STATE: """
        +0.01%                                               | 0.01%
        minus 0.18%                                          | -0.18%
        -0.2% to -0.5%                                       | -0.5% to -0.2%
        0.18 percent                                         | 0.18%
    """,
    Form.MOVE: """
        fell 2.1%                                            | down 2.1%
        -2.1%                                                | down 2.1%
        gain 2%                                              | up 2%
    """,
    Form.INDEX: """
        21 to 42                                             | from 21 to 42
        21-42                                                | from 21 to 42
    """,
    Form.LEVEL: """
        under $85,000                                        | below $85,000
        below $85,000 briefly                                | below $85,000, briefly
        Below $84,200-85,150                                 | below $84,200 to $85,150
    """,
}

BLANKS = """
        $400 million to 500 BTC                              | $400 million to AMOUNT
        1e9 BTC                                              | AMOUNT
        1234567890123456 BTC                                 | AMOUNT
        0.1234567890123 BTC                                  | AMOUNT
        NaN                                                  | AMOUNT
        true                                                 | AMOUNT
        400 million                                          | 400 million UNIT
        400-500                                              | 400-500 UNIT
        5 million%                                           | AMOUNT
        $5 million = $4 million                              | $5 million = AMOUNT
        8,100 BTC = 3 ETH at 08:00                           | 8,100 BTC = AMOUNT at 08:00
        +1\u202e23%                                          | DIRECTION AMOUNT
        8,933 \u0412TC                                       | AMOUNT
        $5 million at noon, revised                          | $5 million at HH:MM, revised
        $5 million at 25:30                                  | $5 million at HH:30
        $5 million at 2026-02-30 08:00                       | $5 million at 2026-02-DD 08:00
        $5 million quoting Kai\u200bko                       | $5 million quoting SOURCE
        over $5 milion at noon                               | more than $5 million at HH:MM
        inflow -$5 million                                   | inflow AMOUNT
        inflow none                                          | inflow AMOUNT
"""
"""Lines of which only a person can tell what was meant: what can be kept is kept, the rest is a word in CAPITALS."""


def rows(tables: dict[Form, str]) -> Iterator[tuple[Form, str, str]]:
    for form, table in tables.items():
        for row in table.strip().splitlines():
            typed, told = row.split(" | ")
            yield form, typed.strip(), told.strip()


def told(line: Line) -> str:
    """What a line means, in the words of the tables."""
    quantities = [of(line.quantity), "from " + of(line.start), "worth " + of(line.worth)]
    parts = [part for part in quantities if not part.endswith(" ") and part]
    if line.amount is not Amount.GIVEN:
        parts = [*([line.direction] if line.direction else []), line.amount]
    elif line.direction and line.quantity and line.quantity.direction is None:
        parts[0] = f"{line.direction}: {parts[0]}"
    parts += [f"at {line.time}"] if line.time else []
    parts += [f"quoting {line.quoting}"] if line.quoting else []
    parts += [flag for flag in ("revised", "provisional", "briefly") if getattr(line, flag)]
    return ", ".join([*parts, *([] if line.coverage_stated else ["coverage not stated"])])


def of(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    low, high = (None if end is None else f"{end:f}" for end in (quantity.interval.low, quantity.interval.high))
    bounds = {(False, True): f">{'' if quantity.interval.low_open else '='} {low}"}
    bounds[True, False] = f"<{'' if quantity.interval.high_open else '='} {high}"
    ends = bounds.get((low is None, high is None)) or (low if low == high else f"{low}..{high}")
    about = "about " if quantity.approximate else ""
    manner = quantity.manner
    kept = {
        ", in basis points": manner.in_basis_points,
        ", in cents": manner.in_cents,
        ", in points": manner.in_points,
        f", per {manner.per}": manner.per,
        f", {'down' if low is None else 'up'} to {manner.reach or 0:f}": manner.reach,
    }
    ending = "".join(words for words, is_said in kept.items() if is_said)
    return f"{quantity.direction or ''} {about}{ends} {quantity.unit}{ending}".strip()


@pytest.mark.parametrize(("form", "typed", "meaning"), tuple(rows(MEANINGS)))
def test_line_means(form: Form, typed: str, meaning: str) -> None:
    assert told(read_line(typed, form)) == meaning


@pytest.mark.parametrize(("form", "typed", "right"), tuple(rows(REFUSALS)))
def test_line_is_refused_with_the_corrected_line(form: Form, typed: str, right: str) -> None:
    with pytest.raises(Fault) as refused:
        read_line(typed, form)
    assert refused.value.example == right
    assert read_line(right, form)


@pytest.mark.parametrize(("_form", "typed", "right"), tuple(rows({Form.AMOUNT: BLANKS})))
def test_what_only_a_person_can_tell_is_left_blank(_form: Form, typed: str, right: str) -> None:
    with pytest.raises(Fault) as refused:
        read_line(typed, Form.AMOUNT)
    assert refused.value.example == right
