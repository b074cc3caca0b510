"""One row for each written rule of LANGUAGE.md 2.8, 4 and 5, with its extremes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from narrator.model.figure import Camp, Standing
from narrator.model.quantity import Direction, Manner
from narrator.model.report import Nature
from narrator.model.source import Grade
from narrator.model.window import NOT_STATED, Span, Window
from narrator.wording.expression import Expression, Said
from narrator.wording.phrase import Style, say
from support.wording import figure, interval, quantity

INFLOW, OUTFLOW, UP, DOWN = Direction.INFLOW, Direction.OUTFLOW, Direction.UP, Direction.DOWN
ESTIMATED, PLAN, RUMOUR = Nature.ESTIMATED, Nature.PLAN, Nature.RUMOUR
HOURS = Window(Span.ROLLING, hours=24, until=datetime(2026, 1, 8, 8, tzinfo=UTC))
CAMPS = (Camp(interval("1e6..2e6"), ("A", "B")), Camp(interval("9e6"), ("C", "D", "E")))

Row = tuple[Expression, str, str]

CENTS = Manner(in_cents=True)
BPS, BARREL, HEDGED = Manner(in_basis_points=True), Manner(per="barrel"), Manner(about=True)
MANNERS: list[Row] = [
    (figure("rate", "-0.0031", "percent"), "body", "minus 0.0031%"),
    (figure("rate", "-0.5..-0.2", "percent"), "body", "minus 0.5% to minus 0.2%"),
    (figure("rate", "-0.2..0.1", "percent"), "body", "minus 0.2% to plus 0.1%"),
    (figure("rate", "-0.42", "percent"), "change", "minus 0.42%"),
    (figure("rate", "52", "percent"), "words", "52%"),
    (figure("rate", "<-0.1", "percent"), "body", "below minus 0.1%"),
    (figure("rate", "1.2", "percent", direction=UP), "change", "up 1.2%"),
    (figure("rate", "-3.1", "USD", manner=BARREL), "body", "minus $3.10 a barrel"),
    (figure("rate", "0", "index"), "body", "zero"),
    (figure("points", "0.065", "pp", manner=BPS), "body", "6.5 basis points"),
    (figure("money", "0.015", manner=CENTS), "body", "1.5 cents"),
    (figure("money", "0.01", manner=CENTS), "body", "1 cent"),
    (figure("money", "0.05..0.0625", manner=CENTS), "body", "5.00 to 6.25 cents"),
    (figure("money", "4.385", manner=Manner(in_cents=True, per="bushel")), "body", "438.5 cents a bushel"),
    (figure("price", "38.1", "TRY", manner=Manner(per="dollar")), "body", "38.10 lira a dollar"),
    (figure("money", "3834", "MYR"), "body", "3,834 ringgit"),
    (figure("money", "5e6", "BRL"), "body", "5 million reais"),
    (figure("points", "0.01", "pp", manner=BPS), "body", "1 basis point"),
    (figure("points", "0.2..0.25", "pp", manner=BPS), "body", "20 to 25 basis points"),
    (figure("points", "0.042", "pp", manner=BPS, direction=DOWN), "change", "down 4.2 basis points"),
    (figure("points", "0.25", "pp"), "body", "0.25 percentage points"),
    (figure("price", "62.1", manner=BARREL), "body", "$62.10 a barrel"),
    (figure("price", "62.1", manner=BARREL, direction=Direction.BELOW), "body", "below $62.10 a barrel"),
    (figure("price", "60..62", manner=Manner(per="ounce")), "between", "between $60 and $62 an ounce"),
    (figure("money", ">=8e9", manner=Manner(reach=Decimal("10e9"))), "body", "$8 billion to $10 billion or more"),
    (figure("money", "<=10e9", manner=Manner(reach=Decimal("8e9"))), "body", "$8 billion to $10 billion or less"),
    (figure("money", ">5e6", manner=HEDGED), "body", "more than about $5 million"),
    (figure("count", "<5", "accounts", manner=HEDGED), "body", "fewer than about five accounts"),
    (figure("money", "4e8..5e8", manner=HEDGED), "body", "about $400 million to $500 million"),
]
"""Rates with their sign, and what a source's own way of putting an amount leaves in print."""

