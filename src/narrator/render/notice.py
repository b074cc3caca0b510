"""What an edition says of its own correction: what readers were told, what they are told now, and whose that is.

The words stand in `correction.md.j2`; its numbers are those of two ledgers, so that no figure of today bears them out.
They are therefore plain text, held against what they were made of and passed over by the audit (`own_text`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from narrator.analysis.changes import Level, sources
from narrator.analysis.earlier import as_it_was
from narrator.model.figure import Standing
from narrator.model.ledger import interval_of
from narrator.model.quantity import LEVEL_WORDS, NET_FLOWS, Direction, Kind, Quantity
from narrator.render import marks
from narrator.render.escape import md_escape
from narrator.render.view import NOTHING, View
from narrator.render.views import FigureView
from narrator.wording.expression import amount_of
from narrator.wording.phrase import Style, default_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.analysis.changes import Change
    from narrator.render.passages import Passages
    from narrator.render.view import Nothing
    from narrator.render.views import Scene

WAYS = dict.fromkeys(NET_FLOWS, Kind.FLOW) | dict.fromkeys(LEVEL_WORDS, Kind.PRICE)
"""How an amount is said of which nothing is known but its direction."""


@dataclass(frozen=True, kw_only=True)
class ChangeView(View):
    """One figure, or rumour, of which readers were told something else.

    `figure` as it is now and `before` as it was, nothing where one has it alone; `was` and `now` in words; `window` and
    `window_now` where the time has changed; `sources` of now, else of then; `record`: its id. `turned`: it was the
    other way; `resized`: of another size, or unit; `restood`: its sources stand otherwise to one another; `gone`: there
    is none any more; `rumour`: it was told as one, `was` and `now` being how the desk had checked it, `told` what it
    was.
    """

    record: str
    was: str
    now: str
    sources: list[str]
    figure: FigureView | Nothing = NOTHING
    before: FigureView | Nothing = NOTHING
    window: str = ""
    window_now: str = ""
    told: str = ""
    turned: bool = False
    resized: bool = False
    restood: bool = False
    gone: bool = False
    rumour: bool = False


@dataclass(frozen=True, kw_only=True)
class CorrectionView(View):
    """What an edition sets right.

    `text` of the editor; `corrected`: when, where somebody has said so; `published`: when readers were told otherwise.
    `words`: no figure has changed; `updated`: what was printed still holds; `notice`: a range, a standing, a time or a
    rumour does not; `wrong`: a figure went the other way, or was of another size. `changes`: those that a notice tells.
    """

    text: str
    corrected: str
    published: str
    words: bool = False
    updated: bool = False
    notice: bool = False
    wrong: bool = False
    changes: list[ChangeView] = field(default_factory=list)


@dataclass(frozen=True)
class NoticeView(View):
    """The notice of a correction: what is `said`, empty where there is none, and whether it is `first`, before all."""

    said: str
    first: bool


class Notice(NamedTuple):
    """The lines of a notice that stand in the article, and what has to stand in them."""

    lines: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()


NONE = Notice()


def notice_of(scene: Scene, passages: Passages) -> tuple[NoticeView, Notice]:
    """The notice of an edition that corrects another, as its template says it.

    Raises:
        TemplateError: the template is broken.
    """
    revision, text = scene.revision, scene.corrected
    if not text or revision is None:
        usual = CorrectionView(text=text, corrected="", published="", words=True)
        return NoticeView(text and _printed(passages, usual), first=False), NONE
    level = revision.level
    shown = [*_shown(scene)] if level >= Level.NOTICE else []
    view = CorrectionView(
        text=text,
        corrected=scene.moment(revision.corrected) if revision.corrected else "",
        published=scene.moment(revision.published),
        words=level is Level.NONE,
        updated=level is Level.UPDATED,
        notice=level is Level.NOTICE,
        wrong=level is Level.WRONG,
        changes=shown,
    )
    said = _printed(passages, view)
    owed = [phrase for change in shown for phrase in (change.was, change.now) if phrase]
    lines = tuple(line.strip("> ") for line in said.split("\n") if line.strip("> "))
    return NoticeView(said, first=level is Level.WRONG), Notice(lines, tuple(owed)) if level else NONE


def _printed(passages: Passages, view: CorrectionView) -> str:
    return marks.unmarked(passages.printed("correction", {**passages.context, "correction": view})).strip()


def _shown(scene: Scene) -> Iterator[ChangeView]:
    """The changes that a notice tells, the worst first; what is computed follows from what was reported."""
    found = [change for change in (scene.revision.changes if scene.revision else ()) if change.level >= Level.NOTICE]
    reported = [change for change in found if not (change.was or {}).get("derived_from")]
    for change in sorted(reported or found, key=lambda each: -each.level):
        view = _rumour(scene, change) if "rumour" in change.kinds else _figure(scene, change)
        if view.gone or view.rumour or view.restood or view.window or view.was != view.now:
            yield view


def _rumour(scene: Scene, change: Change) -> ChangeView:
    was, now = ({name: md_escape(str(text)) for name, text in (each or {}).items()} for each in change.facts)
    said = [str(scene.named(name)) for name in str((change.was or {}).get("by", "")).split(", ")]
    return ChangeView(
        record=md_escape(change.id),
        was=was["checked"],
        now=now.get("checked", ""),
        sources=said,
        figure=scene.figure(change.id),
        told=was["text"],
        gone=not now,
        rumour=True,
    )


def _figure(scene: Scene, change: Change) -> ChangeView:
    if change.was is None:
        raise AssertionError(change.id)
    now, record, kinds = scene.figures.get(change.id), md_escape(change.id), {*change.kinds}
    said = scene.names_together(sources(change.now or {}) or sources(change.was))
    if now is None:
        return ChangeView(record=record, was=_amount(scene, change.was), now="", sources=said, gone=True)
    both = as_it_was(now, change.was, scene.event), now
    was, is_now = (scene.bare(scene.expression(each), default_style(each)) for each in both)
    times = [scene.window_said(each) if "window" in kinds else "" for each in both]
    return ChangeView(
        record=record,
        was=was,
        now=is_now,
        sources=said,
        figure=scene.view(now),
        before=FigureView(scene, both[0]),
        window=times[0],
        window_now=times[1],
        turned="direction" in kinds,
        resized="direction" not in kinds and bool(kinds & {"magnitude", "unit"}),
        restood=bool(kinds & {"standing", "nature"}),
    )


def _amount(scene: Scene, entry: Any) -> str:  # noqa: ANN401  # of a ledger
    """An amount of which the records know nothing any more."""
    way = entry["direction"] and Direction(entry["direction"])
    quantity = Quantity(interval_of(entry), str(entry["unit"]), way, approximate=entry["approximate"] is True)
    if quantity.interval.is_empty:
        return ""
    spoken = amount_of(quantity)
    kind = WAYS.get(way) or spoken.kind
    spoken = replace(spoken, kind=kind, interval=quantity.interval, direction=way, standing=Standing(entry["standing"]))
    return md_escape(scene.bare(spoken, Style.CHANGE if way and way not in WAYS else Style.BODY))
