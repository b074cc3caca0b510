"""English: en-US in the style of the Associated Press, en-GB as a second spelling of it (LANGUAGE.md 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrator.model.quantity import CURRENCIES, Kind
from narrator.model.report import Nature
from narrator.model.source import DESK, SEVERAL_UNNAMED, UNNAMED, UNVERIFIED
from narrator.wording.bands import band_of, relation_of
from narrator.wording.english_clause import ESTIMATED, PLANNED, Clause, currency, in_words, spelled
from narrator.wording.english_names import with_article
from narrator.wording.english_time import Calendar
from narrator.wording.expression import FRAMED, Expression, Style, amount_of
from narrator.wording.forms import Shape, State, form_of, in_manner, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from narrator.model.policy import Policy
    from narrator.model.quantity import Quantity

NOT_NAMED = {
    UNNAMED: "one data source",
    SEVERAL_UNNAMED: "several data sources",
    DESK: "the desk",
    UNVERIFIED: "unverified data",
}
MISSING = {Kind.FLOW: "net flows were", Kind.PRICE: "the price was"}
MARKS = {Nature.ESTIMATED: ESTIMATED}
FRAMED_MARKS = {**MARKS, Nature.PLAN: PLANNED}


@dataclass(frozen=True, slots=True)
class English(Calendar):
    """The rules of English, in one of two spellings."""

    policy: Policy

    def say(self, expression: Expression, style: Style) -> str:
        """The full phrase: X (worth), window, attribution; circulating."""
        if style not in FRAMED:
            return self.bare(expression, style)
        says = {State.GIVEN: self._framed, State.CAMPS: self._camps}.get(state_of(expression), self.bare)
        return says(expression, style) + self._also(expression)

    def bare(self, expression: Expression, style: Style) -> str:
        """X alone, or what is said where there is none."""
        match state_of(expression):
            case State.GIVEN if style is Style.WORDS:
                return self._words(expression)
            case State.GIVEN:
                return self._clause(expression, style).text()
            case State.CAMPS:
                return self._camps(replace(expression, window=None), style)
            case State.REFUSED:
                return self._refused(expression, style)
            case State.PENDING:
                return "not yet reported"
            case _ if expression.since and style is Style.WORDS:
                return self._since(expression, expression.since)
            case _ if expression.kind is Kind.COUNT:
                return f"the number of {expression.unit} was not available"
            case _:
                return f"{MISSING.get(expression.kind, 'the figure was')} not available"

    def thing(self, expression: Expression) -> str:
        """X as a thing that can be named beside another: a rise of 1.5%, no change, net inflows of $1.2 million."""
        is_given = state_of(expression) is State.GIVEN
        return self._clause(expression, Style.BODY).thing() if is_given else self.bare(expression, Style.BODY)

    def number(self, expression: Expression) -> str:
        """X of a count without its noun, in a sentence that has it already: more than 40."""
        is_given = state_of(expression) is State.GIVEN
        clause = replace(self._clause(expression, Style.BODY), is_named=True) if is_given else None
        return clause.text() if clause else self.bare(expression, Style.BODY)

    def circulating(self, expression: Expression) -> tuple[str, ...]:
        """Each value named beside the figure."""
        return tuple(number + noun for number, noun in self._beside(expression))

    def unit(self, unit: str) -> str:
        """What is counted, or in which money: tonnes, yen."""
        return currency(unit, 2) if unit in CURRENCIES else unit

    def joined(self, items: Sequence[str]) -> str:
        """A, B and C."""
        *first, last = items or ("",)
        return f"{', '.join(first)} and {last}" if first else last

    def named(self, name: str) -> str:
        """A name that no registry has, with the article that a sentence gives it."""
        return with_article(name)

    def counted(self, number: int) -> str:
        """How many things are listed elsewhere: in words, since it is no figure of the market."""
        return in_words(number)

    def _clause(self, expression: Expression, style: Style, marks: Mapping[Nature, str] = MARKS) -> Clause:
        expression = in_manner(expression)
        form, mark = form_of(expression, style, self.policy), marks.get(expression.nature, "")
        return Clause(expression.kind, expression.unit, form, style, self.british, mark, expression.manner)

    def _framed(self, expression: Expression, style: Style) -> str:
        x = self._clause(expression, style, FRAMED_MARKS).text() + self._worth(expression) + self._window(expression)
        source = NOT_NAMED.get(expression.source or "", expression.source)
        ending = "" if expression.source == SEVERAL_UNNAMED else "s"
        match expression.nature:
            case Nature.RUMOUR:
                return f"an unconfirmed report put the figure at {x}"
            case Nature.FORECAST if source:
                return f"{source} forecast{ending} {x}"
            case Nature.OPINION if source:
                return f"{source} put{ending} the figure at {x}"
            case Nature.FORECAST | Nature.OPINION:
                return f"{expression.nature}s put the figure at {x}"
        weak = "unverified data" if expression.grade and expression.grade.is_weak else None
        who = " from ".join(part for part in (weak, source) if part)
        return f"{x}, according to {who}" if who else x

    def _worth(self, expression: Expression) -> str:
        if expression.worth is None:
            return ""
        clause = self._clause(amount_of(expression.worth), Style.BODY)
        about = clause.form.shape is Shape.POINT and not clause.form.about
        return f" ({'about ' if about else ''}{clause.text()})"

    def _window(self, expression: Expression) -> str:
        phrase = self.window(expression.window) if expression.window else ""
        return f" {phrase}" if phrase else ""

    def _also(self, expression: Expression) -> str:
        pairs = self._beside(expression)
        if not pairs:
            return ""
        numbers, nouns = zip(*pairs, strict=True)
        one_noun = len({*nouns}) == 1
        values = self.joined(numbers) + nouns[0] if one_noun else self.joined([*map("".join, pairs)])
        subject = f"a figure of {values} has" if len(pairs) == 1 else f"figures of {values} have"
        return f"; {subject} also circulated"

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

    def _camps(self, expression: Expression, style: Style) -> str:
        said, window = [], self._window(expression)
        for camp in expression.camps:
            clause = self._clause(replace(expression, interval=camp.interval), style)
            said.append(f"{clause.text()}{window}, according to {self._names(camp.sources)}")
            window = ""
        return f"either {', or '.join(said)}"

    def _refused(self, expression: Expression, style: Style) -> str:
        said = []
        for report in expression.reports:
            clause = self._clause(_instead(expression, report.quantity), style)
            said.append(f"{clause.text()} ({NOT_NAMED.get(report.source, report.source)})")
        return "estimates differ too widely to give a figure" + (f": {self.joined(said)}" if said else "")

    def _words(self, expression: Expression) -> str:
        clause = self._clause(expression, Style.WORDS)
        x, round_to, since = clause.text(), expression.round_to, expression.since
        if round_to is not None:
            relation = relation_of(clause.form, round_to, self.policy, approximate=expression.approximate)
            x = clause.related(relation, round_to) if relation else x
        if since is not None:
            return f"{x}, {self._since(expression, since)}"
        word = band_of(expression, clause.form, self.policy) if round_to is None else None
        return f"{word} ({x})" if word else x

    def _since(self, expression: Expression, since: date) -> str:
        if expression.record:
            return f"a record in data since {self.day(since)}"
        return f"{'among ' if expression.rival else ''}the largest since {self.day(since)}"

    def _names(self, sources: Sequence[str]) -> str:
        unnamed = sources.count(UNNAMED)
        names = [NOT_NAMED.get(source, source) for source in sources if source != UNNAMED or unnamed == 1]
        return self.joined([*names, f"{spelled(unnamed)} data sources"] if unnamed > 1 else names)


def _instead(expression: Expression, quantity: Quantity) -> Expression:
    """What another source measured in place of the figure."""
    way = quantity.direction or expression.direction
    other = Expression(expression.kind, quantity.interval, quantity.unit, direction=way)
    return replace(other, approximate=quantity.approximate, manner=quantity.manner)