DIGITS: list[Row] = [
    (figure("money", "849920000"), "body", "$849.92 million"),
    (figure("money", "849923456"), "body", "about $849.92 million"),
    (figure("money", "849923456..1234567890"), "body", "$849.92 million to $1.2346 billion"),
    (figure("money", "849923456..899999999"), "body", "$849.92 million to $900 million"),
    (figure("money", "999999.5"), "body", "$999,999.50"),
    (figure("money", "1000000.4"), "body", "about $1 million"),
    (figure("money", "999994999"), "body", "about $999.99 million"),
    (figure("money", "999999999999"), "headline", "about $1T"),
    (figure("money", "1234567890123456"), "body", "about $1,234.6 trillion"),
    (figure("money", "0.5"), "body", "$0.50"),
    (figure("money", "0.00001234"), "body", "$0.00001234"),
    (figure("money", "0"), "body", "$0"),
    (figure("money", "1.40e9"), "body", "$1.4 billion"),
    (figure("price", "93742.5..94000"), "body", "$93,742.50 to $94,000"),
    (figure("money", "577960000..664200000", reported=False), "between", "between $577 million and $665 million"),
    (figure("money", "577.5e6", reported=False), "body", "about $578 million"),
    (figure("money", "2.5e8", reported=False), "body", "$250 million"),
    (figure("money", "999600", reported=False), "body", "about $1 million"),
    (figure("price", "84216.4..85149.2", reported=False), "body", "$84,200 to $85,200"),
    (figure("price", "12.34", reported=False), "body", "about $12.30"),
    (figure("money", ">577960000", reported=False), "body", "more than $577 million"),
    (figure("money", "<=577960000", reported=False), "body", "at most $578 million"),
    (figure("money", ">=849929999"), "body", "at least $849.92 million"),
    (figure("money", "<849920001"), "body", "less than $849.93 million"),
    (figure("money", "849.6e6..850.4e6", reported=False), "headline", "about $850M"),
    (figure("money", "849.4e6..849.6e6", reported=False), "body", "$849 million to $850 million"),
    (figure("percent", "65.25", "percent", reported=False), "body", "about 65%"),
    (figure("percent", "11.504", "percent", reported=False), "body", "about 11.5%"),
    (figure("percent", "9.76", "percent", reported=False), "body", "about 9.8%"),
    (figure("percent", "65.21..65.24", "percent", reported=False), "body", "about 65%"),
    (figure("percent", "65", "percent", reported=False), "body", "65%"),
    (figure("percent", "65.2..67.1", "percent", reported=False), "body", "65.2% to 67.1%"),
    (figure("percent", "65.2..67.2", "percent", reported=False), "body", "65% to 68%"),
    (figure("percent", ">=71.96", "percent", reported=False), "body", "at least 71%"),
    (figure("percent", "0.01..0.09", "percent", reported=False), "body", "0.0% to 0.1%"),
    (figure("percent", "33.333", "percent"), "body", "33.333%"),
    (figure("percent", "7.0..8.0", "percent"), "body", "7% to 8%"),
    (figure("points", "2..3.5", "pp"), "body", "2.0 to 3.5 percentage points"),
    (figure("points", "1.25", "pp", reported=False), "body", "about 1.3 percentage points"),
    (figure("count", "1234567", "accounts"), "body", "1,234,567 accounts"),
    (figure("count", "1234500", "accounts"), "body", "1.2345 million accounts"),
    (figure("count", "1234567", "accounts", reported=False), "body", "about 1.23 million accounts"),
    (figure("count", "180000..180400", "accounts"), "body", "about 180,000 accounts"),
    (figure("coins", "950000..1200000", "ETH"), "body", "950,000 to 1.2 million ETH"),
    (figure("coins", "589000000000000", "SHIB"), "body", "589 trillion SHIB"),
    (figure("index", "48123.45", "index"), "body", "48,123.45"),
    (figure("index", "27.46..28.44", "index", reported=False), "body", "27.4 to 28.5"),
    (figure("multiple", "1.853..2.1", "x", reported=False), "body", "1.85 to 2.10 times"),
]

