"""What a build would do, and why an edition was made or would be: `narrator build --plan`, `narrator why`."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from narrator.cli import report
from narrator.cli.desk import opened, paths_in
from narrator.cli.editions import EDITION, LOCALE, chosen_keys
from narrator.errors import Exit
from narrator.model.edition import DEFAULT
from narrator.model.place import find_root
from narrator.model.problem import as_errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.case import Desk, Terms
    from narrator.model.problem import Problems
    from narrator.publish.plan import Look, Plan
    from narrator.publish.steps import Step


class Asked(NamedTuple):
    """What a build is asked for; `options`: those that its plan needs too, `how`: those that change nothing made."""

    plan: Plan
    files: list[Path]
    named: frozenset[str]
    whole: bool
    terms: Terms
    options: Mapping[str, Any]
    how: Mapping[str, Any]


def tell(chosen: list[Asked], form: str) -> int:
    """Say what a build would do, edition by edition, and what cannot be built; nothing is written."""
    from narrator.publish.steps import matrix, raw  # noqa: PLC0415

    desk = opened()
    pairs = [pair for asked in chosen for pair in _steps(asked, desk)]
    found = [step for step, _ in pairs]
    problems = tuple(dict.fromkeys((*desk.problems, *(problem for _, each in pairs for problem in each))))
    if chosen[0].options["strict"]:
        problems = as_errors(problems)
    code = report.exit_of(problems)
    if form == "matrix":
        report.say(json.dumps(matrix(found)))
        return report.exit_of(desk.problems)
    if form == "json":
        report.say(report.as_json(problems, [], code, plan=[raw(step) for step in found]))
        return code
    report.tell(problems)
    for step in found:
        why = f": {'; '.join(step.why)}" if step.why else ""
        report.say(report.one_line(f"{step.do:<6}  {step.event} ({step.locale}){why}"))
    report.say(", ".join(f"{count} {do}" for do, count in Counter(step.do for step in found).items()) or "no events")
    return code


def _steps(asked: Asked, desk: Desk) -> list[tuple[Step, Problems]]:
    """The steps of one edition of the events, with what is wrong with them."""
    from narrator import pipeline  # noqa: PLC0415  # pydantic is heavy for --help
    from narrator.publish.editions import desk_of  # noqa: PLC0415
    from narrator.publish.steps import steps  # noqa: PLC0415

    own = desk_of(desk, asked.plan.locale)
    asked.plan.opened(desk)
    asked.plan.only(asked.files)

    def problems_of(path: Path) -> Problems:
        return asked.plan.clash(path) or pipeline.examine(path, own, asked.terms).problems

    return [*steps(asked.plan, asked.files, problems_of, whole=asked.whole)]


@click.command()
@click.argument("event")
@LOCALE
@EDITION
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="[default: out]")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def why(event: str, locale: str, edition: str | None, out: Path | None, form: str) -> int:
    r"""Say why the edition of an event was made the last time, and what speaks for making it again, if anything does.

    \b
    narrator why 2026-01-07-short-squeeze
    narrator why 2026-01-07-short-squeeze --edition acme
    narrator why 2026-01-07-short-squeeze --format json
    """
    from narrator.case import Terms  # noqa: PLC0415
    from narrator.publish.plan import Plan, UnknownError  # noqa: PLC0415

    with report.answering(form, "why"):
        root = find_root(Path.cwd())
        (key,) = chosen_keys(edition or DEFAULT, locale)
        (path,) = paths_in(root / "data" / "events", (), event)
        plan = Plan(root, (out or root / "out").absolute(), Terms(), forms=(), locale=key)
        try:
            look = plan.look(path)
        except UnknownError:
            plan.opened(opened())
            look = plan.look(path)
    made = [*plan.state["why"].get(look.folder, ())]
    if form == "json":
        told = {"event": event, "locale": key, "current": look.is_current, "why": [*look.why], "made_because": made}
        changed = {"changed": [*look.changed], "kept_though": [*look.frozen], "inputs": dict(look.inputs)}
        report.say(
            report.escaped(json.dumps({**told, **changed, "exit": int(Exit.DONE)}, ensure_ascii=False, indent=2))
        )
        return Exit.DONE
    _say(look, event, key, made)
    return Exit.DONE


def _say(look: Look, event: str, locale: str, made: list[str]) -> None:
    name = report.one_line(f"{event} ({locale})")
    if made:
        report.say(f"{name} was made the last time because {'; '.join(made)}")
    for reason in look.kept:
        report.say(f"{name}: {reason}")
    if look.is_current:
        report.say(f"{name} is as a build would make it: nothing that it was made of has changed, nor any of its files")
    for reason in look.why:
        report.say(f"{name} would be made: {report.one_line(reason)}")


COMMANDS = (why,)
