"""`narrator audit`: any text against the figures of an event, on a terminal, as JSON or as SARIF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from narrator.cli import report
from narrator.cli.desk import opened, path_of
from narrator.errors import Exit, UserError
from narrator.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.audit.documents import Document
    from narrator.pipeline import Remark

WIDTH = 76
"""How much of a sentence is shown around a mention."""


class UnreadableTextError(UserError):
    """A text that is not in UTF-8."""

    exit = Exit.INVALID

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not text in UTF-8; save it as UTF-8, or give the Markdown, HTML or PDF itself")


@click.command()
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--against", "event", required=True, metavar="EVENT", help="The event, by id or file.")
@click.option("--format", "form", type=click.Choice(report.FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Block on warnings too.")
@click.option("--quiet", is_flag=True, help="Discrepancies only.")
def audit(text: Path, event: str, form: str, strict: bool, quiet: bool) -> int:
    r"""Read a text back: every number that the figures of an event do not support.

    Markdown, HTML and PDF by their endings, anything else as plain text. Exits with 13 when something blocks.

    \b
    narrator audit draft.md --against 2026-01-07-short-squeeze
    narrator audit brief.pdf --against data/events/2026-01-07-short-squeeze.yaml --format json
    """
    from narrator import pipeline  # noqa: PLC0415

    desk = opened()
    case = pipeline.examine(path_of(desk, event), desk)
    if case.event is None:
        report.tell(case.problems)
        return report.exit_of(case.problems)
    document = _read(text)
    remarks = pipeline.audit(document, case, desk)
    problems = pipeline.discrepancies(remarks, str(text), case.id)
    code = report.exit_of(pipeline.strict(problems) if strict else problems)
    if form == "json":
        report.say(json.dumps({"mentions": [*map(_as_dict, remarks)]}, ensure_ascii=False, indent=2))
    elif form == "sarif":
        report.say(report.as_sarif(problems))
    else:
        for remark in remarks:
            for line in _lines(remark, document, text) if remark.severity or (remark.accepted and not quiet) else ():
                report.say(line)
        if not quiet:
            report.say(_summary(remarks))
    return code


def _read(path: Path) -> Document:
    from narrator.audit import documents  # noqa: PLC0415

    raw = path.read_bytes()
    if path.suffix.lower() == ".pdf":
        return documents.of_pdf(raw)
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnreadableTextError(path) from error
    readers = {".md": documents.of_markdown, ".markdown": documents.of_markdown}
    readers |= dict.fromkeys((".html", ".htm", ".xhtml"), documents.of_html)
    return readers.get(path.suffix.lower(), documents.of_plain)(text)


def _as_dict(remark: Remark) -> dict[str, object]:
    """A mention in the JSON of DESIGN.md 5."""
    found = remark.finding
    return {
        "text": found.mention.text,
        "line": found.mention.line,
        "column": found.mention.column,
        "verdict": found.verdict.value,
        "severity": remark.severity,
        "figure": found.figure or None,
        "allowed": remark.allowed or None,
        "at": f"{found.at.file}:{found.at.line}" if found.at else None,
    }


def _lines(remark: Remark, document: Document, path: Path) -> Iterator[str]:
    found, mention = remark.finding, remark.finding.mention
    page = f" (page {mention.page})" if mention.page else ""
    kind = click.style(remark.severity or "accepted", report.COLOURS.get(remark.severity or "", "green"), bold=True)
    yield f"{path}:{mention.line}:{mention.column}{page}: {kind} {found.verdict.code} {found.verdict}: {found.reason}"
    yield f"    {_marked(remark, document)}"
    facts = (("allowed", remark.allowed), ("record", f"{found.at.file}:{found.at.line}" if found.at else ""))
    for label, fact in (*facts, ("note", remark.accepted)):
        if fact:
            yield f"    {label:<8} {report.clean(fact)}"


def _marked(remark: Remark, document: Document) -> str:
    """The sentence, cut to what is around the mention, with the place marked."""
    mention = remark.finding.mention
    start, stop = mention.sentence
    before, after = document.text[start : mention.start], document.text[mention.end : stop]
    shown = (
        before if len(before) <= WIDTH else "..." + before[-WIDTH:],
        after if len(after) <= WIDTH else after[:WIDTH] + "...",
    )
    place = click.style(">>" + mention.text + "<<", report.COLOURS.get(remark.severity or "", "green"), bold=True)
    return " ".join(report.clean(shown[0] + "\0" + shown[1]).replace("U+0000", place).split())


def _summary(remarks: Sequence[Remark]) -> str:
    counts = {kind: sum(remark.finding.verdict == kind for remark in remarks) for kind in ("supported", "derived")}
    told = [f"{len(remarks)} mentions", *(f"{number} {kind}" for kind, number in counts.items())]
    for severity, word in ((Severity.ERROR, "blocking"), (Severity.WARNING, "warnings")):
        told.append(f"{sum(remark.severity is severity for remark in remarks)} {word}")
    accepted = sum(bool(remark.accepted) for remark in remarks)
    return ", ".join([*told, *([f"{accepted} accepted"] if accepted else [])])


COMMANDS = (audit,)
