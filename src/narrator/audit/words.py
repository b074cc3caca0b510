"""Words for quantities: shares, multiples, orders of magnitude, numbers spelled out (LANGUAGE.md 5 and 6.3).

Ordinals, "one" as a pronoun, halves of an hour and the idioms are no quantities.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from narrator.audit.numerals import (
    CARDINAL,
    CARDINALS,
    EXACT,
    HAN_DIGITS,
    POWERS,
    SCALE,
    SCALES,
    Atom,
    complete,
    with_bound,
    one_of,
    power_of,
)
from narrator.model.policy import MULTIPLE_BANDS, SHARE_BANDS, Band
from narrator.model.quantity import INDEX, PERCENT, POINTS, TIMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.audit.lexicon import Lexicon

_OF_IT = r"(?=[ \n](?:of|as|the|less|more|higher|lower|was|were|is|are|to|or|and)\b|\s?[.,;:()!?%]|\s?\Z)"
_NO_HALF = (
    r"(?!-|[ \n](?:an?[ \n])?(?:[mbtr]+illion|percent|point|hour|day|year|dozen|century|decade|time|way|past|mast)\b)"
)
SAID = {
    "slightly more than half": r"(?:slightly|a[ \n]little|just)[ \n](?:more[ \n]than|over|above)[ \n]half\b|略超过?(?:一半|半数)|略过半",
    "nearly all": r"(?:nearly|almost|virtually|practically)[ \n]all\b(?![ \n](?:day|night|week))|几乎全部|几乎所有",
    "the vast majority": r"(?:vast|overwhelming)[ \n]majority\b|绝大多数|绝大部分",
    "a large majority": r"(?:large|great|clear|big|strong)[ \n]majority\b|most[ \n]of\b(?![ \n](?:the|this|that|last)[ \n](?:time|day|night|week|month|year|way|session))|大多数|大部分",
    "a majority": r"majority\b(?!-|[ \n](?:stake|leader|shareholder|owner))|bulk[ \n]of\b|lion['’]s[ \n]share\b|过半|超过?(?:一半|半数)|大半|多数(?!情况|时候|时间|人认为)",
    "less than half": r"minority\b(?!-|[ \n](?:stake|leader|shareholder|owner))|不[到足](?:一半|半数)",
    "about three-quarters": r"three[ \n-]quarters\b|四分之三",
    "about two-thirds": r"two[ \n-]thirds\b|三分之二",
    "about a third": rf"(?:an?|one)[ \n-]third\b{_OF_IT}|三分之一",
    "about a quarter": rf"(?:an?|one)[ \n-]quarter\b{_OF_IT}|四分之一",
    "about half": rf"(?<!first )(?<!second )(?<!last )(?<!latter )(?<!other )half\b{_NO_HALF}|一半|半数",
    "roughly doubled": r"doubl(?:ed|ing)\b(?![ \n]down)|(?:double|twice)[ \n](?:as|the|its|their|that|what)\b|twofold\b|大致翻倍|翻倍|翻番|翻了一[倍番]",
    "roughly halved": r"halved\b|(?:大致|近乎|几乎)减半|腰斩",
    "little changed": r"little[ \n]changed\b|变化不大",
}
"""The words by the band that they claim; the narrower before the wider."""
BEHIND_WORDS = {"three-quarters": "75", "two-thirds": "66.67", "a third": "33.33", "a quarter": "25", "half": "50"}
BANDS: Mapping[str, Band] = {band.word: band for band in (*SHARE_BANDS, *MULTIPLE_BANDS)} | {
    "little changed": Band("little changed", Decimal("-0.5"), Decimal("0.5"))
}

_NUMERAL = rf"(?:{CARDINAL}|(?:{SCALE}|dozen|ten)s?)"
_NUMERALS = rf"{_NUMERAL}(?![A-Za-z])(?:(?:[ \n-]|(?<=hundred)[ \n]and[ \n]|(?<=s)[ \n]of[ \n]){_NUMERAL}(?![A-Za-z]))*+"
_TENTHS = {"fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_IN = r"[ \n](?:in|out[ \n]of)(?:[ \n]every)?[ \n]"
_HAN = r"零〇一二两三四五六七八九十百千万亿"
_LABEL = r"(?=级|量级|[ ]?(?:美元|美金|元|枚|人民币|欧元|英镑|日元|港元|韩元)|规模|资金|爆仓|清算|大关)"
PATTERNS = {
    "figures": rf"(?:{CARDINAL})-(?:figure|digit)s?\b|(?:single|double|triple)[ -]digits?\b|multi-?(?:million|billion|trillion)\b|[一二三四五六七八九十]{{1,2}}位数",
    "several": rf"(?:several|a[ \n]few|some|many)[ \n](?:dozen|(?:(?:hundred|ten)[ \n-])?(?:{SCALE}))(?![A-Za-z])",
    "half_of": (
        rf"(?:(?:{CARDINAL})[ \n]and[ \n]a[ \n])?half(?:[ \n-]an?)?[ \n-](?:million|billion|trillion|percent|(?:percentage[ \n-])?point)(?![A-Za-z])"
        r"|(?:a[ \n])?quarter[ \n-](?:percentage[ \n-])?point\b"
    ),
    "portion": rf"(?:an?|{CARDINAL})[ \n-](?:{one_of(_TENTHS)})s?\b(?:(?<=s)|{_OF_IT})|[0-9]{{1,2}}/[0-9]{{1,2}}(?=[ \n]of\b|的)|(?:{CARDINAL}|[0-9]{{1,2}}){_IN}(?:{CARDINAL}|[0-9]{{1,3}})(?![A-Za-z0-9.,:/]|[ \n-](?:{SCALE}|hour|day|week|month|year))",
    "manifold": rf"(?:tripl|quadrupl)(?:ed|ing)\b|(?:{CARDINAL})-?fold\b",
    "spelled": rf"(?:\ban?[ \n-](?=dozen|hundred|thousand|[mbtr]+illion))?{_NUMERALS}",
    "han_part": rf"[{_HAN}]++分之[{_HAN}点0-9.]++",
    "han_label": rf"[数几上近][十百千]?[万亿]++|(?:[数几][十百千]|上[百千])(?=[多余]?[个家名位笔枚])|(?<![{_HAN}0-9.])[十百千]?(?:万亿|[万亿]){_LABEL}",
    "han": rf"(?<![之第])半?(?:[{_HAN}]++(?:点[{_HAN}]++)?+|半)(?=[多余]?(?:成(?![立本员果功交长熟绩不])|倍|%|个百分点|个基点|[ ]?(?:美元|美金|元|枚|欧元|英镑|日元|港元|韩元|人民币)|[家个名位笔]|[至到～~–-][{_HAN}]))",
}
ZERO = (
    r"(?:no|zero)[ \n](?:net[ \n]flows|{nouns})\b|net[ \n]flows[ \n]of[ \n]zero\b"
    r"|(?<=between )no[ \n]change\b|(?<=and )no[ \n]change\b|净流量为零|没有(?:{nouns})"
)
STARTS = frozenset(
    ["a ", "a\n", "an ", "an\n", *CARDINALS, *SCALES, *(f"{scale}s" for scale in SCALES)]
    + "dozen dozens tens half single slightly just nearly almost virtually practically vast overwhelming large great clear big"
    " strong most majority bulk lion minority double doubled doubling triple tripled tripling twice twofold halved little"
    " quadrupled quadrupling several few some many multi multimillion multibillion multitrillion no zero net"
    " usd cny rmb eur gbp jpy hkd krw".split()
)
"""The first words, in small letters, of all that these patterns and codes of currencies begin with."""
MANIFOLD = {"tripl": 3, "quadrupl": 4}
NEVER = -9
HALF_TENTH = re.compile(r"[一二三四五六七八九半](?![家个名位笔枚成亿万])")
LEAST_LABEL = 10**6
"""A hundred or a thousand of nothing that is named is an idiom."""
OF_MULTIPLE = re.compile(r"[ \n](?:as|the|its|their|his|that|what|more|larger|bigger|higher|lower|smaller|faster)\b")


def read_band(word: str, found: re.Match[str]) -> Atom:
    """The atom of a word that stands for a band."""
    text, (start, stop) = found.string, found.span()
    band = BANDS[word]
    unit = TIMES if word.startswith("roughly") else PERCENT
    point = BEHIND_WORDS.get(word.removeprefix("about ")) or {"roughly doubled": "2", "roughly halved": "0.5"}.get(word)
    atom = Atom(start, stop, "word", unit=unit, word=word, low=band.low, high=band.high)
    atom.low_open, atom.high_open = band.low_open, band.high_open
    atom.point = Decimal(point) if point else None
    return with_bound(atom, text) if point else atom


def read_words(found: re.Match[str], kind: str, lexicon: Lexicon) -> Atom | None:
    """The atom of other words; None where they are no quantity."""
    text, atom = found[0].lower().replace("\n", " "), Atom(found.start(), found.end())
    if kind in {"figures", "several", "han_label"}:
        atom.kind, atom.magnitude = "magnitude", _order(text, kind)
        atom.unit = PERCENT if "digit" in text else None
        return atom if atom.unit else complete(atom, found.string, lexicon)
    if kind in {"portion", "han_part"}:
        atom.number, atom.unit, atom.kind = _portion(text), PERCENT, "word"
        atom.point, atom.word = atom.number, text
        return with_bound(atom, found.string)
    if kind == "manifold":
        times = (
            next((n for stem, n in MANIFOLD.items() if text.startswith(stem)), None)
            or CARDINALS[re.split("-?fold", text)[0]]
        )
        atom.number, atom.unit, atom.kind, atom.word = Decimal(times), TIMES, "word", text
        return atom
    if kind == "half_of":
        words = re.split(r"[ -]", text)
        atom.number = Decimal("0.25" if "quarter" in words else "0.5") + CARDINALS.get(words[0], 0)
        if words[-1] in SCALES:
            atom.power = SCALES[words[-1]]
            return complete(atom, found.string, lexicon)
        atom.unit = POINTS if words[-1] == "point" else PERCENT
        return atom
    return _spelled(atom, text, found.string, lexicon) if kind == "spelled" else _han(atom, text, found.string, lexicon)


def _order(text: str, kind: str) -> tuple[Decimal, Decimal]:
    """The lowest and the highest value, the latter excluded, that a label of an order of magnitude leaves open."""
    if kind == "han_label":
        low = Decimal(1).scaleb(power_of(text.lstrip("数几上近")))
        return (2 * low, 10 * low) if text[0] in "数几" else (low, 10 * low)
    if kind == "several":
        low = Decimal(12 if "dozen" in text else 1).scaleb(
            sum(power for word, power in (SCALES | {"ten": 1}).items() if word in text.split())
        )
        return 2 * low, 10 * low
    if text.startswith("multi"):
        low = Decimal(1).scaleb(power_of(text.removeprefix("multi").strip("-")))
        return low, 1000 * low
    first = re.split(r"[ -]|位", text)[0]
    digits = {"single": 1, "double": 2, "triple": 3}.get(first) or CARDINALS.get(first) or int(_han_value(first))
    return Decimal(1).scaleb(digits - 1), Decimal(1).scaleb(digits)


def _portion(text: str) -> Decimal:
    """A fraction in words, in percent."""
    if "分之" in text:
        below, above = map(_han_value, text.split("分之"))
    else:
        first, last = re.split(rf"{_IN}|[ /-]", text)[:: len(re.split(rf"{_IN}|[ /-]", text)) - 1]
        above = Decimal(1 if first in {"a", "an"} else CARDINALS.get(first) or first)
        below = Decimal(_TENTHS.get(last.removesuffix("s")) or CARDINALS.get(last) or last)
    return Decimal(0) if not below else (above / below * 100).quantize(Decimal("0.01"))


def _spelled(atom: Atom, text: str, whole: str, lexicon: Lexicon) -> Atom | None:
    """A number in words: a value, or an order of magnitude where no number stands before million or billion."""
    words = re.findall(r"[a-z]+", text)
    plural = [word.removesuffix("s") for word in words if word.endswith("s") and word != "of"]
    counted = [word for word in words if word in CARDINALS or word in {"a", "an"}]
    orders = SCALES | {"dozen": 1, "ten": 1}
    if plural and all(word in orders for word in plural) or not counted:
        low = Decimal(1).scaleb(
            sum(orders[word.removesuffix("s")] for word in words if word.removesuffix("s") in orders)
        )
        if low < LEAST_LABEL and not plural:
            return None
        last = words[-1].removesuffix("s")
        atom.kind = "magnitude"
        atom.magnitude = (
            low,
            low * (1000 if len(words) == 1 and last in {"million", "billion", "thousand"} and plural else 10),
        )
        return complete(atom, whole, lexicon)
    total, current = 0, 0
    for word in words:
        power = SCALES.get(word, 0)
        if word == "dozen":
            current = (current or 1) * 12
        elif power == 2:  # noqa: PLR2004  # a hundred multiplies what stands before it, within a thousand
            current = (current or 1) * 100
        elif power:
            total, current = total + (current or 1) * 10**power, 0
        else:
            current += CARDINALS.get(word, 1 if word in {"a", "an"} else 0)
    power = sum(SCALES[word] for word in takewhile(SCALES.__contains__, reversed(words)))
    atom.number, atom.power = Decimal(total + current).scaleb(-power), power or None
    stop = atom.stop
    complete(atom, whole, lexicon)
    is_times = atom.unit == TIMES and not whole.endswith("fold", 0, atom.stop)
    idiom = atom.unit in {INDEX, "KRW"} or (is_times and not OF_MULTIPLE.match(whole, atom.stop))
    counted = atom.unit is not None and not idiom and atom.noun in {None, *lexicon.counted}
    atom.weak = power < SCALES["thousand"] and not counted
    if atom.weak:
        atom.unit, atom.noun, atom.stop = None, None, stop
    return atom


def _han(atom: Atom, text: str, whole: str, lexicon: Lexicon) -> Atom | None:
    atom.number = _han_value(text)
    complete(atom, whole, lexicon)
    half = HALF_TENTH.match(whole, atom.stop) if whole[atom.stop - 1] == "成" else None
    if half:
        atom.number, atom.stop = atom.number + (HAN_DIGITS.get(half[0]) or 5) * Decimal("0.1"), half.end()
    atom.weak = atom.unit is None
    digits = [HAN_DIGITS.get(character, NEVER) for character in text]
    if len(digits) == 2 and digits[0] + 1 == digits[1]:  # noqa: PLR2004  # 两三成: two or three tenths
        atom.kind, power = "range", (atom.power or 0) + atom.shift
        atom.low, atom.high = (Decimal(digit).scaleb(power) for digit in digits)
    return atom


def _han_value(text: str) -> Decimal:
    """A Chinese numeral; 半 is a half, 点 the decimal point."""
    whole, _, decimals = text.partition("点")
    if whole == "半":
        return Decimal("0.5")
    total = section = digit = 0
    for character in whole.strip("半"):
        power = POWERS.get(character)
        if power is None:
            digit = digit * (10 if character in "零〇" or digit else 1) + HAN_DIGITS.get(character, 0)
        elif power >= 4:  # noqa: PLR2004  # 万 and 亿 multiply all that stands before them
            total, section, digit = (total + section + digit or 1) * 10**power, 0, 0
        else:
            section, digit = section + (digit or 1) * 10**power, 0
    tail = "".join(str(HAN_DIGITS.get(character, "")) for character in decimals)
    return EXACT.add(Decimal(total + section + digit), Decimal(f"0.{tail}" if tail else 0))
