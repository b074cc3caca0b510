"""An article that a person has edited: its figures marked again, its charts put back where they stood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.text import front_matter
from narrator.render import marks
from narrator.render.escape import either_way, unescaped
from narrator.render.layout import opening

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.render.draft import Draft


class Place(NamedTuple):
    """Where a text says a figure; line and column are 1-based."""

    line: int
    column: int
    figure: str
    text: str


def edited(written: Draft, text: str, places: Iterable[Place]) -> Draft:
    """The draft of a text, which a person made of what was written.

    A chart stands as far below the nearest block above it that is still there as it stood.
    """
    front = front_matter(text)
    rest = text.removeprefix(front).lstrip("\n") if front else text
    head = text.removesuffix(rest)
    body = _marked(text, places, head.count("\n"))
    body = "\n\n".join(_with_charts(body.split("\n\n"), written.body.split("\n\n")))
    title, standfirst = (unescaped(marks.unmarked(text)) for text in opening(body))
    said = title or written.title
    return replace(written, title=said, description=standfirst or said, front={}, body=body, head=head)


def _marked(text: str, places: Iterable[Place], skipped: int) -> str:
    """The text after its front matter with its figures marked; what runs over the end of a line is not."""
    lines = text.split("\n")
    for place in sorted(places, reverse=True):
        line, start = lines[place.line - 1], place.column - 1
        found = either_way(place.text).match(line, start)
        if place.line > skipped and found:
            lines[place.line - 1] = line[:start] + marks.figure(place.figure, found[0]) + line[found.end() :]
    return "\n".join(lines[skipped:])


def _with_charts(blocks: list[str], written: list[str]) -> list[str]:
    plain = [marks.unmarked(block).strip() for block in blocks]
    before: list[str] = []
    charts: list[tuple[int, str]] = []
    for block in written:
        if marks.CHARTED.match(block):
            steps = (step for step, above in enumerate(reversed(before), start=1) if above in plain)
            step = next(steps, 0)
            charts.append((plain.index(before[-step]) + step if step else len(blocks), block.strip()))
        else:
            before.append(marks.unmarked(block).strip())
    for place, chart in reversed(charts):
        blocks.insert(place, chart)
    return blocks
