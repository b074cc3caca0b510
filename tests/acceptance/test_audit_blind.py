"""The false sentences of a tester who had not seen the audit: each must be flagged in its line.

Eight true texts in styles of their own stand in `benchmarks/mutations/texts`; `false_sentences.tsv` makes each of
them false in twelve places. On first sight 84 of the 96 were flagged; what is still missed stands below, with why.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from narrator.audit.verdicts import Verdict
from support.audits import findings, matter
from support.paraphrases import FOLDER

HERE = Path(__file__).parent
ROWS = [
    tuple(line.replace("\\n", "\n").split("\t"))
    for line in (HERE / "false_sentences.tsv").read_text("utf-8").splitlines()[1:]
]
WORKED_OUT = (
    (
        "2026-01-long-deleveraging",
        (
            "Heat maps put an estimated $286M of BTC longs below about $80K, an estimated $698M of shorts above about"
            " $85K.\n\nThe gap between those two piles is about {}, by the heat maps."
        ),
        ("$412M", "$984M", "levels.btc_shorts - levels.btc_longs"),
    ),
    (
        "2026-01-long-deleveraging",
        "CoinAnk has about $683 million in Bitcoin and about $335 million in Ether. What's left is about {}.",
        ("$433 million", "$343 million", "liquidations.total - liquidations.btc - liquidations.eth"),
    ),
    (
        "2026-01-29-long-cascade",
        "Strategy lost {} percentage points more than Coinbase.",
        ("2.51", "2.15", "prices.mstr - prices.coin"),
    ),
    (
        "2026-01-29-long-cascade",
        (
            "Several unnamed data sources count $575 million to $665 million, one source over 90% of it long, so that"
            " longs lost more than {}."
        ),
        ("$517 million", "$571 million", "liquidations.longs.share * liquidations.total"),
    ),
)
"""Texts that work something out: what is right, what is wrong, and from what."""


def _faults(text: str, event: str, lines: range) -> Counter[tuple[str, str]]:
    found = findings(text, matter(event))
    return Counter(
        (f.mention.text, f.verdict.value) for f in found if not f.verdict.is_sound and f.mention.line in lines
    )


@pytest.mark.parametrize(("name", "what", "before", "after"), ROWS)
def test_a_false_sentence_is_flagged_in_its_line(name: str, what: str, before: str, after: str) -> None:
    event, text = name.split(".", maxsplit=1)[0], (FOLDER / f"{name}.md").read_text("utf-8")
    assert text.count(before) == 1, what
    line = text[: text.index(before)].count("\n") + 1
    true = _faults(text, event, range(line, line + 1 + before.count("\n")))
    false = _faults(text.replace(before, after), event, range(line, line + 1 + after.count("\n")))
    assert false - true, what


def test_there_are_as_many_false_sentences_as_were_written() -> None:
    assert len(ROWS) == 96


@pytest.mark.parametrize(("event", "text", "said"), WORKED_OUT)
def test_what_a_text_works_out_is_derived_or_flagged(event: str, text: str, said: tuple[str, str, str]) -> None:
    right, wrong, formula = said
    assert formula in [finding.formula for finding in findings(text.format(right), matter(event))]
    assert not all(finding.verdict.is_sound for finding in findings(text.format(wrong), matter(event)))


def test_a_level_that_is_ahead_is_the_one_on_record_and_a_close_is_held_against_closes() -> None:
    against = matter("2026-01-long-deleveraging")
    ahead = "Heat maps estimate $698 million of shorts at risk if Bitcoin goes {} $85,000."
    assert all(f.verdict.is_sound for f in findings(ahead.format("above"), against))
    assert not all(f.verdict.is_sound for f in findings(ahead.format("below"), against))
    assert all(f.verdict.is_sound for f in findings("Bitcoin closed below $85,000.", against))


ROW = "The {}, the {} and the {} fell about 2%, more than 1% and about 0.5%."


def test_names_in_a_row_take_the_numbers_in_a_row_in_their_order() -> None:
    against = matter("2026-01-29-long-cascade")
    assert all(f.verdict.is_sound for f in findings(ROW.format("Nasdaq", "S&P 500", "Dow Jones"), against))
    assert not any(f.verdict.is_sound for f in findings(ROW.format("Dow Jones", "Nasdaq", "S&P 500"), against))


@pytest.mark.parametrize("event", ["2026-01-07-short-squeeze", "2026-01-29-long-cascade"])
def test_chinese_is_read_alike_with_blanks_round_its_digits(event: str) -> None:
    text = (FOLDER / f"{event}.zhbrief.md").read_text("utf-8")
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)
    assert spaced != text
    said, again = ([(f.mention.text, f.verdict) for f in findings(each, matter(event))] for each in (text, spaced))
    assert again == said


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("一家未具名的数据商称，1月2日比特币ETF净流入{}471百万美元。", ("-", "−", "–", "负")),
        ("一家未具名的数据商称，1月2日比特币ETF净流入 {}4.71 亿美元。", ("-", "−", "负")),
        (
            "One unnamed source puts net inflows into Bitcoin ETFs at {}four hundred and seventy-one million dollars.",
            ("minus ", "negative "),
        ),
        ("One unnamed source puts net inflows into Bitcoin ETFs at {}$471 million.", ("minus ", "-", "−")),
    ],
)
def test_a_sign_before_a_number_denies_the_way_of_a_flow(text: str, signs: tuple[str, ...]) -> None:
    against = matter("2026-01-07-short-squeeze")
    assert [f.verdict for f in findings(text.format(""), against) if not f.verdict.is_sound] == []
    for sign in signs:
        assert Verdict.SIGN in [f.verdict for f in findings(text.format(sign), against)], sign
