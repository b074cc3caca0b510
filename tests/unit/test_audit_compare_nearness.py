"""Nearness: a claim that is passed over as far contradicts the number, whatever word stands before it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from narrator.audit.compare import Nearness, can_be, held_against, mirrored
from narrator.audit.verdicts import Verdict
from narrator.model.quantity import Interval
from narrator.model.report import Nature
from narrator.reading.documents import of_plain
from narrator.reading.mentions import read
from support.audits import matter

EVENT = "2026-01-29-long-cascade"
AMOUNTS = [*range(1, 30), 79, 80, 81, 99, 100, 101, 119, 120, 121, 124, 125, 126, 127, 128, 1000]


@pytest.mark.parametrize("number", ["0", "1", "7", "10", "98.5", "100", "125", "1,000"])
@pytest.mark.parametrize("word", ["", "about ", "nearly ", "just over "])
def test_what_is_far_contradicts_and_nearly_all_that_contradicts_by_much_is_far(number: str, word: str) -> None:
    claim = matter(EVENT).claims[0]
    claims = [replace(claim, interval=Interval(Decimal(n), Decimal(n)), sources=()) for n in AMOUNTS]
    (mention,) = read(of_plain(f"It came to {word}${number} million."), matter(EVENT).lexicon)
    million = Decimal(10) ** 6
    said = [replace(each, interval=Interval(n * million, n * million)) for each, n in zip(claims, AMOUNTS, strict=True)]
    ranges = [(low, most) for low in (-2, *AMOUNTS) for most in (low + 1, 2 * abs(low) + 3)]
    said += [replace(claim, interval=Interval(low * million, most * million)) for low, most in ranges]
    policy = matter(EVENT).policy
    near = [*map(id, Nearness(said, policy).near(mention, [claim.unit]))]
    passed = [each for each in said if id(each) not in near]
    assert {held_against(mention, each.interval, policy, vague=False) for each in passed} <= {Verdict.OUTSIDE}
    low = mention.low or Decimal(0)
    assert all(each in passed for each in said if (each.interval.low or 0) > 2 * low + 2 * mention.digits)


@pytest.mark.parametrize("text", ["$99 million", "$100 million", "-$100 million", "about $100 million"])
def test_what_a_number_cannot_be_does_not_support_it(text: str) -> None:
    of, million = matter(EVENT), Decimal(10) ** 6
    (mention,) = read(of_plain(f"It came to {text}."), of.lexicon)
    measured = next(claim for claim in of.claims if claim.nature is Nature.MEASURED)
    ends = [(Decimal(low) * million, Decimal(high) * million) for low in AMOUNTS for high in (low, low + 1)]
    said = [replace(measured, interval=Interval(*each)) for each in (*ends, *((-high, -low) for low, high in ends))]
    passed = [each for each in said if not can_be(mention, each)]
    assert bool(passed) is not mention.approximate
    for each in passed:
        verdicts = {
            held_against(mention, mirrored(mention, each), of.policy, vague=vague, computed=computed)
            for vague in (False, True)
            for computed in (False, True)
        }
        assert Verdict.SUPPORTED not in verdicts


@pytest.mark.parametrize("text", ["$100 million to $120 million", "more than $100 million", "about half of it"])
def test_nothing_is_far_from_what_is_no_point(text: str) -> None:
    of = matter(EVENT)
    (mention,) = read(of_plain(f"It came to {text}."), of.lexicon)
    units = [*of.by_unit]
    assert [*of.nearness.near(mention, units)] == [claim for unit in units for claim in of.by_unit[unit]]


def test_claims_with_the_same_ends_are_found_by_them() -> None:
    of = matter(EVENT)
    found = [claim for claims in of.nearness.same.values() for claim in claims]
    assert sorted(map(id, found)) == sorted(map(id, of.claims))
    assert all(ends == (c.interval.low, c.interval.high) for ends, claims in of.nearness.same.items() for c in claims)


@pytest.mark.parametrize(
    ("figure", "text", "verdict"),
    [
        ("0.17", "0.2%", Verdict.QUALIFIER),
        ("0.27", "0.3%", Verdict.QUALIFIER),
        ("0.24", "0.3%", Verdict.OUTSIDE),
        ("0.31", "0.4%", Verdict.OUTSIDE),
        ("3.6", "4%", Verdict.OUTSIDE),
    ],
)
def test_a_percentage_may_lose_its_second_decimal_however_small_it_is(figure: str, text: str, verdict: Verdict) -> None:
    of = matter(EVENT)
    (mention,) = read(of_plain(f"It fell {text}."), of.lexicon)
    value = Decimal(figure)
    assert held_against(mention, Interval(value, value), of.policy, vague=False) is verdict
