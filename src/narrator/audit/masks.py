"""Digits that are no figures: dates, times, windows, numbers of lists, pages and notes, addresses, names.

Patterns stand under what they begin with: a letter, a digit, a sign or a Chinese character. They are tried in order,
each is bounded. A number that goes on as a quantity (`March 400 million`) is none of them.
"""

from __future__ import annotations

from narrator.audit.spellings import TABLE, listed

_MONTH = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
MONTH = f"(?:{_MONTH}|{_MONTH.upper()})"
NO_QUANTITY = (
    r"(?![0-9%％]|[.,][0-9]|[ \n-]?(?:x\b|[KMBTkmb]\b|[万亿]"
    r"|(?i:hundred|thousand|[mbtr]+illion|per ?cent|points?|basis|bps|bn|dollars?)\b))"
)
DAY = rf"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?{NO_QUANTITY}"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
TO = r"(?: ?[-–—~/] ?|[ \n](?:to|and|through|until|or)[ \n])"
HAN_TO, HAN_MONTH, HAN_DAY = r"[至到~～–-]", r"[01]?[0-9]月", r"[0-3]?[0-9][日号](?![元圆])"
ZONE = r"(?: ?(?:(?:UTC|GMT)(?: ?[-+−–±][0-9]{1,2}(?::?[0-9]{2})?)?|Z\b|(?:E|C|P|HK|B|SG|J)[SDE]?T\b))?"
HALF_DAY = r" ?(?:[ap]\.m\.|[AaPp][Mm]\b|o['’]clock\b)"
SPAN = (
    r"(?i:(?:(?:trading|calendar|business|straight|consecutive|full|more)[ \n])?"
    r"(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|night|week|month|quarter|year|decade|session)s?)\b"
)
_LABEL = (
    r"[Ff]ig(?:ure|\.)|[Tt]able|[Cc]hart|[Ss]ection|[Pp]ages?|[Pp]p?\.|[Nn]o\.|[Ff]ootnote|[Aa]ppendix|[Ss]tep"
    r"|[Vv](?=\d)|Chapter|Part|Note|Article|Rule|Issue|Version|Round|Phase|Week|Day|(?:week|day)(?=[ \n][0-9]{1,2}:)"
)
_NUMBERED = rf"[0-9]{{1,4}}(?:\.[0-9]{{1,3}})*(?:[-–][0-9]{{1,4}})?{NO_QUANTITY}(?![A-Za-z])"
_SEE = r"(?:(?<=\()see|See|[Cc]f\.)[ \n](?:also[ \n])?"
_SAID = r"(?=[),.;:]|\Z|[ \n](?:and|or|for|on|above|below|shows?)\b)"
_AND_MORE = rf"(?:(?:,|,?[ \n](?:and|or|to))[ \n][0-9]{{1,2}}\.[0-9]{{1,2}}{NO_QUANTITY}{_SAID})*"
"""What goes on about sections: see 3.1 and 4.2."""

SECTION = (
    r"(?:\A|(?<=\n\n))[1-9][0-9]?(?:\.[1-9][0-9]?){1,3}\.?(?=[ \n](?!(?:Bitcoins?|Ethers?|Ethereum|Solana|Points?"
    r"|Percent\w*|Dollars?|Times)\b)[A-Z][a-z]++[^\n.!?|]{0,120}(?:\n\n|\Z))"
    r"|(?:\A|(?<=\n\n))[1-9][0-9]?(?:\.[1-9][0-9]?){1,3}"
    r"(?=[ 、]?(?![个点倍成折枚万亿兆元美港欧英韩年月日])[\u4e00-\u9fff]"
    r"[^\n。！？|]{0,60}(?:\n\n|\Z))"
)
"""The number of a section, before its heading: 3.1 Liquidations."""

