"""Every quantity of a text: what it says, as an interval with a unit, and where (LANGUAGE.md 6).

One pass finds what is masked and every number, in figures or in words; then neighbours are put together into ranges,
and the words around them give qualifier and direction. A digit that is not masked is a mention, whatever else fails.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit import masks
from narrator.audit.context import (
    ABOUT,
    APART,
    BEHIND,
    BELOW,
    BETWEEN,
    BRACKET,
    CHANGES,
    FROM,
    JOIN,
    JUST_OVER,
    LEAST,
    LIST,
    MORE,
    MOST,
    NEARLY,
    UP_TO,
    lead,
)
from narrator.audit.documents import BREAK
from narrator.audit.numerals import EXACT, MANY, NUMBER, Atom, read_number
from narrator.audit.words import PATTERNS as WORDS
from narrator.audit.words import SAID, ZERO, read_band, read_words
from narrator.audit.words import STARTS as WORD_STARTS
from narrator.model.quantity import MEASURES, Direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.audit.documents import Document
    from narrator.audit.lexicon import Lexicon

LONGEST_GAP = 60
YEARS = re.compile(masks.YEAR)
WORD_BEFORE = re.compile(r"([A-Za-z]+)[ \n-]$|[(（/]$|(?:^|[.!?] )$")
QUANTIFIED = re.compile(
    r"[ \n-]?(?:%|percent|[KMBTkmb]\b|[mbtr]+illion|thousand|points?|x\b|accounts|[A-Z]{3}\b|[+万亿枚个家])"
)
STARTS = masks.STARTS | WORD_STARTS
HOT = re.compile(
    r"(?P<letter>[Aa]n?[ \n](?=third|quarter|fifth|sixth|seventh|eighth|tenth|few|dozen|hundred|thousand|million|billion|trillion|little)|[A-Za-z]++(?!\$))"
    r"|(?P<digit>(?<![\w.])\.?\d+|\d+)|(?P<chinese>[零〇一二两三四五六七八九十百千万亿]++|[半数几上近绝大多过超少不略翻腰减变净没第图表注标])"
    r"|[A-Z]{0,2}[$€£¥￥₩][-+−]?|[-+−–±](?=[.\d$€£¥])|[\[#½⅓⅔¼¾¹²³⁰-⁹₀-₉①-⓿❶-➓㈠-㊉]"
)
NEAR = frozenset({ABOUT, NEARLY, JUST_OVER})
BANDS = {(MORE, "about half"): "a majority", (BELOW, "about half"): "less than half"}
RESULTS = dict.fromkeys((Direction.GAIN, Direction.INFLOW), Direction.UP)
RESULTS |= dict.fromkeys((Direction.LOSS, Direction.OUTFLOW), Direction.DOWN)
"""What won, lost and shed mean of percents and points."""
MOVED = re.compile(
    r"\b(?:rose|climbed|gained|jumped|increased|grew|surged|advanced|fell|dropped|declined|decreased|slid|slipped|plunged|tumbled|shrank)[ \n](?:[a-z]+[ \n]){0,3}$"
)
FAR = 5
"""A range after such a verb whose ends are farther apart than so many times is an amount and where it led."""
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Mention:
    """One quantity of a text.

    `start` and `end` are offsets in the plain text, `line`, `column` and `page` a place in the source. The interval is
    what the mention says, None where there is no bound; a point has `low` = `high`; amounts are magnitudes, with
    `direction` telling the sign, unless they lie on both sides of zero. Both ends None: nothing could be read
    (`kind` "unread"), or an order of magnitude alone (`magnitude`, its upper end excluded).
    `unit` is one of `model.quantity` or a plural noun, None for a bare number. `digits` is half of the last stated
    digit. `word` is the word that was read as a band of the policy. `kind` "from" is where a change began.
    """

    text: str
    start: int
    end: int
    line: int
    column: int
    page: int | None
    sentence: tuple[int, int]
    paragraph: int
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    unit: str | None
    digits: Decimal
    approximate: bool
    qualifier: str
    direction: Direction | None
    word: str | None
    magnitude: tuple[Decimal, Decimal] | None
    noun: str | None
    kind: str


class Mask(NamedTuple):
    """Digits that were read as no figure: `kind` is name, link, date, time, span, label or mark."""

    kind: str
    text: str
    start: int
    end: int


class Reading(NamedTuple):
    """What stands in a text."""

    mentions: tuple[Mention, ...]
    masks: tuple[Mask, ...]


def read(document: Document, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Every quantity of a text, in order."""
    return scan(document, lexicon).mentions


def scan(document: Document, lexicon: Lexicon) -> Reading:
    """Every quantity of a text and what was masked, in order."""
    atoms, masked = _atoms(document.text, lexicon)
    _share(document.text, atoms)
    return Reading(tuple(_Reader(document, atoms).mentions()), tuple(masked))


