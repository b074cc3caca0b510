"""Whose phrase is offered in the place of a slip: that of the figure which its clause means, or none.

What a clause says of subject, side, way, time, source, unit and nature decides; the number only among those left. Each
row is an event, a sentence with one slip, and the figure meant; "-" where the records have none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator.gate.mending import instruction, phrases
from narrator.gate.several import heard
from narrator.reading.documents import of_markdown
from support.audits import findings, matter_for
from support.briefs import case, desk
from support.foreign import foreign_matter

if TYPE_CHECKING:
    from narrator.audit.matter import Matter

SQUEEZE, CASCADE = "2026-01-07-short-squeeze", "2026-01-29-long-cascade"
TABLE = f"""
{SQUEEZE} | The funds took in $493 million from Jan. 2 to Jan. 7, according to Farside. | flows.btc_etf_window
{SQUEEZE} | Bitcoin funds took in $487 million on Jan. 2, according to Farside. | flows.btc_etf
{SQUEEZE} | Bitcoin funds lost $474 million on Jan. 7, according to Farside. | flows.btc_etf_after
{SQUEEZE} | CoinGlass counted liquidations of about $477 million on Jan. 6. | liquidations.total_day
{SQUEEZE} | Bitcoin rose 5.4% from Jan. 2 to Jan. 7. | prices.btc
{SQUEEZE} | Bitcoin fell 0.9% on Jan. 6. | prices.btc_tuesday
{SQUEEZE} | Ether rose 2.9% from Jan. 2 to Jan. 7. | prices.eth
{SQUEEZE} | Discover rose 4.9%. | -
{CASCADE} | Bitcoin fell 5.8% from Jan. 15 to Jan. 28. | prices.btc_before
{CASCADE} | CoinGlass counted $932 million of liquidated shorts by 07:28. | liquidations.shorts
{CASCADE} | Microsoft fell about 9.6% on Jan. 29, Reuters reported. | prices.msft
{CASCADE} | The Dow fell 0.1% on Jan. 29. | prices.dow
en-deeprout | Discover fell 17.4%. | -
en-deeprout | Oracle fell 17.1%. | prices.oracle
en-capexnight | Alphabet expects capital spending of $71 billion to $72 billion this year. | macro.googl_capex
en-capexnight | Meta plans capital spending of $92 billion this year. | macro.meta_capex
en-results | IBM expects earnings of $0.58 a share. | -
en-etfweekly | BlackRock's ETHA took in $1.85 billion, by SoSoValue's count. | flows.etha
en-etfweekly | The Bitcoin funds lost $975 million in the week to Sept. 26, by SoSoValue's count. | flows.btc_before
en-etfweekly | The Bitcoin funds took in $640 million on Oct. 1, by SoSoValue's count. | flows.btc_wednesday
en-etfweekly | Grayscale's GBTC lost $212 million, by SoSoValue's count. | flows.gbtc
day | Fidelity's fund took in $15.4 million, according to Farside. | -
day | BlackRock's iShares Bitcoin Trust took in $205 million, according to Farside. | flows.ibit
day | CoinGlass counted $673 million of Ether liquidations. | liquidations.eth
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


def against(event: str) -> Matter:
    return matter_for(case(event), desk()) if event[0].isdigit() else foreign_matter(event)


@pytest.mark.parametrize(("event", "sentence", "meant"), ROWS)
def test_an_offer_is_of_the_figure_that_the_clause_means(event: str, sentence: str, meant: str) -> None:
    (first, *_) = (found for found in findings(sentence, against(event)) if not found.verdict.is_sound)
    assert (first.meant or "-") == meant
    if meant == "-":
        assert len(re.findall(r"[\w.]+ \((?:denied by|not in|of another)[^)]*\)", first.reason)) == 3


def test_what_is_pasted_is_a_phrase_of_the_figure_meant() -> None:
    text = "The funds took in $493 million from Jan. 2 to Jan. 7, according to Farside."
    (one,) = (each for each in heard(of_markdown(text), [case(SQUEEZE)], desk()) if each.remark.severity)
    offered = phrases(one, desk())
    assert offered
    assert all("439.2 million" in phrase and "outflow" not in phrase for phrase in offered[:2])


def test_a_right_number_of_another_day_is_not_turned_round_but_replaced() -> None:
    (one, *_) = (
        each
        for each in heard(of_markdown("Bitcoin fell 0.9% on Jan. 6."), [case(SQUEEZE)], desk())
        if each.remark.severity
    )
    assert instruction(one, desk()) == "Write “down 0.2%” in place of “0.9%”."
