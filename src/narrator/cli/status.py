"""`narrator status`: where each event stands, and what is due today."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from narrator.cli import report
from narrator.cli.desk import opened, paths_of
from narrator.errors import Exit

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


COMMANDS = (status,)
