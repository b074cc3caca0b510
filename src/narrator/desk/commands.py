"""What the desk does by the command line: a person can type every one of its lines, and gets the same answer."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PATIENCE = 300
"""Seconds that a command may take."""
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "build": ("build", "--event={event}"),
    "publish": ("publish", "--approved-by={by}", "--", "{event}"),
    "correct": ("build", "--event={event}", "--republish", "--correction={correction}"),
    "republish": ("publish", "--approved-by={by}", "--correction={correction}", "--", "{event}"),
    "daily": ("new", "--daily={date}"),
    "new": ("new", "--", "{event}"),
    "copy": ("templates", "copy", "--", "{template}"),
    "accept": (
        *("audit", "-", "--name=data/edited/{event}.en.md", "--against={event}"),
        *("--accept={place}", "--by={by}", "--why={why}"),
    ),
    "import": ("import", "--fetched={fetched}", "--", "{file}"),
    "import into": ("import", "--fetched={fetched}", "--into={event}", "--", "{file}"),
}
"""The lines, with the fields of the forms that ask for them; a value can be no option of its own."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command said, and its exit code."""

    line: str
    said: str
    exit: int

    @property
    def is_done(self) -> bool:
        """Whether it did what was asked for."""
        return self.exit == 0


async def run(root: Path, name: str, fields: Mapping[str, str], given: str = "") -> Outcome:
    """Run a command of the desk in its workspace; `given` is its standard input.

    Raises:
        KeyError: it is none, or one of its fields is missing.
    """
    arguments = [part.format_map(fields) for part in COMMANDS[name]]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "narrator", *arguments),
        cwd=root, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = await asyncio.wait_for(process.communicate(given.encode()), PATIENCE)
    except (TimeoutError, asyncio.CancelledError):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)  # it ends what it has begun
        await process.wait()
        raise
    line = " ".join(["narrator", *(part for part in arguments if part != "--")])
    return Outcome(line, said.decode(errors="replace"), process.returncode or 0)
