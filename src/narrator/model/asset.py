"""Files that settings name: only regular ones, inside the workspace, of a known kind and size, are ever read."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


FONTS, LOGOS = (".otf", ".ttf", ".woff2"), (".png",)
FONT_BYTES, LOGO_BYTES = 2_000_000, 200_000
"""How large a file is at most."""


class AssetError(Exception):
    """A file that cannot be used, with what is wrong with it."""


def read(root: Path, typed: str, endings: Collection[str], most: int) -> bytes:
    """The bytes of a file, named from the root of the workspace with `/` between folders.

    Raises:
        AssetError: it lies elsewhere, is none, has another ending, or more than `most` bytes.
    """
    home = root.resolve()
    if "\\" in typed or "\0" in typed or typed.startswith("/"):
        reason = "is no path from the folder of narrator.toml, with / between folders"
        raise AssetError(reason)
    try:
        path = (home / typed).resolve()
    except (OSError, RuntimeError) as error:  # links in a ring
        reason = "leads nowhere"
        raise AssetError(reason) from error
    if not path.is_relative_to(home):
        reason = "leads out of the workspace"
        raise AssetError(reason)
    if path.suffix.lower() not in endings:
        reason = f"is not named *{' or *'.join(sorted(endings))}"
        raise AssetError(reason)
    try:  # a pipe would never end, so it is not waited for
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise AssetError(reason) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        reason = "is no file"
        raise AssetError(reason)
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        reason = f"has more than {most:,} bytes"
        raise AssetError(reason)
    return data


def files(table: object) -> dict[str, str]:
    """The files that a table names, by the name of their setting; `table` may be anything that somebody typed."""
    if not isinstance(table, dict):
        return {}
    fonts = table.get("fonts")
    named = {f"fonts.{name}": path for name, path in (fonts if isinstance(fonts, dict) else {}).items()}
    named |= {"logo": table.get("logo")}
    return {name: path for name, path in named.items() if isinstance(path, str) and path}


def bytes_of(root: Path, name: str, path: str) -> bytes:
    """What a file of a theme holds, by the name of its setting.

    Raises:
        AssetError: it cannot be used.
    """
    return read(root, path, *((LOGOS, LOGO_BYTES) if name == "logo" else (FONTS, FONT_BYTES)))
