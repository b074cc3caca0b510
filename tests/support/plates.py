"""The charts of a day, drawn whatever its length can bear, and what a reader finds in one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from narrator import pipeline
from narrator.render import html, marks
from narrator.render.charting import subjects
from narrator.render.choices import Turn
from support.briefs import desk
from support.pages import parsed, words

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from narrator.charts.choice import Choice
    from narrator.render.views import Scene

SVG = "{http://www.w3.org/2000/svg}"


@cache
def plates(path: Path) -> tuple[Scene, list[tuple[Choice, Element]]]:
    """Every chart that a day has, drawn whatever its length can bear."""
    scene, draft = pipeline.draft(pipeline.examine(path, desk()), desk(), Turn())
    found = subjects(scene)
    bare = marks.CHARTED.sub("", draft.body)
    body = bare + "".join(f"\n\n{marks.chart(name)}\n\n" for name in found)
    drawn = parsed(html.page(replace(draft, body=body), scene)).iter("figure")
    return scene, list(zip(found.values(), drawn, strict=True))


def caption(figure: Element) -> str:
    found = figure.find("figcaption")
    assert found is not None
    return words(found)


def title(figure: Element) -> str:
    found = figure.find(f"{SVG}svg/{SVG}title")
    assert found is not None
    return words(found)


def has(figure: Element, name: str) -> bool:
    """Whether a mark of a class is drawn, and is more than a line wide."""
    return any(
        name in str(mark.get("class")).split() and mark.get("width") != "0.0%"
        for mark in figure.iter()
        if mark.tag in {f"{SVG}rect", f"{SVG}circle"}
    )
