"""`narrator facts`: the sheet for a writer, as text or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from narrator.cli import report
from narrator.cli.desk import opened, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command()
@click.argument("event")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def facts(event: str, form: str) -> int:
    r"""Every figure of an event with the phrases it may be said in, what it owes a reader, and what may not be said.

    \b
    narrator facts 2026-01-07-short-squeeze
    narrator facts 2026-01-07-short-squeeze --format json > facts.json
    """
    from narrator import pipeline  # noqa: PLC0415
    from narrator.gate.facts import sheet  # noqa: PLC0415

    with report.answering(form, "facts"):
        desk = opened()
        case = pipeline.examine(path_of(desk, event), desk)
    wrong = [problem for problem in (*desk.problems, *case.problems) if problem.is_error]
    code = report.exit_of(wrong)
    report.tell(wrong)
    if case.event is None:
        report.answer(form, wrong, code, "facts")
        return code
    told = sheet(case, desk)
    if form == "json":
        report.say(report.as_json(wrong, [], code, **told))
    else:
        for line in _lines(told):
            report.say(line)
    return code


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield click.style(report.clean(told["event"]), "cyan", bold=True) + f"  as of {told['as_of']}"
    for figure in told["figures"]:
        yield ""
        yield f"{click.style(figure['id'], bold=True)}  {figure['standing']}, {figure['nature']}, {figure['window']}"
        yield from (f"    say    {report.one_line(each)}" for each in figure["phrases"])
        yield from (f"    owes   {each['owed']}: {report.one_line(each['what'])}" for each in figure["owes"])
        yield from (f"    never  {report.one_line(each['what'])} ({each['code']})" for each in figure["never"])
    yield ""
    for each in told["never"]:
        yield f"never  {report.one_line(each['what'])}: {report.one_line(each['why'])} ({each['at']})"


COMMANDS = (facts,)
