"""The temporary folder of a confined child: gone when its command ends, and swept by the next one when that was killed.

A folder is in use while the process in its name lives or the lock on it is held; both, since processes that share a
temporary folder need not share their numbers.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Self

PREFIX = "narrator-"


class Scratch:
    """A temporary folder of this process; leftovers of dead ones are swept first.

    Raises:
        OSError: there is no room for it, or no folder to make it in.
    """

    def __init__(self) -> None:
        sweep(Path(tempfile.gettempdir()))
        self.path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def cleanup(self) -> None:
        """Delete it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cleanup()


def sweep(folder: Path) -> None:
    """Delete what killed commands left in a temporary folder; what somebody else owns or uses is left alone."""
    for path in folder.glob(f"{PREFIX}[0-9]*-*"):
        with suppress(OSError, ValueError):
            if path.is_symlink() or path.stat().st_uid != os.getuid() or _lives(int(path.name.split("-")[1])):
                continue
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(lock)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # there is one, another user's
    return True