@lru_cache(maxsize=8)
def _patterns(names: str, nouns: str) -> Mapping[str, re.Pattern[str]]:
    """What can begin with a letter, a digit, a sign, a Chinese character: masks before numbers, in this order."""
    said = (
        {"zero": ZERO.replace("{nouns}", nouns)} | {f"band{at}": said for at, said in enumerate(SAID.values())} | WORDS
    )
    words = {name: rf"(?i:(?<![A-Za-z])(?:{pattern}))" for name, pattern in said.items()}
    first = {"name": names or "(?!)"}
    groups = {
        "letter": first | masks.LETTER | words,
        "digit": first | masks.DIGIT | {"portion": words["portion"]},
        "sign": first | masks.SIGN,
        "chinese": first | masks.CHINESE | words,
    }
    return {
        key: re.compile("|".join([*(f"(?P<{name}>{pattern})" for name, pattern in group.items()), NUMBER]))
        for key, group in groups.items()
    }


def _atoms(text: str, lexicon: Lexicon) -> tuple[list[Atom], list[Mask]]:
    patterns = _patterns(lexicon.masked, "|".join(sorted(lexicon.counted)) or "(?!)")
    starts = STARTS | lexicon.starts
    atoms: list[Atom] = []
    masked: list[Mask] = []
    at = 0
    for spot in HOT.finditer(text):
        if spot.end() <= at:
            continue
        first = spot.lastgroup or "sign"
        if first == "letter" and spot[0].lower() not in starts:
            continue
        found = patterns[first].match(text, max(spot.start(), at))
        if found is None:
            continue
        kind, at = found.lastgroup or "", found.end()
        if kind in masks.KINDS or (kind == "digits" and _is_year(found, masked)):
            masked.append(Mask("date" if kind == "digits" else kind, found[0], found.start(), at))
            continue
        atom = _atom(found, kind, lexicon)
        if atom:
            atoms.append(atom)
            at = max(at, atom.stop)
    return atoms, masked


def _atom(found: re.Match[str], kind: str, lexicon: Lexicon) -> Atom | None:
    if kind == "digits":
        return read_number(found, lexicon)
    if kind.startswith("band"):
        return read_band(tuple(SAID)[int(kind[4:])], found)
    if kind == "zero":
        unit = lexicon.nouns.get(found[0].lower().split()[-1].removeprefix("没有"))
        return Atom(*found.span(), "zero", number=Decimal(0), unit=unit)
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


def _share(text: str, atoms: list[Atom]) -> None:
    """In a list the last number lends its magnitude and its unit to bare ones before it."""
    lends = False
    for first, second in zip(reversed(atoms[:-1]), reversed(atoms[1:]), strict=True):
        gap = LIST.fullmatch(text, first.stop, second.start) if second.start - first.stop < 8 else None
        if gap and gap["last"] and BETWEEN.search(text[max(0, first.start - LONGEST_GAP) : first.start]):
            gap = None  # the ends of a range, which shares by rules of its own
        lends = bool(
            gap and (gap["last"] or (gap["comma"] and lends)) and first.is_bare and not second.leads and second.unit
        )
        if lends:
            first.weak = False
            first.unit, first.noun, first.shift = second.unit, second.noun, second.shift
            if first.number is not None and first.number < MANY:
                first.power = second.power


class _Reader:
    """Puts numbers together into ranges, and the words around them."""

    def __init__(self, document: Document, atoms: list[Atom]) -> None:
        self.document, self.text, self.atoms = document, document.text, atoms

    def mentions(self) -> Iterator[Mention]:
        """The mentions, in order."""
        floor, index, last = 0, 0, None
        while index < len(self.atoms):
            atom, index = self.atoms[index], index + 1
            before = self.text[max(floor, atom.start - LONGEST_GAP) : atom.start].rpartition("\n\n")[2]
            if index < len(self.atoms):
                joined = self._joined(atom, self.atoms[index], before)
                if joined:
                    atom, index = joined, index + 1
            if not atom.weak:
                last = self._mention(atom, before, last)
                floor = atom.stop
                yield last

    def _joined(self, first: Atom, second: Atom, before: str) -> Atom | None:
        """The range of which two numbers are the ends; None where they are two quantities."""
        gap = second.start - first.stop
        if gap > LONGEST_GAP or first.behind or not {first.kind, second.kind} <= {"number", "zero"}:
            return None
        between = BETWEEN.search(before)
        if between and APART.fullmatch(self.text, first.stop, second.start):
            apart = _apart(first, second, between, self.text)
            if apart:
                return apart
        join = JOIN.fullmatch(self.text, first.stop, second.start)
        if join is None or (join["both"] and not between):
            return None
        origin = join["to"] and FROM.search(before)
        joined = None if origin and CHANGES.search(before) else _range(first, second)
        if joined and join["to"] and MOVED.search(before) and (joined.low or 0) * FAR < (joined.high or 0):
            return None  # it fell by 5 to 100
        if origin and joined is None:
            first.kind = "from"
        return joined

    def _mention(self, atom: Atom, before: str, last: Mention | None) -> Mention:
        words = lead(before.removesuffix("from ") if atom.kind == "range" else before)
        behind = BEHIND.match(self.text, atom.stop)
        way = Direction[behind.lastgroup] if behind and behind.lastgroup else None
        direction = atom.way or (words.direction if words.is_tight else way or words.direction)
        if atom.unit in MEASURES and direction in RESULTS:
            direction = RESULTS[direction]
        direction = None if atom.apart else direction
        if (
            last
            and direction is None
            and not atom.apart
            and last.paragraph == self.document.paragraph(atom.start)
            and BRACKET.match(before)
        ):
            direction = last.direction
        qualifier = atom.behind or words.qualifier
        place = self.document.place(atom.start)
        said = _said(atom, qualifier)
        return Mention(
            self.text[atom.start : atom.stop],
            atom.start,
            atom.stop,
            place.line,
            place.column,
            place.page,
            self.document.sentence(atom.start),
            self.document.paragraph(atom.start),
            said.low,
            said.high,
            said.low_open,
            said.high_open,
            atom.unit,
            _half_step(atom),
            qualifier in NEAR or (atom.kind == "word" and said.word is None) or atom.sign == "±",
            qualifier,
            direction,
            said.word,
            atom.magnitude,
            atom.noun,
            "unread" if said.low is said.high is atom.magnitude is None and not qualifier else atom.kind,
        )


