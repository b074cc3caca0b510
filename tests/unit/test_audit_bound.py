"""Numbers that are bound to their figures: each is held against its own, in every facet (STORY.md 5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.audit.bound import Span, audit_bound
from narrator.reading.documents import of_markdown
from support.audits import matter_for
from support.events import write_workspace

if TYPE_CHECKING:
    from narrator.audit.matter import Matter

MARK = re.compile(r"\{([a-z_.]+)\|([^}]*)\}")
RECORDS = """event:
  id: e
  status: ready
  published: 2026-03-03 09:00
  timezone: UTC
  days: 2026-03-02 to 2026-03-03
  assets: BTC, ETH
  main: liquidations.total
  default_window: 24h to 2026-03-03 08:00
liquidations:
  total:
    said:
      tracker_a: $212 million
      tracker_b: $238 million
    circulating:
      chatter: $310 million
  longs:
    side: long
    said:
      tracker_a: more than $195 million
    accounts:
      said:
        tracker_a: 98,000-120,000 accounts
flows:
  btc_etf:
    asset: BTC
    window: 2026-03-02
    said:
      issuer_table: inflow 8,100 BTC = $710 million
  btc_week:
    asset: BTC
    cumulative: yes
    window: week to 2026-03-01
    said:
      issuer_table: outflow $394.7 million
  btc_quarter:
    asset: BTC
    window: 2025-Q3
    said:
      issuer_table: inflow $9 billion
  btc_half:
    asset: BTC
    window: 2025-Q3 to 2025-Q4
    said:
      issuer_table: inflow $19 billion
  eth_since:
    asset: ETH
    window: since 2025-10-11
    said:
      issuer_table: outflow $3 billion
  onto:
    asset: ETH
    venue: Kraken
    window: 30m
    said:
      issuer_table: inflow $20 million
prices:
  btc:
    asset: BTC
    said:
      market data: up 3%
    close:
      said:
        market data: about $91,240
    high:
      said:
        market data: $93,000
    broke:
      said:
        market data: below $85,000
positions:
  oi:
    what: open interest
    asset: BTC
    window: 2026-03-03
    estimated:
      tracker_a: $60 billion
  funding:
    what: funding
    asset: BTC
    window: 2026-03-03
    said:
      tracker_a: -0.0031%
  aside:
    what: volume
    asset: ETH
    window: not stated
    said:
      tracker_a: $7 billion
macro:
  rate:
    what: change in the policy rate
    said:
      issuer_table: none
  cpi:
    what: consumer prices
    window: month 2026-02
    said:
      issuer_table: 2.9%
    forecast:
      tracker_c: 2.7%
sentiment:
  fgi:
    said:
      market data: from 21 to 42
outlook:
  watch:
    price:
      figure: prices.btc
      trigger: below $84,000
