"""Turns: which place an edition has among those of its workspace in time, and what of it was published.

The variants of an edition follow from its place (`render.choices`), so that it needs the text of no other edition, and
all can be built in any order. The place is by publication time, then id, over the events that are ready, from their
headers alone; an edition that is published keeps the variants that were recorded, whatever has come before it since.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from narrator.ingest.documents import record_files
from narrator.publish.order import headers_of, in_time
from narrator.publish.published import Publications
from narrator.render.choices import Turn

if TYPE_CHECKING:
    from narrator.case import Case
    from narrator.config import Workspace
    from narrator.publish.order import Order


class Turns:
    """The turns of one run: each folder is listed and each header read once, when the first edition is asked for.

    `order`: that of the editions in time, where the run knows it already.
    """

    def __init__(self, workspace: Workspace, order: Order | None = None) -> None:
        self.workspace, self._known = workspace, order
        self.publications = Publications(workspace)

    @cached_property
    def _order(self) -> Order:
        return in_time(headers_of(record_files(self.workspace.events))) if self._known is None else self._known

    def of(self, case: Case, locale: str) -> Turn:
        """The turn of an edition; of one that is not ready, or lies elsewhere, as if it were ready and among them.

        Raises:
            BrokenPublicationError: what was published of it is not as it was written.
        """
        if case.event is None:
            return Turn()
        own = self.publications.latest(case.id, locale)
        rank = bisect_left(self._order, (case.event.published.timestamp(), case.id))
        return Turn(rank, own.choices if own else {})
