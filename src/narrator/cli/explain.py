"""`narrator explain`: the way of one figure, from file and line to every sentence that prints it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from click import style

from narrator.cli import phrases, report
from narrator.errors import UserError
from narrator.publish.build import rendered
from narrator.publish.manifest import FORMS, LEDGER

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
        places = {(entry["line"], _around(article, entry)): None for entry in prints if entry["figure"] == figure_id}
        yield from (f"  printed      brief.md:{line}: {sentence}" for line, sentence in places)
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


def _printed(desk: Desk, case: Case) -> tuple[list[str], list[dict[str, Any]]]:
    """The article's lines, and its prints as the ledger has them; nothing while it cannot be drafted."""
    if not case.is_sound:
        return [], []
    try:
        files, *_ = rendered(case, desk, ["md"], "en")
    except UserError as error:
        report.say(f"the article could not be drafted: {error}", err=True)
        return [], []
    return files[FORMS["md"]].decode().split("\n"), json.loads(files[LEDGER])["prints"]


def _around(article: list[str], entry: dict[str, Any]) -> str:
    """The sentence that prints a figure."""
    line = article[entry["line"] - 1]
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z$“])", line)
    return next((sentence for sentence in sentences if entry["text"] in sentence), line).strip()