"""
RIGHT = {
    "a range": "{liquidations.total|$212 million to $238 million} was liquidated.",
    "between": "Liquidations came to {liquidations.total|between $212 million and $238 million}.",
    "compact": "Liquidations came to {liquidations.total|$212–238 million}.",
    "the floor": "# {liquidations.total|At least $212M} of crypto positions liquidated",
    "a headline": "# {liquidations.total|$212M-$238M} of crypto positions liquidated",
    "a bound": "Longs came to {liquidations.longs|more than $195 million}.",
    "a count": "It hit {liquidations.longs.accounts|98,000 to 120,000 accounts}.",
    "a count whose noun stands before it": "The accounts hit numbered {liquidations.longs.accounts|98,000 to 120,000}.",
    "who says which end": "Tracker A counts {liquidations.total|$212 million}.",
    "a value beside": "Another value, {liquidations.total|$310 million}, circulates.",
    "a value beside in a table": "| All | {liquidations.total|$212 million to $238 million} (also "
    "{liquidations.total|$310 million}) | disputed |",
    "a direction in the phrase": "The funds had {flows.btc_week|net outflows of $394.7 million}.",
    "a direction in the verb": "The funds took in {flows.btc_etf|$710 million}, or {flows.btc_etf.coins|8,100 BTC}.",
    "a high": "Bitcoin went as high as {prices.btc.high|$93,000}.",
    "a level": "It fell {prices.btc.broke|below $85,000}.",
    "about": "It closed at {prices.btc.close|about $91,240}.",
    "an estimate": "Open interest is {positions.oi|an estimated $60 billion}.",
    "an estimate in its row": "| Open interest | {positions.oi|$60 billion} | estimate |",
    "another nature beside": "Prices rose {macro.cpi|2.9%}; Tracker C had forecast {macro.cpi|2.7%}.",
    "two ends of a change": "The index rose from {sentiment.fgi.from|21} to {sentiment.fgi|42}.",
    "its day": "The funds took in {flows.btc_etf|$710 million} on March 2.",
    "its week": "The funds lost {flows.btc_week|$394.7 million} in the week to March 1.",
    "below zero": "Funding stood at {positions.funding|minus 0.0031%}.",
    "zero": "The change in the policy rate came to {macro.rate|zero}.",
    "two windows": "The funds took in {flows.btc_etf|$710 million} on March 2, after net outflows of "
    "{flows.btc_week|$394.7 million} in the week to March 1.",
    "two windows, the other first": "After {flows.btc_week|net outflows of $394.7 million} in the week to March 1, the "
    "funds took in {flows.btc_etf|$710 million} on March 2.",
    "two windows with and": "The funds took in {flows.btc_etf|$710 million} on March 2 and open interest was an "
    "estimated {positions.oi|$60 billion} on March 3.",
    "one window of two": "Longs came to {liquidations.longs|more than $195 million} of "
    "{liquidations.total|$212 million to $238 million} in the 24 hours to 08:00 UTC on March 3.",
    "a threshold of the outlook": "Watch for Bitcoin below $84,000.",
    "a number that counts what was said": "Of the two, {liquidations.longs|more than $195 million} was long.",
}
WRONG = {
    "value": ("{liquidations.total|$212 million to $348 million} was liquidated.", "outside"),
    "an end of it": ("Some {liquidations.total|$225 million} was liquidated.", "overprecise"),
    "magnitude": ("{liquidations.total|$212 billion to $238 billion} was liquidated.", "outside"),
    "floor": ("# {liquidations.total|At least $238M} of crypto positions liquidated", "qualifier"),
    "bound dropped": ("Longs came to {liquidations.longs|$195 million}.", "qualifier"),
    "bound turned round": ("Longs came to {liquidations.longs|less than $195 million}.", "qualifier"),
    "bound made up": ("More than {flows.btc_etf|$710 million} came in.", "qualifier"),
    "at least of a point": ("The funds took in {flows.btc_etf|at least $710 million}.", "qualifier"),
    "at most of a range": ("It was {liquidations.total|at most $238 million}.", "qualifier"),
    "bound of a range": ("More than {liquidations.total|$212 million to $238 million} was liquidated.", "qualifier"),
    "bound of a flow": ("It was at most {flows.btc_etf|net inflows of $710 million}.", "qualifier"),
    "bound of about": ("It closed at more than {prices.btc.close|about $91,240}.", "qualifier"),
    "about dropped": ("It closed at {prices.btc.close|$91,240}.", "qualifier"),
    "unit": ("It hit {liquidations.longs.accounts|$98,000 to $120,000}.", "unit"),
    "a count without a noun": ("It hit {liquidations.longs.accounts|98,000 to 120,000}.", "unit"),
    "another noun": ("It hit {liquidations.longs.accounts|98,000 to 120,000 exchanges}.", "unit"),
    "inflow for outflow": ("The funds had net inflows of {flows.btc_week|$394.7 million}.", "sign"),
    "outflow for inflow": ("The funds lost {flows.btc_etf|$710 million}.", "sign"),
    "in the phrase": ("The funds had {flows.btc_etf|net outflows of $710 million}.", "sign"),
    "fall for rise": ("Bitcoin fell {prices.btc|3%}.", "sign"),
    "fall for rise in a table": ("| Bitcoin, move | {prices.btc|down 3%} | market data |", "sign"),
    "above for below": ("It rose {prices.btc.broke|above $85,000}.", "sign"),
    "an index": ("The index fell to {sentiment.fgi|42}.", "sign"),
    "an estimate as a fact": ("Open interest is {positions.oi|$60 billion}.", "as_fact"),
    "a forecast as a fact": ("Prices rose {macro.cpi|2.9%}; Tracker C has {macro.cpi|2.7%}.", "as_fact"),
    "a value beside as its own": ("{liquidations.total|$310 million} was liquidated.", "outside"),
    "another day": ("The funds took in {flows.btc_etf|$710 million} on March 1.", "date"),
    "another week": ("The funds lost {flows.btc_week|$394.7 million} in the week to Feb. 28.", "date"),
    "a week of a day": ("The funds took in {flows.btc_etf|$710 million} in a week.", "date"),
    "a day of a month": ("Consumer prices rose {macro.cpi|2.9%} on March 2.", "date"),
    "a day of no window": ("Volume came to {positions.aside|$7 billion} on March 3.", "date"),
    "another hour's day": ("It came to {liquidations.total|$212–238 million} in the 24 hours to March 2.", "date"),
    "minus dropped": ("Funding stood at {positions.funding|0.0031%}.", "outside"),
    "minus made up": ("Prices rose {macro.cpi|minus 2.9%}.", "sign"),
    "zero made up": ("Prices rose {macro.cpi|zero}.", "unsupported"),
    "another length": ("{liquidations.total|$212 million to $238 million} was liquidated within 48 hours.", "date"),
    "another row": ("| Flow | {flows.btc_etf|net inflows of $710 million} | in the week to March 1 |", "date"),
    "no figure": ("Some $212 million was liquidated.", "unsupported"),
    "no figure in words": ("Half a billion dollars was liquidated.", "unsupported"),
    "another threshold": ("Watch for Bitcoin below $83,000.", "unsupported"),
    "nothing to read": ("Longs came to {liquidations.longs|plenty}.", "unsupported"),
}  # fmt: skip


@pytest.fixture(scope="module")
def matter(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    root = write_workspace(tmp_path_factory.mktemp("bound"), RECORDS)
    desk = pipeline.open_desk(config.load(root)[0])
    found = pipeline.examine(root / "data" / "events" / "e.yaml", desk)
    assert [problem for problem in found.problems if problem.is_error] == []
    return matter_for(found, desk)


def judged(text: str, against: Matter) -> list[str]:
    """The verdicts on a text in which `{figure.id|phrase}` is a bound number."""
    spans, plain, end = [], "", 0
    for match in MARK.finditer(text):
        plain += text[end : match.start()]
        spans.append(Span(1, len(plain) + 1, match[1], match[2]))
        plain, end = plain + match[2], match.end()
    found = audit_bound(of_markdown(plain + text[end:]), against, spans)
    return [finding.verdict.value for finding in found]


SAID = "The funds took in {flows.btc_quarter|$9 billion} in {}, the issuer table says."
HALF = "The funds took in {flows.btc_half|$19 billion} from the {} quarter to the {} quarter of 2025, a table says."
SINCE = "The Ether funds had net outflows of {flows.eth_since|$3 billion} since {}, the issuer table says."
FAST = "Kraken took in {flows.onto|$20 million} of Ether within {}, the issuer table says."


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (SAID, ("the third quarter of 2025",), ("the second quarter of 2025",)),
        (SAID, ("Q3 2025",), ("Q4 2025",)),
        (SAID, ("the third quarter",), ("the first quarter",)),
        (HALF, ("third", "fourth"), ("second", "fourth")),
        (HALF, ("third", "fourth"), ("third", "third")),
        (SINCE, ("Oct. 11, 2025",), ("Nov. 11, 2025",)),
        (FAST, ("30 minutes",), ("40 minutes",)),
    ],
)
def test_windows_of_quarters_minutes_and_since_a_date_are_held(
    text: str, right: tuple[str, ...], wrong: tuple[str, ...], matter: Matter
) -> None:
    parts = text.split("{}")
    right_text, wrong_text = (
        "".join(part + word for part, word in zip(parts, (*words, ""), strict=True)) for words in (right, wrong)
    )
    assert judged(right_text, matter) == []
    assert judged(wrong_text, matter) == ["date"]


@pytest.mark.parametrize("what", RIGHT)
def test_what_is_right_passes(what: str, matter: Matter) -> None:
    assert judged(RIGHT[what], matter) == []


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_found(what: str, matter: Matter) -> None:
    text, verdict = WRONG[what]
    assert judged(text, matter) == [verdict]
