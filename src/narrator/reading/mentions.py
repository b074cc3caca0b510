"""Every quantity of a text: what it says, as an interval with a unit, and where (LANGUAGE.md 6).

One pass finds what is masked and every number, in figures or in words; then neighbours are put together into ranges,
and the words around them give qualifier and direction. A digit that is not masked is a mention, whatever else fails.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.quantity import CURRENCIES, EMPTY, MEASURES, MOVES, Direction, Interval, is_ticker
from narrator.reading.atoms import NOTHING, REACH, atoms_of
from narrator.reading.columns import lend
from narrator.reading.context import APART, BETWEEN, BRACKET, FROM, JOIN, NEGATIVE, is_time, lead, way_behind
from narrator.reading.documents import BREAK
from narrator.reading.patterns import lazy, patterns
from narrator.reading.ranges import FAR, HALF, across_zero, below_zero, give_or_take, range_of
from narrator.reading.spellings import ABOUT, BELOW, CHANGES, LEAST, LED, MORE, MOST, NEAR, UP_TO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.reading.atoms import Mask
    from narrator.reading.documents import Document
    from narrator.reading.lexicon import Lexicon
    from narrator.reading.numerals import Atom

    Scale = tuple[str | None, int | None, int]

MILLION, DOZEN = 1_000_000, 12
LETTER, ACCOUNTED, COINS, HAN_LED = patterns(__name__, "LETTER", "ACCOUNTED", "COINS", "HAN_LED")
PART_OF, BEYOND, HUNDREDTHS, JUMPED = patterns(__name__, "PART_OF", "BEYOND", "HUNDREDTHS", "JUMPED")
SET_AGAINST, AGO, ABOUT_SO_MANY, GAPPED = patterns(__name__, "SET_AGAINST", "AGO", "ABOUT_SO_MANY", "GAPPED")
ELLIPTIC, STOPPED = patterns(__name__, "ELLIPTIC", "STOPPED")
PAIRED, FARTHER = lazy(r" to (?=[$€£]?\d)"), 2 * REACH
BANDS = {(MORE, "about half"): "a majority", (BELOW, "about half"): "less than half"}
LABEL, COLON = (lazy(r"[| ]{0,8}([A-Za-z]{1,40})(?: \([^()|]{0,20}\))? ?\|"), lazy(r"\b([A-Za-z]+): ?[A-Za-z ~≈]*$"))
PASSED = frozenset("约近超逾达至少有为共计：: ")
"""What stands between a noun in Chinese and its number; 约 may be the end of the noun."""
RESULTS = dict.fromkeys((Direction.GAIN, Direction.INFLOW), Direction.UP)
RESULTS |= dict.fromkeys((Direction.LOSS, Direction.OUTFLOW), Direction.DOWN)
"""What won, lost and shed mean of percents and points."""


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
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None
    digits: Decimal = NOTHING
    approximate: bool = False
    qualifier: str = ""
    direction: Direction | None = None
    word: str | None = None
    magnitude: tuple[Decimal, Decimal] | None = None
    noun: str | None = None
    kind: str = "name"

    @property
    def is_counted(self) -> bool:
        """Whether a noun stands with it that is counted: nine ether funds."""
        return self.noun is not None and self.noun == self.unit

    @property
    def is_in_passing(self) -> bool:
        """Whether it is a small count in a word, or one of days: the first of the two, three days."""
        is_small = self.low is not None and self.low == self.high and self.low <= DOZEN
        return is_time(self.text.casefold()) or (is_small and self.text.isalpha())


class Reading(NamedTuple):
    """What stands in a text."""

    mentions: tuple[Mention, ...]
    masks: tuple[Mask, ...]


def read(document: Document, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Every quantity of a text, in order."""
    return scan(document, lexicon).mentions


def scan(document: Document, lexicon: Lexicon, apart: Sequence[int] = ()) -> Reading:
    """Every quantity of a text and what was masked, in order; no range reaches over one of the offsets `apart`."""
    atoms, masked = atoms_of(document.text, lexicon)
    reader = _Reader(document, lend(document, atoms), lexicon, apart, masked)
    return Reading(tuple(reader.mentions()), tuple(masked))


def may_state(document: Document, lexicon: Lexicon) -> bool:
    """Whether a text may state an amount, were more known of its event: `lexicon` has its nouns, and not all its names.

    Who knows more names reads fewer numbers, so what is found to state none does not.
    """
    found = scan(document, lexicon)
    return bool(found.masks) or not all(mention.is_in_passing for mention in found.mentions)


def mention_of(text: str, start: int, document: Document, kind: str = "name") -> Mention:
    """Words as a mention without a value."""
    place, sentence, paragraph = document.place(start), document.sentence(start), document.paragraph(start)
    return Mention(text, start, start + len(text), *place, sentence, paragraph, kind=kind)


