"""Words for quantities: shares, multiples, orders of magnitude, numbers spelled out (LANGUAGE.md 5 and 6.3).

Ordinals, "one" as a pronoun, halves of an hour and the idioms are no quantities.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from narrator.audit.han_numbers import han_value
from narrator.audit.multiples import is_multiple
from narrator.audit.numerals import CARDINAL, EXACT, SCALE, Atom, bounded, complete, power_of, value_of
from narrator.audit.spellings import (
    CARDINALS,
    COUNTED,
    HAN_DIGITS,
    HAN_SCALES,
    NO_DISCOUNT,
    SCALES,
    SPOKEN,
    listed,
    one_of,
)
from narrator.model.policy import MULTIPLE_BANDS, SHARE_BANDS
from narrator.model.quantity import INDEX, PERCENT, POINTS, TIMES, Interval

if TYPE_CHECKING:
    from narrator.audit.lexicon import Lexicon

_OF_IT = r"(?=[ \n](?:of|as|the|this|less|more|higher|lower|was|were|is|are|to|or|and)\b|\s?[.,;:()!?%]|\s?\Z)"
_NO_IDIOM = (
    r"(?!-|[ \n](?:an?[ \n])?(?:[mbtr]+illion|percent|point|hour|day|year|dozen|century|decade|time|way|past|mast)\b)"
)
_NO_TITLE = r"(?!-|[ \n](?:stake|leader|shareholder|owner))"
_LED = r"(?:(?<=than )|(?<=about )|(?<=over )|(?<=under )|(?<=nearly )|(?<=almost )|(?<=roughly )|(?<=least ))"
_NO_OTHER = r"(?!-|[ \n](?:an?[ \n])?(?:part(?:y|ies)|mile|inch|turn|hour|century|decade|point|time))"
_NO_SCALE = r"(?![ \n-](?:of[ \n]an?[ \n])?(?:[mb]illion|trillion))"
_NO_TIME = r"(?![ \n](?:the|this|that|last)?[ \n]?(?:time|day|night|week|month|year|way|session))"
BANDED = {
    "slightly more than half": r"(?:slightly|a[ \n]little|just)[ \n](?:more[ \n]than|over|above)[ \n]half\b"
    r"|略超过?(?:一半|半数)|略过半",
    "nearly all": rf"(?:nearly|almost|virtually|practically)[ \n]all\b{_NO_TIME}|几乎全部|几乎所有",
    "the vast majority": r"(?:vast|overwhelming)[ \n]majority\b|绝大多数|绝大部分",
    "a large majority": rf"(?:large|great|clear|big|strong)[ \n]majority\b|most[ \n]of\b{_NO_TIME}|大多数|大部分",
    "a majority": rf"majority\b{_NO_TITLE}|bulk[ \n]of\b|lion['’]s[ \n]share\b|过半|超过?(?:一半|半数)|大半"
    r"|多数(?!情况|时候|时间|人认为)",
    "less than half": rf"minority\b{_NO_TITLE}|不[到足](?:一半|半数)",
    "about three-quarters": rf"three[ \n-]quarters\b{_NO_SCALE}|四分之三",
    "about two-thirds": r"two[ \n-]thirds\b|三分之二",
    "about a third": rf"{_LED}an?[ \n]third\b{_NO_OTHER}|(?:an?|one)[ \n-]third\b{_OF_IT}|三分之一",
    "about a quarter": rf"{_LED}an?[ \n]quarter\b{_NO_OTHER}{_NO_SCALE}|(?:an?|one)[ \n-]quarter\b{_NO_SCALE}{_OF_IT}"
    "|四分之一",
    "about half": r"(?<!first )(?<!second )(?<!last )(?<!latter )(?<!other )half\b"
    + _NO_IDIOM
    + "|一半|半数|对折|半折",
    "roughly doubled": r"doubl(?:ed|ing)\b(?![ \n]down)|(?:double|twice)[ \n](?:as|the|its|their|that|what)\b|twofold\b"
    r"|大致翻倍|翻倍|翻番|翻了一[倍番]",
    "roughly halved": r"halved\b|(?:大致|近乎|几乎)减半|腰斩"
    r"|(?<![次块币励])减半(?!周期|行情|事件|[后前年日时]|叙事|预期|效应)",
    "little changed": r"little[ \n]changed\b|变化不大",
}
"""Words by the band of the policy that they claim; the narrower before the wider."""
_BANDS = SHARE_BANDS | MULTIPLE_BANDS | {"little changed": Interval(Decimal("-0.5"), Decimal("0.5"))}
BANDS = {word: _BANDS[word] for word in BANDED}
POINTS_OF = {"three-quarters": "75", "two-thirds": "66.67", "a third": "33.33", "a quarter": "25", "half": "50"}
POINTS_OF |= {"roughly doubled": "2", "roughly halved": "0.5"}

_NUMERAL = rf"(?:{CARDINAL}|(?:{SCALE}|dozen|ten)s?)(?![A-Za-z])"
_HUNDREDS = rf"(?:{CARDINAL})(?:[ \n-](?:{CARDINAL}))?[ \n-](?:hundred|dozen)"
_SPOKEN = (
    rf"[ \n-]point(?>(?:[ \n-](?:{one_of(SPOKEN)})(?![A-Za-z])){{1,24}})(?>(?:[ \n-](?:{SCALE})s?(?![A-Za-z])){{0,3}})"
)
_TENTHS = {"fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_IN = r"[ \n](?:in|out[ \n]of)(?:[ \n]every)?[ \n]"
_CENTS = r"[ \n-]cents?[ \n](?:of|on|in|out[ \n]of|from)[ \n](?:each|every|the|a)[ \n]dollar\b"
_HAN = r"零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟兆"
_MONEY = r" ?(?:美元|美金|元|枚|人民币|欧元|英镑|日元|港元|韩元)"
_COUNTED = "|".join(word for word in COUNTED if not word.isascii())
_POINT = r"(?:percentage[ \n-])?point"
PATTERNS = {
    "figures": rf"(?:{CARDINAL})-(?:figure|digit)s?\b|(?:single|double|triple)[ -]digits?\b"
    rf"|(?:(?<=low )|(?<=mid )|(?<=mid-)|(?<=high ))(?:{CARDINAL})[ -]figures\b"
    r"|(?:(?<=to )|(?<=into )|(?<=reached )|(?<=hit )|(?<=topped )|(?<=in ))"
    r"(?:six|seven|eight|nine|ten|eleven|twelve)[ -]figures\b(?![ \n](?:of|here|above|below|in))"
    r"|multi-?(?:million|billion|trillion)\b|[一二三四五六七八九十]{1,2}位数",
    "several": rf"(?:several|a[ \n]few|some|many)[ \n](?:dozen|(?:(?:hundred|ten)[ \n-])?(?:{SCALE}))(?![A-Za-z])",
    "half": rf"(?:(?:{CARDINAL})[ \n]and[ \n]a[ \n])?half(?:[ \n-]an?)?[ \n-](?:[mb]illion|trillion|percent|{_POINT})"
    rf"(?![A-Za-z])|(?:a[ \n])?quarter[ \n-]{_POINT}\b"
    r"|(?:(?:a[ \n])?quarter|three[ \n-]quarters)[ \n-](?:of[ \n]an?[ \n])?(?:[mb]illion|trillion)\b",
    "portion": rf"(?:(?:an?|one)[ \n-](?:{one_of(_TENTHS)})\b{_OF_IT}|(?:{CARDINAL})[ \n-](?:{one_of(_TENTHS)})s\b)"
    r"|\d{1,2}/\d{1,2}(?=[ \n]of\b|的)"
    rf"|(?:(?:{CARDINAL})(?:[ -](?:{CARDINAL}))?|\d{{1,2}}){_CENTS}"
    rf"|(?:{CARDINAL}|\d{{1,2}}){_IN}(?:{CARDINAL}|\d{{1,3}})"
    rf"(?![A-Za-z0-9:/]|[.,][0-9]|[ \n-](?:{SCALE}|hour|day|week|month|year))"
    rf"|(?:[{_HAN}]{{1,12}}+|[0-9]{{1,4}})分之(?:[0-9]++(?>(?:[.,][0-9]++)*)|[{_HAN}]++(?:点[{_HAN}]++)?)",
    "manifold": rf"(?:tripl|quadrupl)(?:ed|ing)\b|(?:{CARDINAL})-?fold\b"
    rf"|(?!one)(?<!from )(?:{CARDINAL})[ \n-]to[ \n-]one\b(?![ \n-](?:{SCALE}|percent|point|dollar))",
    "spelled": r"(?:\ban?[ \n-](?=dozen|hundred|thousand|[mbtr]+illion))?"
    rf"{_NUMERAL}(?>(?:(?:[ \n-]|(?<=hundred)[ \n]and[ \n](?!{_HUNDREDS})|(?<=s)[ \n]of[ \n]){_NUMERAL}){{0,24}})"
    rf"(?:{_SPOKEN})?",
    "order": rf"[数几上近][十百千]?[万亿]{{1,4}}|(?:[数几][十百千]|上[百千])(?=[多余]?[个家名位笔枚])"
    rf"|(?<![{_HAN}0-9.])[十百千]?(?:万亿|[万亿])(?=级|量级|{_MONEY}|规模|资金|爆仓|清算|大关)",
    "han": rf"(?<![之第])半?(?:[{_HAN}]{{1,40}}+(?>(?:点[{_HAN}]++|[多余][万亿])?)|半)"
    rf"(?=(?<=[万亿])(?:{_COUNTED})|个月|[年天周]|[多余]?"
    rf"(?:成(?![立本员果功交长熟绩不])|折{NO_DISCOUNT}|倍|%|个百分点|个基点|{_MONEY}|[家个名位笔]|[至到～~–-][{_HAN}]))",
}
"""Other words, by how they are read."""
ZERO = (
    r"(?:no|zero)[ \n](?:net[ \n]flows|{nouns})\b|net[ \n]flows[ \n]of[ \n]zero\b"
    r"|(?<=between )no[ \n]change\b|(?<=and )no[ \n]change\b|净流量为零|没有(?:{nouns})"
)
_FIRST = (
    "a_ an_ dozen dozens tens half quarter single slightly just nearly almost virtually practically vast overwhelming"
    " large great clear big strong most majority bulk lion minority double doubled doubling triple tripled tripling"
    " twice twofold halved little quadrupled quadrupling several few some many multi multimillion multibillion"
    " multitrillion no zero net usd cny rmb eur gbp jpy hkd krw"
)
_ENDED = (*(f"{scale}s" for scale in SCALES), *(f"{number}fold" for number in CARDINALS))
STARTS = frozenset((*listed(_FIRST), "a\n", "an\n", *CARDINALS, *SCALES, *_ENDED))
"""The first words, in small letters, of all these patterns and of the codes of currencies."""

ORDERS = SCALES | {"dozen": 1, "ten": 1}
LEAST_LABEL = 10**6
"""A hundred or a thousand of nothing that is named is an idiom."""
LABEL = re.compile(r"(?i:-|[ \n](?:level|mark|scale|club)\b)")
MONEY = re.compile(rf"(?<![过逾超].)(?<![过逾超]..)(?={_MONEY}(?!级|量级|规模))")
HALF_TENTH = re.compile(r"[一二三四五六七八九半](?![家个名位笔枚成亿万])")
NEVER, TEN, HUNDRED = -9, 10, 100
TENTH, FEW = Decimal("0.1"), Context(prec=4)


def read_band(word: str, found: re.Match[str]) -> Atom:
    """The atom of a word that stands for a band."""
    band, point = BANDS[word], POINTS_OF.get(word.removeprefix("about "))
    atom = Atom(*found.span(), "word", unit=TIMES if word.startswith("roughly") else PERCENT, word=word)
    atom.ends = band
    if point is None:
        return atom
    atom.number = Decimal(point)
    return bounded(atom, found.string)


def read_words(found: re.Match[str], kind: str, lexicon: Lexicon) -> Atom | None:
    """The atom of other words; None where they are no quantity."""
    text, atom = found[0].lower().replace("\n", " "), Atom(*found.span())
    match kind:
        case "figures" | "several" | "order":
            atom.kind, atom.magnitude = "magnitude", _order(text, kind)
            atom.unit = PERCENT if "digit" in text else None
            if kind == "order" and text[0] in "十百千万亿" and MONEY.match(found.string, atom.stop):
                atom.kind, atom.magnitude = "number", None  # what stands before it was not understood
            return atom if atom.unit else complete(atom, found.string, lexicon)
        case "portion" | "manifold":
            atom.kind, atom.word, atom.unit = "word", text, PERCENT if kind == "portion" else TIMES
            atom.number = _portion(text) if kind == "portion" else _manifold(text)
            return bounded(atom, found.string)
        case "half":
            first, *_, last = re.split(r"[ -]", text)
            part = "0.75" if "quarters" in text else "0.25" if "quarter" in text else "0.5"
            atom.number = Decimal(part) + (0 if "quarter" in text else CARDINALS.get(first, 0))
            atom.unit, atom.power = {"point": POINTS, "percent": PERCENT}.get(last), SCALES.get(last)
            return atom if atom.unit else complete(atom, found.string, lexicon)
        case "han":
            return _han(atom, text, found.string, lexicon)
        case _:
            return _spelled(atom, text, found.string, lexicon)


def _order(text: str, kind: str) -> tuple[Decimal, Decimal]:
    """The lowest and the highest value, the latter excluded, that a label of an order of magnitude leaves open."""
    if kind == "several":
        words = text.split()
        low = Decimal(12 if "dozen" in words else 1).scaleb(sum(SCALES.get(word, word == "ten") for word in words))
        return 2 * low, 10 * low
    if kind == "order":
        low = Decimal(1).scaleb(power_of(text.lstrip("数几上近")))
        return 2 * low if text[0] in "数几" else low, 10 * low
    if text.startswith("multi"):
        low = Decimal(1).scaleb(power_of(text.removeprefix("multi")))
        return low, 1000 * low
    first = re.split(r"[ -]|位", text)[0]
    digits = ({"single": 1, "double": 2, "triple": 3} | CARDINALS).get(first)
    digits = int(han_value(first) or 0) if digits is None else digits
    return Decimal(1).scaleb(digits - 1), Decimal(1).scaleb(digits)


def _portion(text: str) -> Decimal | None:
    """A fraction in words, in percent; None where it is none."""
    if "cent" in text:
        words = re.split("[ -]", re.split("[ -]cent", text)[0])
        return sum((Decimal(CARDINALS.get(word, word)) for word in words), Decimal(0))
    if "分之" in text:
        below, above = (value_of(part) if part.isascii() else han_value(part) for part in text.split("分之"))
    else:
        first, *_, last = re.split(rf"{_IN}|[ /-]", text)
        above = Decimal(1 if first in {"a", "an"} else CARDINALS.get(first, first))
        below = Decimal(_TENTHS.get(last.removesuffix("s"), CARDINALS.get(last, last)))
    if not below or above is None:
        return None
    return above if below == HUNDRED else _percent(above, below)


def _percent(above: Decimal, below: Decimal) -> Decimal:
    """A fraction in percent, with two decimals, or exact where it is smaller than those say."""
    share = EXACT.divide(above * 100, below)
    return share.quantize(Decimal("0.01"), context=EXACT) if share >= TENTH else FEW.plus(share)


def _manifold(text: str) -> Decimal:
    return Decimal({"tripl": 3, "quadr": 4}.get(text[:5]) or CARDINALS[re.split("-?fold|[ -]to", text)[0]])


def _spelled(atom: Atom, text: str, whole: str, lexicon: Lexicon) -> Atom | None:
    """A number in words, or an order of magnitude where none stands before million or billion."""
    text, _, decimals = text.partition("point")
    words = re.findall(r"[a-z]+", text)
    bare = [word.removesuffix("s") for word in words if word.removesuffix("s") in ORDERS]
    plural = any(word.endswith("s") for word in words if word not in CARDINALS)
    if decimals:
        return _decimal(atom, words, re.findall(r"[a-z]+", decimals), whole, lexicon)
    if plural or not any(word in CARDINALS or word in {"a", "an"} for word in words):
        low = Decimal(1).scaleb(sum(ORDERS[word] for word in bare))
        if low < LEAST_LABEL and not plural:
            return None
        if not (plural or LABEL.match(whole, atom.stop)):
            return complete(atom, whole, lexicon)  # what stands before it was not understood
        alone = plural and words == [f"{bare[-1]}s"] and bare[-1] in {"thousand", "million", "billion"}
        atom.kind, atom.magnitude = "magnitude", (low, low * (1000 if alone else 10))
        return complete(atom, whole, lexicon)
    power = sum(SCALES[word] for word in takewhile(SCALES.__contains__, reversed(words)))
    number, stop = _counted(words), atom.stop
    atom.number, atom.power = None if number is None else Decimal(number).scaleb(-power), power or None
    complete(atom, whole, lexicon)
    is_times = atom.unit == TIMES and not whole.endswith("fold", 0, atom.stop)
    idiom = atom.unit in {INDEX, "KRW"} or (is_times and not is_multiple(whole, atom.start, atom.stop))
    atom.weak = power < SCALES["thousand"] and (atom.unit is None or idiom or atom.noun not in {None, *lexicon.counted})
    if atom.weak:
        atom.unit, atom.noun, atom.stop = None, None, stop
    return atom


def _decimal(atom: Atom, words: list[str], decimals: list[str], whole: str, lexicon: Lexicon) -> Atom:
    """A number with its decimals in words: two point five billion."""
    digits = [word for word in decimals if word in SPOKEN]
    places = "".join(str(SPOKEN[digit]) for digit in digits)
    if len(digits) == 2 and SPOKEN[digits[0]] > TEN and 0 < SPOKEN[digits[1]] < TEN:  # noqa: PLR2004  # twenty-five
        places = str(SPOKEN[digits[0]] + SPOKEN[digits[1]])
    power = sum(SCALES[word.removesuffix("s")] for word in decimals[len(digits) :])
    number = _counted(words)
    atom.number = None if number is None else Decimal(f"{number}.{places}")
    atom.power = power or None
    return complete(atom, whole, lexicon)


def _counted(words: list[str]) -> int | None:
    """The number of some words; None where they are several numbers: four five, two hundred three hundred."""
    total = current = 0
    free = HUNDRED  # what may still be added to what has been counted, is below it
    for word in (word for word in words if word not in {"and", "of"}):
        power, value = SCALES.get(word, 0), CARDINALS.get(word, int(word in {"a", "an"}))
        if word in {"dozen", "hundred"}:
            if current >= HUNDRED:
                return None
            current, free = (current or 1) * (12 if word == "dozen" else HUNDRED), HUNDRED
        elif power:
            total, current, free = total + (current or 1) * 10**power, 0, HUNDRED
        elif value >= free:
            return None
        else:
            current, free = current + value, TEN if value > TEN * 2 - 1 else min(value, 1)
    return total + current


def _han(atom: Atom, text: str, whole: str, lexicon: Lexicon) -> Atom | None:
    if whole[atom.stop] == "年" and len(text) > 2 and HAN_SCALES.keys().isdisjoint(text):  # noqa: PLR2004  # 二〇二六年
        return None
    exact = text.translate({ord("多"): None, ord("余"): None})
    atom.number, atom.bound = han_value(exact), "more than" if exact != text else ""
    complete(atom, whole, lexicon)
    half = HALF_TENTH.match(whole, atom.stop) if whole[atom.stop - 1] == "成" else None
    if half and atom.number is not None:
        atom.number, atom.stop = atom.number + Decimal(HAN_DIGITS.get(half[0], 5)) / 10, half.end()
    atom.weak = atom.unit is None
    digits = [HAN_DIGITS.get(character, NEVER) for character in text]
    if len(digits) == 2 and digits[0] + 1 == digits[1]:  # noqa: PLR2004  # 两三成: two or three tenths
        atom.kind, power = "range", (atom.power or 0) + atom.shift
        low, high = (Decimal(digit).scaleb(power) for digit in digits)
        atom.ends = Interval(low, high)
    return atom
