"""`narrator explain`: the way of one figure, from file and line to every sentence; or the story of a brief."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from click import style

from narrator.cli import phrases, report
from narrator.errors import UserError
from narrator.publish.explained import story_of
from narrator.publish.manifest import FORMS, LEDGER
from narrator.publish.rendering import rendered
from narrator.render.escape import bare_dollars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.case import Case, Desk
    from narrator.model.figure import Figure


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
    return bare_dollars(files[FORMS["md"]].decode()).split("\n"), json.loads(files[LEDGER])["prints"]


def _around(article: list[str], entry: dict[str, Any]) -> str:
    """The sentence that prints a figure."""
    line = article[entry["line"] - 1]
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z$“])", line)
    return next((sentence for sentence in sentences if entry["text"] in sentence), line).strip()


def tell_story(desk: Desk, case: Case, *, is_json: bool) -> None:
    """Tell the messages of an edition, the heaviest first: weight, section, figures, and who paid which debt where.

    Nothing is told of an event with errors, whose brief could not be built.

    Raises:
        EditionError: the article could not be drafted.
    """
    if not case.is_sound:
        return
    told = story_of(case, desk)
    for line in [report.escaped(json.dumps(told, ensure_ascii=False, indent=2))] if is_json else _story(told):
        report.say(line)


def _story(told: dict[str, Any]) -> Iterator[str]:
    for message in told["messages"]:
        yield style(report.clean(message["id"]), "cyan", bold=True) + f"  {_weight(message)}"
        yield f"  {message['place']}, section {message['section']}" + _at(message["line"])
        yield from (f"  record       {name}" for name in message["records"] if not message["figures"])
        for figure in message["figures"]:
            yield from _told(figure)
        for figure in message["rest"]:
            yield f"  {figure['id']}: in the table, as the rest of the list"
        yield ""
    for figure in told["left"]:
        yield f"{figure['id']}: no message, for it has neither an amount nor a direction" + _told_in(figure)


def _weight(message: dict[str, Any]) -> str:
    terms = (f"{term['term']} {term['points']:+d}" for term in message["terms"])
    return f"{message['weight']} = {', '.join(terms)}"


def _at(line: int | None) -> str:
    return f", brief.md:{line}" if line else ""


def _told_in(figure: dict[str, Any]) -> str:
    return f"; told in {figure['told']}" if figure["told"] else ""


def _told(figure: dict[str, Any]) -> Iterator[str]:
    """A figure of a message: where it stands, and its debts."""
    places: dict[str, list[str]] = {}
    for each in figure["prints"]:
        places.setdefault(each["in"], []).append(str(each["line"]))
    shown = "; ".join(f"{place} {', '.join(dict.fromkeys(lines))}" for place, lines in places.items())
    said = f"brief.md, {shown}" if shown else "no amount printed" + _at(figure["mentioned"])
    yield f"  {figure['id']}: {said}{_told_in(figure)}"
    unpaid = TABLED if shown else SAID
    for debt in figure["debts"]:
        paid = debt["paid"]
        yield f"    owes {debt['owed']:<9} " + (f"paid in line {paid['line']} by {BY[paid['by']]}" if paid else unpaid)


BY = {"template": "its template", "record": "the text of the record, after the paragraph"} | {
    name: f"{name}, after the paragraph" for name in ("owed.md.j2", "doubt.md.j2")
}
TABLED = "not due: no paragraph prints it; the table has a column for window and source"
SAID = "not due: its sentence gives no amount"
