"""`narrator build`: makes editions, as far as they are not there and as they would be."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from narrator.cli import choosing, plans, report
from narrator.cli.desk import EPILOG, PATHS, opened, paths_in
from narrator.cli.editions import EDITION, LOCALE, chosen_keys
from narrator.cli.extras import need_word
from narrator.cli.plans import Asked
from narrator.model.place import find_root

if TYPE_CHECKING:
    from narrator.case import Terms
    from narrator.publish.confine import Child
    from narrator.publish.results import BuildResult


def _forms(typed: str) -> tuple[str, ...]:
    forms = tuple(dict.fromkeys(part.strip() for part in typed.split(",")))
    if not set(forms) <= {"md", "html", "pdf", "docx"}:
        raise report.WrongUseError(found=f"--to knows md, html, pdf and docx, not '{typed}'", write="--to md,html,pdf")
    return forms


def moment(typed: str, option: str = "--as-of") -> datetime:
    """A time with its zone, as an option has it."""
    with suppress(ValueError):
        found = datetime.fromisoformat(typed)
        if found.tzinfo:
            return found
    wrong = f"'{typed}' is not a time with its time zone"
    raise report.WrongUseError(found=wrong, write=f"{option} 2026-01-07T09:00+08:00")


def _folder(typed: str) -> Path:
    if not typed.strip():
        raise report.WrongUseError(found="--out needs a folder", write="--out out")
    return Path(typed)


LONGEST = 500
"""Characters of a correction: it is one or two sentences at the head of the brief."""


def correction(typed: str) -> str:
    """The text of a correction, as it may be printed."""
    from narrator.ingest.texts import inspect  # noqa: PLC0415  # pydantic is heavy for --help

    text = " ".join(typed.split())
    wrong = [problem.message for _, problem in (inspect(typed, "--correction") if typed else ())]
    if len(text) > LONGEST:
        wrong.append(f"--correction has {len(text)} characters, {LONGEST} at most")
    if wrong:
        line = '--correction "The total was given as $500 million; it is $400 million."'
        raise report.WrongUseError(found="; ".join(wrong), write=line)
    return text


@click.command(epilog=EPILOG)
@PATHS
@click.option("--event", help="Build one event only, by id.")
@click.option("--to", "forms", type=_forms, metavar="FORMS", help="[default: md,html,pdf, or those of the edition]")
@LOCALE
@EDITION
@click.option("--out", type=_folder, metavar="FOLDER", help="Output folder.  [default: out]")
@click.option("--as-of", type=moment, metavar="MOMENT", help="Use only what was published by then; with its zone.")
@click.option("--without", multiple=True, metavar="FIGURE", help="Leave a figure out; needs --event and --reason.")
@click.option("--reason", default="", help="Why a figure is left out; printed in the boundaries of the data.")
@click.option("--format", "form", type=click.Choice(("text", "json", "matrix")), default="text", show_default=True)
@click.option("--plan", "is_plan", is_flag=True, help="Say what would be done; --format matrix for CI.")
@click.option("--only-failed", is_flag=True, help="Only the events that failed the last time.")
@click.option("--since", metavar="DAY|REVISION", help="Only events that come out, or have changed in git, since then.")
@click.option("--fail-fast", is_flag=True, help="Begin no event after one that failed.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="How many processes.")
@click.option(
    "--timeout", type=click.IntRange(1, 600), metavar="SECONDS", help="For one brief; else as narrator.toml says."
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--force", is_flag=True, help="Build also what has not changed.")
@click.option("--republish", is_flag=True, help="Let a published brief change; it says so with --correction.")
@click.option(
    "--correction",
    type=correction,
    metavar="TEXT",
    default="",
    help="What was wrong; printed. Needs --event, --republish.",
)
@click.option("--corrected-at", type=moment, metavar="MOMENT", help="When that was seen; printed. With its zone.")
@click.option("--quiet", is_flag=True, help="Problems only.")
def build(form: str, *, is_plan: bool, quiet: bool, **options: Any) -> int:  # noqa: ANN401  # those of the request
    r"""Check, render and write briefs: Markdown, HTML, PDF and the ledger, into out/; a Word file too with --to docx.

    \b
    narrator build
    narrator build --event 2026-01-07-short-squeeze --to md
    narrator build --event 2026-01-07-short-squeeze --to md,html,pdf,docx
    narrator build --plan
    narrator build --jobs 4 --since 2026-01-01
    narrator build --event ID --without prices.btc --reason "the exchange withdrew the print"
    narrator build --event ID --republish --correction "The total was too high." --corrected-at 2026-01-08T10:00+08:00
    """
    from narrator.publish.press import started  # noqa: PLC0415  # it loads while this process does

    if form == "matrix" and not is_plan:
        raise report.WrongUseError(found="--format matrix is that of a plan", write="--plan --format matrix")
    is_one = bool(options["event"]) or [path.is_file() for path in options["paths"]] == [True]
    wants_press = is_one and not is_plan and "pdf" in (options["forms"] or "pdf")
    with started(is_wanted=wants_press) as press, report.answering("json" if form == "matrix" else form, "build"):
        chosen = chosen_keys(options.pop("edition"), options.pop("locale"), is_one=bool(options["correction"]))
        if is_plan:
            return plans.tell([_asked(**options, locale=key) for key in chosen], form)
        result = _made(chosen, options, press)
    if form == "json":
        more = {name: getattr(result, name) for name in ("unchanged", "skipped", "removed")}
        report.say(report.as_json(result.problems, result.built, result.exit, **more))
    else:
        _tell(result, quiet=quiet)
    return result.exit


def _asked(event: str | None, paths: tuple[Path, ...], **options: Any) -> Asked:  # noqa: ANN401  # those of the command
    """What is asked for, with its plan; little of narrator is loaded for it."""
    from narrator.publish.editions import forms_of  # noqa: PLC0415
    from narrator.publish.plan import Plan  # noqa: PLC0415  # yaml is heavy for --help

    terms = _terms(event, options.pop("without"), options.pop("reason"), options.pop("as_of"))
    if options["correction"] and not (event and options["republish"]):
        raise report.WrongUseError(
            found="--correction needs one event, and --republish", write="--event ID --republish --correction TEXT"
        )
    if options["corrected_at"] and not options["correction"]:
        raise report.WrongUseError(
            found="--corrected-at needs --correction", write="--correction TEXT --corrected-at 2026-01-07T09:00+08:00"
        )
    root = find_root(Path.cwd())
    options["forms"] = options["forms"] or forms_of(root, options["locale"])
    if "docx" in options["forms"]:
        need_word("--to docx")
    files = paths_in(root / "data" / "events", paths, event)
    out = apart(options.pop("out"), root)
    how = {name: options.pop(name) for name in ("jobs", "fail_fast", "timeout")}
    revision, only_failed = options.pop("since"), options.pop("only_failed")
    plan = Plan(root, out, terms, **options)
    if revision:
        files = choosing.since(root, files, revision)
    if only_failed:
        files = [file for file in files if plan.failing(file.stem) in plan.state["failed"]]
    named = frozenset([event] if event else [path.stem for path in paths if path.is_file()])
    whole = not (paths or event or revision or only_failed)
    return Asked(plan, files, named, whole, terms, options, how)


def _made(keys: tuple[str, ...], options: dict[str, Any], press: Child | None) -> BuildResult:
    """What comes of a build of some editions, one after the other."""
    from narrator.publish.results import joined  # noqa: PLC0415

    results: list[BuildResult] = []
    for number, key in enumerate(keys):
        results.append(_built(_asked(**options, locale=key), press if number == 0 else None))
        if options["fail_fast"] and results[-1].exit:
            break
    return joined(results)


def _built(asked: Asked, press: Child | None) -> BuildResult:
    """What comes of a build; where nothing has changed, little of narrator is loaded."""
    result = asked.plan.quick(asked.files, asked.named, whole=asked.whole)
    if result:
        return result
    from narrator.publish.build import build_all  # noqa: PLC0415  # pydantic is heavy
    from narrator.publish.editions import desk_of as edition_of  # noqa: PLC0415
    from narrator.publish.results import BuildRequest  # noqa: PLC0415

    desk, how = edition_of(opened(), asked.plan.locale), dict(asked.how)
    seconds = how.pop("timeout")
    if seconds:
        settings = desk.workspace.settings.model_copy(update={"seconds": seconds})
        desk = replace(desk, workspace=replace(desk.workspace, settings=settings))
    request = BuildRequest(
        desk=desk,
        paths=asked.files,
        out=asked.plan.out,
        terms=asked.terms,
        **{"named": asked.named, "whole": asked.whole, **asked.options, **how},
    )
    return build_all(request, press, asked.plan)


def _terms(event: str | None, without: tuple[str, ...], reason: str, as_of: datetime | None) -> Terms:
    from narrator.case import Terms  # noqa: PLC0415

    why = reason.strip().rstrip(".")
    if bool(without) != bool(why) or (without and not event) or re.search(r"\d", why):
        raise report.WrongUseError(
            found="--without needs one event and a reason, in words without digits",
            write='--event ID --without prices.btc --reason "the exchange withdrew the print"',
        )
    return Terms(as_of, frozenset(without), why)


def apart(typed: Path | None, root: Path, what: str = "briefs") -> Path:
    """The folder of editions, or where a site is to be: none of the sources."""
    out = (typed or root / "out").absolute()
    sources = (root.resolve() / name for name in ("data", "templates", "src"))
    if (out / "narrator.toml").exists() or any(out.resolve().is_relative_to(folder) for folder in sources):
        raise report.WrongUseError(
            found=f"'{typed}' is a folder of sources: {what} cannot be written there", write="--out out"
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
    counts = {"built": len(result.built), "unchanged": len(result.unchanged), "failed": failed}
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count or name == "built")
    report.say(said, err=bool(failed))


COMMANDS = (build,)