ABOUT: list[Row] = [
    (figure("money", "7e8", approximate=True), "headline", "about $700M"),
    (figure("money", "7e8..8e8", approximate=True), "body", "$700 million to $800 million"),
    (figure("money", ">7e8", approximate=True), "body", "more than $700 million"),
    (figure("money", "7e8", approximate=True, nature=ESTIMATED), "body", "an estimated $700 million"),
    (figure("money", "849923456", nature=ESTIMATED), "body", "an estimated $849.92 million"),
    (figure("price", "80000", approximate=True, direction=Direction.BELOW), "body", "below $80,000"),
    (figure("price", "80000", approximate=True, direction=Direction.ABOVE), "body", "above $80,000"),
    (figure("money", "2e6", approximate=True, direction=Direction.LOSS), "body", "a loss of about $2 million"),
    (figure("flow", "2e6", approximate=True, direction=OUTFLOW), "body", "net outflows of about $2 million"),
    (figure("flow", "849.92e6..850.3e6", direction=OUTFLOW), "compact", "net outflows of about $850 million"),
    (figure("count", "0", "accounts", approximate=True), "body", "no accounts"),
]

SIGNS: list[Row] = [
    (figure("percent", "-3", "percent"), "body", "down 3%"),
    (figure("percent", "-12..-8", "percent"), "headline", "down between 8% and 12%"),
    (figure("percent", "-12..-8", "percent"), "floor", "down between 8% and 12%"),
    (figure("percent", "-1..2.5", "percent"), "share", "between a 1.0% fall and a 2.5% rise"),
    (figure("points", "-2..-1", "pp"), "compact", "down between 1 and 2 percentage points"),
    (figure("index", "-3..2", "index"), "between", "between a fall of 3 points and a rise of 2 points"),
    (figure("price", "-3", "percent"), "words", "down 3%"),
    (figure("money", "-5e6..-4e6"), "change", "down between $4 million and $5 million"),
    (figure("money", "-5e6..4e6"), "body", "between a fall of $5 million and a rise of $4 million"),
    (figure("flow", "-5e6"), "change", "net outflows of $5 million"),
    (figure("flow", "5e6"), "body", "net inflows of $5 million"),
    (figure("flow", "<-5e6"), "body", "net outflows of more than $5 million"),
    (figure("flow", ">=-5e6"), "body", "at least minus $5 million"),
]

BOUNDS: list[Row] = [
    (figure("price", ">90000"), "headline", "above $90,000"),
    (figure("price", ">=90000"), "body", "at least $90,000"),
    (figure("price", "<=90000"), "body", "at most $90,000"),
    (figure("index", ">80", "index"), "body", "above 80"),
    (figure("index", "<20", "index"), "body", "below 20"),
    (figure("percent", "<50", "percent"), "body", "below 50%"),
    (figure("percent", ">50", "percent"), "between", "more than 50%"),
    (figure("money", "<4e8"), "headline", "less than $400M"),
    (figure("coins", "<5000", "BTC"), "body", "less than 5,000 BTC"),
    (figure("count", "<=5", "exchanges"), "body", "at most five exchanges"),
    (figure("count", "<5", "exchanges"), "headline", "fewer than 5 exchanges"),
    (
        figure("flow", "<1400", "accounts", direction=Direction.OUTFLOW),
        "body",
        "net outflows of fewer than 1,400 accounts",
    ),
    (figure("count", ">1", "exchanges"), "body", "more than one exchange"),
    (figure("points", "<2", "pp"), "body", "less than 2 percentage points"),
    (figure("multiple", ">2", "x"), "body", "more than 2 times"),
    (figure("flow", ">4e8", direction=OUTFLOW), "body", "net outflows of more than $400 million"),
    (figure("flow", "<=4e8", direction=INFLOW), "headline", "net inflows of at most $400M"),
    (figure("percent", ">5", "percent", direction=UP), "body", "up more than 5%"),
    (figure("price", "<5", "percent", direction=DOWN), "change", "down less than 5%"),
    (figure("index", ">=20", "index", direction=UP), "change", "up at least 20 points"),
]

