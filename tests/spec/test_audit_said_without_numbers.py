"""What a text denies, sets against a forecast or puts in order, where a number is right or none stands there."""

from __future__ import annotations

import pytest

from support.audits import flagged
from support.foreign import foreign_matter

TABLE = """
en-gasbuild # # Exports of liquefied gas did not fall, Refinitiv says.
en-gasbuild # Exports of liquefied gas fell # Exports of liquefied gas fell again, Refinitiv says.
en-gasbuild # Natural gas did not fall # Natural gas did not fall.
en-gasbuild # natural gas futures edged up # U.S. natural gas futures edged up on Thursday.
en-gasbuild # # The injection into storage topped forecasts.
en-gasbuild # misses forecasts # The injection into storage misses forecasts.
en-gasbuild # # The injection came to 33 bcf, smaller than last year's 58 bcf.
en-gasbuild # larger than last year's # The injection was 33 bcf, larger than last year's 58 bcf.
en-etherdebut # # Farside: Fidelity took $71.3 million, BlackRock $266.5 million. BlackRock came first.
en-etherdebut # came first # Farside: Fidelity took $71.3 million, BlackRock $266.5 million. Fidelity came first.
en-etherdebut # # Grayscale's Mini charges 0.15%, less than anybody else, and BlackRock 0.25%.
en-etherdebut # more than anybody else # Grayscale's Mini charges 0.15%, more than anybody else, and BlackRock 0.25%.
en-emfx # # The rand put on 0.6% to 17.71 and was the strongest. The won lost 0.5%.
en-emfx # was the weakest # The rand put on 0.6% to 17.71 and was the weakest. The won lost 0.5%.
en-ripple # # The Block has XRP at a high of $0.87. It has since come back to $0.78.
en-ripple # $0.78 # The Block has XRP at a high of $0.87. It has since climbed on to $0.78.
en-ripple # # Sales on exchanges were not. The SEC may appeal.
en-ripple # Sales on exchanges were too # Sales on exchanges were too.
en-ripple # The SEC has appealed # The SEC has appealed.
en-ripple # longs # No other day this year was as costly for XRP longs.
en-ripple # Solana # XRP is behind only Bitcoin, Ether and Solana.
zh-gpuipo # # 摩尔线程首日暴涨逾四倍，涨幅为425.46%，上交所数据显示。
zh-gpuipo # # 总市值2822.52亿元，尚未站上3000亿元。
zh-gpuipo # 9.41%提高至11.06% # 张建中的直接持股由9.41%提高至11.06%。
zh-gpuipo # # 易方达获配383.73万股，比南方基金的350.83万股还多。
zh-gpuipo # 还少 # 易方达获配383.73万股，比南方基金的350.83万股还少。
"""
ROWS = [tuple(part.strip() for part in line.split("#", 2)) for line in TABLE.splitlines() if line]


@pytest.mark.parametrize(("event", "wrong", "text"), ROWS)
def test_what_is_said_without_a_number_is_held_against_the_records(event: str, wrong: str, text: str) -> None:
    found = [words for words, verdict in flagged(text, foreign_matter(event)) if verdict in {"word", "sign"}]
    assert found == ([wrong] if wrong else [])
