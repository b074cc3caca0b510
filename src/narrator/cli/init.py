"""The command that makes a workspace."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from narrator.cli import report


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    r"""Make a workspace from nothing: narrator.toml, registries, schemas and one example day. Overwrites nothing.

    \b
    narrator init desk
    """
    from narrator.publish.starter import IGNORE, start  # noqa: PLC0415  # pydantic is heavy for --help

    written = start(folder.resolve())
    for name in written:
        report.say(f"wrote {report.clean(str(folder / name))}")
    if IGNORE not in written:
        report.say(f"kept {IGNORE}; out/ and .narrator/ belong in it")
    there = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))}, then: "
    report.say(f"next: {report.clean(there)}narrator check, then: narrator build")


COMMANDS = (init,)
