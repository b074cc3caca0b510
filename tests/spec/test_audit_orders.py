"""What a text says of several figures without a number: the most of all, one beyond another, all of them one way."""

from __future__ import annotations

import pytest

from support.audits import flagged
from support.foreign import foreign_matter

TABLE = """
en-hundredk # # Ether rose 0.7%, Solana fell 0.9%, XRP fell 6.2%. XRP was the day's worst performer.
en-hundredk # best performer # Ether rose 0.7%, Solana fell 0.9%, XRP fell 6.2%. XRP was the day's best performer.
en-hundredk # # CoinGlass: Binance handled the most, $411 million; OKX followed with $278 million.
en-hundredk # handled the least # CoinGlass: Binance handled the least, $411 million; OKX came next with $278 million.
en-hundredk # # Ether rose 0.7%, Solana fell 0.9%, XRP fell 6.2%. The three went their separate ways.
en-hundredk # All of the majors gained # Ether rose 0.7%, Solana fell 0.9%, XRP fell 6.2%. All of the majors gained.
en-hundredk # # Ether outperformed Solana: it gained 0.7% while Solana slipped 0.9%.
en-hundredk # outperformed Ether # Solana outperformed Ether: it slipped 0.9% while Ether gained 0.7%.
en-hundredk # # XRP fell far more than Solana: it lost 6.2%, Solana lost 0.9%.
en-hundredk # fell far more than XRP # Solana fell far more than XRP: it lost 0.9%, XRP lost 6.2%.
en-relief # # Tesla jumped 22.7%, Nvidia 18.7%, Apple 15.3%. Microsoft's 10.1% was the smallest gain of all.
en-relief # largest gain # Tesla jumped 22.7%, Nvidia 18.7%, Apple 15.3%. Microsoft's 10.1% was the largest gain of all.
en-relief # # Apple's 15.3% was its largest gain in 27 years; Tesla rose 22.7%.
en-relief # # Tesla led the group with a 22.7% leap, ahead of Nvidia's 18.7%.
en-relief # ahead of Tesla # Nvidia led the group with a 18.7% leap, ahead of Tesla's 22.7%.
en-relief # # Both rose: United by 26.1%, Delta by 23.4%.
en-relief # Neither rose # Neither rose: United 26.1%, Delta 23.4%.
en-etfweekly # # SoSoValue: Friday was the strongest of the days, $985.1 million; Wednesday had $675.8 million.
en-etfweekly # weakest of the days # SoSoValue: Friday was the weakest of the days, $985.1 million; Thursday, $627.2m.
zh-zaobao # # SOL涨9.6%，XRP涨7.1%，狗狗币涨11.5%，三者中XRP涨幅最小。
zh-zaobao # 涨幅最大 # SOL涨9.6%，XRP涨7.1%，狗狗币涨11.5%，三者中XRP涨幅最大。
zh-zaobao # # 山寨币普涨：SOL涨9.6%，XRP涨7.1%。
zh-zaobao # 涨跌不一 # 山寨币涨跌不一：SOL涨9.6%，XRP涨7.1%。
zh-zaobao # # CoinGlass数据显示，以太坊爆仓3.89亿美元，居各币种之首，比特币爆仓1.39亿美元。
zh-zaobao # 居首 # CoinGlass：比特币爆仓1.39亿美元，居首，以太坊3.89亿美元。
zh-zaobao # # XRP涨7.1%，跑输涨9.6%的SOL。
en-emfx # # The rand put on 0.6% to 17.71, the best of the bunch; the won lost 0.5%.
en-emfx # worst of the bunch # The rand put on 0.6% to 17.71, the worst of the bunch; the won lost 0.5%.
en-softs # # Cotton fell 0.7%, the mildest of the day's declines; robusta fell 1.6%.
en-softs # steepest of the day's declines # Cotton fell 0.7%, the steepest of the day's declines; robusta fell 1.6%.
en-relief # # The fear gauge deflated. Shares rose.
en-relief # fear gauge exploded # The fear gauge exploded. Shares rose.
en-relief # topped them all # Tesla jumped 22.7%, Nvidia 18.7%, Apple 15.3%. Microsoft topped them all with 10.1%.
en-softs # star # Cotton fell 0.7%, robusta 1.6%; raw sugar rose 1.2%. Robusta was the star of the complex.
zh-loushi # # 国家统计局：深圳二手住宅价格跌0.5%，跌得最少，北京跌0.8%，跌得最多。
zh-loushi # 跌得最多 # 国家统计局：二手房一线城市环比下降0.7%，深圳跌0.5%，跌得最多。
"""
ROWS = [tuple(part.strip() for part in line.split("#", 2)) for line in TABLE.splitlines() if line]


@pytest.mark.parametrize(("event", "wrong", "text"), ROWS)
def test_an_order_is_that_of_the_figures_beside_it(event: str, wrong: str, text: str) -> None:
    found = [words for words, verdict in flagged(text, foreign_matter(event)) if verdict in {"word", "sign"}]
    assert found == ([wrong] if wrong else [])
