"""X in English: numbers, units and nouns, bound or "about", direction and "estimated" (LANGUAGE.md 4).

"Above" and "below" stand before a level. Before a move they would make it one ("up above 5%"), so there a bound is
"more than" or "less than" whatever the kind. Likewise an estimate stands where English puts it: "below an estimated
$80,000", "up an estimated 5%".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.model.currency import CURRENCIES
from narrator.model.quantity import (
    BASIS_POINTS,
    CENTS,
    INDEX,
    MEASURES,
    PERCENT,
    PLAIN,
    POINTS,
    TIMES,
    Direction,
    Kind,
    kind_of,
)
from narrator.wording.expression import Style
from narrator.wording.forms import EXACT, SIGNS, Family, Shape, decimals, significant

if TYPE_CHECKING:
    from decimal import Decimal

    from narrator.model.quantity import Manner
    from narrator.wording.forms import Form

ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
AMERICAN = {12: " trillion", 9: " billion", 6: " million", 0: ""}
BRITISH = {12: "tn", 9: "bn", 6: "m", 0: ""}
LETTERS = {12: "T", 9: "B", 6: "M", 0: ""}
PLACES_OF_MONEY = 2
MOST_DIGITS = 5
"""A count or an amount of coins with more significant digits stands in full, without million or billion."""

IN_FIGURES = frozenset({Style.HEADLINE, Style.COMPACT})
"""The styles in which a count is never spelled out."""

SIGNED = {"USD": ("$", ""), PERCENT: ("", "%")}
"""What stands right before and after a number."""

JOINS = {Style.COMPACT: "{}–{}", Style.HEADLINE: "{}-{}", Style.BETWEEN: "between {} and {}"}
NOUNS = {"USD": "", PERCENT: "", INDEX: "", TIMES: "times"}
NOUNS |= {POINTS: "percentage points", BASIS_POINTS: "basis points", CENTS: "cents"}
SINGULARS = {
    r"\bpeople$": "person",
    r"\bfeet$": "foot",
    r"\bindices$": "index",
    r"\b(series|times)$": r"\1",
    r"ies$": "y",
    r"(ss|sh|ch|x|zz)es$": r"\1",
    r"(?<!s)s$": "",
}
"""Endings of plurals and of their singulars; the first that fits holds."""

SIDES: dict[Direction | None, str] = {
    Direction.INFLOW: "net inflows",
    Direction.OUTFLOW: "net outflows",
    Direction.UP: "rise",
    Direction.DOWN: "fall",
}
QUALIFIERS = {
    Shape.AT_LEAST: "at least ",
    Shape.AT_MOST: "at most ",
    Shape.MORE: "more than ",
    Shape.LESS: "less than ",
}
BOUND = re.compile(r"(?:more|less|fewer) than |at (?:least|most) |above |below ")
"""What stands before an estimate rather than in it: more than an estimated 40."""
OPEN_ENDS = {Shape.AT_LEAST: "or more", Shape.AT_MOST: "or less"}
"""After a range of which one end is a bound."""
ESTIMATED, PLANNED = "estimated ", "planned "
LEVELS = frozenset({Kind.PRICE, Kind.INDEX})


TEN, TWENTY, HUNDRED = 10, 20, 100
TEENS = tuple("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())  # noqa: SIM905
TENS = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())  # noqa: SIM905


def spelled(number: int) -> str:
    """A whole number in running text: zero to nine as words."""
    return ONES[number] if number in range(len(ONES)) else f"{number:,}"


def in_words(number: int) -> str:
    """A whole number in words, as far as ninety-nine; beyond, a number in running text."""
    if number < len(ONES):
        return ONES[number]
    if number < TWENTY:
        return TEENS[number - TEN]
    if number < HUNDRED:
        tens, ones = divmod(number, TEN)
        return TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")
    return spelled(number)


def article(text: str) -> str:
    """A text after its indefinite article: an 8, an 11, an 18, an 80, an estimated, but a 110."""
    return f"{'an' if re.match(r'[8e]|1[18](?![0-9])', text) else 'a'} {text}"


def singular(noun: str) -> str:
    """A plural noun in the singular; of several words, the last."""
    return next((re.sub(many, one, noun) for many, one in SINGULARS.items() if re.search(many, noun)), noun)


def currency(code: str, number: int) -> str:
    """The name of a currency without the country, which its readers know; dollars need theirs."""
    known = CURRENCIES[code]
    return (known.one or singular(known.name)) if number == 1 else known.name


@dataclass(frozen=True, slots=True)
class Clause:
    """One quantity in one style and spelling, ready for words; `mark` is "estimated ", "planned " or nothing.

    `is_named`: its sentence has the noun of a count already.
    """

    kind: Kind
    unit: str
    form: Form
    style: Style
    british: bool
    mark: str = ""
    manner: Manner = PLAIN
    is_named: bool = False

    def text(self, quantity: str | None = None) -> str:
        """The whole of X; another text can stand in for the quantity."""
        form = self.form
        if form.shape is Shape.ZERO:
            return self._zero()
        if form.shape is Shape.STRADDLE:
            below, above = SIGNS[form.family]
            return f"between {self._side(below, form.low)} and {self._side(above, form.high)}"
        x = quantity or "".join(self.parts())
        match form.family:
            case Family.FLOW:
                return f"{self.mark}{SIDES[form.direction]} of {x}"
            case Family.CHANGE | Family.LEVEL:
                return f"{form.direction} {self._marked(x)}"
            case Family.RESULT:
                return self._marked(f"{form.direction} of {x}", is_thing=True)
            case _:
                return self._marked(x)

    def thing(self) -> str:
        """X as a noun: a rise of 1.5%, an estimated fall of $2 billion, no change."""
        if self.form.family is not Family.CHANGE or self.form.shape is Shape.STRADDLE:
            return self.text()
        if self.form.shape is Shape.ZERO:
            return "no change"
        return article(f"{self.mark}{SIDES[self.form.direction]} of {''.join(self.parts())}")

    def parts(self) -> tuple[str, str]:
        """The quantity in two parts: its numbers, and the noun that a list of quantities names once."""
        form = self.form
        if form.shape is Shape.RANGE:
            return f"{'about ' if form.about else ''}{self._range()}", self._noun()
        if self.manner.reach is not None and form.shape in OPEN_ENDS:
            return f"{'about ' if form.about else ''}{self._reaching()}{self._noun()} {OPEN_ENDS[form.shape]}", ""
        number = self._number(form.low, self._places)
        if form.shape is Shape.POINT and not form.low and self._is_count and not self.is_named:
            number = "no"
        return f"{self._qualifier()}{number}", self._noun(number)

    def related(self, relation: str, round_to: Decimal) -> str:
        """X by its relation to a round number; "about" has no place after "estimated", "below", "above"."""
        unneeded = relation == "about" and (self.mark == ESTIMATED or self.form.family is Family.LEVEL)
        number = self._number(round_to)
        return self.text(f"{'' if unneeded else f'{relation} '}{number}{self._noun(number)}")

    def _reaching(self) -> str:
        """A bound with the other end that its source named: $8 billion to $10 billion."""
        ends = sorted((self.form.low, self.manner.reach or self.form.low))
        places = max(map(decimals, ends)) if self.unit in MEASURES else 0
        return " to ".join(self._number(end, places) for end in ends)

    def _range(self) -> str:
        style, ends = self.style, (self.form.low, self.form.high)
        if self.form.family is Family.CHANGE:
            style = Style.BODY if self.mark else Style.BETWEEN
        one, other = (self._digits(end, self._places) for end in ends)
        if style is Style.COMPACT and min(ends) >= 0 and one[1] == other[1]:
            before, after = SIGNED.get(self.unit, ("", ""))
            return f"{before}{one[0]}–{''.join(other)}{after}"
        low, high = (self._number(end, self._places) for end in ends)
        join = JOINS.get(style, "{} to {}") if min(ends) >= 0 or style is not Style.HEADLINE else "{} to {}"
        return join.format(low, f"plus {high}" if min(ends) < 0 < max(ends) else high)

    def _number(self, value: Decimal, places: int = 0) -> str:
        """One number with the signs that stand at it: $400 million, 6.8%, eight."""
        value = value or abs(value)  # zero has no sign
        if not value and self.kind is Kind.RATE and self.unit == INDEX:
            return ONES[0]
        if value < 0:
            return f"minus {self._number(-value, places)}"
        before, after = SIGNED.get(self.unit, ("", ""))
        return f"{before}{''.join(self._digits(value, places))}{after}"

    def _digits(self, value: Decimal, places: int) -> tuple[str, str]:
        """A number without its signs, in two parts: digits and magnitude."""
        if self._is_count and self.style not in IN_FIGURES and value in range(len(ONES)):
            return spelled(int(value)), ""
        is_money = self.unit in CURRENCIES
        in_full = not value or self.unit in MEASURES or (not is_money and significant(value) > MOST_DIGITS)
        power = 0 if in_full else next(power for power in AMERICAN if value.adjusted() >= power or not power)
        scaled = value.scaleb(-power, EXACT)
        kept = -int(scaled.as_tuple().exponent) if not power and (is_money or self.unit == INDEX) else 0
        alike = self.manner.places if self.unit in MEASURES else 0
        places = max(places or decimals(scaled), kept, alike)  # a price and an index keep the zeros that were given
        if is_money and not power and places and CURRENCIES[self.unit].cents:
            places = max(places, PLACES_OF_MONEY)
        letters = LETTERS if self.style is Style.HEADLINE and is_money else AMERICAN
        return f"{scaled:,.{places}f}", (BRITISH if self.british else letters)[power]

    def _noun(self, number: str = "") -> str:
        """What stands once after the numbers: " accounts", " BTC", " yuan a barrel"; of one thing after a single 1."""
        per = self.manner.per
        each = "per" if per != per.lower() else "an" if per[:1] in set("aeiou") else "a"
        return f"{self._unit(number)} {each} {per}" if per else self._unit(number)

    def _unit(self, number: str) -> str:
        if self.is_named and self._is_count:
            return ""
        is_one = number in {"1", ONES[1]}
        if self.unit in CURRENCIES and self.unit not in NOUNS:
            return f" {currency(self.unit, 1 if is_one else 2)}"
        is_change = self.form.family is Family.CHANGE or self.manner.in_points
        plural = "points" if is_change and self.unit == INDEX else NOUNS.get(self.unit, self.unit)
        return f" {singular(plural) if is_one else plural}".rstrip()

    def _qualifier(self) -> str:
        shape, is_percent = self.form.shape, self.unit == PERCENT
        is_below = self.manner.nearly and self.form.low == self.form.exact.high
        about = ("nearly " if is_below else "about ") if self.form.about else ""
        if self.form.family is Family.LEVEL:
            return ""
        if self.form.family is Family.PLAIN and (is_percent or self.kind in LEVELS):
            if shape is Shape.LESS:
                return f"below {about}"
            if shape is Shape.MORE and not is_percent:
                return f"above {about}"
        if shape is Shape.LESS and (self.kind is Kind.COUNT or (self.kind is Kind.FLOW and self._is_count)):
            return f"fewer than {about}"
        return QUALIFIERS.get(shape, "") + about

    def _zero(self) -> str:
        if self.form.family is Family.CHANGE:
            return "unchanged"
        return f"{self.mark}net flows of zero" if self.mark else "no net flows"

    def _side(self, direction: Direction, value: Decimal) -> str:
        is_flow = self.form.family is Family.FLOW
        if not value:
            return "no net flows" if is_flow else "no change"
        side, number = SIDES[direction], self._number(value, self._places)
        if self.unit == PERCENT:
            return article(f"{self.mark}{number} {side}")
        text = f"{self.mark}{side} of {number}{self._noun(number)}"
        return text if is_flow else article(text)

    def _marked(self, text: str, *, is_thing: bool = False) -> str:
        bound = None if is_thing or not self.mark else BOUND.match(text)
        if bound:
            return f"{bound[0]}{self._marked(text[bound.end() :])}"
        marked = f"{self.mark}{text}"
        bare = self.mark and self.style is Style.HEADLINE
        return article(marked) if (self.mark or is_thing) and not bare else marked

    @property
    def _is_count(self) -> bool:
        return kind_of(self.unit) is Kind.COUNT

    @property
    def _places(self) -> int:
        """The decimals that both ends get of a range that names its unit twice or counts in small units."""
        return max(map(decimals, (self.form.low, self.form.high))) if self.unit in MEASURES else 0
