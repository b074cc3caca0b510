"""Commands that make or record editions: build, publish, templates."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from narrator.cli import report
from narrator.cli.desk import EPILOG, opened, path_of, paths_of
from narrator.errors import Exit

if TYPE_CHECKING:
    from narrator.model.problem import Problem

FORMS = ("md", "html", "pdf")


def _listed(typed: str, allowed: tuple[str, ...], option: str) -> tuple[str, ...]:
    chosen = tuple(part.strip() for part in typed.split(",") if part.strip())
    for part in chosen:
        if part not in allowed:
            raise report.WrongUseError(
                found=f"{option}: '{part}' is none of {', '.join(allowed)}", write=f"{option} {','.join(allowed)}"
            )
    if not chosen:
        raise report.WrongUseError(found=f"{option}: nothing is named", write=f"{option} {','.join(allowed)}")
    return chosen


def _moment(typed: str | None) -> datetime | None:
    if typed is None:
        return None
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise report.WrongUseError(
            found=f"--as-of: '{typed}' is no moment with a zone", write="--as-of 2026-01-07T09:00+08:00"
        )
    return moment


@click.command(epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--event", help="Build one event only, by id.")
@click.option("--to", "forms", default="md,html,pdf", show_default=True, help="Forms, separated by commas.")
@click.option("--locale", "locales", default="en", show_default=True, help="Languages, separated by commas.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Output folder.  [default: out]")
@click.option("--as-of", "as_of", help="Use only what was published by then; an ISO moment with its zone.")
@click.option("--without", multiple=True, metavar="FIGURE", help="Leave a figure out; needs --reason.")
@click.option("--reason", help="Why a figure is left out; printed in the boundaries of the data.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--republish", is_flag=True, help="Let a published brief change; publish it again with --correction.")
@click.option("--quiet", is_flag=True, help="Problems only.")
def build(**options: object) -> int:
    r"""Check, render and write briefs: Markdown, HTML, PDF and the ledger, into out/.

    \b
    narrator build
    narrator build --event 2026-01-07-short-squeeze --to md
    narrator build --event ID --without prices.btc --reason "the exchange withdrew the print"
    """
    from narrator.pipeline import Terms  # noqa: PLC0415
    from narrator.publish.build import BuildRequest, build_all  # noqa: PLC0415

    without = frozenset(options["without"])  # type: ignore[call-overload]  # click gives a tuple
    reason = options["reason"]
    if not bool(without) == bool(reason) <= bool(options["event"]) or re.search(r"\d", str(reason)):
        raise report.WrongUseError(
            found="--without needs one event and a reason, in words without digits",
            write='--event ID --without prices.btc --reason "the exchange withdrew the print"',
        )
    desk = opened()
    event = options["event"]
    request = BuildRequest(
        desk=desk,
        paths=tuple(paths_of(desk, options["paths"], str(event) if event else None)),  # type: ignore[arg-type]
        forms=_listed(str(options["forms"]), FORMS, "--to"),
        locales=_listed(str(options["locales"]), ("en",), "--locale"),
        out=Path(str(options["out"] or desk.workspace.root / "out")).absolute(),
        terms=Terms(_moment(options["as_of"]), without, str(reason or "").rstrip(".")),  # type: ignore[arg-type]
        strict=bool(options["strict"]),
        republish=bool(options["republish"]),
        named=event is not None,
    )
    result = build_all(request)
    problems: tuple[Problem, ...] = result.problems
    if options["form"] == "json":
        report.say(report.as_json(problems, [dict(entry) for entry in result.built], result.exit))
        return result.exit
    report.tell(problems)
    for entry in result.built if not options["quiet"] else ():
        report.say(f"{entry['event']} ({entry['locale']}): {entry['folder']}/  {', '.join(entry['files'])}")
    for skipped in result.skipped if not options["quiet"] else ():
        report.say(f"{skipped.event}: not built, {skipped.why}")
    failed = len(result.failed)
    summary = f"{len(result.built)} built" + (f", {failed} failed" if failed else "")
    report.say(summary, err=bool(failed))
    return result.exit


@click.command()
@click.argument("event")
@click.option("--approved-by", required=True, help="Who signs it.")
@click.option("--locale", default="en", show_default=True)
@click.option("--correction", help="What changed; required when the brief was published before.")
def publish(event: str, approved_by: str, locale: str, correction: str | None) -> int:
    r"""Record what was published, for good. A published brief is frozen.

    \b
    narrator publish 2026-01-07-short-squeeze --approved-by "A. Editor"
    """
    from narrator.publish.published import Approval, record_publication  # noqa: PLC0415

    desk = opened()
    now = datetime.now().astimezone().replace(microsecond=0)  # the clock is read here only
    approval = Approval(approver=approved_by, time=now, correction=correction or "")
    path = record_publication(desk, path_of(desk, event), locale, approval)
    report.say(f"recorded {path.relative_to(desk.workspace.root)}")
    return Exit.DONE


@click.group()
def templates() -> None:
    """What can be overridden, and whether it is sound."""


@templates.command("list")
def list_templates() -> int:
    """Every template and style sheet, and where it comes from."""
    from narrator.render.catalogue import entries  # noqa: PLC0415

    for entry in entries(opened().workspace.templates):
        report.say(f"{entry.name:<40} {'workspace' if entry.own else 'packaged'}")
    return Exit.DONE


@templates.command()
@click.argument("name")
def which(name: str) -> int:
    """The file that is used for a template."""
    from narrator.render.catalogue import located  # noqa: PLC0415

    report.say(str(located(opened().workspace.templates, name)))
    return Exit.DONE


@templates.command()
@click.argument("name")
def copy(name: str) -> int:
    """Copy a packaged template into the workspace, to change it there."""
    from narrator.publish.writer import create_text  # noqa: PLC0415
    from narrator.render.catalogue import packaged  # noqa: PLC0415

    workspace = opened().workspace
    target = workspace.templates / name
    create_text(target, packaged(name).read_text(encoding="utf-8"))
    report.say(f"wrote {target.relative_to(workspace.root)}; narrator templates check tells whether it is sound")
    return Exit.DONE


@templates.command("check")
def check_templates() -> int:
    """Read every template and style sheet in use: syntax, digits, calls, rules that are not allowed."""
    from narrator.render.catalogue import check as checked  # noqa: PLC0415

    problems = checked(opened().workspace.templates)
    report.tell(problems)
    report.say(f"{len(problems)} problems" if problems else "all templates are sound")
    return report.exit_of(problems)


COMMANDS = (build, publish, templates)
