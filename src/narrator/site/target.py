"""Where readers find a site: a name that leads to the folder of one whole state of it, and then to that of another.

A folder of files cannot be replaced at once, but a link can: each state is written into a folder of its own beside the
target, named after what is in it, and when all of it is on the disk the link is put in the place of the old one by one
rename. A reader finds the state before or the one after, and nothing between. The state before stays for those who are
reading it; those before that are removed.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from narrator.errors import OutputError
from narrator.publish.manifest import digest
from narrator.publish.writer import NotOverwrittenError, blamed, locked

if TYPE_CHECKING:
    from collections.abc import Mapping

STATE = ".{}.site-"
"""How the folders of the states of a target begin."""
WHOLE = ".whole"
"""A file that a state has when all of it is there."""


def put(target: Path, files: Mapping[str, bytes]) -> bool:
    """Let a target lead to these files; whether it did not before.

    Raises:
        NotOverwrittenError: something else than a link of ours has its name.
        OutputError: the system refused; readers find what they found before.
    """
    listed = "".join(f"{digest(data)} {place}\n" for place, data in sorted(files.items()))
    state = STATE.format(target.name) + digest(listed.encode())[:16]
    with locked(target.parent):
        before = _leads_to(target)
        if before == state and (target.parent / state / WHOLE).is_file():
            return False
        with blamed(target.parent / state):
            _write(target.parent / state, files, listed)
        with blamed(target):
            link = target.parent / f"{state}.link"
            with suppress(FileNotFoundError):
                link.unlink()
            link.symlink_to(state)
            link.rename(target)
            _sync(target.parent)
        for path in target.parent.glob(f"{STATE.format(target.name)}*"):
            if path.name not in {state, before}:
                shutil.rmtree(path, ignore_errors=True)
    return True


def _leads_to(target: Path) -> str:
    """The state that a target leads to, empty where there is none."""
    if target.is_symlink():
        leads = os.readlink(target)  # noqa: PTH115  # a name, not a path to follow
        if leads.startswith(STATE.format(target.name)) and "/" not in leads:
            return leads
    if os.path.lexists(target):
        why = "is no site of narrator's: a link to one is put there; name a place where nothing is"
        raise NotOverwrittenError(target, why)
    return ""


def _write(folder: Path, files: Mapping[str, bytes], listed: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)  # of a command that was killed
    folders = {folder}
    for place, data in (*files.items(), (WHOLE, listed.encode())):
        path = folder / place
        if folder not in path.parents or ".." in Path(place).parts:
            raise OutputError(path, "it lies outside of its site")
        path.parent.mkdir(parents=True, exist_ok=True)
        folders |= {each for each in path.parents if each == folder or folder in each.parents}
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    for each in folders:
        _sync(each)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
