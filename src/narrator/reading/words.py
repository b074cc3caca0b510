"""Words for quantities: shares, multiples, orders of magnitude, numbers spelled out (LANGUAGE.md 5 and 6.3).

Ordinals, "one" as a pronoun, halves of an hour and the idioms are no quantities.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from narrator.model.policy import MULTIPLE_BANDS, SHARE_BANDS
from narrator.model.quantity import INDEX, PERCENT, POINTS, TIMES, Interval
from narrator.reading.han_numbers import han_value
from narrator.reading.multiples import is_multiple
from narrator.reading.numerals import EXACT, Atom, bounded, complete, power_of, value_of
from narrator.reading.patterns import lazy, patterns, worded
from narrator.reading.spellings import ABOUT, CARDINALS, HAN_DIGITS, HAN_SCALES, SCALES, SPOKEN, listed

if TYPE_CHECKING:
    from narrator.reading.lexicon import Lexicon

BANDED = worded(__name__, "bands")
"""Words by the band of the policy that they claim; the narrower before the wider."""
_BANDS = SHARE_BANDS | MULTIPLE_BANDS | {"little changed": Interval(Decimal("-0.5"), Decimal("0.5"))}
BANDS = {word: _BANDS[word] for word in BANDED}
POINTS_OF = {"three-quarters": "75", "two-thirds": "66.67", "a third": "33.33", "a quarter": "25", "half": "50"}
POINTS_OF |= {"roughly doubled": "2", "roughly halved": "0.5"}

_TENTHS = {"fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_IN = r"[ \n](?:in|out[ \n]of)(?:[ \n]every)?[ \n]"
_MONEY = r" ?(?:美元|美金|元|枚|人民币|欧元|英镑|日元|港元|韩元)"
PATTERNS = worded(__name__, "words_patterns")
"""Other words, by how they are read."""
ZERO = (
    r"(?:no|zero)[ \n](?:net[ \n]flows|{nouns})\b|net[ \n]flows[ \n]of[ \n]zero\b"
    r"|(?<=between )no[ \n]change\b|(?<=and )no[ \n]change\b|净流量为零|没有(?:{nouns})"
)
_FIRST = (
    "a_ an_ dozen dozens tens half quarter single slightly just nearly almost virtually practically vast overwhelming"
    " large great clear big strong most majority bulk lion minority double doubled doubling triple tripled tripling"
    " twice twofold halved little quadrupled quadrupling several few some many multi multimillion multibillion"
    " multitrillion hardly not only no zero net usd cny rmb eur gbp jpy hkd krw"
)
_ENDED = (*(f"{scale}s" for scale in SCALES), *(f"{number}fold" for number in CARDINALS))
STARTS = frozenset((*listed(_FIRST), "a\n", "an\n", *CARDINALS, *SCALES, *_ENDED))
"""The first words, in small letters, of all these patterns and of the codes of currencies."""

ORDERS = SCALES | {"dozen": 1, "ten": 1}
LEAST_LABEL = 10**6
"""A hundred or a thousand of nothing that is named is an idiom."""
LABEL, HALF_TENTH = patterns(__name__, "LABEL", "HALF_TENTH")
MONEY = lazy(rf"(?<![过逾超].)(?<![过逾超]..)(?={_MONEY}(?!级|量级|规模))")
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
    if text.strip() == "one" and whole[max(0, atom.start - 4) : atom.start].lower() == "the ":
        return None  # the one sector to fall
    if decimals:
        return _decimal(atom, words, re.findall(r"[a-z]+", decimals), whole, lexicon)
    if plural or not any(word in CARDINALS or word in {"a", "an"} for word in words):
        low = Decimal(1).scaleb(sum(ORDERS[word] for word in bare))
        is_tenor = text == "tens" and not whole.startswith(" of", atom.stop)  # tens rose by three basis points
        if is_tenor or (low < LEAST_LABEL and not plural):
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
    if half and whole[atom.start - 1 : atom.start] not in {*"超逾过近"}:
        atom.bound = atom.bound or ABOUT  # 八成五 is said of what is near it
    if half and atom.number is not None:
        atom.number, atom.stop = atom.number + Decimal(HAN_DIGITS.get(half[0], 5)) / 10, half.end()
    atom.weak = atom.unit is None
    digits = [HAN_DIGITS.get(character, NEVER) for character in text]
    if len(digits) == 2 and digits[0] + 1 == digits[1]:  # noqa: PLR2004  # 两三成: two or three tenths
        atom.kind, power = "range", (atom.power or 0) + atom.shift
        low, high = (Decimal(digit).scaleb(power) for digit in digits)
        atom.ends = Interval(low, high)
    return atom
