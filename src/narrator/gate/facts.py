"""The sheet for a writer, a person or a program: every figure with its phrases, what it owes, what may not be said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from narrator.audit.verdicts import Verdict
from narrator.case import locale_of
from narrator.ingest.links import REFERENCE
from narrator.model.figure import Role
from narrator.model.ledger import ends
from narrator.model.quantity import OPPOSITE
from narrator.model.report import Nature
from narrator.model.signal import Truth
from narrator.model.source import MARKET_DATA, SEVERAL_UNNAMED, UNVERIFIED, is_unnamed
from narrator.story.debts import debts
from narrator.story.message import Owed
from narrator.story.scope import Scope
from narrator.story.voices import beside, opposed
from narrator.wording import phrase
from narrator.wording.expression import amount_of
from narrator.wording.phrase import Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.case import Case, Desk
    from narrator.model.figure import Figure
    from narrator.story.voices import Voice
    from narrator.wording.phrase import Expression

STYLES = (Style.BODY, Style.BETWEEN, Style.HEADLINE, Style.COMPACT, Style.FLOOR, Style.WORDS)
"""The styles in which a quantity alone may be said; a change and a share need a sentence of their own."""
UNSTATED = "not stated"
PRETENDED = {SEVERAL_UNNAMED: "several unnamed sources", UNVERIFIED: "an unverified source"}
"""Sources without a name, which a paragraph gives by what they are."""


def sheet(case: Case, desk: Desk, language: str = "en") -> dict[str, Any]:
    """All that may be said of a case, and what may not, as `docs/gate.md` has it."""
    if case.event is None or case.as_of is None:
        raise AssertionError(case.id)
    facts = _Sheet(case, desk, language)
    return {
        "event": case.id,
        "locale": facts.locale,
        "as_of": case.as_of.isoformat(),
        "main": case.event.file.event.main,
        "figures": [facts.figure(figure) for figure in case.figures],
        "never": [*facts.never()],
    }


def phrase_of(figure: Figure, case: Case, desk: Desk, language: str = "en") -> str:
    """The whole phrase of a figure, with window and source."""
    return next(_phrases(figure, case, desk, language))


def phrases_of(figure: Figure, case: Case, desk: Desk, language: str = "en") -> list[str]:
    """What to paste, the whole phrase with window and source first."""
    return [*dict.fromkeys(_phrases(figure, case, desk, language))]


def _phrases(figure: Figure, case: Case, desk: Desk, language: str) -> Iterator[str]:
    """The whole phrase, then that of each style as it is asked for."""
    expression, policy = _expression(figure, case, desk, language), desk.workspace.policy
    locale = locale_of(desk, language)
    yield phrase.say(expression, Style.BODY, locale, policy)
    for style in (phrase.default_style(figure), *STYLES):
        yield phrase.bare(expression, style, locale, policy)


def _expression(figure: Figure, case: Case, desk: Desk, language: str) -> Expression:
    return phrase.expression_of(figure, desk.sources, case.figures, desk.names, language)


class _Sheet:
    """One case in one language."""

    def __init__(self, case: Case, desk: Desk, language: str) -> None:
        assert case.event  # noqa: S101  # the caller has looked
        self.case, self.desk, self.language = case, desk, language
        self.event = case.event
        self.locale = locale_of(desk, language)
        self.scope = Scope(case.event, case.figures, case.signals)
        self.words = partial(self._words, language)

    def figure(self, figure: Figure) -> dict[str, Any]:
        """A figure with what may be said of it."""
        return {
            "id": figure.id,
            **ends(figure),
            "unit": figure.unit,
            "direction": figure.direction,
            "window": figure.window.canonical,
            "nature": figure.nature,
            "standing": figure.standing,
            "source": figure.source and self._source(figure.source),
            "phrases": phrases_of(figure, self.case, self.desk, self.language),
            "owes": [{"owed": owed, "what": self._owed(owed, figure)} for owed in debts(figure, self.scope)],
            "never": [{"code": verdict.code, "what": what} for verdict, what in self._never(figure)],
        }

    def _bare(self, figure: Figure) -> str:
        expression = _expression(figure, self.case, self.desk, self.language)
        return phrase.bare(expression, phrase.default_style(figure), self.locale, self.desk.workspace.policy)

    def _owed(self, owed: Owed, figure: Figure) -> str:
        """What pays a debt, in words."""
        record = self.scope.record(figure.id)
        said: Mapping[Owed, str] = {
            Owed.WINDOW: figure.window.canonical,
            Owed.DIRECTION: figure.direction or "",
            Owed.VOICE: self._source(figure.source or ""),
            Owed.NATURE: figure.nature,
            Owed.DOUBT: "; ".join(map(self._voice, (*beside(figure), *opposed(figure))))
            or "the sources are too far apart",
        }
        return said.get(owed) or self.words(getattr(record, owed, None))

    def _never(self, figure: Figure) -> Iterator[tuple[Verdict, str]]:
        """What the audit would not let pass, with the kind of discrepancy."""
        said = self._bare(figure)
        if not figure.is_printable:
            yield Verdict.UNSUPPORTED, "any amount of it"
        elif figure.interval.low != figure.interval.high:
            yield Verdict.OVERPRECISE, f"anything more exact than {said}"
        elif figure.approximate:
            yield Verdict.QUALIFIER, f"it without the qualifier of {said}"
        if figure.direction:
            yield Verdict.SIGN, f"{OPPOSITE[figure.direction]} instead of {figure.direction}"
        if figure.nature is not Nature.MEASURED:
            yield Verdict.AS_FACT, f"it as a fact: its nature is {figure.nature}"
        if figure.source and figure.source != MARKET_DATA:
            yield (
                Verdict.UNATTRIBUTED,
                f"it in a paragraph that does not give its source: {self._source(figure.source)}",
            )
        if figure.window.canonical != UNSTATED:
            yield Verdict.DATE, f"it of another time than {figure.window.canonical}"
        yield from self._of_others(figure)

    def _of_others(self, figure: Figure) -> Iterator[tuple[Verdict, str]]:
        """The values of others, which are not the figure."""
        for voice in beside(figure):
            yield Verdict.OUTSIDE, f"the value of another source as this one: {self._voice(voice)}"
        for report in figure.by_role(Role.QUARANTINED):
            yield Verdict.MAGNITUDE, f"what {self._source(report.source)} reported: it is held back, probably a slip"

    def never(self) -> Iterator[dict[str, str]]:
        """What the whole event leaves open or out: each with its kind, where it is typed, what, and why."""
        file = self.event.file
        for name, left in file.left_out.items():
            yield _open("left_out", f"left_out.{name}", self.words(left.what), self.words(left.why))
        for name, rumour in file.unconfirmed.items():
            yield _open(
                "unconfirmed", f"unconfirmed.{name}", self.words(rumour.text), f"{rumour.by} says so; not confirmed"
            )
        for name, claim in file.claims.items():
            yield _open(
                "claim", f"claims.{name}", self.words(claim.text), f"{claim.by} claims so; say it as a claim only"
            )
        for signal in self.case.signals.values():
            if signal.truth is Truth.UNDECIDED:
                yield _open("undecided", signal.name, signal.name.replace("_", " "), signal.rule or "it is undecided")

    def _voice(self, voice: Voice) -> str:
        said = phrase.bare(amount_of(voice.quantity), Style.BODY, self.locale, self.desk.workspace.policy)
        said = f"{voice.quantity.direction}, no amount" if voice.quantity.interval.is_empty else said
        nature = "" if voice.nature is Nature.MEASURED else f" ({voice.nature})"
        return f"{said}{nature}, {self._source(voice.source)}"

    def _source(self, source: str) -> str:
        """The name that a brief prints."""
        if is_unnamed(source) or source in PRETENDED:
            return PRETENDED.get(source, "an unnamed source")
        found = self.desk.sources.find(source)
        return found.named(self.language) if found.known else self.desk.names.say(source, self.language)

    def _words(self, language: str, typed: Any) -> str:  # noqa: ANN401  # a text of any record
        """A text of a record in the language, with the figures that it refers to in words."""
        text = (typed.get(language) or next(iter(typed.values()), "")) if isinstance(typed, dict) else typed or ""
        figures = self.case.figures
        said = REFERENCE.sub(lambda at: self._bare(one) if (one := figures.get(at[1])) else at[0], text)
        return " ".join(said.split())


def _open(kind: str, at: str, what: str, why: str) -> dict[str, str]:
    return {"kind": kind, "at": at, "what": what, "why": why}
