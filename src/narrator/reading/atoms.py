"""One pass over a text: what is masked, and every number in figures or in words, with the unit that a list lends it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from narrator.reading import masks
from narrator.reading.context import BETWEEN, LIST
from narrator.reading.documents import BREAK
from narrator.reading.numerals import NUMBER, SIGNS, Atom, read_number
from narrator.reading.patterns import lazy, patterns
from narrator.reading.words import BANDED, PATTERNS, STARTS, ZERO, read_band, read_words

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from narrator.reading.lexicon import Lexicon

REACH = 60
"""How many characters around a number are looked at."""
MANY, NOTHING = Decimal(1000), Decimal(0)
HOT, QUANTIFIED = patterns(__name__, "HOT", "QUANTIFIED")
YEARS = lazy(masks.YEAR)
OTHERWISE, WORD_BEFORE, CODE, CODE_BEFORE = patterns(__name__, "OTHERWISE", "WORD_BEFORE", "CODE", "CODE_BEFORE")
CODE_AFTER, OUT_OF = patterns(__name__, "CODE_AFTER", "OUT_OF")


CODE_REACH = 10
FIGURE, LASTS = lazy(NUMBER), lazy(r"(?<=[ \n])[A-Za-z]+\Z|(?!个)[\u4e00-\u9fff]+\Z")


class Mask(NamedTuple):
    """Digits that were read as no figure: `kind` is name, link, date, time, span, label or mark."""

    kind: str
    text: str
    start: int
    end: int


@lru_cache(maxsize=8)
def _own(names: str, nouns: str) -> re.Pattern[str]:
    """What changes with the event: its names, and none of what it counts."""
    return lazy(f"(?P<name>{names or '(?!)'})|(?P<zero>{_worded(ZERO.replace('{nouns}', nouns))})")


def _worded(pattern: str) -> str:
    """A pattern of words, which stand apart, in any case."""
    return rf"(?ai:(?<![A-Za-z])(?:{pattern}))"


@cache
def recognizers() -> Mapping[str, re.Pattern[str]]:
    """What can begin with a letter, a digit, a sign, a Chinese character: masks before numbers, in this order."""
    bands = {f"band{at}": pattern for at, pattern in enumerate(BANDED.values())}
    words = {name: _worded(pattern) for name, pattern in (bands | PATTERNS).items()}
    groups = {
        "letter": masks.LETTER | words,
        "digit": masks.DIGIT | {"portion": words["portion"]},
        "sign": masks.SIGN,
        "chinese": masks.CHINESE | words,
    }
    named = {first: {"name": masks.NAMES.get(first, "(?!)")} | group for first, group in groups.items()}
    return {
        first: lazy("|".join(f"(?P<{name}>{pattern})" for name, pattern in group.items()) + f"|{NUMBER}")
        for first, group in named.items()
    }


def atoms_of(text: str, lexicon: Lexicon) -> tuple[list[Atom], list[Mask]]:
    """The numbers of a text and what was masked, in order."""
    own, patterns = _own(lexicon.masked, "|".join(sorted(lexicon.counted)) or "(?!)"), recognizers()
    starts = STARTS | masks.STARTS | lexicon.starts
    atoms: list[Atom] = []
    masked: list[Mask] = []
    at = 0
    for spot in HOT.finditer(text):
        if spot.end() <= at or (atoms and spot.start() == atoms[-1].stop and spot[0] in SIGNS):
            continue  # read already, or a dash between two numbers
        first = spot.lastgroup or "sign"
        if first == "letter" and spot[0].lower() not in starts:
            continue
        found = own.match(text, max(spot.start(), at)) or patterns[first].match(text, max(spot.start(), at))
        if found and found.lastgroup == "span" and _is_counted(found[0], lexicon):
            found = FIGURE.match(text, found.start())
        if found is None:
            continue
        kind, at = found.lastgroup or "", found.end()
        if mask := _mask(found, kind, masked, lexicon):
            masked.append(Mask(mask, found[0], found.start(), at))
            continue
        atom = _atom(found, kind, lexicon)
        if atom:
            atoms.append(atom)
            at = max(at, atom.stop)
    _share(text, atoms)
    return atoms, masked


def _mask(found: re.Match[str], kind: str, masked: list[Mask], lexicon: Lexicon) -> str:
    """The kind of mask that was found; nothing where it is a number."""
    if kind != "digits":
        return kind if kind in masks.KINDS else ""
    return "label" if _is_code(found, lexicon) else "date" if _is_year(found, masked) else ""


def _is_counted(span: str, lexicon: Lexicon) -> bool:
    """Whether a duration is in a unit of the event's figures, and not one of something (a 30-day average)."""
    unit = LASTS.search(span)
    return unit is not None and unit[0].lower() in lexicon.counted


