"""What the texts about an event are held against: its figures as claims, its vocabulary, what people said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING

from narrator.audit.added import cues_of, entity_forms, forms_by_cue, registered
from narrator.audit.compare import Nearness
from narrator.audit.cues import forms, vocabulary
from narrator.audit.entities import CITY, entities_with
from narrator.audit.facets import OF, TOPIC, VENUE
from narrator.audit.fitting import FAMILIAR
from narrator.audit.larger import larger
from narrator.audit.quoted import named, quote_form, quotes, said
from narrator.audit.spells import largest_since, other_days, texts_of, times_of
from narrator.audit.told import numbers_of, told_by
from narrator.audit.topics import claims_of
from narrator.audit.voices import LONG_NAME, called, speaking
from narrator.audit.ways import ways_with
from narrator.model.quantity import CURRENCIES, INDEX, MEASURES, is_ticker
from narrator.model.source import MARKET_DATA, SEVERAL_UNNAMED, SOCIAL_MEDIA, UNVERIFIED, is_unnamed
from narrator.reading.dates import Day
from narrator.reading.endings import endings
from narrator.reading.lexicon import DIGIT, Lexicon
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from narrator.audit.cues import Vocabulary
    from narrator.audit.entities import Entities
    from narrator.audit.larger import Of
    from narrator.audit.told import Number
    from narrator.audit.topics import Claim, Topic
    from narrator.audit.ways import Ways
    from narrator.config import Settings, Workspace
    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.name import Names
    from narrator.model.policy import Policy
    from narrator.model.problem import Location
    from narrator.model.source import Sources
    from narrator.reading.dates import Spell

PERSON, OF_NAME, RATE, FEAR = patterns(__name__, "PERSON", "OF_NAME", "RATE", "FEAR")
NAMELESS = frozenset({UNVERIFIED, MARKET_DATA, SOCIAL_MEDIA, SEVERAL_UNNAMED})


@dataclass(frozen=True, eq=False)
class Matter:
    """What a text is held against."""

    event: Event
    figures: Figures
    sources: Sources
    names: Names
    settings: Settings
    policy: Policy
    lexicon: Lexicon
    entities: Entities
    claims: tuple[Claim, ...]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The cues of the event; with what follows, worked out for the texts that ask for it only."""
        own = cues_of(forms_by_cue(self.settings))
        return vocabulary(self.event, self.figures, self.names, self.entities, own)

    @cached_property
    def ways(self) -> Ways:
        """The verbs that say which way, with those of the desk."""
        return ways_with(forms_by_cue(self.settings))

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims by their unit."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.unit, []).append(claim)
        return {unit: tuple(claims) for unit, claims in found.items()}

    @cached_property
    def familiar(self) -> frozenset[str]:
        """The words of which a name of somebody else does not consist."""
        known = (*self._forms, *self._texts)
        told = {(CITY, city) for claim in self.claims for city in claim.topic.of(CITY)}
        cities = (form for form, of in self.entities.named.items() if of in told)
        spelled = " ".join((*known, *self.vocabulary.spelled, *cities)).lower()
        short = {"".join(re.findall(r"\b[A-Z]", name)).lower() for name in LONG_NAME.findall("\n".join(known))}
        return FAMILIAR.union(re.findall(r"[a-z]+", spelled), short)

    @cached_property
    def speakers(self) -> Mapping[str, tuple[str, ...]]:
        """Who said what, by the form of a quote."""
        told = said(self.event, self.names)
        found = {quote_form(text): tuple(forms(name)) for text, name in told.items() if name}
        for text, by in ((text, by) for text, by in quotes(self.event) if by and PERSON.fullmatch(by)):
            found[quote_form(text)] = (by, by.split()[-1], *found.get(quote_form(text), ()))
        return found

    @cached_property
    def speaking(self) -> re.Pattern[str]:
        """Sources whose name has that of another in it, which is not spoken of: Bybit's chief."""
        return _speaking(self.figures)

    @cached_property
    def ending(self) -> re.Pattern[str]:
        """Names and texts of the records with which a sentence may end, though they end as what is shortened does."""
        return endings((*self._forms, *self.figures.sources, *(text for text in self._texts if " " in text)))

    @cached_property
    def _forms(self) -> Sequence[str]:
        named = [
            form for name in self.names.entries for form in (name.ticker or "", *name.forms.values(), *name.aliases)
        ]
        named += entity_forms(self.settings)
        return [*named, *(form for source in self.sources.entries for form in (source.name, *source.aliases))]

    @cached_property
    def _texts(self) -> Sequence[str]:
        """All texts of the event file."""
        return [*texts_of(self.event.file.model_dump())]

    def without_names(self, text: str) -> str:
        """A text in which names of sources and of what is measured say no way: the average fall, NDTV Profit."""
        names = {self.sources.find(source).name for source in self.figures.sources}
        records = (*self.event.file.macro.values(), *self.event.file.positions.values())
        whats = (getattr(record, "what", None) for record in records)
        names |= {each for what in whats for each in (what.values() if isinstance(what, dict) else [what or ""])}
        pattern = "|".join(map(re.escape, sorted(filter(None, names), key=len, reverse=True)))
        return re.sub(pattern, lambda name: "x" * len(name[0]), text, flags=re.IGNORECASE) if pattern else text

    @cached_property
    def published_on(self) -> date:
        """The day of publication where the event is."""
        return self.event.published.astimezone(self.event.zone).date()

    @cached_property
    def nearness(self) -> Nearness:
        """The claims by what they say."""
        return Nearness(self.claims, self.policy)

    @cached_property
    def rates(self) -> tuple[Claim, ...]:
        """What is measured in a currency and told without it."""
        return tuple(claim for claim in self.claims if RATE.search(claim.topic.what or claim.figure.key.subject))

    @cached_property
    def indices(self) -> frozenset[frozenset[tuple[str, str]]]:
        """What each index of prices of the records is of; one of fear or volatility is none."""
        subjects = {claim.subject for claim in self.claims if claim.unit == INDEX and claim.subject}
        return frozenset(each for each in subjects if not any(FEAR.search(value) for _, value in each))

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """The sources of the figures of which none is a venue itself."""
        venues = {venue for claim in self.claims for venue in claim.topic.of(VENUE)}
        return tuple(by for by in self.figures.sources if by.casefold() not in venues)

    @cached_property
    def topics(self) -> Mapping[str, frozenset[str]]:
        """What is measured in each unit."""
        return {unit: frozenset().union(*(c.topic.of(TOPIC) for c in said)) for unit, said in self.by_unit.items()}

    @cached_property
    def typed(self) -> str:
        """All texts of the event file, in small letters."""
        return "\n".join(" ".join(text.split()).casefold() for text in self._texts)

    @cached_property
    def told(self) -> Mapping[str, str]:
        """What the records say in words of their own, with the figure of which they say it: states, claims, notes."""
        return told_by(self.event, self.figures)

    @cached_property
    def other_days(self) -> tuple[list[Spell], set[Day]]:
        """The dates that belong to no figure, and those that stand in the texts of the event file."""
        beside, typed = other_days(self.event)
        since = {Day(year, day.month, day.day) for _, day in self.histories for year in (day.year, None)}
        return beside, typed | since

    @cached_property
    def histories(self) -> tuple[tuple[str, date], ...]:
        """Which values were the largest, or the lowest, of a history since which day."""
        return tuple(largest_since(self.figures))

    @cached_property
    def windows(self) -> Mapping[str, Sequence[Spell]]:
        """The windows of the figures of each kind."""
        found: dict[str, list[Spell]] = {}
        for figure in self.figures:
            found.setdefault(figure.id.partition(".")[0], []).extend(times_of(figure, self.event))
        return found

    @cached_property
    def measured(self) -> frozenset[str]:
        """The words of the records for what they measure, whatever their case."""
        return frozenset(claim.topic.what.casefold() for claim in self.claims)

    @cached_property
    def sized(self) -> Mapping[Number, set[str]]:
        """The topics of the records whose words for what they measure have a number: the chance of a half-point cut."""
        whats = {claim.topic.what: claim.topic for claim in self.claims if claim.topic.what}
        return numbers_of(((what, topic.of(TOPIC)) for what, topic in whats.items()), self.lexicon)

    @cached_property
    def stated(self) -> Mapping[Number, set[str]]:
        """The figures of which a claim of the records says a number: the first quarter above $100 billion."""
        claims = self.event.file.claims.values()  # as a whole their texts are masked
        return numbers_of(((text[1:], {each.about}) for each in claims for text in texts_of(each.text)), self.lexicon)

    @cached_property
    def sourced(self) -> re.Pattern[str]:
        """A list of sources, as a cell of a table has it."""
        known = [self.sources.find(by) for by in self.figures.sources if not is_unnamed(by)]
        forms = {re.escape(form) for each in known for form in (each.id, *called(each))}
        one = "|".join(sorted(forms, key=len, reverse=True)) or "(?!)"
        return re.compile(rf"(?:the )?(?:{one})(?:(?:,| and|, and) (?:the )?(?:{one}))*", re.IGNORECASE)

    @cached_property
    def speech(self) -> re.Pattern[str]:
        """A known source that says something."""
        named = (by for by in self.figures.sources if not (by in NAMELESS or is_unnamed(by)))
        known = (*self.sources.entries, *map(self.sources.find, named))
        return speaking(form for each in known for form in called(each))

    def parts(self, claim: Claim) -> tuple[Topic, Topic]:
        """What stands above and below the line of a computed ratio; of another figure, itself twice."""
        first, last = (claim.figure.derived_from or (claim.figure.id,))[:1], claim.figure.derived_from[-1:]
        known = {each.figure.id: each.topic for each in self.claims if each.figure.id in {*first, *last}}
        above, below = (known.get(name, claim.topic) for name in (*first, *(last or first)))
        return above, below

    @cached_property
    def larger(self) -> Mapping[Of, str]:
        """The side that had the larger part of each thing."""
        return larger(self.claims)

    @cached_property
    def larger_then(self) -> Mapping[Of, str]:
        """The same of the time of the main figure, which goes without saying."""
        main = self.figures.get(self.event.file.event.main or "")
        return larger(claim for claim in self.claims if main and claim.figure.window == main.window)

    @cached_property
    def far_larger(self) -> Mapping[Of, str]:
        """The side that had twice as much as the other."""
        return larger(self.claims, 2)

    @cached_property
    def earlier(self) -> Mapping[str, Figure]:
        """What each state of the records was before, where they have it of an earlier day."""
        dated = [each for each in self.claims if each.topic.what and each.figure.window.start and not each.sources]
        found: dict[str, Figure] = {}
        for now, then in permutations(sorted(dated, key=lambda each: str(each.figure.window.start)), 2):
            is_same = (now.unit, now.subject, now.topic.what) == (then.unit, then.subject, then.topic.what)
            is_same = is_same and now.topic.of(OF) == then.topic.of(OF)
            if is_same and str(then.figure.window.start) < str(now.figure.window.start):
                found[now.figure.id] = then.figure
        return found

    def at(self, figure: Figure) -> Location:
        """Where the record of a figure stands; of a computed one, that of its first input."""
        origin = figure.derived_from[0] if figure.derived_from else figure.id
        measurement = self.event.measurements.get(origin)
        return measurement.at if measurement else self.event.place(origin)


