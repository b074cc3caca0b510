"""What the desk does by the command line: a person can type every one of its lines, and gets the same answer."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

USAGE = ("Usage: ", "Try '")
"""How the lines begin that tell of a command line."""
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
LABELS = {
    "as": "Whose it is", "with": "Asked for", "fetched": "Fetched", "correction": "What was wrong",
    "approved-by": "Approved by", "by": "Who", "why": "Why",
}  # fmt: skip
"""How the forms call the options of those lines."""
OPTION = re.compile(rf"--({'|'.join(LABELS)})\b(?![-\w])(?: with)?[ =]?")
BUTTONS = (
    (
        re.compile(r"narrator build --event \S+(?: --edition \S+)? --republish --correction TEXT"),
        "“Build the correction”",
    ),
    (re.compile(r"`--republish --correction TEXT`"), "“Build the correction”"),
    (re.compile(r"narrator publish \S+ --approved-by NAME"), "“Publish the correction”"),
)
"""What messages advise to type, and the buttons that do it."""
MORE = {"vendor": "--as", "asked": "--with"}
"""Fields of the forms that may be empty, and the options that each of their words is given with."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command said, and its exit code; `nothing` is why it came to nothing though it did what was asked for."""

    line: str
    said: str
    exit: int
    nothing: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it did what was asked for."""
        return self.exit == 0


async def run(root: Path, name: str, fields: Mapping[str, str], given: str = "") -> Outcome:
    """Run a command of the desk in its workspace; `given` is its standard input.

    Raises:
        KeyError: it is none, or one of its fields is missing.
    """
    first, *rest = [part.format_map(fields) for part in COMMANDS[name]]
    more = [f"{option}={word}" for field, option in MORE.items() for word in fields.get(field, "").split()]
    arguments = [first, *(more if first == "import" else ()), *rest]
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
    return Outcome(line, by_label(said.decode(errors="replace")), process.returncode or 0)


def by_label(said: str) -> str:
    """What a command said, to somebody who has the fields of a form in the place of its options."""
    told = (line for line in said.split("\n") if not line.startswith(USAGE))
    text = "\n".join(told).strip()
    for typed, button in BUTTONS:
        text = typed.sub(button, text)
    return OPTION.sub(lambda found: f"“{LABELS[found[1]]}”: ", text)
