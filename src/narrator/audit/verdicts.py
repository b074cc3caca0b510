"""Verdicts: what the audit says of each mention, with its code, its severity, and what the figures allow instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from narrator.model.catalogue import entries

if TYPE_CHECKING:
    from narrator.model.catalogue import Severity
    from narrator.model.problem import Location
    from narrator.reading.mentions import Mention


class Verdict(StrEnum):
    """Supported, derived, or the kind of a discrepancy (LANGUAGE.md 6)."""

    SUPPORTED = "supported"
    DERIVED = "derived"
    UNSUPPORTED = "unsupported"
    OUTSIDE = "outside"
    OVERPRECISE = "overprecise"
    MAGNITUDE = "magnitude"
    SIGN = "sign"
    UNIT = "unit"
    NOUN = "noun"
    QUALIFIER = "qualifier"
    UNATTRIBUTED = "unattributed"
    AS_FACT = "as_fact"
    WORD = "word"
    DATE = "date"
    NAME = "name"

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to mend."""
        return self in {Verdict.SUPPORTED, Verdict.DERIVED}

    @property
    def severity(self) -> Severity | None:
        """Blocking or warning as in LANGUAGE.md 6.5; none where there is nothing to mend."""
        return None if self.is_sound else entries()[self.code].severity

    @property
    def code(self) -> str:
        """The stable code of a kind of discrepancy."""
        return f"AUD{KINDS.index(self) + 1:03}"


KINDS = tuple(Verdict)[2:]
"""The kinds of discrepancy in the order of their codes: AUD001 is unsupported."""

REASONS = {
    Verdict.UNSUPPORTED: "no figure of the event says this",
    Verdict.OUTSIDE: "this contradicts {}",
    Verdict.OVERPRECISE: "{} is not known so exactly",
    Verdict.MAGNITUDE: "this is a power of ten away from {}",
    Verdict.SIGN: "this is the opposite direction of {}",
    Verdict.UNIT: "this is the number of {} in another unit",
    Verdict.NOUN: "{} counts something else",
    Verdict.QUALIFIER: "{} needs another qualifier",
    Verdict.UNATTRIBUTED: "the paragraph does not name the source of {}",
    Verdict.AS_FACT: "{} was not measured, and is told as a fact",
    Verdict.WORD: "{} does not decide this word",
    Verdict.NAME: "this is the number of {}, which the sentence is not about",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one mention.

    `figure`: the id of the figure that it is likeliest to mean; none where the event has nothing of the kind.
    `offered`: the figure that its clause means, where that is another one; `None` where it means none.
    `formula`: how figures give the number that the text worked out itself. `at`: where the record of the figure stands.
    """

    mention: Mention
    verdict: Verdict
    figure: str = ""
    offered: str | None = ""
    formula: str = ""
    why: str = ""
    at: Location | None = None

    @property
    def meant(self) -> str:
        """The figure whose phrases may stand in the place of the mention; empty where none may."""
        return "" if self.offered is None else self.offered or self.figure

    @property
    def reason(self) -> str:
        """What is wrong, in a clause."""
        return self.why or REASONS.get(self.verdict, "").format(self.figure or "no figure")
