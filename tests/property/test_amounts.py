"""Any quantity written in the grammar reads back the same; any text at all is read or refused, quickly."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from narrator.ingest.amounts import read_amount
from narrator.ingest.faults import Fault
from narrator.ingest.lines import read_line
from narrator.ingest.times import read_date, read_moment, read_window
from narrator.model.kinds import Form
from narrator.model.quantity import Interval, Quantity
from support.suggestions import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable

ZONE = ZoneInfo("Asia/Shanghai")
PUBLISHED = datetime(2026, 3, 3, 9, 0, tzinfo=ZONE)

Spelling = tuple[tuple[str, str, str], tuple[str, int], str]

SCALED = {"": 0, " million": 6, "bn": 9, " trillion": 12}
CHINESE = {"": 0, "万": 4, "亿": 8, "万亿": 12}
MONEY_AND_COINS = (("$", "", "USD"), ("", " BTC", "BTC"), ("", " yuan", "CNY"))
IN_CHINESE = (("", "美元", "USD"), ("", "枚比特币", "BTC"), ("", "元人民币", "CNY"))
MEASURED = (("", "%", "percent"), ("", " percentage points", "pp"), ("", " times", "x"), ("", "x", "x"))

values = st.decimals(0, Decimal(10) ** 15 - 1, allow_nan=False, places=None).map(lambda d: d.quantize(Decimal("1e-12")))
digits = st.tuples(values, st.integers(0, 12), st.booleans())
spellings = st.one_of(
    st.tuples(st.sampled_from(MONEY_AND_COINS), st.sampled_from(sorted(SCALED.items())), st.just(" to ")),
    st.tuples(st.sampled_from(IN_CHINESE), st.sampled_from(sorted(CHINESE.items())), st.just("至")),
    st.tuples(st.sampled_from(MEASURED), st.just(("", 0)), st.just(" to ")),
)
alphabet = st.sampled_from("0123456789,.$%-+ _eEx~><=至亿万元美枚个账户()٣１\u202e\u200b\n\tabkmnMBT")
words = st.sampled_from(
    (
        *(
            "about ",
            "from ",
            " to ",
            " = ",
            " at 08:00",
            " quoting X",
            ", revised",
            "$400 million",
            "8,933 BTC",
            "inflow ",
        ),
        *(
            "-",
            "6.8%",
            "42",
            "below ",
            "not stated",
            "24h",
            "2026-01-14",
            "week to ",
            " million",
            " accounts",
            "month ",
        ),
    )
)
texts = st.one_of(st.text(max_size=400), st.text(alphabet, max_size=40), st.lists(words | alphabet).map("".join))
READERS = (
    read_amount,
    read_date,
    partial(read_moment, zone=ZONE, published=PUBLISHED),
    partial(read_window, zone=ZONE, published=PUBLISHED),
)


def written(number: tuple[Decimal, int, bool]) -> tuple[str, Decimal]:
    """The digits of a number, cut to some places, with commas or not, and what they say."""
    value, places, commas = number
    text = f"{value:,f}" if commas else f"{value:f}"
    whole, _, fraction = text.partition(".")
    text = f"{whole}.{fraction[:places]}" if places else whole
    return text, Decimal(text.replace(",", ""))


@given(digits, spellings)
def test_a_point_reads_back(number: tuple[Decimal, int, bool], spelling: Spelling) -> None:
    (before, after, unit), (scale, power), _ = spelling
    text, value = written(number)
    expected = value * Decimal(10) ** power
    read = read_amount(f"{before}{text}{scale}{after}")
    assert read == Quantity(Interval.point(expected), unit)
    assert read.interval.low is not None
    assert read.interval.low.as_tuple().digits == value.as_tuple().digits


@given(digits, digits, spellings)
def test_a_range_reads_back(
    one: tuple[Decimal, int, bool], other: tuple[Decimal, int, bool], spelling: Spelling
) -> None:
    (before, after, unit), (scale, power), joiner = spelling
    (low_text, low), (high_text, high) = sorted((written(one), written(other)), key=lambda pair: pair[1])
    read = read_amount(f"{before}{low_text}{scale}{after}{joiner}{before}{high_text}{scale}{after}")
    shift = Decimal(10) ** power
    assert read == Quantity(Interval(low * shift, high * shift), unit)


@given(st.integers(0, 10**15 - 1), st.integers(0, 10**15 - 1))
def test_counts_read_back_with_the_noun_once(one: int, other: int) -> None:
    low, high = sorted((one, other))
    expected = Quantity(Interval(Decimal(low), Decimal(high)), "accounts")
    assert read_amount(f"{low:,} to {high:,} accounts") == expected
    assert read_amount(f"{low}-{high} accounts") == expected


def refusal(read: Callable[[str], object], text: str) -> Fault | None:
    try:
        read(text)
    except Fault as fault:
        return fault
    return None


@given(texts, st.sampled_from(Form))
@settings(max_examples=400)
def test_any_text_is_read_or_refused(text: str, form: Form) -> None:
    for read in READERS:
        fault = refusal(read, text)
        assert fault is None or 0 <= fault.offset <= len(text)
    fault = refusal(partial(read_line, form=form), text)
    assert fault is None or all((fault.found, fault.expected, fault.example))


@given(texts, st.sampled_from(Form))
@example("<,", Form.LEVEL)
@settings(max_examples=300)
def test_a_corrected_line_reads(text: str, form: Form) -> None:
    fault = refusal(partial(read_line, form=form), text)
    assert fault is None or BLANK.search(fault.example) or read_line(fault.example, form)