FLOWS: list[Row] = [
    (figure("flow", "0", "BTC"), "headline", "no net flows"),
    (figure("flow", "0..35e6"), "floor", "between no net flows and net inflows of $35 million"),
    (figure("flow", "0..35e6", direction=OUTFLOW), "body", "between net outflows of $35 million and no net flows"),
    (figure("flow", "-2e7..35e6"), "floor", "between net outflows of $20 million and net inflows of $35 million"),
    (figure("flow", "-2e7..35e6"), "compact", "between net outflows of $20 million and net inflows of $35 million"),
    (figure("flow", "-200..300", "BTC"), "between", "between net outflows of 200 BTC and net inflows of 300 BTC"),
    (figure("flow", "4e8..5e8", direction=INFLOW), "between", "net inflows of between $400 million and $500 million"),
    (figure("flow", "4e8..5e8", direction=INFLOW), "change", "net inflows of $400 million to $500 million"),
    (figure("flow", "8100..8300", "BTC"), "headline", "net inflows of 8,100-8,300 BTC"),
    (figure("flow", "4e8", direction=INFLOW, nature=ESTIMATED), "headline", "estimated net inflows of $400M"),
    (
        figure("flow", "-2e7..35e6", nature=ESTIMATED),
        "body",
        "between estimated net outflows of $20 million and estimated net inflows of $35 million",
    ),
]

STYLES: list[Row] = [
    (figure("money", "95e7..12e8"), "compact", "$950 million–$1.2 billion"),
    (figure("money", "950000..1200000"), "compact", "$950,000–$1.2 million"),
    (figure("money", "4e12..5e12"), "headline", "$4T-$5T"),
    (figure("coins", "1200000..1350000", "ETH"), "compact", "1.2–1.35 million ETH"),
    (figure("points", "1.5..2.5", "pp"), "compact", "1.5–2.5 percentage points"),
    (figure("points", "1.5..2.5", "pp"), "between", "between 1.5 and 2.5 percentage points"),
    (figure("index", "28..31", "index"), "headline", "28-31"),
    (figure("multiple", "2..3", "x"), "compact", "2–3 times"),
    (figure("money", "4e8"), "between", "$400 million"),
    (figure("money", "4e8..5e8"), "share", "$400 million to $500 million"),
    (figure("money", "849.92e6..850.3e6"), "floor", "at least $849.92 million"),
    (figure("money", "4e8"), "floor", "$400 million"),
    (figure("money", "577.96e6", reported=False), "floor", "about $578 million"),
    (figure("money", ">4e8"), "floor", "more than $400 million"),
    (figure("percent", "90..93.1", "percent"), "floor", "at least 90%"),
    (figure("percent", "8..12", "percent", direction=DOWN), "floor", "down at least 8%"),
    (figure("count", "0..3", "exchanges"), "headline", "0-3 exchanges"),
]

NOUNS: list[Row] = [
    (figure("count", "9..10", "exchanges"), "body", "nine to 10 exchanges"),
    (figure("count", "1", "exchanges"), "headline", "1 exchange"),
    (figure("count", "1", "addresses"), "body", "one address"),
    (figure("count", "1", "companies"), "body", "one company"),
    (figure("count", "1", "short positions"), "body", "one short position"),
    (figure("count", "0", "wallets"), "compact", "no wallets"),
    (figure("coins", "1", "BTC"), "body", "1 BTC"),
    (figure("coins", "0", "BTC"), "body", "0 BTC"),
    (figure("money", "1e8..2e8", "CNY"), "body", "100 million to 200 million yuan"),
    (figure("money", "1e8..2e8", "CNY"), "headline", "100M-200M yuan"),
    (figure("money", "1e8..2e8", "CNY"), "compact", "100–200 million yuan"),
    (figure("money", "3e9", "JPY"), "body", "3 billion yen"),
    (figure("money", "3e9", "HKD"), "body", "3 billion Hong Kong dollars"),
    (figure("money", "1", "EUR"), "body", "1 euro"),
    (figure("points", "0.5", "pp"), "body", "0.5 percentage points"),
    (figure("index", "1", "index", direction=DOWN), "change", "down 1 point"),
]

