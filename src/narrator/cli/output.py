"""Commands that make or record editions: build, publish, templates."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from narrator.cli import report
from narrator.cli.desk import EPILOG, PATHS, opened, path_of, paths_of
from narrator.cli.extras import need_word

if TYPE_CHECKING:
    from narrator.config import Workspace
    from narrator.publish.build import BuildRequest, BuildResult


LANGUAGES = ("en",)
"""The languages that are installed."""

LOCALE = click.option("--locale", type=click.Choice(LANGUAGES), default="en", show_default=True)


def _forms(typed: str) -> tuple[str, ...]:
    forms = tuple(dict.fromkeys(part.strip() for part in typed.split(",")))
    if not set(forms) <= {"md", "html", "pdf", "docx"}:
        raise report.WrongUseError(found=f"--to knows md, html, pdf and docx, not '{typed}'", write="--to md,html,pdf")
    if "docx" in forms:
        need_word("--to docx")
    return forms


def moment(typed: str) -> datetime:
    """A time with its zone, as an option has it."""
    with suppress(ValueError):
        found = datetime.fromisoformat(typed)
        if found.tzinfo:
            return found
    raise report.WrongUseError(
        found=f"'{typed}' is not a time with its time zone", write="--as-of 2026-01-07T09:00+08:00"
    )


def _folder(typed: str) -> Path:
    if not typed.strip():
        raise report.WrongUseError(found="--out needs a folder", write="--out out")
    return Path(typed)


LONGEST = 500
"""Characters of a correction: it is one or two sentences at the head of the brief."""


def _correction(typed: str) -> str:
    from narrator.ingest.texts import inspect  # noqa: PLC0415  # pydantic is heavy for --help

    text = " ".join(typed.split())
    wrong = [problem.message for _, problem in (inspect(typed, "--correction") if typed else ())]
    if len(text) > LONGEST:
        wrong.append(f"--correction has {len(text)} characters, {LONGEST} at most")
    if wrong:
        line = '--correction "The total was given as $500 million; it is $400 million."'
        raise report.WrongUseError(found="; ".join(wrong), write=line)
    return text


def _approver(typed: str) -> str:
    if not typed.strip():
        raise report.WrongUseError(found="--approved-by needs a name", write='--approved-by "A. Editor"')
    return typed.strip()


@click.command(epilog=EPILOG)
@PATHS
@click.option("--event", help="Build one event only, by id.")
@click.option("--to", "forms", type=_forms, default="md,html,pdf", show_default=True, metavar="FORMS")
@LOCALE
@click.option("--out", type=_folder, metavar="FOLDER", help="Output folder.  [default: out]")
@click.option("--as-of", type=moment, metavar="MOMENT", help="Use only what was published by then; with its zone.")
@click.option("--without", multiple=True, metavar="FIGURE", help="Leave a figure out; needs --event and --reason.")
@click.option("--reason", default="", help="Why a figure is left out; printed in the boundaries of the data.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--republish", is_flag=True, help="Let a published brief change; it says so with --correction.")
@click.option(
    "--correction",
    type=_correction,
    metavar="TEXT",
    default="",
    help="What was wrong; printed. Needs --event, --republish.",
)
@click.option("--corrected-at", type=moment, metavar="MOMENT", help="When that was seen; printed. With its zone.")
@click.option("--quiet", is_flag=True, help="Problems only.")
def build(form: str, *, quiet: bool, **options: Any) -> int:  # noqa: ANN401  # those of the request
    r"""Check, render and write briefs: Markdown, HTML, PDF and the ledger, into out/; a Word file too with --to docx.

    \b
    narrator build
    narrator build --event 2026-01-07-short-squeeze --to md
    narrator build --event 2026-01-07-short-squeeze --to md,html,pdf,docx
    narrator build --event ID --without prices.btc --reason "the exchange withdrew the print"
    narrator build --event ID --republish --correction "The total was too high." --corrected-at 2026-01-08T10:00+08:00
    """
    from narrator.publish.press import started  # noqa: PLC0415  # it loads while this process does

    is_one = bool(options["event"]) or [path.is_file() for path in options["paths"]] == [True]
    with started(is_wanted=is_one and "pdf" in options["forms"]) as press, report.answering(form, "build"):
        from narrator.publish.build import build_all  # noqa: PLC0415

        result = build_all(_request(**options), press)
    if form == "json":
        more = {"skipped": result.skipped, "removed": result.removed}
        report.say(report.as_json(result.problems, result.built, result.exit, **more))
    else:
        _tell(result, quiet=quiet)
    return result.exit


def _request(event: str | None, without: tuple[str, ...], reason: str, **options: Any) -> BuildRequest:  # noqa: ANN401
    from narrator.case import Terms  # noqa: PLC0415
    from narrator.publish.build import BuildRequest  # noqa: PLC0415

    why = reason.strip().rstrip(".")
    if bool(without) != bool(why) or (without and not event) or re.search(r"\d", why):
        raise report.WrongUseError(
            found="--without needs one event and a reason, in words without digits",
            write='--event ID --without prices.btc --reason "the exchange withdrew the print"',
        )
    if options["correction"] and not (event and options["republish"]):
        raise report.WrongUseError(
            found="--correction needs one event, and --republish", write="--event ID --republish --correction TEXT"
        )
    if options["corrected_at"] and not options["correction"]:
        raise report.WrongUseError(
            found="--corrected-at needs --correction", write="--correction TEXT --corrected-at 2026-01-07T09:00+08:00"
        )
    desk, terms = opened(), Terms(options.pop("as_of"), frozenset(without), why)
    typed: tuple[Path, ...] = options.pop("paths")
    paths = paths_of(desk, typed, event)
    named = frozenset([event] if event else [path.stem for path in typed if path.is_file()])
    out = _out(options.pop("out"), desk.workspace)
    whole = not typed and not event
    return BuildRequest(desk=desk, paths=paths, out=out, terms=terms, named=named, whole=whole, **options)


def _out(typed: Path | None, workspace: Workspace) -> Path:
    """The folder of editions, which is none of the sources."""
    out = (typed or workspace.root / "out").absolute()
    sources = (workspace.root.resolve() / name for name in ("data", "templates", "src"))
    if (out / "narrator.toml").exists() or any(out.resolve().is_relative_to(folder) for folder in sources):
        raise report.WrongUseError(
            found=f"'{typed}' is a folder of sources: briefs cannot be written there", write="--out out"
        )
    return out


def _tell(result: BuildResult, *, quiet: bool) -> None:
    report.tell(result.problems)
    if not quiet:
        for entry in result.built:
            event, folder = (report.one_line(entry[name]) for name in ("event", "folder"))
            report.say(f"{event} ({entry['locale']}): {folder}/  {', '.join(entry['files'])}")
        for entry in result.skipped:
            report.say(f"{report.one_line(entry['event'])}: not built, {entry['why']}")
        for entry in result.removed:
            report.say(f"{report.one_line(entry['event'])} ({entry['locale']}): removed, {entry['why']}")
    failed = len({problem.event for problem in result.problems if problem.is_error})
    report.say(f"{len(result.built)} built" + (f", {failed} failed" if failed else ""), err=bool(failed))


@click.command()
@click.argument("event")
@click.option("--approved-by", type=_approver, required=True, metavar="NAME", help="Who signs it.")
@LOCALE
@click.option(
    "--correction", type=_correction, metavar="TEXT", default="", help="What its text says was wrong, to make sure."
)
def publish(event: str, approved_by: str, locale: str, correction: str) -> None:
    r"""Record what was published, for good. A published brief is frozen.

    \b
    narrator publish 2026-01-07-short-squeeze --approved-by "A. Editor"
    """
    from narrator.publish.published import Approval, record_publication  # noqa: PLC0415

    desk = opened()
    now = datetime.now().astimezone().replace(microsecond=0)  # the clock is read here only
    path = record_publication(desk, path_of(desk, event), locale, Approval(approved_by, now, correction))
    report.say(f"recorded {path.relative_to(desk.workspace.root)}")


@click.group()
def templates() -> None:
    r"""What can be overridden, and whether it is sound.

    \b
    narrator templates list
    narrator templates copy en/lead.md.j2
    narrator templates check
    """


@templates.command("list")
def list_templates() -> None:
    r"""Every template and style sheet, and where it comes from.

    \b
    narrator templates list
    """
    from narrator.render.catalogue import files  # noqa: PLC0415
    from narrator.render.environment import PACKAGED  # noqa: PLC0415

    for name, path in files(opened().workspace.templates).items():
        report.say(f"{name:<40} {'packaged' if path.is_relative_to(PACKAGED) else 'workspace'}")


@templates.command()
@click.argument("name")
def which(name: str) -> None:
    r"""The file that is used for a template.

    \b
    narrator templates which en/lead.md.j2
    """
    from narrator.render.catalogue import located  # noqa: PLC0415

    report.say(str(located(opened().workspace.templates, name)))


@templates.command()
@click.argument("name")
def copy(name: str) -> None:
    r"""Copy a packaged template into the workspace, to change it there.

    \b
    narrator templates copy en/lead.md.j2
    """
    from narrator.publish.writer import create_text  # noqa: PLC0415
    from narrator.render.catalogue import packaged  # noqa: PLC0415

    workspace = opened().workspace
    target = workspace.templates / name
    create_text(target, packaged(workspace.templates, name).read_text(encoding="utf-8"))
    report.say(f"wrote {target.relative_to(workspace.root)}; narrator templates check tells whether it is sound")


@templates.command("check")
def check_templates() -> int:
    r"""Read every template and style sheet in use: syntax, digits, calls, names, rules that are not allowed.

    \b
    narrator templates check
    """
    from narrator.publish.templates import check_templates as checked  # noqa: PLC0415

    problems = checked(opened())
    report.tell(problems)
    report.say(f"{len(problems)} problems" if problems else "all templates are sound")
    return report.exit_of(problems)


COMMANDS = (build, publish, templates)
