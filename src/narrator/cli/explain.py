"""`narrator explain`: the way of one figure, from file and line to every sentence that prints it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from narrator.cli import phrases, report
from narrator.model.figure import Role
from narrator.model.ledger import Print

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.model.figure import Figure
    from narrator.pipeline import Case, Desk

ROLE_COLOURS = {Role.CORE: "green", Role.QUARANTINED: "red"}


def lines(desk: Desk, case: Case, figure_ids: Iterable[str]) -> Iterator[str]:
    """The explanation of some figures of a case, line by line."""
    said = {figure.id: phrase for figure, phrase in phrases.said(desk, case)}
    article, printed = _printed(desk, case)
    for figure_id in figure_ids:
        yield from _figure(case.figures[figure_id], said[figure_id])
        yield from _prints(figure_id, article, printed)
        yield ""


def _figure(figure: Figure, said: str) -> Iterator[str]:
    yield report.style(figure.id, "cyan", bold=True)
    yield f"  said as      {report.clean(said)}"
    yield f"  standing     {figure.standing.value} ({figure.nature.value})"
    if figure.formula:
        yield f"  computed     {figure.formula}"
    for judged in figure.reports:
        source = judged.report
        role = report.style(f"{judged.role.value:<12}", ROLE_COLOURS.get(judged.role, "yellow"))
        quoting = f", quoting {source.origin}" if source.origin != source.source else ""
        said = f"{report.clean(source.source)}: {report.clean(source.typed)}{quoting}"
        yield f"  {role} {said}  [{source.at.file}:{source.at.line}]"
        if judged.reason:
            yield f"               {report.clean(judged.reason)}"
    for sentence in figure.explanation:
        yield f"  - {report.clean(sentence)}"


def _printed(desk: Desk, case: Case) -> tuple[list[str], list[Print]]:
    """The article's lines and prints; none while the event has errors or its templates are broken."""
    from narrator.errors import UserError  # noqa: PLC0415
    from narrator.publish.confine import run_confined  # noqa: PLC0415

    def drafted() -> bytes:
        from narrator import pipeline  # noqa: PLC0415
        from narrator.publish.memory import memory_of  # noqa: PLC0415

        _, draft = pipeline.draft(case, desk, memory_of(case, desk))
        return json.dumps([draft.markdown.split("\n"), [(p.line, p.figure, p.text) for p in draft.prints()]]).encode()

    if not case.is_sound:
        return [], []
    settings = desk.workspace.settings
    try:
        lines, prints = json.loads(run_confined(drafted, seconds=settings.seconds, megabytes=settings.megabytes))
    except UserError as error:
        report.say(f"the article could not be drafted: {error}", err=True)
        return [], []
    return lines, [Print(*entry) for entry in prints]


def _prints(figure_id: str, article: list[str], printed: list[Print]) -> Iterator[str]:
    places = dict.fromkeys(
        f"  printed      brief.md:{entry.line}: {_around(article[entry.line - 1], entry.text)}"
        for entry in sorted(printed)
        if entry.figure == figure_id
    )
    yield from places
    if article and not places:
        yield "  printed      nowhere in the article's text"


def _around(line: str, text: str) -> str:
    """The sentence of a line that holds a text."""
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z$“])", line)
    return next((sentence for sentence in sentences if text in sentence), line).strip()
