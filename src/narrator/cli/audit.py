"""`narrator audit`: any texts against the figures of events, on a terminal, as JSON or as SARIF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from narrator.cli import against, report
from narrator.cli.against import STDIN
from narrator.cli.desk import opened
from narrator.cli.extras import need_word
from narrator.cli.spans import Spans
from narrator.errors import Exit
from narrator.model.problem import Location, as_errors
from narrator.model.text import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from narrator.case import Desk
    from narrator.gate.several import Heard, Hearing
    from narrator.model.problem import Problem
    from narrator.remarks import Remark


@click.command()
@click.argument(
    "texts", nargs=-1, required=True, metavar="TEXT...", type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
@click.option(
    "--against",
    "events",
    multiple=True,
    metavar="EVENT",
    help="An event by id or file, a ledger, or a brief that carries one; repeatable.  [default: that of the text]",
)
@click.option("--name", help="What - is called; its ending says what it is.  [default: stdin]")
@click.option("--format", "form", type=click.Choice(report.FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Block on warnings too.")
@click.option(
    "--accept",
    metavar="LINE:COLUMN",
    help="Let this one stand (PDF: PAGE:LINE:COLUMN); needs --by, --why.",
)
@click.option("--by", default="", help="Who lets it stand.")
@click.option("--annotate", metavar="OUT.docx", help="Write a copy of a Word file with what was found as comments.")
@click.option("--why", default="", help="Why it may stand.")
@click.option("--quiet", is_flag=True, help="Discrepancies only.")
def audit(  # noqa: PLR0913  # the options of the command
    texts: tuple[str, ...],
    events: tuple[str, ...],
    name: str | None,
    form: str,
    *,
    strict: bool,
    quiet: bool,
    accept: str | None,
    annotate: str | None,
    **signed: str,
) -> int:
    r"""Read texts back: every number that the figures of the events do not support.

    Markdown, HTML, PDF and Word by their endings, anything else as plain text; - is standard input. A number passes
    where one of the events supports it. A brief in HTML, PDF or Word carries its own ledger. Exits with 13 when
    something blocks in one of the texts.

    \b
    narrator audit draft.md --against 2026-01-07-short-squeeze
    narrator audit brief.pdf --against data/events/2026-01-07-short-squeeze.yaml --format json
    narrator audit out/2026-01-07-short-squeeze/en/brief.pdf
    narrator audit draft.md --against out/2026-01-07-short-squeeze/en/ledger.json
    narrator audit week.md --against 2026-01-07-short-squeeze --against 2026-01-14-etf-against-shorts
    cat draft.md | narrator audit - --name draft.md --against 2026-01-07-short-squeeze
    narrator audit draft.docx --against 2026-01-07-short-squeeze --annotate draft-audited.docx
    narrator audit draft.md --against 2026-01-07-short-squeeze --accept 12:40 --by "A. Editor" --why "a client's words"
    """
    from narrator.gate.several import Hearing, heard  # noqa: PLC0415

    _held_to(texts, name, accept)
    if annotate:
        _can_annotate(texts, name, accept, annotate)
    with report.answering(form, "audit"):
        desk = opened()
        read, unread = against.read(texts, name)
        held = against.cases(events, read, desk)
    cases = [*{id(case): case for given in held for case in given}.values()]
    wrong = [p for p in (*desk.problems, *(p for case in cases for p in case.problems), *unread) if p.is_error]
    report.tell(wrong)
    if not read or (accept and wrong) or any(case.event is None for case in cases):
        report.answer(form, wrong, report.exit_of(wrong), "audit")
        return report.exit_of(wrong)
    hearings = [Hearing(text, heard(text.document, given, desk), given) for text, given in zip(read, held, strict=True)]
    if accept:
        report.say(f"wrote {_accept(hearings[0], desk, accept, **signed)}")
        return Exit.DONE
    if annotate:
        with report.answering(form, "audit"):
            made = _annotate(hearings[0], desk, annotate)
        told = f"wrote {report.one_line(annotate)}: {made}"
        report.say(told, err=quiet or form != "text")
    return _answer(hearings, wrong, desk, form, strict=strict, quiet=quiet)


def _answer(  # noqa: PLR0913  # what was found, and how it is told
    hearings: Sequence[Hearing], wrong: Sequence[Problem], desk: Desk, form: str, *, strict: bool, quiet: bool
) -> Exit:
    """Tell what was found in the form that was asked for; the exit code."""
    from narrator.gate.several import by_chance  # noqa: PLC0415

    found = tuple(problem for hearing in hearings for problem in hearing.problems)
    problems = (*wrong, *(as_errors(found) if strict else found))
    code = report.exit_of(problems)
    if form == "json":
        mentions = [each for hearing in hearings for each in _as_dicts(hearing, desk)]
        texts = [hearing.told(strict=strict) for hearing in hearings]
        chances = {of: round(float(part), 4) for of, part in by_chance(hearings, desk).items()}
        report.say(report.as_json(wrong, [], code, texts=texts, mentions=mentions, by_chance=chances))
    elif form == "sarif":
        report.say(report.as_sarif(problems, "audit"))
    else:
        _tell(hearings, quiet=quiet)
        if not quiet:
            report.say(_weakness(by_chance(hearings, desk)))
    return code


def _held_to(texts: Sequence[str], name: str | None, accept: str | None) -> None:
    """What cannot be meant by a command line."""
    wrong = (
        (texts.count(STDIN) > 1, "standard input can be read once", "narrator audit - --against EVENT"),
        (name is not None and STDIN not in texts, "--name is of standard input", "narrator audit - --name draft.md"),
        (name is not None and not name.strip(), "--name needs a name", "--name draft.md"),
        (accept and len(texts) > 1, "--accept is of one text", "narrator audit draft.md --accept 12:40"),
    )
    for is_wrong, found, write in wrong:
        if is_wrong:
            raise report.WrongUseError(found=found, write=write)


def _can_annotate(texts: Sequence[str], name: str | None, accept: str | None, annotate: str) -> None:
    """What cannot be meant by a copy with comments."""
    asked = [name or "" if each == STDIN else each for each in texts]
    if len(asked) > 1 or accept or {Path(each).suffix.lower() for each in (*asked, annotate)} != {".docx"}:
        line = "narrator audit draft.docx --against EVENT --annotate draft-audited.docx"
        raise report.WrongUseError(found="--annotate copies one Word file (.docx) into another", write=line)
    need_word("--annotate")


def _annotate(hearing: Hearing, desk: Desk, path: str) -> str:
    """Write the copy of a Word file; how many comments it has."""
    from narrator.gate.annotated import annotated  # noqa: PLC0415  # an extra
    from narrator.publish.writer import create  # noqa: PLC0415

    made, comments = annotated(hearing.text.raw, hearing, desk)
    create(Path(path).absolute(), made)
    return report.counted(comment=comments)


def _place(one: Heard) -> str:
    """The line and the column of a mention, in a PDF after its page."""
    mention = one.mention
    return ":".join(str(number) for number in (mention.page, mention.line, mention.column) if number)


def _accept(hearing: Hearing, desk: Desk, place: str, by: str, why: str) -> str:
    """Record that the discrepancy at a place may stand; the file that says so."""
    from narrator.publish.accepted import record_decision  # noqa: PLC0415

    flagged = {_place(one): one for one in hearing.found if one.remark.severity}
    if place not in flagged:
        known = ", ".join(flagged) or "no discrepancy"
        raise report.WrongUseError(found=f"no discrepancy at {place}; there is {known}")
    if not (by.strip() and why.strip()):
        raise report.WrongUseError(found="a decision needs a name and a reason", write='--by "A. Editor" --why "..."')
    case, remark = flagged[place]
    if hidden(f"{by}{why}{remark.sentence}"):
        raise report.WrongUseError(found="there is a hidden character in the decision")
    today = datetime.now().astimezone().date()
    path = record_decision(desk.workspace, case.id, remark, by, why, today)
    return path.relative_to(desk.workspace.root).as_posix()


def _as_dicts(hearing: Hearing, desk: Desk) -> Iterator[dict[str, object]]:
    """The mentions of a text in the JSON of DESIGN.md 5, with how each slip is mended."""
    from narrator.gate.mending import ids, instruction, phrases  # noqa: PLC0415

    spans = Spans({hearing.text.name: hearing.text.source})
    for one, known in zip(hearing.found, ids(hearing.found), strict=True):
        mending = {
            "sentence": one.remark.sentence,
            "phrases": phrases(one, desk),
            "mend": instruction(one, desk) or None,
        }
        yield {"id": known, **_as_dict(one, hearing.text.name, spans), **mending}


def _as_dict(one: Heard, name: str, spans: Spans) -> dict[str, object]:
    remark, found = one.remark, one.remark.finding
    at = Location(name, found.mention.line, found.mention.column)
    return {
        "file": name,
        "event": one.case.id,
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


def _tell(hearings: Sequence[Hearing], *, quiet: bool) -> None:
    """The discrepancies of each text, then what became of its mentions; by name where there are several texts."""
    for hearing in hearings:
        remarks = [one.remark for one in hearing.found]
        for remark in remarks:
            for line in _lines(remark, hearing.text.name) if remark.severity or (remark.accepted and not quiet) else ():
                report.say(line)
        if not quiet:
            named = f"{report.one_line(hearing.text.name)}: " if len(hearings) > 1 else ""
            report.say(named + _summary(hearing))


def _lines(remark: Remark, name: str) -> Iterator[str]:
    found, mention = remark.finding, remark.finding.mention
    page = f" (page {mention.page})" if mention.page else ""
    colour = report.COLOURS.get(remark.severity or "", "green")
    kind = click.style(remark.severity or "accepted", colour, bold=True)
    where = f"{report.one_line(name)}:{mention.line}:{mention.column}{page}"
    yield f"{where}: {kind} {found.verdict.code} {found.verdict}: {found.reason}"
    before, place, after = map(report.clean, remark.excerpt)
    yield f"    {before}{click.style(f'>>{place}<<', colour, bold=True)}{after}"
    facts = (("allowed", remark.allowed), ("record", f"{found.at.file}:{found.at.line}" if found.at else ""))
    for label, fact in (*facts, ("note", remark.accepted or remark.note)):
        if fact:
            yield f"    {label:<8} {report.clean(fact)}"


def _summary(hearing: Hearing) -> str:
    counts = hearing.counts
    plural = "" if counts["warning"] == 1 else "s"
    told = (f"{number} {kind}{plural * (kind == 'warning')}" for kind, number in counts.items() if number)
    return ", ".join([report.counted(mention=len(hearing.found)), *told])


def _weakness(chances: Mapping[str, Fraction]) -> str:
    """How much a number says that passes, in a line."""
    numbers = {unit: part for unit, part in chances.items() if unit != "ratios"}
    told = ", ".join(f"{float(part):.0%} in {unit}" for unit, part in numbers.items()) or "0%"
    ratios = "".join(
        f"; of made-up ratios {float(part):.1%} would pass" for part in [*chances.values()][len(numbers) :]
    )
    return f"of made-up numbers so many would be near some figure by chance: {told}{ratios}"


COMMANDS = (audit,)
