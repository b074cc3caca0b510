"""`narrator audit`: any text against the figures of an event, on a terminal, as JSON or as SARIF."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from narrator.cli import report
from narrator.cli.desk import opened, path_of
from narrator.cli.spans import Spans
from narrator.errors import Exit, UserError
from narrator.model.catalogue import Severity
from narrator.model.problem import Location
from narrator.model.text import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from narrator.audit.documents import Document
    from narrator.pipeline import Case, Desk, Remark


class UnreadableTextError(UserError):
    """A text that cannot be read."""

    exit, code = Exit.INVALID, "TXT006"

    def __init__(self, path: Path, reason: object) -> None:
        super().__init__(f"{path}: {reason}")
        self.at = Location(path.as_posix())


@click.command()
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--against", "event", required=True, metavar="EVENT", help="The event, by id or file.")
@click.option("--format", "form", type=click.Choice(report.FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Block on warnings too.")
@click.option(
    "--accept",
    metavar="LINE:COLUMN",
    help="Let this one stand (PDF: PAGE:LINE:COLUMN); needs --by, --why.",
)
@click.option("--by", default="", help="Who lets it stand.")
@click.option("--why", default="", help="Why it may stand.")
@click.option("--quiet", is_flag=True, help="Discrepancies only.")
def audit(  # noqa: PLR0913, PLR0917  # the options of the command
    text: Path, event: str, form: str, strict: bool, accept: str, by: str, why: str, quiet: bool
) -> int:
    r"""Read a text back: every number that the figures of an event do not support.

    Markdown, HTML and PDF by their endings, anything else as plain text. Exits with 13 when something blocks.

    \b
    narrator audit draft.md --against 2026-01-07-short-squeeze
    narrator audit brief.pdf --against data/events/2026-01-07-short-squeeze.yaml --format json
    narrator audit draft.md --against 2026-01-07-short-squeeze --accept 12:40 --by "A. Editor" --why "a client's words"
    """
    from narrator import pipeline  # noqa: PLC0415

    with report.answering(form, "audit"):
        desk = opened()
        case = pipeline.examine(path_of(desk, event), desk)
        read = _read(text)
    wrong = [problem for problem in (*desk.problems, *case.problems) if problem.is_error]
    report.tell(wrong)
    code = report.exit_of(wrong)
    if case.event is None:
        report.answer(form, wrong, code, "audit")
        return code
    remarks = pipeline.audit(read, case, desk)
    problems = pipeline.discrepancies(remarks, str(text), case.id)
    if accept:
        report.say(f"wrote {_accept(accept, by, why, remarks, case, desk)}")
        return Exit.DONE
    code = report.exit_of([*wrong, *(pipeline.strict(problems) if strict else problems)])
    if form == "json":
        report.say(report.escaped(json.dumps({"mentions": _as_dicts(remarks, text)}, ensure_ascii=False, indent=2)))
    elif form == "sarif":
        report.say(report.as_sarif(problems, "audit"))
    else:
        for remark in remarks:
            for line in _lines(remark, text) if remark.severity or (remark.accepted and not quiet) else ():
                report.say(line)
        if not quiet:
            report.say(_summary(remarks))
            units = dict.fromkeys(unit for remark in remarks if (unit := remark.finding.mention.unit))
            report.say(_weakness(pipeline.by_chance(case, desk, units)))
    return code


def _read(path: Path) -> Document:
    """The text of a file.

    Raises:
        UnreadableTextError: it is none, or there is nothing in it that can be read.
    """
    from narrator.audit import documents  # noqa: PLC0415

    readers = {".md": documents.of_markdown, ".markdown": documents.of_markdown}
    readers |= dict.fromkeys((".html", ".htm", ".xhtml"), documents.of_html)
    raw, form = path.read_bytes(), path.suffix.lower()
    try:
        if form == ".pdf":
            document = documents.of_pdf(raw)
        else:
            text = raw.decode("utf-8-sig").replace("\r\n", "\n")
            document = readers.get(form, documents.of_plain)(text)
    except documents.UnreadableError as error:
        raise UnreadableTextError(path, error) from error
    except UnicodeDecodeError as error:
        reason = "this is not text in UTF-8; save it as UTF-8, or give the Markdown, HTML or PDF itself"
        raise UnreadableTextError(path, reason) from error
    if not document.is_readable:
        raise UnreadableTextError(path, documents.UnreadableError())
    return document


def _place(remark: Remark) -> str:
    """The line and the column of a mention, in a PDF after its page."""
    mention = remark.finding.mention
    return ":".join(str(number) for number in (mention.page, mention.line, mention.column) if number)


def _accept(place: str, by: str, why: str, remarks: Sequence[Remark], case: Case, desk: Desk) -> str:  # noqa: PLR0913, PLR0917
    """Record that the discrepancy at a place may stand; the file that says so."""
    from narrator.publish.accepted import record_decision  # noqa: PLC0415

    flagged = {_place(remark): remark for remark in remarks if remark.severity}
    if place not in flagged:
        known = ", ".join(flagged) or "no discrepancy"
        raise report.WrongUseError(found=f"no discrepancy at {place}; there is {known}")
    if not (by.strip() and why.strip()):
        raise report.WrongUseError(found="a decision needs a name and a reason", write='--by "A. Editor" --why "..."')
    if hidden(f"{by}{why}{flagged[place].sentence}"):
        raise report.WrongUseError(found="there is a hidden character in the decision")
    today = datetime.now().astimezone().date()
    path = record_decision(desk.workspace, case.id, flagged[place], by, why, today)
    return path.relative_to(desk.workspace.root).as_posix()


def _as_dicts(remarks: Sequence[Remark], path: Path) -> list[dict[str, object]]:
    """The mentions of a text in the JSON of DESIGN.md 5."""
    spans = Spans()
    return [_as_dict(remark, path, spans) for remark in remarks]


def _as_dict(remark: Remark, path: Path, spans: Spans) -> dict[str, object]:
    found = remark.finding
    at = Location(str(path.absolute()), found.mention.line, found.mention.column)
    return {
        "text": found.mention.text,
        **({"page": found.mention.page} if found.mention.page else {}),
        "line": found.mention.line,
        "column": found.mention.column,
        "end_column": spans.end_at(at, found.mention.text),
        "verdict": found.verdict.value,
        "code": None if found.verdict.is_sound else found.verdict.code,
        "severity": remark.severity,
        "accepted": remark.accepted or None,
        "figure": found.figure or None,
        "allowed": remark.allowed or None,
        "at": f"{found.at.file}:{found.at.line}" if found.at else None,
    }


def _lines(remark: Remark, path: Path) -> Iterator[str]:
    found, mention = remark.finding, remark.finding.mention
    page = f" (page {mention.page})" if mention.page else ""
    colour = report.COLOURS.get(remark.severity or "", "green")
    kind = click.style(remark.severity or "accepted", colour, bold=True)
    where = f"{report.one_line(path)}:{mention.line}:{mention.column}{page}"
    yield f"{where}: {kind} {found.verdict.code} {found.verdict}: {found.reason}"
    before, place, after = map(report.clean, remark.excerpt)
    yield f"    {before}{click.style(f'>>{place}<<', colour, bold=True)}{after}"
    facts = (("allowed", remark.allowed), ("record", f"{found.at.file}:{found.at.line}" if found.at else ""))
    for label, fact in (*facts, ("note", remark.accepted or remark.note)):
        if fact:
            yield f"    {label:<8} {report.clean(fact)}"


def _summary(remarks: Sequence[Remark]) -> str:
    counts = {"supported": 0, "derived": 0, "blocking": 0, "warning": 0, "accepted": 0}
    words = {Severity.ERROR: "blocking", Severity.WARNING: "warning"}
    for remark in remarks:
        verdict = remark.finding.verdict.value
        counts["accepted" if remark.accepted else words[remark.severity] if remark.severity else verdict] += 1
    plural = "" if counts["warning"] == 1 else "s"
    told = (f"{number} {kind}{plural * (kind == 'warning')}" for kind, number in counts.items() if number)
    return ", ".join([f"{len(remarks)} mention{'' if len(remarks) == 1 else 's'}", *told])


def _weakness(chances: Mapping[str, Fraction]) -> str:
    """How much a number says that passes, in a line."""
    told = ", ".join(f"{float(part):.0%} in {unit}" for unit, part in chances.items()) or "0%"
    return f"of made-up numbers so many would be near some figure by chance: {told}"


COMMANDS = (audit,)