CHANGES: list[Row] = [
    (figure("percent", "0", "percent", direction=UP), "change", "unchanged"),
    (figure("percent", "0..5", "percent"), "change", "between no change and a 5% rise"),
    (figure("percent", "-5..0", "percent"), "change", "between a 5% fall and no change"),
    (figure("percent", "0..5", "percent"), "body", "0% to 5%"),
    (figure("percent", "-18.5..80", "percent"), "change", "between an 18.5% fall and an 80.0% rise"),
    (figure("percent", "-110..1100", "percent"), "change", "between a 110% fall and a 1,100% rise"),
    (figure("percent", "-0.8..11", "percent"), "change", "between a 0.8% fall and an 11.0% rise"),
    (figure("percent", "-0.04..5", "percent", reported=False), "change", "between a 1% fall and a 5% rise"),
    (
        figure("points", "-0.5..1", "pp"),
        "change",
        "between a fall of 0.5 percentage points and a rise of 1.0 percentage points",
    ),
    (figure("count", "-3..2", "exchanges"), "change", "between a fall of three exchanges and a rise of two exchanges"),
    (figure("money", "59.4e9", direction=UP, approximate=True), "change", "up about $59.4 billion"),
    (figure("money", "4e8..5e8", direction=UP), "headline", "up between $400M and $500M"),
    (figure("percent", "8..12", "percent", direction=DOWN, nature=ESTIMATED), "change", "down an estimated 8% to 12%"),
    (
        figure("percent", "-8..12", "percent", nature=ESTIMATED),
        "change",
        "between an estimated 8% fall and an estimated 12% rise",
    ),
]

WORDS: list[Row] = [
    (figure("percent", "50.1..51.9", "percent"), "words", "slightly more than half (50.1% to 51.9%)"),
    (figure("percent", "50.1..52", "percent"), "words", "about half (50.1% to 52.0%)"),
    (figure("percent", "50..56", "percent"), "words", "50% to 56%"),
    (figure("percent", ">50", "percent"), "words", "a majority (more than 50%)"),
    (figure("percent", "<50", "percent"), "words", "less than half (below 50%)"),
    (figure("percent", "<=50", "percent"), "words", "at most 50%"),
    (figure("percent", ">90", "percent"), "words", "the vast majority (more than 90%)"),
    (figure("percent", "94.9..99", "percent"), "words", "the vast majority (94.9% to 99.0%)"),
    (figure("percent", "72", "percent"), "words", "about three-quarters (72%)"),
    (figure("percent", "30.9..33", "percent", reported=False), "words", "less than half (30% to 33%)"),
    (figure("percent", "120", "percent"), "words", "120%"),
    (figure("percent", "75", "percent", nature=ESTIMATED), "words", "about three-quarters (an estimated 75%)"),
    (figure("price", "-0.5..0.5", "percent"), "words", "little changed (between a 0.5% fall and a 0.5% rise)"),
    (figure("price", "0.51", "percent"), "words", "up 0.51%"),
    (figure("price", "0.3", "percent", direction=DOWN), "words", "little changed (down 0.3%)"),
    (figure("price", "<0.3", "percent", direction=DOWN), "words", "little changed (down less than 0.3%)"),
    (figure("price", ">0.3", "percent", direction=UP), "words", "up more than 0.3%"),
    (figure("multiple", "1.89..2", "x"), "words", "1.89 to 2.00 times"),
    (figure("multiple", "2", "x"), "words", "roughly doubled (2 times)"),
    (figure("price", "85000"), "words", "$85,000"),
]


def _round(amount: str, round_to: str, *, approximate: bool = False, **more: Direction) -> Expression:
    kind = "flow" if more else "money"
    return figure(kind, amount, round_to=Decimal(round_to), approximate=approximate, **more)


