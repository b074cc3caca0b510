"""Dates of a text against the windows of the figures in the same sentence, and against the years of the event."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.audit.documents import Document
    from narrator.audit.mentions import Mask
    from narrator.audit.verdicts import Finding
    from narrator.model.event import Event
    from narrator.model.figure import Figures


def misdated(
    document: Document, masks: Sequence[Mask], findings: Sequence[Finding], event: Event, figures: Figures
) -> Iterator[Finding]:
    yield from ()
