"""Commands of the desk that write no brief: new, add, check, explain, phrase, schema, format."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from narrator.cli import report
from narrator.cli.editing import here, rewritten
from narrator.errors import EventNotFoundError, Exit, bytes_of
from narrator.model.place import find_root
from narrator.model.problem import as_errors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.case import Case, Desk
    from narrator.model.problem import Problems

EPILOG = "Paths default to data/events."
PATHS = click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
CODE = re.compile(r"[A-Z]{3}[0-9]+")
"""What looks like the code of a problem."""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def opened() -> Desk:
    """The desk of the workspace around the current folder, its own problems reported with every event's."""
    from narrator import config  # noqa: PLC0415  # pydantic is heavy for --help
    from narrator.pipeline import open_desk  # noqa: PLC0415

    workspace, problems = config.load(find_root(Path.cwd()))
    desk = open_desk(workspace)
    if workspace.settings.theme.fonts:
        from narrator.publish import fonts  # noqa: PLC0415  # few desks have their own

        problems = (*problems, *fonts.wrong(workspace, partial(config.place, workspace.root, "theme")))
    return replace(desk, problems=(*problems, *desk.problems))


def paths_of(desk: Desk, typed: Iterable[Path], event: str | None = None) -> list[Path]:
    """The event files of typed paths (files or folders), data/events when none; or the one event by id."""
    return paths_in(desk.workspace.events, typed, event)


def paths_in(events: Path, typed: Iterable[Path], event: str | None = None) -> list[Path]:
    """The event files of typed paths, those of a folder when none; or the one event by id."""
    from narrator.ingest.documents import record_files  # noqa: PLC0415  # yaml is heavy for --help

    listed = [[path] if not path.is_dir() else record_files(path) for path in typed]
    found = sorted({file.absolute() for file in chain(*(listed or [record_files(events)]))})
    if event is None:
        return found
    chosen = [file for file in found if file.stem == event]
    if not chosen:
        raise EventNotFoundError(event, near(event, [file.stem for file in found]))
    return chosen


def near(name: str, names: list[str]) -> str | None:
    """The one of some names that was most likely meant."""
    return next(iter(get_close_matches(name, names, n=1)), None)


def path_of(desk: Desk, event: str) -> Path:
    """The file of an event, by id or path."""
    typed = Path(event)
    return typed.absolute() if typed.is_file() else paths_of(desk, (), event)[0]


