"""Traditional characters of market texts, each by its simplified form: the words of the audit and of most records."""

from __future__ import annotations

TRADITIONAL = (
    "億萬兩幾數據顯總額單倉強爆淨進達約餘貨資產負債漲減縮擴幣價買賣虧損盈獲點個賬戶帳為與間過將聯儲準備會計"
    "國際權證券業務開盤報領續轉運鏈網場錢質輪費機構當時從長貸際紐倫東歐韓陸灣亞協議員綜實現對幅雙邊較來歷"
    "圍繞預測認識關鍵參標體動盪態勢圖曉晝電華爾財務請飆銀鬆緊籌碼監測積極標誌創紀錄穩壓區檔調節貶獎勵龍頭風險"
)
SIMPLIFIED = (
    "亿万两几数据显总额单仓强爆净进达约余货资产负债涨减缩扩币价买卖亏损盈获点个账户账为与间过将联储准备会计"
    "国际权证券业务开盘报领续转运链网场钱质轮费机构当时从长贷际纽伦东欧韩陆湾亚协议员综实现对幅双边较来历"
    "围绕预测认识关键参标体动荡态势图晓昼电华尔财务请飙银松紧筹码监测积极标志创纪录稳压区档调节贬奖励龙头风险"
)
_SIMPLE = {ord(old): new for old, new in zip(TRADITIONAL, SIMPLIFIED, strict=True)}


def simplified(text: str) -> str:
    """A text of the same length with the simplified forms of these characters."""
    return text.translate(_SIMPLE)
