"""X in English: the quantity with its bound or "about", its direction and "estimated" (LANGUAGE.md 4).

"Above" and "below" stand before a level. Before a move they would make it one ("up above 5%"), so there a bound is
"more than" or "less than" whatever the kind. Likewise an estimate stands where English puts it: "below an estimated
$80,000", "up an estimated 5%".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.model.quantity import PERCENT, Direction, Kind
from narrator.wording.bands import Relation
from narrator.wording.english_numbers import article
from narrator.wording.forms import SIGNS, Family, Shape
from narrator.wording.styles import Style

if TYPE_CHECKING:
    from decimal import Decimal

    from narrator.wording.english_numbers import Numerals
    from narrator.wording.forms import Form

FLOWS: dict[Direction | None, str] = {Direction.INFLOW: "net inflows", Direction.OUTFLOW: "net outflows"}
MOVES = {Direction.UP: "rise", Direction.DOWN: "fall"}
RELATIONS = {
    Relation.NEARLY: "nearly",
    Relation.JUST_OVER: "just over",
    Relation.ABOUT: "about",
    Relation.MORE_THAN: "more than",
    Relation.AT_LEAST: "at least",
}
LEVELS = frozenset({Kind.PRICE, Kind.INDEX})


@dataclass(frozen=True, slots=True)
class Clause:
    """One quantity, ready for words; `mark` is "estimated", "planned" or nothing."""

    kind: Kind
    form: Form
    numerals: Numerals
    mark: str = ""

    def text(self, quantity: str | None = None) -> str:
        """The whole of X; another text can stand in for the quantity."""
        family = self.form.family
        if self.form.shape is Shape.ZERO:
            return self._zero()
        if self.form.shape is Shape.STRADDLE:
            return self._straddle(*SIGNS[family])
        x = quantity or self.quantity()
        match family:
            case Family.FLOW:
                return f"{self._adjective}{FLOWS[self.form.direction]} of {x}"
            case Family.CHANGE:
                return f"{self.form.direction} {self._marked(x)}"
            case Family.RESULT:
                return self._marked(f"{self.form.direction} of {x}") if self.mark else f"a {self.form.direction} of {x}"
            case Family.LEVEL:
                return f"{self.form.direction} {self._marked(x)}"
            case _:
                return self._marked(x)

    def quantity(self) -> str:
        """The quantity alone: a point, a range or a bound, with its noun."""
        return "".join(self.parts())

    def parts(self) -> tuple[str, str]:
        """The quantity in two parts: its numbers, and the noun that a list of quantities names once."""
        form = self.form
        if form.shape is Shape.RANGE:
            return self._range(), self.noun(None)
        return f"{self._qualifier()}{self._number()}", self.noun(form.low)

    def related(self, relation: Relation, round_to: Decimal) -> str:
        """The quantity by its relation to a round number; "about" has no place after "estimated", "below", "above"."""
        unneeded = relation is Relation.ABOUT and (self.mark == "estimated" or self.form.family is Family.LEVEL)
        word = "" if unneeded else f"{RELATIONS[relation]} "
        return f"{word}{self.numerals.number(round_to)}{self.noun(round_to)}"

    def noun(self, value: Decimal | None) -> str:
        """The noun after the numbers."""
        return self.numerals.noun(value, change=self.form.family is Family.CHANGE)

    def _number(self) -> str:
        nothing = self.numerals.is_count and self.form.shape is Shape.POINT and not self.form.low
        return "no" if nothing else self.numerals.number(self.form.low)

    def _range(self) -> str:
        low, high, padding = self.form.low, self.form.high, self.form.padding
        if self.form.family is not Family.CHANGE:
            return self.numerals.spread(low, high, padding)
        one, other = (self.numerals.number(end, padding) for end in (low, high))
        return f"{one} to {other}" if self.mark else f"between {one} and {other}"

    def _qualifier(self) -> str:
        is_level = self.form.family is Family.PLAIN and self.numerals.unit != PERCENT and self.kind in LEVELS
        is_percent = self.form.family is Family.PLAIN and self.numerals.unit == PERCENT
        match self.form.shape:
            case _ if self.form.family is Family.LEVEL:
                return ""
            case Shape.POINT:
                return "about " if self.form.about else ""
            case Shape.AT_LEAST:
                return "at least "
            case Shape.AT_MOST:
                return "at most "
            case Shape.MORE:
                return "above " if is_level else "more than "
            case _:
                less = "fewer than " if self.kind is Kind.COUNT else "less than "
                return "below " if is_level or is_percent else less

    def _zero(self) -> str:
        if self.form.family is Family.CHANGE:
            return "unchanged"
        return f"{self.mark} net flows of zero" if self.mark else "no net flows"

    def _straddle(self, below: Direction, above: Direction) -> str:
        side = self._flow_side if self.form.family is Family.FLOW else self._move_side
        return f"between {side(below, self.form.low)} and {side(above, self.form.high)}"

    def _flow_side(self, direction: Direction, value: Decimal) -> str:
        if not value:
            return "no net flows"
        return f"{self._adjective}{FLOWS[direction]} of {self.numerals.number(value)}{self.noun(value)}"

    def _move_side(self, direction: Direction, value: Decimal) -> str:
        if not value:
            return "no change"
        number, move = self.numerals.number(value, self.form.padding), MOVES[direction]
        if self.numerals.unit == PERCENT:
            return f"{article(self.mark or number)} {self._adjective}{number} {move}"
        noun = self.noun(None if self.form.padding else value)
        return f"{article(self.mark)} {self._adjective}{move} of {number}{noun}"

    @property
    def _adjective(self) -> str:
        return f"{self.mark} " if self.mark else ""

    def _marked(self, text: str) -> str:
        if not self.mark:
            return text
        bare = self.numerals.style is Style.HEADLINE
        return f"{self.mark} {text}" if bare else f"{article(self.mark)} {self.mark} {text}"
