"""Paging: what moves so that no page of the PDF is left half empty.

A chart does not break, so one that does not fit leaves the foot of its page bare. It goes before the paragraphs above
it, where it then fits; else the text behind it goes there first, and the chart follows at the head of the next page.
What runs over to a last page by less than half of it is set denser, first the tables, then the text, then the space
between sections. And a table breaks between the groups of its rows, where that costs no page and leaves none bare.

All this is told by arithmetic from one layout (`render.flow`); a second one shows whether it is so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from narrator.render.flow import BLOCKS, WAYS, WHOLE, measured
from narrator.render.looks import LOOKS, denser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrator.render.flow import Flow, Piece

    Lay = Callable[[str, str], "Laid"]
    """Lays out a page with a style sheet laid over its theme."""


class Laid(Protocol):
    """A page as it is laid out, a document of WeasyPrint."""

    pages: list[Any]
    write_pdf: Callable[..., bytes]


BARE = 0.07
"""The part of a page that may stay empty above a chart that goes on to the next."""
EMPTY = 0.5
"""The part of its height that a last page with less on it is nearly empty."""
TRIES = 4
"""The most layouts of what promises to be well."""

_BLOCK = re.compile(rf"<({'|'.join(BLOCKS)})\b[^>]*>.*?</\1>", re.DOTALL)


class Plan(NamedTuple):
    """A look and a way for tables to break: on how many pages at most, with which faults; the less the better."""

    most: int
    faults: tuple[int, float, int]
    look: str
    way: str


class Setting(NamedTuple):
    """A page in a look, each chart where it then leaves no gap; on how many pages it should be, in which ways."""

    html: str
    flow: Flow
    most: int
    ways: tuple[str, ...] = WAYS

    def plans(self, look: str) -> Iterator[Plan]:
        """The ways in which it is on no more pages."""
        for way in self.ways:
            starts = self.flow.starts(way)
            if len(starts) <= self.most:
                yield Plan(self.most, self.flow.faults(starts), look, way)


def laid_out(html: str, lay: Lay) -> Laid:
    """The page laid out with as little bare paper as its text allows."""
    lay = cache(lay)
    laid = lay(html, WHOLE)
    if len(laid.pages) == 1:
        return laid
    settings = _settings(html, measured(laid.pages))
    tried: set[str] = set()
    best: tuple[Plan, Laid] | None = None
    for _ in range(TRIES):
        plans = (plan for look, setting in settings.items() for plan in setting.plans(look))
        plan = min(
            (plan for plan in plans if plan.look + plan.way not in tried), key=lambda each: each[:2], default=None
        )
        if plan is None or (best and best[0][:2] <= plan[:2]):
            break
        setting, css = settings[plan.look], plan.look + plan.way
        tried.add(css)
        made = lay(setting.html, css)
        flow = measured(made.pages)
        settings[plan.look] = setting._replace(flow=flow)  # no guess any more
        found = plan._replace(faults=flow.faults(flow.firsts))
        if len(made.pages) <= plan.most and not (best and best[0][:2] <= found[:2]):
            best = found, made
    as_is = settings[""]
    return best[1] if best else lay(as_is.html, as_is.ways[0])


def _settings(html: str, flow: Flow) -> dict[str, Setting]:
    """By look: the page on a sheet less in each that is denser, where its last is nearly empty; and as it is."""
    as_is, moved = _arranged(html, flow)
    starts = moved.starts(WHOLE)
    fills = moved.fills(starts)
    is_bare = sum(1 - fill for fill in fills[:-1]) > fills[-1]
    is_well = not any(moved.faults(starts)) and not is_bare  # its groups are whole, and no break of them costs a page
    starts = starts if is_well else moved.starts("")
    is_over = moved.fills(starts)[-1] < EMPTY
    denser_ones = {look.css: _arranged(html, denser(flow, look)) for look in LOOKS if is_over}
    found = {look: Setting(*arranged, len(starts) - 1) for look, arranged in denser_ones.items()}
    return found | {"": Setting(as_is, moved, len(starts), (WHOLE,) if is_well else WAYS)}


def _arranged(html: str, flow: Flow) -> tuple[str, Flow]:
    """The page with each chart where it leaves no gap above it, as far as there is such a place."""
    done: set[str] = set()
    while pushed := _pushed(flow, done):
        done.add(pushed.chart)
        html, flow = next(_moves(html, flow, pushed), (html, flow))
    return html, flow


class Pushed(NamedTuple):
    """A chart that did not fit: its piece, the page before it and the first piece of that, and how much is bare."""

    chart: str
    number: int
    page: int
    first: int
    gap: float


def _pushed(flow: Flow, done: set[str]) -> Pushed | None:
    """The first chart, of those that are not done, that leaves a gap above it."""
    starts = flow.starts(WHOLE)
    for page, ((first, number), fill) in enumerate(zip(pairwise(starts), flow.fills(starts), strict=False)):
        box = flow.pieces[number].box
        chart = box.element.get("id") if box.element_tag == "figure" else None
        if chart and chart not in done and 1 - fill > BARE:
            return Pushed(chart, number, page, first, (1 - fill) * flow.room(page))
    return None


def _moves(html: str, flow: Flow, pushed: Pushed) -> Iterator[tuple[str, Flow]]:
    """The page with the chart before so few paragraphs above it that it fits; then behind what fills the gap.

    Only what costs no page. A heading keeps its paragraph; one is passed, and no other chart or table.
    """
    blocks, most = _blocks(flow), len(flow.starts(WHOLE))
    at = next(n for n, (_, number) in enumerate(blocks) if number == pushed.number)
    for place in range(at - 1, -1, -1):
        tag, number = blocks[place]
        if tag != "p" or number < pushed.first:
            break
        moved = _moved(html, flow, pushed.number, number)
        starts = moved[1].starts(WHOLE)
        if len(starts) <= most and sum(first <= number for first in starts) - 1 == pushed.page:
            yield moved
    filled, headings, behind = 0.0, 0, pushed.number + 1
    for (tag, number), (_, after) in pairwise((*blocks[at + 1 :], ("", len(flow.pieces)))):
        headings += tag == "h2"
        if tag in {"figure", "div", ""} or filled > pushed.gap or headings > 1:
            break
        filled += sum(piece.gap + piece.height for piece in flow.pieces[number:after])
        behind = behind if tag == "h2" else after
    moved = _moved(html, flow, pushed.number, behind)
    if len(moved[1].starts(WHOLE)) <= most:
        yield moved


def _blocks(flow: Flow) -> list[tuple[str, int]]:
    """The tag of each paragraph, heading, list, chart and table, and its first piece."""
    found = []
    for _, run in groupby(enumerate(flow.pieces), key=lambda each: id(each[1].within(*BLOCKS))):
        number, piece = next(run)
        block = piece.within(*BLOCKS)
        found.append(("" if block is None else block.tag, number))
    return found


def _moved(html: str, flow: Flow, number: int, place: int) -> tuple[str, Flow]:
    """The page with a chart before the piece at a place, in its text and in its flow; as it is where these differ."""
    is_up = place < number
    tags = [tag for tag, first in _blocks(flow) if place <= first < number or number < first < place]
    chart = re.escape(flow.pieces[number].box.element.get("id"))
    found = re.search(rf'<figure[^>]* id="{chart}".*?</figure>', html, re.DOTALL)
    if not (found and tags):
        return html, flow
    above = _BLOCK.finditer(html, html.rfind("</h2>", 0, found.start()) + 1, found.start())
    passed = [*above][-len(tags) :] if is_up else [*islice(_BLOCK.finditer(html, found.end()), len(tags))]
    if [block[1] for block in passed] != tags:
        return html, flow
    without = html[: found.start()] + html[found.end() :]
    at = passed[0].start() if is_up else passed[-1].end() - len(found[0])
    pieces = _with_gaps_in_turn(flow, place if is_up else number + 1, number + 1 if is_up else place)
    if is_up:  # it stands where they stood: behind a heading, say
        said = {number: pieces[place].before, place: ""}
        pieces = [replace(piece, before=said.get(n, piece.before)) for n, piece in enumerate(pieces)]
    pieces.insert(place - (not is_up), pieces.pop(number))
    return without[:at] + found[0] + without[at:], flow._replace(pieces=tuple(pieces))


def _with_gaps_in_turn(flow: Flow, one: int, other: int) -> list[Piece]:
    """The pieces of a flow, what is above one of a section being above another one of it, and the reverse."""
    pieces = list(flow.pieces)
    if other < len(pieces) and pieces[one].within("section") is pieces[other].within("section"):
        gaps = {one: pieces[other], other: pieces[one]}
        for number, like in gaps.items():
            pieces[number] = replace(pieces[number], gap=like.gap, narrow=like.narrow)
    return pieces
