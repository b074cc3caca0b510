"""One text against several events: a number passes where one of them supports it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from narrator import pipeline
from narrator.errors import Exit
from narrator.model.catalogue import Severity
from narrator.model.problem import as_errors
from narrator.remarks import discrepancies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrator.case import Case, Desk
    from narrator.gate.texts import Text
    from narrator.model.problem import Problems
    from narrator.reading.documents import Document
    from narrator.reading.mentions import Mention
    from narrator.remarks import Remark

WEIGHTS = {None: 0, Severity.WARNING: 1, Severity.ERROR: 2}
WORDS = {Severity.ERROR: "blocking", Severity.WARNING: "warning"}


class Heard(NamedTuple):
    """What the audit found of one mention, and the event whose figures say so."""

    case: Case
    remark: Remark

    @property
    def mention(self) -> Mention:
        """The place of the text."""
        return self.remark.finding.mention

    @property
    def paragraph(self) -> int:
        """The paragraph of the mention."""
        return self.mention.paragraph

    @property
    def weight(self) -> int:
        """How much there is to mend."""
        return WEIGHTS[self.remark.severity]


@dataclass(frozen=True, slots=True)
class Hearing:
    """A text with what was found of its mentions, in the order of the text."""

    text: Text
    found: Sequence[Heard]
    held: Sequence[Case] = ()

    @property
    def problems(self) -> Problems:
        """The discrepancies that nobody accepted."""
        name = self.text.name
        return tuple(p for case, remark in self.found for p in discrepancies([remark], name, case.id))

    @property
    def counts(self) -> dict[str, int]:
        """How many mentions are supported, derived, blocking, warning and accepted."""
        counts = dict.fromkeys(("supported", "derived", "blocking", "warning", "accepted"), 0)
        for _, remark in self.found:
            verdict = remark.finding.verdict.value
            counts["accepted" if remark.accepted else WORDS[remark.severity] if remark.severity else verdict] += 1
        return counts

    def told(self, *, strict: bool) -> dict[str, object]:
        """The text for a program: its name, its counts, and the exit code that it alone would have."""
        problems = as_errors(self.problems) if strict else self.problems
        is_wrong = any(problem.is_error for problem in problems)
        return {"file": self.text.name, **self.counts, "exit": int(Exit.DISCREPANCY if is_wrong else Exit.DONE)}


Place = list[list[Heard]]  # of each case, in order


def heard(document: Document, cases: Sequence[Case], desk: Desk) -> list[Heard]:
    """A text read back against the figures of all cases, in the order of the text.

    Each case reads the text by its own names and quotes, so that two of them may cut it differently. Mentions that
    overlap are one place, and a place is told by the case that has least to mend there; of two such, by the one that
    supports more of it, then by the one that has less to mend in the paragraph. Where a case has found nothing (a day
    of its own, words of its own record) another one's finding counts if that one tells a number of the paragraph, or
    none is told there by anybody.
    """
    readings = [[Heard(case, remark) for remark in pipeline.audit(document, case, desk)] for case in cases]
    weights = Counter[tuple[int, str]]()
    for one in chain.from_iterable(readings):
        weights[one.paragraph, one.case.id] += one.weight
    places = [*_places(readings)]
    told = [_least(place, weights) if all(place) else None for place in places]
    tellers = {(one.paragraph, one.case.id) for found in told for one in found or ()}
    paragraphs = {paragraph for paragraph, _ in tellers}
    found: list[Heard] = []
    for place, chosen in zip(places, told, strict=True):
        some = [
            [
                one
                for one in reading
                if not one.weight or one.paragraph not in paragraphs or (one.paragraph, one.case.id) in tellers
            ]
            for reading in place
            if chosen is None
        ]
        found += chosen or _least([each for each in some if each] or [[]], weights)
    return found


def _places(readings: Sequence[Sequence[Heard]]) -> Iterator[Place]:
    """The stretches of text that mentions cover, with what each case has there, which may be nothing."""
    numbered = ((number, one) for number, reading in enumerate(readings) for one in reading)
    place: Place = []
    end = -1
    for number, one in sorted(numbered, key=lambda each: each[1].mention.start):
        mention = one.mention
        if mention.start >= end and place:
            yield place
            place = []
        place = place or [[] for _ in readings]
        place[number].append(one)
        end = max(end, mention.end)
    if place:
        yield place


def _least(place: Place, weights: Mapping[tuple[int, str], int]) -> list[Heard]:
    """What the case says that has least to mend at a place, the worst first."""

    def burden(found: Sequence[Heard]) -> tuple[int, int, int, int]:
        each = [one.weight for one in found]
        return max(each, default=0), sum(each), -len(found), sum(weights[one.paragraph, one.case.id] for one in found)

    return min(place, key=burden)


def by_chance(hearings: Sequence[Hearing], desk: Desk) -> Mapping[str, Fraction]:
    """Which part of made-up numbers in a unit is near some figure of any case: the sum of the parts, at most all.

    Under `ratios`, which part of made-up ratios of the figures in the texts would pass.
    """
    cases = {id(case): case for hearing in hearings for case in hearing.held}.values()
    remarks = [one.remark for hearing in hearings for one in hearing.found]
    parts = chain.from_iterable(pipeline.by_chance(case, desk, remarks).items() for case in cases)
    told: dict[str, Fraction] = {}
    for unit, part in parts:
        told[unit] = min(told.get(unit, Fraction(0)) + part, Fraction(1))
    return told