def matter_of(event: Event, figures: Figures, sources: Sources, names: Names, workspace: Workspace) -> Matter:
    """What the texts about an event are held against, with the words and the names that the workspace adds."""
    sources, settings = registered(sources, names, figures), workspace.settings
    entities = entities_with(settings.model_dump()["entities"])
    claims = claims_of(event, figures, names, entities)
    nouns = {claim.unit for claim in claims if is_count(claim.unit) or is_ticker(claim.unit)}
    speaking = (form for each in sources.entries for form in (each.id, *called(each)))
    quoted = (each.report.origin for figure in figures for each in figure.reports)
    terms = *settings.lexicon.values(), *named(event.file.model_dump())
    terms = *terms, *filter(DIGIT.search, (*speaking, *quoted, *entity_forms(settings)))
    lexicon = Lexicon.of(names, terms, nouns, said(event, names), figures.sources)
    return Matter(event, figures, sources, names, settings, workspace.policy, lexicon, entities, claims)


def _speaking(figures: Figures) -> re.Pattern[str]:
    """A source that is no subject where it stands: a long name, or one that puts what was named before at a value."""
    long = sorted((re.escape(source) for source in figures.sources if OF_NAME.search(source)), key=len, reverse=True)
    puts = (  # first the name: a text is searched quickly for a letter
        rf"{one}(?:(?<=\b{one})(?= (?:itself )?put (?:it|the figure) at\b)|(?<= and {one})(?= at [^\w\s]?\d))"
        for one in map(re.escape, figures.sources)
    )
    return re.compile("|".join((*long, *puts)).replace("'", "['’]") or "(?!)")


def is_count(unit: str | None) -> bool:
    """Whether a unit is a noun that is counted."""
    return unit is None or not (unit in CURRENCIES or unit in MEASURES or is_ticker(unit))