ROUND: list[Row] = [
    (_round("6e8", "6e8"), "words", "$600 million"),
    (_round("6e8", "6e8", approximate=True), "words", "about $600 million"),
    (_round("569e6", "6e8"), "words", "$569 million"),
    (_round("570e6..599e6", "6e8"), "words", "nearly $600 million"),
    (_round("612e6", "6e8"), "words", "just over $600 million"),
    (_round("630e6", "6e8"), "words", "just over $600 million"),
    (_round("595e6..605e6", "6e8"), "words", "about $600 million"),
    (_round("1451e6", "1450e6"), "words", "about $1.45 billion"),
    (_round("1455e6", "1450e6"), "words", "more than $1.45 billion"),
    (_round("1445e6..1454e6", "1450e6"), "words", "about $1.45 billion"),
    (_round("120e6", "100e6"), "words", "at least $100 million"),
    (_round("577e6..9e8", "575e6"), "words", "more than $575 million"),
    (_round(">575e6", "575e6"), "words", "more than $575 million"),
    (_round(">=575e6", "575e6"), "words", "at least $575 million"),
    (_round("1449e6", "1450e6", approximate=True), "words", "nearly $1.45 billion"),
    (_round("500e6..700e6", "600e6"), "words", "$500 million to $700 million"),
    (_round("500e6", "0"), "words", "$500 million"),
    (_round("577e6", "600e6", direction=OUTFLOW), "words", "net outflows of nearly $600 million"),
    (figure("money", "595e6..605e6", round_to=Decimal("6e8"), nature=ESTIMATED), "words", "an estimated $600 million"),
    (figure("count", "190000", "accounts", round_to=Decimal(200000)), "words", "nearly 200,000 accounts"),
    (figure("percent", "9.8", "percent", direction=UP, round_to=Decimal(10)), "words", "up nearly 10%"),
    (
        figure("money", "577e6", round_to=Decimal("6e8"), since=date(2025, 10, 11)),
        "words",
        "nearly $600 million, the largest since Oct. 11, 2025",
    ),
    (
        figure("money", "577e6", since=date(2025, 5, 1), rival=True),
        "words",
        "$577 million, among the largest since May 1, 2025",
    ),
    (figure("money", "", since=date(2025, 9, 1), record=True), "words", "a record in data since Sept. 1, 2025"),
    (figure("money", "577e6", since=date(2025, 9, 1), record=True), "body", "$577 million"),
]

FRAMES: list[Row] = [
    (
        figure(
            *("coins", "8933", "BTC"),
            worth=quantity("849920000"),
            window=HOURS,
            source="Alpha",
            circulating=(quantity("8100", "BTC"), quantity("8300", "BTC")),
        ),
        "body",
        (
            "8,933 BTC (about $849.92 million) in the 24 hours to 08:00 UTC on Jan. 8, according to Alpha; "
            "figures of 8,100 and 8,300 BTC have also circulated"
        ),
    ),
    (figure("coins", "8933", "BTC", worth=quantity("8e8..9e8")), "body", "8,933 BTC ($800 million to $900 million)"),
    (figure("coins", "8933", "BTC", worth=quantity("8e8"), source="Alpha", window=HOURS), "share", "8,933 BTC"),
    (
        figure("money", "4e8", circulating=(quantity("3e8"),)),
        "body",
        "$400 million; a figure of $300 million has also circulated",
    ),
    (
        figure("money", "4e8", circulating=(quantity("3e8"), quantity("6e8..7e8"), quantity(">9e8"))),
        "between",
        (
            "$400 million; figures of $300 million, $600 million to $700 million and more than $900 million "
            "have also circulated"
        ),
    ),
    (
        figure("flow", "-5e8..-4e8", circulating=(quantity("-3e8"), quantity("2e8"))),
        "body",
        (
            "net outflows of $400 million to $500 million; "
            "figures of $300 million and net inflows of $200 million have also circulated"
        ),
    ),
    (figure("money", "4e8", source="Alpha", window=NOT_STATED), "between", "$400 million, according to Alpha"),
    (
        figure("money", "4e8", grade=Grade.F, source="unnamed"),
        "body",
        "$400 million, according to unverified data from one data source",
    ),
    (figure("money", "4e8", grade=Grade.C, source="Alpha"), "body", "$400 million, according to Alpha"),
    (figure("money", "4e8", grade=Grade.D), "body", "$400 million, according to unverified data"),
    (
        figure("money", "4e8", nature=RUMOUR, source="Alpha"),
        "body",
        "an unconfirmed report put the figure at $400 million",
    ),
    (figure("money", "4e8", nature=RUMOUR), "headline", "$400M"),
    (
        figure("price", "1e5", nature=Nature.FORECAST, source="several unnamed"),
        "body",
        "several data sources forecast $100,000",
    ),
    (figure("price", "1e5", nature=Nature.FORECAST), "body", "forecasts put the figure at $100,000"),
    (
        figure("price", "1e5", nature=Nature.OPINION, source="several unnamed"),
        "body",
        "several data sources put the figure at $100,000",
    ),
    (
        figure("flow", "2e9", nature=PLAN, source="Alpha", direction=INFLOW),
        "body",
        "planned net inflows of $2 billion, according to Alpha",
    ),
    (figure("money", "2e9", nature=PLAN, source="Alpha"), "headline", "$2B"),
    (figure("money", "286e6", nature=ESTIMATED), "headline", "estimated $286M"),
    (figure("money", "286e6", nature=ESTIMATED, direction=Direction.LOSS), "headline", "estimated loss of $286M"),
    (figure("price", "8e4", nature=ESTIMATED, direction=Direction.BELOW), "body", "below an estimated $80,000"),
    (
        figure("money", "4e8..5e8", direction=Direction.GAIN),
        "between",
        "a gain of between $400 million and $500 million",
    ),
    (figure("money", "4e8..5e8", direction=Direction.LOSS), "floor", "a loss of at least $400 million"),
]