class _Said(NamedTuple):
    """The interval of an atom under its qualifier."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    word: str | None = None


def _said(atom: Atom, qualifier: str) -> _Said:
    value = atom.point if atom.point is not None else atom.value
    if atom.kind == "word" and atom.low is not atom.high and (not atom.point or qualifier in {"", ABOUT}):
        return _Said(atom.low, atom.high, atom.low_open, atom.high_open, atom.word)
    if atom.kind == "range":
        return _Said(atom.low, atom.high)
    if value is None:
        return _Said(None, None)
    word = BANDS.get((qualifier, atom.word or ""))
    if qualifier in {MORE, LEAST}:
        return _Said(value, None, low_open=qualifier == MORE, word=word)
    if qualifier in {BELOW, MOST, UP_TO}:
        return _Said(None, value, high_open=qualifier == BELOW, word=word)
    return _Said(value, value)


def _half_step(atom: Atom) -> Decimal:
    exponent = 0 if atom.number is None else atom.number.as_tuple().exponent
    power = exponent + (atom.power or 0) + atom.shift if isinstance(exponent, int) else 0
    return Decimal(5).scaleb(power - 1)


def _apart(first: Atom, second: Atom, between: re.Match[str], text: str) -> Atom | None:
    """A range over both sides of zero, each side in words: between net outflows of A and net inflows of B."""
    gap = text[first.stop : second.start].lower()
    down = (
        between["flow"] == "out"
        or between["fall"]
        or between["han"]
        or re.match(r"[ \n](?:fall|drop|decline|loss)", gap)
    )
    up = re.search(r"inflow|rise|gain|increase|净流入|上涨|上升", gap + text[second.stop : second.stop + 10].lower())
    zeros = (first.kind == "zero", second.kind == "zero")
    low, high = first.value, second.value
    if low is None or high is None or not (zeros[0] or down) or not (zeros[1] or up):
        return None
    flows = "flow" in gap or between["flow"] or between["han"] == "净流出"
    signs = (Direction.OUTFLOW, Direction.INFLOW) if flows else (Direction.DOWN, Direction.UP)
    way = signs[1] if zeros[0] else signs[0] if zeros[1] else None
    atom = replace(second, kind="range", start=first.start, unit=second.unit or first.unit, way=way, apart=way is None)
    atom.low, atom.high = (NOTHING, low) if zeros[1] else (-low if low else NOTHING, high)
    return atom


def _range(first: Atom, second: Atom) -> Atom | None:
    """Two ends as one range, the first with what it leaves to the second to say."""
    shared = first.leads and not second.leads and second.noun is not None
    units = (first.unit or second.unit, first.unit if shared or (first.leads and not second.unit) else second.unit)
    if first.number is None or second.number is None or units[0] != units[1]:
        return None
    power = second.power if first.power is None and (first.unit is None or first.leads) else first.power
    shift = first.shift if first.unit else second.shift
    elided = EXACT.scaleb(first.number, (power or 0) + shift)
    low, high = elided if first.number < MANY or second.number >= MANY else first.value, second.value
    if low is None or high is None:
        return None
    low = first.value if low > high and first.value is not None else low
    negative = (first.sign == "-", second.sign == "-")
    if negative == (True, True):
        low, high = high, low
    elif negative[0]:
        low = -low
    if low > high:
        return None
    way = Direction.DOWN if all(negative) else None
    atom = replace(second, kind="range", start=first.start, unit=units[0], low=low, high=high, way=way)
    atom.weak = first.weak and second.weak
    atom.noun = None if shared else second.noun
    return atom
