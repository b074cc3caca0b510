"""Amounts, percents and ranges of a public suite, read as it says; what is not is in a table with its reason.

The phrases and values are those of the Recognizers-Text specifications (`tests/corpora/recognizers/SOURCES.md`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from narrator.model.quantity import Direction
from narrator.reading import documents
from narrator.reading.mentions import scan
from support.audits import matter
from support.briefs import EVENTS
from support.repository import ROOT

if TYPE_CHECKING:
    from narrator.reading.mentions import Mention, Reading

FOLDER = ROOT / "tests" / "corpora" / "recognizers"
SUITES = ("currency-en", "currency-zh", "percent-en", "percent-zh", "range-en", "range-zh")

TWO = "a number without a unit behind an amount is another number for a desk, not its cents"
COIN = "money told in words of the street, which no desk prints"
TOKENS = "a blank inside a word or a sign, as a tokeniser leaves it"
EXACT = "a fraction in words has two decimals"
BEFORE = "the unit stands before the number and is no code"
BARE = "percent without a number, or of one, is no share"
THOUSANDS = "k behind a percentage"
WORDS = "a comparison in words that no desk of markets prints; the number is read without its bound"
CENTS = re.compile(r"\d[ -]?(?:cents?|pence)\b")
MISSED = {
    "hk $ 10.05 billion": TOKENS,
    "one penny": COIN,
    "one kuai and five mao five": COIN,
    "10日元5日本銭": COIN,
    "三块": COIN,
    "thirteen dollars forty five": TWO,
    "one dollar and one": TWO,
    "c $ 100 and fifty": TWO,
    "one dollar and two": TWO,
    "15 dollars and 15": TWO,
    "15 dollars 50": TWO,
    "15 dollars and 50": TWO,
    "17 usd 25": TWO,
    "15 usd 50": TWO,
    "10 $ 30 cent": TOKENS,
    "陆 点 五 折": TOKENS,
    "七成 六": TOKENS,
    "7 2 折": TOKENS,
    "六 点 五 成": TOKENS,
    "十 成": TOKENS,
    "九 九 折": TOKENS,
    "一百五十 个百分点": TOKENS,
    "四点 五个百分点": TOKENS,
    "百分之五 十": TOKENS,
    "百分之一 点五": TOKENS,
    "一 百 五 十 个 百 分 点": TOKENS,
    "六 个 百 分点": TOKENS,
    "2.4 个百分 点": TOKENS,
    "百 分之 一百二十点五": TOKENS,
    "百 分 之2.4": TOKENS,
    "百 分之 2": TOKENS,
    "百 分 之 669": TOKENS,
    "百 分 之 一 百二 十点 五": TOKENS,
    "陸 點 五 折": TOKENS,
    "六 點 五 成": TOKENS,
    "一百五十 個百分點": TOKENS,
    "四點 五個百分點": TOKENS,
    "百分之一 點五": TOKENS,
    "一 百 五 十 個 百 分 點": TOKENS,
    "六 個 百 分點": TOKENS,
    "2.4 個百分 點": TOKENS,
    "百 分之 一百二十點五": TOKENS,
    "佰 分 之 一 百二 十點 五": TOKENS,
    "dollar 22.5 million": BEFORE,
    "maud 60": BEFORE,
    "100 percentage": BARE,
    "thirty percentage": BARE,
    "percents of twenty": BARE,
    "percent of 10": BARE,
    "per cent of twenty-two": BARE,
    "per cent of 210": BARE,
    "千分之一百一十一点一一二": EXACT,
    "百分之15k": THOUSANDS,
    "百分之3.2k": THOUSANDS,
    "百 分 之 52.5 k": THOUSANDS,
    "more than 1/2": WORDS,
    "smaller or equal than 100": WORDS,
    "200 or greater than": WORDS,
    "at least or equal to 30": WORDS,
    "equal to 5000 or more than": WORDS,
    "2 in 5 or more": WORDS,
    "超过1/2": WORDS,
    "小于 或 等于100": WORDS,
    "比 170 低": WORDS,
    "500万余亿": WORDS,
    "过20": WORDS,
    "20万次以上": WORDS,
}
"""What is read otherwise, or not at all, and why."""


class Row(NamedTuple):
    """A phrase with what it says: a value or the ends of a range, and the unit."""

    phrase: str
    value: str
    unit: str


def _rows(suite: str) -> list[Row]:
    lines = (FOLDER / f"{suite}.tsv").read_text("utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines]


@cache
def _read(phrase: str) -> Reading:
    return scan(documents.of_plain(phrase), matter(EVENTS[0]).lexicon)


def _ends(mentions: tuple[Mention, ...]) -> tuple[Decimal | None, Decimal | None]:
    """The ends of what is read: a point, a range, or a bound from below and one from above."""
    lows = [end for each in mentions if (end := _signed(each, each.low)) is not None]
    highs = [end for each in mentions if (end := _signed(each, each.high)) is not None]
    return (lows[0] if lows else None), (highs[-1] if highs else None)


def _signed(mention: Mention, end: Decimal | None) -> Decimal | None:
    return -end if end is not None and mention.direction is Direction.DOWN else end


def _is_right(value: str, unit: str, mentions: tuple[Mention, ...]) -> bool:
    units = {each.unit for each in mentions}
    if unit and units != {unit} and not (unit == "percent" and units == {"pp"}):
        return False
    low, high = _ends(mentions)
    if value[0] in "[(":
        least, most = (Decimal(end) if end.strip() else None for end in value.strip("[]()").split(","))
        return (low, high) == (least, most)
    wanted, word = Decimal(value), next((each.word for each in mentions if each.word), None)
    if not unit and CENTS.search(" ".join(each.text for each in mentions)):
        wanted /= 100  # the suite counts cents and pence, a desk dollars and pounds
    is_near = wanted == 0 or (low is not None and abs(low / wanted - 1) < Decimal("1e-12"))
    return (low == high and is_near) or bool(word and low and high and low <= wanted <= high)


@pytest.mark.parametrize("suite", SUITES)
def test_a_phrase_says_what_the_suite_says_or_stands_in_the_table(suite: str) -> None:
    wrong = [
        (phrase, _read(phrase).mentions)
        for phrase, value, unit in _rows(suite)
        if _is_right(value, unit, _read(phrase).mentions) is (phrase in MISSED)
    ]
    assert wrong == []


@pytest.mark.parametrize("suite", SUITES)
def test_every_digit_of_a_suite_is_in_a_quantity_or_masked(suite: str) -> None:
    for phrase, *_ in _rows(suite):
        reading = _read(phrase)
        text = documents.of_plain(phrase).text
        taken = [(each.start, each.end) for each in reading.mentions]
        taken += [(mask.start, mask.end) for mask in reading.masks]
        lost = [text[at] for at in range(len(text)) if text[at].isdigit() and not any(a <= at < b for a, b in taken)]
        assert lost == [], phrase


def test_the_table_has_no_phrase_that_is_not_in_the_suites() -> None:
    assert set(MISSED) <= {row.phrase for suite in SUITES for row in _rows(suite)}


@pytest.mark.parametrize(("suite", "least"), [("currency-en", 158), ("currency-zh", 31), ("percent-zh", 114)])
def test_most_of_a_suite_is_read(suite: str, least: int) -> None:
    rows = _rows(suite)
    right = sum(phrase not in MISSED for phrase, *_ in rows)
    print(f"{suite}: {right} of {len(rows)}")  # noqa: T201  # shown by -rP
    assert right >= least
