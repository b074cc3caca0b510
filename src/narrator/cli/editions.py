"""Which editions a command is about: `--locale` and `--edition`."""

from __future__ import annotations

from pathlib import Path

import click

from narrator.cli import report
from narrator.cli.desk import near
from narrator.model.edition import DEFAULT, key_of, name_of
from narrator.model.place import find_root

LANGUAGES = ("en",)
"""The languages that are installed."""

EDITION = click.option(
    "--edition", metavar="NAME", help="One edition of narrator.toml only; `default` for the usual one."
)
LOCALE = click.option("--locale", type=click.Choice(LANGUAGES), default="en", show_default=True)


def chosen_keys(name: str | None, language: str, *, is_one: bool = False) -> tuple[str, ...]:
    """The keys of the editions that are asked for: one by its name, the usual one where it is to be one, or all.

    Raises:
        WrongUseError: `narrator.toml` has none of that name.
    """
    from narrator.publish.editions import known  # noqa: PLC0415

    keys = known(find_root(Path.cwd()), language)
    key = key_of(language, "" if name in {None, DEFAULT} else str(name))
    if key not in keys:
        there = ", ".join((DEFAULT, *map(name_of, keys[1:])))
        write = f"--edition {near(str(name), there.split(', ')) or DEFAULT}"
        raise report.WrongUseError(found=f"narrator.toml has no edition '{name}', but {there}", write=write)
    return (key,) if name or is_one else keys
