"""English: en-US in the style of the Associated Press, en-GB as a second spelling of it (LANGUAGE.md 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from narrator.model.figure import Standing
from narrator.model.quantity import Kind
from narrator.model.report import Nature
from narrator.model.source import DESK, SEVERAL_UNNAMED, UNNAMED, UNVERIFIED
from narrator.wording.bands import Relation, band_of, is_little_changed, relation_of
from narrator.wording.english_clause import Clause
from narrator.wording.english_numbers import Numerals, singular, spelled
from narrator.wording.english_time import Calendar
from narrator.wording.expression import amount_of
from narrator.wording.forms import Shape, State, family_of, form_of, oriented, state_of
from narrator.wording.styles import FRAMED, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from narrator.model.policy import Policy
    from narrator.model.quantity import Quantity
    from narrator.wording.expression import Expression
    from narrator.wording.language import Language

NOT_NAMED = {
    UNNAMED: "one data source",
    SEVERAL_UNNAMED: "several data sources",
    DESK: "the desk",
    UNVERIFIED: "unverified data",
}
MISSING = {Kind.FLOW: "net flows were", Kind.PRICE: "the price was"}
MARKS = {Nature.ESTIMATED: "estimated"}
PLANNED = {**MARKS, Nature.PLAN: "planned"}


@dataclass(frozen=True, slots=True)
class English(Calendar):
    """The rules of English, in one of two spellings."""

    policy: Policy

    def say(self, expression: Expression, style: Style) -> str:
        """The full phrase: X (worth), window, attribution; circulating."""
        if style not in FRAMED:
            return self.bare(expression, style)
        match state_of(expression):
            case State.GIVEN:
                text = self._framed(expression, style)
            case State.CAMPS:
                text = self._camps(expression, style, self._window(expression))
            case _:
                text = self.bare(expression, style)
        return text + self._circulating(expression)

    def bare(self, expression: Expression, style: Style) -> str:
        """X alone, or what is said where there is none."""
        match state_of(expression):
            case State.GIVEN:
                return self._words(expression) if style is Style.WORDS else self._clause(expression, style).text()
            case State.CAMPS:
                return self._camps(expression, style)
            case State.REFUSED:
                return self._refused(expression, style)
            case State.PENDING:
                return "not yet reported"
            case State.EMPTY if expression.since and style is Style.WORDS:
                return self._since(expression, expression.since)
            case _:
                return self._missing(expression)

    def attribution(self, expression: Expression) -> str | None:
        """Who says so; of a rumour nobody."""
        if expression.nature is Nature.RUMOUR:
            return None
        name = self._named(expression.source)
        if expression.grade is not None and expression.grade.is_weak:
            return f"according to unverified data from {name}" if name else "according to unverified data"
        return f"according to {name}" if name else None

    def worth(self, expression: Expression) -> str | None:
        """The other half of coins and money: about W, or A to B."""
        if expression.worth is None:
            return None
        clause = self._clause(amount_of(expression.worth), Style.BODY)
        about = clause.form.shape is Shape.POINT and not clause.form.about
        return f"about {clause.text()}" if about else clause.text()

    def circulating(self, expression: Expression) -> tuple[str, ...]:
        """Each value named beside the figure."""
        return tuple(number + noun for number, noun in self._beside(expression))

    def count(self, number: int, noun: str) -> str:
        """A number of things, the noun given in the plural."""
        return f"{spelled(number) if number else 'no'} {singular(noun) if number == 1 else noun}"

    def joined(self, items: Sequence[str]) -> str:
        """A, B and C."""
        *first, last = items or ("",)
        return f"{', '.join(first)} and {last}" if first else last

    def _clause(self, expression: Expression, style: Style, marks: Mapping[Nature, str] = MARKS) -> Clause:
        form = form_of(expression, style, self.policy)
        numerals = Numerals(expression.unit, style, self.british)
        return Clause(expression.kind, form, numerals, marks.get(expression.nature, ""))

    def _framed(self, expression: Expression, style: Style) -> str:
        worth = self.worth(expression)
        x = (
            self._clause(expression, style, PLANNED).text()
            + (f" ({worth})" if worth else "")
            + self._window(expression)
        )
        who = self._named(expression.source)
        several = expression.source == SEVERAL_UNNAMED
        match expression.nature:
            case Nature.RUMOUR:
                return f"an unconfirmed report put the figure at {x}"
            case Nature.FORECAST if who:
                return f"{who} {'forecast' if several else 'forecasts'} {x}"
            case Nature.OPINION if who:
                return f"{who} {'put' if several else 'puts'} the figure at {x}"
            case Nature.FORECAST | Nature.OPINION:
                return f"{expression.nature}s put the figure at {x}"
            case _:
                source = self.attribution(expression)
                return f"{x}, {source}" if source else x

    def _window(self, expression: Expression) -> str:
        phrase = self.window(expression.window) if expression.window else ""
        return f" {phrase}" if phrase else ""

    def _circulating(self, expression: Expression) -> str:
        pairs = self._beside(expression)
        if not pairs:
            return ""
        numbers, nouns = zip(*pairs, strict=True)
        if len(pairs) == 1:
            return f"; a figure of {numbers[0]}{nouns[0]} has also circulated"
        once = len({*nouns}) == 1
        values = self.joined(numbers) + nouns[0] if once else self.joined(self.circulating(expression))
        return f"; figures of {values} have also circulated"

    def _beside(self, expression: Expression) -> list[tuple[str, str]]:
        # A value that points the way that the figure points needs the direction no second time.
        has_form = state_of(expression) is State.GIVEN
        main = form_of(expression, Style.BODY, self.policy).direction if has_form else expression.direction
        pairs = []
        for quantity in expression.circulating:
            clause = self._clause(_instead(expression, quantity), Style.BODY)
            alike = clause.form.direction is main and clause.form.shape not in {Shape.ZERO, Shape.STRADDLE}
            pairs.append(clause.parts() if alike else (clause.text(), ""))
        return pairs

    def _camps(self, expression: Expression, style: Style, window: str = "") -> str:
        said = []
        for camp in expression.camps:
            clause = self._clause(replace(expression, interval=camp.interval), style)
            said.append(f"{clause.text()}{window}, according to {self._names(camp.sources)}")
            window = ""
        return f"either {', or '.join(said)}"

    def _refused(self, expression: Expression, style: Style) -> str:
        said = []
        for report in expression.reports:
            clause = self._clause(_instead(expression, report.quantity), style)
            said.append(f"{clause.text()} ({self._named(report.source)})")
        return "estimates differ too widely to give a figure" + (f": {self.joined(said)}" if said else "")

    def _missing(self, expression: Expression) -> str:
        if expression.kind is Kind.COUNT:
            return f"the number of {expression.unit} was not available"
        return f"{MISSING.get(expression.kind, 'the figure was')} not available"

    def _words(self, expression: Expression) -> str:
        x = self._clause(expression, Style.WORDS).text()
        if expression.round_to is not None:
            x = self._related(expression, expression.round_to) or x
        if expression.since is not None:
            return f"{x}, {self._since(expression, expression.since)}"
        if expression.round_to is not None:
            return x
        word = "little changed" if is_little_changed(expression, self.policy) else band_of(expression)
        return f"{word} ({x})" if word else x

    def _related(self, expression: Expression, round_to: Decimal) -> str | None:
        _, interval = oriented(expression, family_of(expression, Style.WORDS))
        relation = relation_of(interval, round_to, self.policy, approximate=expression.approximate)
        clause = self._clause(expression, Style.WORDS)
        if relation is None or relation is Relation.EQUAL or clause.form.shape is Shape.STRADDLE:
            return None
        return clause.text(clause.related(relation, round_to))

    def _since(self, expression: Expression, since: date) -> str:
        if expression.record:
            return f"a record in data since {self.day(since)}"
        return f"{'among ' if expression.rival else ''}the largest since {self.day(since)}"

    def _named(self, source: str | None) -> str | None:
        return NOT_NAMED.get(source, source) if source else None

    def _names(self, sources: Sequence[str]) -> str:
        unnamed = sum(source == UNNAMED for source in sources)
        names = [self._named(source) or source for source in sources if source != UNNAMED or unnamed == 1]
        return self.joined([*names, f"{spelled(unnamed)} data sources"] if unnamed > 1 else names)


def _instead(expression: Expression, quantity: Quantity) -> Expression:
    return replace(
        expression,
        interval=quantity.interval,
        unit=quantity.unit,
        direction=quantity.direction or expression.direction,
        approximate=quantity.approximate,
        reported=True,
        nature=Nature.MEASURED,
        standing=Standing.CONFIRMED,
    )


LANGUAGES: Mapping[str, Callable[[Policy], Language]] = {
    "en-US": partial(English, False),
    "en-GB": partial(English, True),
}
