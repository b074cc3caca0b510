"""Which of the events a build is about: those that failed before, and those that came out or changed since."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from narrator.cli.report import WrongUseError

if TYPE_CHECKING:
    from collections.abc import Iterable

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
FOLDERS = ("data/events", "data/edited", "data/accepted", "data/published")
"""Where what is about one event lies, under names that begin with its id."""


def since(root: Path, files: Iterable[Path], typed: str) -> list[Path]:
    """The events that come out on a day or later; or, of what git knows, those that have changed since then."""
    from narrator.ingest.headers import read_header  # noqa: PLC0415  # yaml is heavy for --help

    if DATE.fullmatch(typed):
        try:
            day = date.fromisoformat(typed)
        except ValueError as error:
            raise WrongUseError(found=f"'{typed}' is no day", write="--since 2026-01-31") from error
        headers = ((file, read_header(file)) for file in files)
        return [file for file, header in headers if header is None or header.published.date() >= day]
    changed = _changed(root, typed)
    return [file for file in files if file.stem in changed]


def _changed(root: Path, revision: str) -> set[str]:
    """The events about which something lies otherwise than in a revision, committed or not."""
    known = ("diff", "--name-only", "--relative", "-z", revision, "--", *FOLDERS)
    new = ("ls-files", "--others", "--exclude-standard", "-z", "--", *FOLDERS)
    names = [] if revision.startswith("-") else [_git(root, *known), _git(root, *new)]
    if not names or None in names:
        raise WrongUseError(
            found=f"--since takes a day, or a revision that git knows here, not '{revision}'",
            write="--since 2026-01-31",
        )
    return {Path(name).name.partition(".")[0] for told in names if told for name in told.split("\0") if name}


def _git(root: Path, *arguments: str) -> str | None:
    """What git says in a folder; None where it refuses, or is not there."""
    try:
        ran = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)  # noqa: S603, S607  # the user's own
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return None
    return ran.stdout