@click.command(epilog=EPILOG)
@PATHS
@click.option("--event", help="Check one event only, by id.")
@click.option("--format", "form", type=click.Choice(report.FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--quiet", is_flag=True, help="Problems only.")
def check(paths: tuple[Path, ...], event: str | None, form: str, strict: bool, quiet: bool) -> int:
    r"""Validate, reconcile, run all checks and print the phrase of every figure. Writes nothing.

    \b
    narrator check
    narrator check data/events/2026-01-07-short-squeeze.yaml
    narrator check --format json
    """
    from narrator import pipeline  # noqa: PLC0415

    with report.answering(form, "check"):
        desk = opened()
        files = paths_of(desk, paths, event)
    problems: Problems = desk.problems
    for path in files:  # one by one, so that a thousand events need no more memory than ten
        case = pipeline.examine(path, desk)
        problems += case.problems
        if form == "text" and not quiet:
            _tell_figures(desk, case)
    problems = as_errors(problems) if strict else problems
    code = report.exit_of(problems)
    if form == "text":
        _tell_problems(problems, len(files), quiet=quiet)
    report.answer(form, problems, code, "check")
    return code


def _tell_figures(desk: Desk, case: Case) -> None:
    from narrator.cli.phrases import said  # noqa: PLC0415

    if case.event:
        report.say(click.style(case.id, "cyan", bold=True) + f"  ({case.event.file.event.status})")
        width = max((len(figure.id) for figure in case.figures), default=0)
        for figure, phrase in said(desk, case):
            report.say(f"  {figure.id:<{width}}  {figure.standing.value:<13}  {report.clean(phrase)}")
        report.say()


def _tell_problems(problems: Problems, events: int, *, quiet: bool) -> None:
    report.tell(problems)
    if problems or not quiet:
        errors = sum(problem.is_error for problem in problems)
        report.say(report.counted(event=events, error=errors, warning=len(problems) - errors), err=bool(problems))


@click.command()
@click.argument("event")
@click.argument("figure", required=False)
@click.option("--story", is_flag=True, help="The messages of the brief: weight, section, and what each figure owes.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="json: of CODE or --story.")
@click.option("--json", "is_json", is_flag=True, help="The same as --format json.")
def explain(event: str, figure: str | None, story: bool, form: str, is_json: bool) -> int:
    r"""How each figure of an event came about, from file and line to the sentences that print it; or what a CODE means.

    \b
    narrator explain 2026-01-07-short-squeeze
    narrator explain 2026-01-07-short-squeeze liquidations.total
    narrator explain 2026-01-07-short-squeeze --story
    narrator explain REC002
    """
    from narrator import pipeline  # noqa: PLC0415
    from narrator.cli import codes  # noqa: PLC0415
    from narrator.cli.explain import lines, tell_story  # noqa: PLC0415

    is_json = is_json or form == "json"
    if CODE.fullmatch(event):  # the id of an event has no capitals
        codes.tell(event, is_json=is_json)
        return Exit.DONE
    if (story and figure) or is_json > story:
        wrong = "--story is of the whole brief" if figure else "--format json explains a code, or the --story"
        raise report.WrongUseError(found=wrong, write=f"narrator explain {event} --story")
    desk = opened()
    case = pipeline.examine(path_of(desk, event), desk)
    problems = (*desk.problems, *case.problems)
    report.tell(problem for problem in problems if problem.is_error)
    if case.event is None:
        return report.exit_of(problems)
    ids = [entry.id for entry in case.figures]
    if figure and figure not in ids:
        raise report.WrongUseError(found=f"{case.id} has no figure '{figure}'", write=near(figure, ids) or "")
    if story:
        tell_story(desk, case, is_json=is_json)
        return report.exit_of(problems)
    for line in lines(desk, case, [figure] if figure else ids):
        report.say(line)
    return report.exit_of(problems)


@click.command()
@click.argument("line", required=False)
@click.option("--cases", type=FILE, help="A CSV table of phrases to check.")
@click.option("--locale", help="Only this locale: en-US, en-GB.")
def phrase(line: str | None, cases: Path | None, locale: str | None) -> int:
    r"""One report line in every style it may be said in; or a table of cases checked, one line for each that differs.

    \b
    narrator phrase "$400 million to $500 million"
    narrator phrase "inflow 8,933 BTC = $849.92 million" --locale en-GB
    narrator phrase --cases cases.csv
    """
    from narrator.cli import phrases as spoken  # noqa: PLC0415

    if line and not cases:
        return spoken.show(line, locale)
    if cases and not line:
        return spoken.check_cases(cases, locale)
    raise report.WrongUseError(
        found="one report line in quotes, or --cases FILE.csv, is needed", write='narrator phrase "$59.4 billion"'
    )


@click.command()
@click.argument("kind", default="event", type=click.Choice(["event", "sources", "names", "accepted"]))
def schema(kind: str) -> None:
    r"""Print the JSON Schema of a kind of file (event when none is named).

    \b
    narrator schema event > data/schema/event.json
    """
    from narrator.ingest.registries import schema_text  # noqa: PLC0415

    click.echo(schema_text(kind), nl=False)


@click.command()
@click.argument("event_id", metavar="ID", required=False)
@click.option("--from", "source", metavar="EVENT", help="Start from another event, its figures emptied.")
@click.option("--daily", metavar="DATE", help="A day file: its records are made of the series in data/series.")
def new(event_id: str | None, source: str | None, daily: str | None) -> None:
    r"""Write a new event file, commented; yesterday's with its figures emptied; or one of a day, made of series.

    \b
    narrator new 2026-03-03-example
    narrator new 2026-03-04-example --from 2026-03-03-example
    narrator new --daily 2026-03-03
    """
    if (source and daily) or not (event_id or daily):
        raise report.WrongUseError(found="an ID, or --daily DATE, is needed", write="narrator new --daily 2026-03-03")
    from narrator.ingest.edit import fresh, fresh_day, typed  # noqa: PLC0415
    from narrator.ingest.emptying import emptied  # noqa: PLC0415
    from narrator.publish.writer import create_text  # noqa: PLC0415

    desk, event_id = opened(), event_id or f"{daily}-daily"
    path = desk.workspace.events / f"{event_id}.yaml"
    if daily:
        text = fresh_day(event_id, daily, desk.series)
    elif source:
        other = path_of(desk, source)
        text = emptied(typed(bytes_of(other), here(other)), event_id, here(other))
    else:
        text = fresh(event_id)
    create_text(path, text)
    report.say(f"wrote {here(path)}; {'' if daily else 'fill it in, then: '}narrator check {here(path)}")


@click.command()
@click.argument("event")
@click.argument("line")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--source", required=True, help="Who said it.")
@click.option("--at", "time", help="When: HH:MM or YYYY-MM-DD HH:MM.")
@click.option("--nature", default="said", show_default=True, help="estimated, forecast, rumoured, opinion, planned.")
def add(event: str, line: str, fields: tuple[str, ...], source: str, time: str | None, nature: str) -> int:  # noqa: PLR0913, PLR0917
    r"""Add one report to an event file, comments and order kept; fields are those of a new record: asset, side, fund.

    \b
    narrator add 2026-03-03-example "liquidations.total: $230 million" --source tracker_a --at 08:40
    narrator add 2026-03-03-example "prices.eth: down 2.4%" asset=ETH --source "market data"
    """
    from narrator.ingest.adding import Told, added  # noqa: PLC0415

    desk = opened()
    path = path_of(desk, event)
    figure, colon, amount = line.partition(":")
    if not colon:
        raise report.WrongUseError(found=f"no figure in '{line}'", write='"liquidations.total: $230 million"')
    given = {key.strip(): value.strip() for key, _, value in (field.partition("=") for field in fields)}
    if not all((*given, *given.values())):
        raise report.WrongUseError(found=f"'{' '.join(fields)}' must be FIELD=VALUE", write="asset=ETH side=long")
    told = Told(figure.strip(), nature, source.strip(), amount.strip() + (f" at {time}" if time else ""))
    rewritten(desk, path, lambda text, shown: added(text, told, given, shown))
    report.say(f"{here(path)}: {told.figure} now has {told.source}: {told.line}")
    return Exit.DONE


@click.command("format")
@click.argument("file", type=FILE)
def format_file(file: Path) -> None:
    r"""Rewrite an event file in its one canonical spelling, comments kept.

    \b
    narrator format data/events/2026-03-03-example.yaml
    """
    from narrator.ingest.edit import canonical, typed  # noqa: PLC0415
    from narrator.publish.writer import rewrite  # noqa: PLC0415

    shown = here(file)
    rewrite(file, lambda before: canonical(typed(before, shown), shown).encode())
    report.say(f"{shown}: canonical")


COMMANDS = (new, add, check, explain, phrase, schema, format_file)
