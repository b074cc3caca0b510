"""`narrator status` and `narrator verify`: where each event stands, and whether what was written is as recorded."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from narrator.cli import report
from narrator.cli.desk import opened, paths_of
from narrator.errors import Exit
from narrator.model.problem import as_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.publish.status import EventStatus


@click.command()
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def status(form: str) -> int:
    r"""Every event: its status and problems; what of it is built, stale, edited, published; and what is due today.

    \b
    narrator status
    narrator status --format json
    """
    from narrator.publish.status import statuses  # noqa: PLC0415  # pydantic is heavy for --help

    desk = opened()
    found = [*statuses(desk, paths_of(desk, ()), datetime.now(UTC))]
    if form == "json":
        told = {"events": [asdict(each) for each in found], "due": [each.event for each in found if each.is_due]}
        report.say(report.escaped(json.dumps({**told, "exit": int(Exit.DONE)}, indent=2, default=str)))
        return Exit.DONE
    report.tell(desk.problems)
    width = max((len(each.event) for each in found), default=0)
    for each in found:
        report.say(f"{report.one_line(each.event):<{width}}  {each.status:<10}  {'; '.join(lines(each))}".rstrip())
    due = [f"{each.event} ({each.published_at:%H:%M})" for each in found if each.is_due]
    report.say(f"due today: {', '.join(due) or 'nothing'}")
    return Exit.DONE


def lines(found: EventStatus) -> Iterator[str]:
    """What is to be said of an event, part by part."""
    counts = ((found.errors, "error"), (found.warnings, "warning"))
    if any(count for count, _ in counts):
        said = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count)
        yield f"{said} ({', '.join(found.codes)})"
    for edition in found.built:
        yield f"built {edition.locale}" + (f", stale: {', '.join(edition.stale)}" if edition.stale else "")
        if edition.differs:
            yield f"{edition.locale} differs from what is published"
    yield from (f"edited text {locale}" for locale in found.edited)
    for each in found.published:
        yield f"published {each.locale} {each.time[:10]} by {report.one_line(each.approver)} ({each.number})"


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="[default: out]")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def verify(out: Path | None, form: str, *, strict: bool) -> int:
    r"""Hold out/, data/published, data/edited and data/accepted against their records. Writes nothing.

    \b
    narrator verify
    narrator verify --out out --format json
    """
    from narrator.publish.verify import verify as verified  # noqa: PLC0415

    with report.answering(form, "verify"):
        desk = opened()
        folder = (out or desk.workspace.root / "out").absolute()
        problems, counts = verified(desk, folder, is_asked=out is not None)
    problems = as_errors(problems) if strict else problems
    code = report.exit_of(problems)
    if form == "json":
        report.say(report.as_json(problems, [], code, verified=counts))
        return code
    report.tell(problems)
    errors = sum(problem.is_error for problem in problems)
    told = report.counted(**counts, error=errors, warning=len(problems) - errors)
    report.say(told, err=bool(problems))
    return code


COMMANDS = (status, verify)