STANDINGS: list[Row] = [
    (
        figure("money", "", standing=Standing.INCOMPATIBLE, camps=CAMPS),
        "headline",
        "either $1M-$2M, according to A and B, or $9M, according to C, D and E",
    ),
    (
        figure("money", "", standing=Standing.INCOMPATIBLE, camps=CAMPS, window=HOURS),
        "body",
        (
            "either $1 million to $2 million in the 24 hours to 08:00 UTC on Jan. 8, according to A and B, "
            "or $9 million, according to C, D and E"
        ),
    ),
    (figure("money", "", standing=Standing.INCOMPATIBLE), "body", "estimates differ too widely to give a figure"),
    (
        figure(
            "count",
            "",
            "accounts",
            standing=Standing.REFUSED,
            reports=(Said(quantity("5", "accounts"), "unnamed"), Said(quantity("99", "accounts"), "B")),
        ),
        "body",
        "estimates differ too widely to give a figure: five accounts (one data source) and 99 accounts (B)",
    ),
    (figure("count", "", "wallets", standing=Standing.MISSING), "headline", "the number of wallets was not available"),
    (figure("price", "", "percent", standing=Standing.MISSING), "body", "the price was not available"),
    (figure("flow", "", "BTC", standing=Standing.MISSING), "words", "net flows were not available"),
    (figure("coins", "", "BTC", standing=Standing.MISSING, window=HOURS), "body", "the figure was not available"),
    (figure("count", "", "wallets", standing=Standing.MISSING, pending=True, window=HOURS), "body", "not yet reported"),
]

RULES = {
    "manners": MANNERS,
    "digits": DIGITS,
    "about": ABOUT,
    "signs": SIGNS,
    "bounds": BOUNDS,
    "flows": FLOWS,
    "styles": STYLES,
    "nouns": NOUNS,
    "changes": CHANGES,
    "words": WORDS,
    "round": ROUND,
    "frames": FRAMES,
    "standings": STANDINGS,
}


def differing(rows: list[Row], english: str) -> list[tuple[str, str, str]]:
    """The rows that are said otherwise: the style, what was expected, and what is said."""
    said = [(style, expected, say(expression, Style(style), english)) for expression, style, expected in rows]
    return [row for row in said if row[1] != row[2]]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_followed_to_the_letter(rule: str) -> None:
    assert differing(RULES[rule], "en-US") == []


BRITISH: list[Row] = [
    (figure("money", "4e8..5e8"), "compact", "$400–500m"),
    (figure("money", "3.2e12"), "headline", "$3.2tn"),
    (figure("coins", "1200000..1350000", "ETH"), "headline", "1.2m-1.35m ETH"),
    (figure("count", "1200000", "accounts"), "body", "1.2m accounts"),
    (figure("money", "1e8", "CNY", worth=quantity("14e6")), "body", "100m yuan (about $14m)"),
    (figure("money", "577e6", since=date(2025, 5, 1)), "words", "$577m, the largest since 1 May 2025"),
]


def test_british_spelling_holds_in_every_style() -> None:
    assert differing(BRITISH, "en-GB") == []
