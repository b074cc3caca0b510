"""Commands that record editions and tell of their templates: publish, templates."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from narrator.cli import report
from narrator.cli.build import apart, correction
from narrator.cli.desk import opened, path_of
from narrator.cli.editions import EDITION, LOCALE, chosen_keys
from narrator.errors import Exit
from narrator.model.edition import DEFAULT

if TYPE_CHECKING:
    from narrator.case import Desk


def _approver(typed: str) -> str:
    if not typed.strip():
        raise report.WrongUseError(found="--approved-by needs a name", write='--approved-by "A. Editor"')
    return typed.strip()


@click.command()
@click.argument("event", required=False)
@click.option("--approved-by", type=_approver, metavar="NAME", help="Who signs it.")
@LOCALE
@EDITION
@click.option(
    "--correction", type=correction, metavar="TEXT", default="", help="What its text says was wrong, to make sure."
)
@click.option("--target", type=click.Path(path_type=Path), metavar="PATH", help="Where the site is to be.")
@click.option(
    "--copies", type=click.Path(path_type=Path), metavar="FOLDER", help="Put its files there, named as `file` says."
)
def publish(event: str | None, approved_by: str | None, target: Path | None, **options: Any) -> Exit:  # noqa: ANN401  # those of the command
    r"""Record what was published, for good, and bring all that was to readers. A published brief is frozen.

    The site at --target is made of data/published/ alone: pages, lists by day and by asset, feeds, plain texts, mails,
    and every earlier edition. PATH becomes a link to it: readers find the site before or the one after, and nothing
    between.

    \b
    narrator publish 2026-01-07-short-squeeze --approved-by "A. Editor"
    narrator publish 2026-01-07-short-squeeze --approved-by "A. Editor" --edition acme
    narrator publish 2026-01-07-short-squeeze --edition acme --copies handed-over
    narrator publish --target site
    """
    from narrator.cli import site  # noqa: PLC0415

    copies = options.pop("copies")
    if not (event or target) or bool(event) < bool(approved_by or copies) or (event and not (approved_by or copies)):
        found = "an event is published by somebody, and a site somewhere"
        raise report.WrongUseError(found=found, write='narrator publish EVENT --approved-by "A. Editor" --target site')
    desk = opened()
    place = site.place(apart(target, desk.workspace.root, "a site"), desk) if target else None
    if event:
        _one(desk, event, approved_by, copies, **options)
    return site.bring(desk, place) if place else Exit.DONE


def _one(  # noqa: PLR0913, PLR0917  # what is published of one event
    desk: Desk, event: str, approver: str | None, copies: Path | None, locale: str, edition: str | None, correction: str
) -> None:
    """Record the edition of an event, where somebody signs it, and hand over what was published of it."""
    from narrator.publish.copies import copy  # noqa: PLC0415
    from narrator.publish.editions import asked_for, desk_of  # noqa: PLC0415
    from narrator.publish.published import (  # noqa: PLC0415
        Approval,
        PublicationRefusedError,
        Publications,
        record_publication,
    )

    (key,) = chosen_keys(edition or DEFAULT, locale)
    own, folder = desk_of(desk, key), apart(copies, desk.workspace.root, "copies") if copies else None
    if approver:
        now = datetime.now().astimezone().replace(microsecond=0)  # the clock is read here only
        path = record_publication(own, path_of(desk, event), key, Approval(approver, now, correction))
        report.say(f"recorded {path.relative_to(desk.workspace.root)}")
    if folder:
        latest = Publications(desk.workspace).latest(path_of(desk, event).stem, key)
        if latest is None:
            raise PublicationRefusedError(
                event, f"there is nothing to copy; name who signs{asked_for(key)}: --approved-by NAME"
            )
        for file in copy(own, latest, folder):
            report.say(f"copied to {file}")


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
    from narrator.publish.editions import desk_of, known, placed  # noqa: PLC0415
    from narrator.publish.templates import check_templates as checked  # noqa: PLC0415

    desk = opened()
    each_of = (desk_of(desk, key) for key in known(desk.workspace.root, "en"))
    own = {each.workspace.templates: each for each in [*each_of][::-1]}.values()
    problems = tuple(dict.fromkeys(problem for each in own for problem in placed(checked(each), each.workspace)))
    report.tell(problems)
    report.say(f"{len(problems)} problems" if problems else "all templates are sound")
    return report.exit_of(problems)


COMMANDS = (publish, templates)