def _atom(found: re.Match[str], kind: str, lexicon: Lexicon) -> Atom | None:
    if kind == "digits":
        return read_number(found, lexicon)
    if kind.startswith("band"):
        return read_band(tuple(BANDED)[int(kind[4:])], found)
    if kind == "zero":
        noun = found[0].lower().split()[-1].removeprefix("没有")
        return Atom(*found.span(), kind, number=NOTHING, unit=lexicon.nouns.get(noun))
    return read_words(found, kind, lexicon)


def _is_year(found: re.Match[str], masked: list[Mask]) -> bool:
    """Whether four digits, or what follows a year and a dash, are a year."""
    digits, text = found["digits"], found.string
    if found["before"] or not (digits.isdigit() and len(digits) in {2, 4}) or QUANTIFIED.match(text, found.end()):
        return False
    start = found.start("digits")
    before = text[max(0, start - 16) : start].rpartition(BREAK)[2]
    if masked and masked[-1].kind == "date" and masked[-1].end == start - 1 and before[-1] in "-–/":
        return YEARS.fullmatch(masked[-1].text) is not None
    word = WORD_BEFORE.search(before) if YEARS.fullmatch(digits) else None
    return word is not None and (word[1] is None or word[1].lower() in masks.BEFORE_YEAR)


def _is_code(found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether digits in brackets are under what a share is traded that stands before them: 腾讯（0700）, (9988.HK)."""
    text, start = found.string, found.start()
    opened = CODE_BEFORE.search(text, max(0, start - CODE_REACH), start)
    closed = CODE_AFTER.match(text, found.end()) if opened else None
    if opened is None or closed is None or not CODE.fullmatch(found[0]):
        return False
    return bool(opened["market"] or closed["market"]) or text[: opened.start()].rstrip().lower().endswith(lexicon.named)


def _share(text: str, atoms: list[Atom]) -> None:
    """In a list the last number lends its magnitude and its unit to bare ones before it."""
    lends = False
    for first, second in zip(reversed(atoms[:-1]), reversed(atoms[1:]), strict=True):
        is_some = first.weak and first.number != 1 and second.noun and second.unit
        if is_some and OUT_OF.fullmatch(text, first.stop, second.start):
            first.unit, first.noun, first.weak, second.weak = second.unit, second.noun, False, False
        is_bare = first.unit is None and first.kind == "number" and (first.power is None or second.unit is not None)
        gap = LIST.fullmatch(text, first.stop, min(second.start, first.stop + REACH)) if is_bare else None
        is_list = (
            gap
            and not OTHERWISE.fullmatch(gap[0])
            and (gap["last"] or (gap["comma"] and (lends or (gap["some"] and (first.power or first.weak)))))
        )
        lends = bool(is_list and (second.unit or second.power) and not second.leads)
        if lends and not BETWEEN.search(text, max(0, first.start - REACH), first.start):
            first.unit, first.noun, first.shift, first.weak = second.unit, second.noun, second.shift, False
            if first.power is None and first.number is not None and first.number < MANY:
                first.power = second.power
