"""Remarks: what the audit found of each mention, with the words that the figures allow and who let it stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrator.case import locale_of
from narrator.errors import Exit
from narrator.model.problem import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.audit.verdicts import Finding
    from narrator.case import Case, Desk
    from narrator.ingest.registries import AcceptedEntry
    from narrator.model.catalogue import Severity
    from narrator.model.problem import Problems
    from narrator.reading.documents import Document

WIDTH = 76
"""How much of a sentence is shown on either side of a mention, in characters."""
WITH_SOURCE = {"unattributed", "as_fact"}
"""Discrepancies that are mended by saying who says so."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What the audit found of one mention, with what the figures allow, worded, and who lets it stand all the same.

    `before` and `after`: the rest of its sentence. `note`: why a decision about it no longer counts.
    """

    finding: Finding
    before: str
    after: str
    allowed: str
    accepted: str = ""
    note: str = ""

    @property
    def severity(self) -> Severity | None:
        """Blocking or warning; none where there is nothing to mend or somebody has accepted it."""
        return None if self.accepted else self.finding.verdict.severity

    @property
    def sentence(self) -> str:
        """The sentence in one line."""
        return " ".join(f"{self.before}{self.finding.mention.text}{self.after}".split())

    @property
    def excerpt(self) -> tuple[str, str, str]:
        """The mention with what is around it in its sentence, each in one line."""
        before = self.before if len(self.before) <= WIDTH else f"...{self.before[-WIDTH:]}"
        after = self.after if len(self.after) <= WIDTH else f"{self.after[:WIDTH]}..."
        one, two, three = (" ".join(part.split()) for part in (f"{before}|", self.finding.mention.text, f"|{after}"))
        return one[:-1], two, three[1:]


def remark(finding: Finding, document: Document, case: Case, desk: Desk, language: str) -> Remark:
    """A finding with the rest of its sentence, the words that its figure allows, and the desk's decision about it."""
    mine = (decision for decision in desk.decisions if decision.event == case.id)
    mention, allowed = finding.mention, _allowed(finding, case, desk, language)
    return _decided(Remark(finding, *document.around(mention.start, mention.end, mention.sentence), allowed), mine)


def _allowed(finding: Finding, case: Case, desk: Desk, language: str) -> str:
    """A phrase to paste; of what a text worked out itself the formula."""
    from narrator.wording import phrase  # noqa: PLC0415  # Babel

    figure = case.figures.get(finding.meant)
    if finding.formula or figure is None or finding.verdict.is_sound:
        return finding.formula
    expression = phrase.expression_of(figure, desk.sources, case.figures, desk.names, language)
    say, style = phrase.bare, phrase.default_style(figure)
    if finding.verdict in WITH_SOURCE:
        say, style = phrase.say, phrase.Style.BODY
    return say(expression, style, locale_of(desk, language), desk.workspace.policy)


def _decided(remark: Remark, decisions: Iterable[AcceptedEntry]) -> Remark:
    """A remark with the decision of the desk about it; one that was made of another sentence or figure is no more."""
    found = remark.finding
    if found.verdict.is_sound:
        return remark
    mine = (found.mention.text, found.verdict.value, remark.sentence, remark.allowed)
    for decision in decisions:
        theirs = (decision.mention, decision.verdict, decision.sentence, decision.allowed)
        same = [" ".join(one.split()) == " ".join(other.split()) for one, other in zip(mine, theirs, strict=True)]
        if all(same):
            return replace(remark, accepted=f"accepted by {decision.by} on {decision.when}: {decision.why}")
        if all(same[:2]):
            changed = "figure" if same[2] else "sentence"
            remark = replace(
                remark, note=f"the {changed} has changed since {decision.by} let it stand on {decision.when}"
            )
    return remark


def discrepancies(remarks: Iterable[Remark], file: str, event: str) -> Problems:
    """What the audit found in a text, as problems; what somebody accepted is none."""
    return tuple(
        Problem(
            f.verdict.code,
            f"{f.verdict}: {f.reason}" + (f" ({f.at.file}:{f.at.line})" if f.at else ""),
            Location(file, f.mention.line, f.mention.column),
            "{}>>{}<<{}".format(*remark.excerpt),
            remark.note or (f"what {f.meant} allows" if remark.allowed else "a figure of the event, or no number"),
            remark.allowed,
            event,
            f.figure or None,
            remark.severity,
            Exit.DISCREPANCY,
        )
        for remark in remarks
        for f in (remark.finding,)
        if remark.severity is not None
    )
