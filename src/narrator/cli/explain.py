"""`narrator explain`: the way of one figure, from file and line to every sentence that prints it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from click import style

from narrator import pipeline
from narrator.cli import phrases, report
from narrator.errors import UserError
from narrator.publish.confine import run_confined
from narrator.publish.memory import memory_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.model.figure import Figure
    from narrator.pipeline import Case, Desk


def lines(desk: Desk, case: Case, figure_ids: Iterable[str]) -> Iterator[str]:
    """The explanation of some figures of a case, line by line."""
    said = {figure.id: phrase for figure, phrase in phrases.said(desk, case)}
    article, prints = _printed(desk, case)
    for figure_id in figure_ids:
        yield style(figure_id, "cyan", bold=True)
        yield from (report.clean(line) for line in _figure(case.figures[figure_id], said[figure_id]))
        places = [(line, text) for line, figure, text in sorted(prints) if figure == figure_id]
        yield from dict.fromkeys(
            f"  printed      brief.md:{line}: {_around(article[line - 1], text)}" for line, text in places
        )
        if article and not places:
            yield "  printed      nowhere in the article's text"
        yield ""


def _figure(figure: Figure, said: str) -> Iterator[str]:
    yield f"  said as      {said}"
    yield f"  standing     {figure.standing.value} ({figure.nature.value})"
    if figure.formula:
        yield f"  computed     {figure.formula}"
    for judged in figure.reports:
        source = judged.report
        quoting = f", quoting {source.origin}" if source.origin != source.source else ""
        at = f"{source.at.file}:{source.at.line}"
        yield f"  {judged.role.value:<12} {source.source}: {source.typed}{quoting}  [{at}]"
        if judged.reason:
            yield f"               {judged.reason}"
    yield from (f"  - {sentence}" for sentence in figure.explanation)


def _printed(desk: Desk, case: Case) -> tuple[list[str], list[tuple[int, str, str]]]:
    """The article's lines, and line, figure and text of its prints; nothing while it cannot be drafted."""

    def drafted() -> bytes:
        _, draft = pipeline.draft(case, desk, memory_of(case, desk))
        prints = [(entry.line, entry.figure, entry.text) for entry in draft.prints()]
        return json.dumps([draft.markdown.split("\n"), prints]).encode()

    if not case.is_sound:
        return [], []
    settings = desk.workspace.settings
    try:
        article, prints = json.loads(run_confined(drafted, seconds=settings.seconds, megabytes=settings.megabytes))
    except UserError as error:
        report.say(f"the article could not be drafted: {error}", err=True)
        return [], []
    return article, prints


def _around(line: str, text: str) -> str:
    """The sentence of a line that holds a text."""
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z$“])", line)
    return next((sentence for sentence in sentences if text in sentence), line).strip()