LETTER = {
    "link": r"(?:https?://|www\.)[^\s<>\"”’）)】]+",
    "date": (
        rf"{MONTH}[ \n]{DAY}(?:{TO}(?:{MONTH}[ \n])?{DAY})?(?:,?[ \n]{YEAR})?|{MONTH},?[ \n](?:of[ \n])?{YEAR}"
        rf"|(?:Q[1-4]|H[12])\b(?:[ \n](?:of[ \n])?{YEAR}| ?['’][0-9]{{2}}\b)?"
        rf"|FY ?(?:{YEAR}|[0-9]{{2}}\b)(?:[-–/][0-9]{{2,4}}\b)?"
    ),
    "time": r"(?:UTC|GMT) ?[-+−–±][0-9]{1,2}(?::?[0-9]{2})?",
    "label": rf"(?:(?:{_LABEL}|[Ss]ections)[ \n]?#?{_NUMBERED}|{_SEE}{_NUMBERED}{_SAID})"
    rf"{_AND_MORE}",
}
DIGIT = {
    "link": r"0x[0-9a-fA-F]{3,}(?:(?:…+|\.{2,6})[0-9a-fA-F]{2,})?",
    "date": (
        r"[12][0-9]{3}[-/.][01]?[0-9][-/.][0-3]?[0-9](?![0-9])(?:T[0-9:.]{4,15}(?:Z|[-+][0-9]{2}:?[0-9]{2})?)?"
        rf"|[0-3]?[0-9][-/.][0-3]?[0-9][-/.]{YEAR}|(?:19|20)[0-9]{{2}}-(?:0[1-9]|1[0-2])(?![-0-9.,])"
        rf"|{DAY}(?:{TO}{DAY})?[ \n-](?:of[ \n])?{MONTH}(?![a-z])(?:,?[ \n]{YEAR})?"
        rf"|[1-4]Q ?(?:{YEAR}|[0-9]{{2}}\b)|[12]H ?[0-9]{{2}}\b"
        r"|(?:(?<=since )|(?<=after )|(?<=before )|(?<=until )|(?<=on )|(?<=the ))(?:1[0-2]/[0-3]?[0-9]|[1-9]/[1-3]\d)"
        rf"(?!/)(?![ \n](?:of|odds|split|chance)\b){NO_QUANTITY}|(?<![£$€¥.\d])(?:1[0-2]|[1-9])·[0-3]?\d{NO_QUANTITY}"
        rf"|[12][0-9]{{3}}年(?:{HAN_MONTH}(?:{HAN_DAY})?)?(?:{HAN_TO}(?:[0-9]{{4}}年)?(?:{HAN_MONTH})?(?:{HAN_DAY})?)?"
        rf"|{HAN_MONTH}(?:份|{HAN_DAY})?(?:{HAN_TO}(?:{HAN_MONTH})?{HAN_DAY})?|{HAN_DAY}(?:{HAN_TO}{HAN_DAY})?"
    ),
    "time": (
        rf"(?:2[0-4]|[01]?[0-9]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:])(?:{HALF_DAY})?{ZONE}"
        rf"|(?:1[0-2]|0?[1-9]){HALF_DAY}{ZONE}"
        r"|[0-2]?[0-9](?:时(?:[0-5]?[0-9]分)?|点(?:[0-5]?[0-9]分|钟|半|整))"
    ),
    "span": (
        rf"(?<![$€£¥0-9.,])[0-9]{{1,4}}(?:\.[0-9])?(?:{TO}[0-9]{{1,4}})?(?:[ \n-]?{SPAN}|[hd]\b"
        r"|个?(?:小时|分钟|秒|天|周|个月|季度|交易日|年)|日内)|24/7"
    ),
    "label": (
        rf"[0-9]{{1,3}}(?:st|nd|rd|th)\b|{SECTION}|(?:(?:\A|(?<=\n))[0-9]{{1,2}}/(?:[0-9]{{1,2}})?"
        r"|(?:\A|(?<=\n\n))(?:[0-9]{1,2}[.)、]|[0-9] [-–—]))(?=[ \n](?:[\"“(]?[A-Z\u4e00-\u9fff]|[$€£¥]))"
    ),
}
SIGN = {
    "mark": r"(?<=[A-Za-z.,;:)”\"%\u4e00-\u9fff])[¹²³⁰-⁹]{1,3}|\[[0-9]{1,3}(?:[,–-] ?[0-9]{1,3})*\]" + NO_QUANTITY,
    "label": rf"#{_NUMBERED}",
}
_PART = r"[0-9]{1,2}\.[0-9]{1,2}"
CHINESE = {
    "label": rf"见 ?{_PART}(?:[、和及] ?{_PART})*(?=节|[)）。，；])"
    rf"|(?:第|(?<![\u4e00-\u9fff])[图表注]) ?{_NUMBERED}[期页号章节]?"
}
_ENDED = r"(?![A-Za-z0-9])(?! ?(?:点|to\b|[-–] ?[0-9]))" + NO_QUANTITY
NAMES = {
    "letter": r"(?<![A-Za-z0-9$€£¥.,])(?:(?:S&P|Nasdaq|NASDAQ|Russell|FTSE|Nikkei|CAC|DAX|Stoxx|STOXX|KOSPI|CSI)[ -]"
    r"(?:[1-6]00|[1-3]000|225|250|350|[3-5]0)|(?:ERC|EIP|BIP|ISO|COVID|Covid)-?\d{1,5}|(?:Web|Layer[ -]|L)[0-3]s?"
    rf"|Web ?3\.0|G(?:7|8|10|20)|P2P|B2[BC]|C2C|Y2K|USD1|F2Pool|RSI ?\([0-9]{{1,2}}\)){_ENDED}",
    "digit": rf"(?<![A-Za-z0-9$€£¥.,])(?:2FA|4G|5G|3AC|1inch|0x|10-[KQ]|8-K|6-K|13[DFG]|401\(k\)|1-2 punch){_ENDED}|"
    r"(?:(?:(?<=沪深)|(?<=[中上深北]证)|(?<=科创)|(?<=业板)|(?<=纳指)|(?<=达克)|(?<=标普)|(?<=日经)|(?<=富时))"
    r"(?:50|100|180|225|300|500)|(?<=中证)[12]000|(?<=罗素)[123]000)(?! ?[点只倍个0-9.,%％万亿])",
}
"""Names with digits that every desk writes: indices, standards, layers, tokens, forms."""
KINDS = frozenset({"name", *LETTER, *DIGIT, *SIGN, *CHINESE})
STARTS = frozenset(listed(TABLE["lists"]["masked"]))
"""The first words, in small letters, of what begins with a letter."""

BEFORE_YEAR = listed(TABLE["lists"]["before_year"])
"""Words after which four digits alone are a year."""