def without_names(text: str, masked: Sequence[Mask]) -> str:
    """A text whose names say nothing of the number behind them: debt that yields less than minus 0.3%."""
    parts, at = [], 0
    for mask in masked:
        if mask.kind == "name":
            parts += [text[at : mask.start], LETTER.sub("x", mask.text)]
            at = mask.end
    return "".join((*parts, text[at:]))


class _Reader:
    """Puts numbers together into ranges, and the words around them."""

    def __init__(
        self, document: Document, atoms: list[Atom], lexicon: Lexicon, apart: Sequence[int], masked: Sequence[Mask]
    ) -> None:
        self.document, self.text, self.atoms, self.nouns = document, document.text, atoms, lexicon.nouns
        self.apart, self.plain = sorted(apart), without_names(document.text, masked)
        self.told: list[tuple[Mention, Scale]] = []

    def mentions(self) -> Iterator[Mention]:
        """The mentions, in order."""
        floor, last = 0, None
        for each in self.atoms:
            self._part(each)
        atoms = iter([*self.atoms, None])
        atom = next(atoms)
        while atom:
            after = next(atoms)
            if lent := self._lent(atom):  # $362 million for A and 264 for B
                atom.unit, atom.power, atom.shift = lent
            before = self.plain[max(floor, atom.start - REACH) : atom.start].rpartition(BREAK)[2]
            is_near = after and atom.kind == "number" and not self.text[atom.stop : after.start].strip()
            joined = give_or_take(atom, after) if after and is_near else None
            joined = joined or (self._joined(atom, after, before) if after else None)
            if joined:
                atom, after = joined, next(atoms)
            if not atom.weak:
                last = self._mention(atom, before, last)
                self.told = [*self.told[-1:], (last, (atom.unit, atom.power, atom.shift))]
                floor = atom.stop
                yield last
            atom = after

    def _lent(self, atom: Atom) -> Scale | None:
        """The unit and the power of the number before a bare one whose own words are put like those of that one."""
        sentence = self.document.sentence(atom.start)
        told = [each for each in self.told if each[0].sentence == sentence and atom.start - each[0].end < FARTHER]
        is_bare = atom.unit is None and atom.power is None and atom.kind == "number" and atom.noun is None
        if not (is_bare and told) or told[-1][1][0] not in CURRENCIES | MEASURES:
            return None
        (first, scale), (last, of_last) = told[0], told[-1]
        if first is not last and self.text[first.end : last.start] == " to " and PAIRED.match(self.text, atom.stop):
            return scale  # rose 6 basis points to 3.90%, more than the other, which added 4 to 4.50%
        found = ELLIPTIC.fullmatch(self.text, last.end, atom.start) if STOPPED.match(self.text, atom.stop) else None
        is_alike = found and (found["word"] is None or self.text.endswith(f" {found['word']} ", 0, last.start))
        return of_last if is_alike else None

    def _part(self, atom: Atom) -> None:
        """Leave a bound behind a number to the quantity that it leads: below $80,000, at most $2 million."""
        edge = bisect_right(self.apart, atom.start)
        if atom.bound and edge < len(self.apart) and self.apart[edge] < atom.stop:
            atom.stop, atom.bound = self.apart[edge], ""

    def _joined(self, first: Atom, second: Atom, before: str) -> Atom | None:
        """The range of which two numbers are the ends; None where they are two quantities."""
        if bisect_right(self.apart, second.start) > bisect_left(self.apart, first.stop):
            return None
        if second.start - first.stop > REACH or first.bound or not {first.kind, second.kind} <= {"number", "zero"}:
            return None
        positive = NEGATIVE.sub("", before) if before[-6:-1].lower() == "minus" else before
        first, before = below_zero(first, said=positive != before), positive
        between = BETWEEN.search(before)
        if between and APART.fullmatch(self.text, first.stop, second.start):
            apart = across_zero(first, second, between, self.text)
            if apart:
                return apart
        join = JOIN.fullmatch(self.text, first.stop, second.start)
        origin = join and join["to"] and FROM.search(before)
        if join is None or (join["both"] and not between) or (join["up"] and not origin):
            return None
        second = below_zero(second, said=join["minus"] is not None)
        words = before.lower().split()
        is_moved = bool(join["to"]) and not origin and first.unit == second.unit and first.shift != second.shift
        joined = None if is_moved or (origin and not CHANGES.isdisjoint(words)) else range_of(first, second)
        is_estimate = words[-1:] == ["estimated"]  # rose an estimated $1 to $5: nobody estimates a move up to its level
        is_one = bisect_right(self.apart, first.start) % 2  # within the marks of one figure
        is_led = join["to"] and not (is_estimate or is_one) and not LED.isdisjoint(words[-4:])
        is_led = is_led or (join["to"] and first.unit in CURRENCIES and GAPPED.search(before) is not None)
        if joined and joined.ends and (is_led or (HAN_LED.search(before) and join[0] in {*"至到"})):
            low, high = joined.ends.low or NOTHING, joined.ends.high or NOTHING
            is_price = first.unit in CURRENCIES and first.power is None and second.power is None
            joined = None if low * (HALF if is_price else FAR) < high else joined  # it fell by 5 to 100
        if origin and joined is None:
            first.kind = "from"
        return joined

    def _mention(self, atom: Atom, before: str, last: Mention | None) -> Mention:
        is_beyond = last is not None and atom.unit is None and BEYOND.match(self.text, atom.stop) is not None
        is_beyond = is_beyond or (
            SET_AGAINST.search(before) is not None and AGO.match(self.text, atom.stop) is not None
        )
        is_beyond = is_beyond or (JUMPED.search(before) is not None and last is not None and last.unit in MEASURES)
        if last and is_beyond and atom.unit is None and last.sentence == self.document.sentence(atom.start):
            shift = -2 if HUNDREDTHS.search(last.text) else atom.shift
            atom.unit, atom.shift = last.unit, shift  # 12 more than on Friday
        words = lead(before.removesuffix("from ") if atom.kind == "range" else before)
        said, word = _said(atom, atom.bound or words.qualifier)
        paragraph, qualifier = self.document.paragraph(atom.start), atom.bound or words.qualifier
        if atom.unit is None and atom.kind in {"number", "range"} and not self.text.startswith("枚", atom.stop):
            atom.unit = self._noun(before, paragraph)
        is_money = last is not None and last.unit in CURRENCIES and last.sentence == self.document.sentence(atom.start)
        is_large = atom.power is not None and (atom.value or 0) >= MILLION
        if last and is_money and atom.unit is None and atom.kind == "number" and is_large:
            atom.unit = last.unit
        is_after_coins = last is not None and last.unit is not None and is_ticker(last.unit) and not is_money
        is_after_coins = is_after_coins and atom.unit is None and COINS.match(self.text, atom.stop) is not None
        if last and is_after_coins and last.paragraph == paragraph:  # 11万枚比特币, then 2.3万枚
            atom.unit, atom.stop = last.unit, atom.stop + 1
        follows = last is not None and last.paragraph == paragraph and BRACKET.match(before)
        way = atom.way or (words.direction if words.is_tight else way_behind(self.text, atom.stop) or words.direction)
        if self.text.startswith(")", atom.stop) and ACCOUNTED.search(before):
            way = Direction.DOWN
        if atom.unit in MEASURES:
            way = RESULTS.get(way, way) if way else self._appositive(atom, last) if follows else None
        elif last and follows:
            way = way or last.direction
        is_read = said != EMPTY or atom.magnitude
        is_near = qualifier in NEAR or ABOUT_SO_MANY.search(before) is not None
        return Mention(
            *(self.text[atom.start : atom.stop], atom.start, atom.stop, *self.document.place(atom.start)),
            *(self.document.sentence(atom.start), paragraph, said.low, said.high, said.low_open, said.high_open),
            *(atom.unit, _half_step(atom), is_near or (atom.kind == "word" and not word), qualifier),
            *(None if atom.kind == "range" and (said.low or NOTHING) < 0 else way, word, atom.magnitude, atom.noun),
            atom.kind if is_read else "unread",
        )

    def _appositive(self, atom: Atom, last: Mention | None) -> Direction | None:
        """The way of a move that is said again in percent: fell $12.40, or 6.88%."""
        is_move = last is not None and last.direction in MOVES and last.unit != atom.unit
        return last.direction if last and is_move and not PART_OF.match(self.text, atom.stop) else None

    def _noun(self, before: str, paragraph: int) -> str | None:
        """The noun in front of a number, or at the head of its row: 账户18万个, Accounts: 180,000."""
        label = LABEL.match(self.text, self.document.paragraphs[paragraph]) or COLON.search(before)
        ends = accumulate(reversed(before), lambda left, _: left[:-1] if left[-1:] in PASSED else left, initial=before)
        named = (self.nouns.get(han[-length:]) for han in dict.fromkeys(ends) for length in (4, 3, 2))
        plural = label[1].lower() if label and label[1][-1:] == "s" else ""
        return self.nouns.get(plural) if label else next(filter(None, named), None)


def _said(atom: Atom, qualifier: str) -> tuple[Interval, str | None]:
    """The interval of an atom under its qualifier, and the word of its band."""
    if atom.ends and atom.kind == "range" and atom.bound in {LEAST, MOST}:  # 8 to 10 billion or more
        is_open = atom.bound == LEAST
        return Interval(atom.ends.low if is_open else None, None if is_open else atom.ends.high), None
    if atom.ends and (atom.number is None or atom.kind == "range" or qualifier in {"", ABOUT}):
        return atom.ends, atom.word
    value, word = atom.value, BANDS.get((qualifier, atom.word or ""))
    if qualifier in {MORE, LEAST}:
        return Interval(value, None, low_open=qualifier == MORE), word
    if qualifier in {BELOW, MOST, UP_TO}:
        return Interval(None, value, high_open=qualifier == BELOW), word
    return Interval(value, value), None


def _half_step(atom: Atom) -> Decimal:
    exponent = 0 if atom.number is None else atom.number.as_tuple().exponent
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) + (atom.power or 0) + atom.shift - 1)
