"""The `narrator` command as its users meet it: what a run answers, and what a person does with the answer."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from narrator import config, pipeline
from narrator.cli.main import run
from narrator.render import catalogue, environment, pdf  # noqa: F401  # loaded for the children of a run
from narrator.render.choices import Turn
from narrator.render.environment import PACKAGED
from support.events import EVENT_ID, write_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

PLAIN = contextlib.nullcontext()
KEY = re.compile(r" *(?:- )?(.+?):(?: |$)")


@dataclass(frozen=True)
class Ran:
    """How a run ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        """The JSON that was printed."""
        told: dict[str, Any] = json.loads(self.out)
        return told

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The problems of a run with `--format json`."""
        problems: list[dict[str, Any]] = self.told["problems"]
        return problems


@contextlib.contextmanager
def inside(root: Path) -> Iterator[None]:
    """In a folder, and back by its handle: whoever has given up root's powers may not see the way by name."""
    back = os.open(".", os.O_DIRECTORY)
    os.chdir(root)
    try:
        yield
    finally:
        os.fchdir(back)
        os.close(back)


@cache
def _warm() -> None:
    """Once in this process, load and compile what the child of each run would load and compile for itself."""
    catalogue.compiled(PACKAGED)
    with TemporaryDirectory() as folder:
        root = write_workspace(Path(folder))
        desk = pipeline.open_desk(config.load(root)[0])
        case = pipeline.examine(root / "data" / "events" / f"{EVENT_ID}.yaml", desk)
        pipeline.edit(case, desk, Turn(), frozenset({"html"}))


def narrator(root: Path, *arguments: str, stdin: bytes = b"", under: AbstractContextManager[object] = PLAIN) -> Ran:
    """A run in this process, inside a workspace: quick, for what is only data; `under`: in what circumstances."""
    if environment.PACKAGED == PACKAGED:  # and no test has put another set in its place
        _warm()
    out, err = io.StringIO(), io.StringIO()
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin))
    try:
        with inside(root), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), under:
            code = run(list(arguments))
    finally:
        sys.stdin = before
    return Ran(code, out.getvalue(), err.getvalue())


def completed(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Such a run, told as one of a process of its own."""
    ran = narrator(root, *arguments)
    return subprocess.CompletedProcess(["narrator", *arguments], ran.code, ran.out, ran.err)


def command(*arguments: str) -> list[str]:
    """The command line of a process of its own."""
    return [sys.executable, "-m", "narrator", *arguments]


def process(root: Path, *arguments: str, **environment: str) -> Ran:
    """A run in a process of its own, for what belongs to the process."""
    ran = subprocess.run(
        command(*arguments), cwd=root, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def pasted(text: str, problem: dict[str, Any]) -> str:
    """A file after its writer did what a problem says: the line to paste in its place, or the word for the word found.

    A line takes the place of the one that has its key, or whose key was found wrong; otherwise it is new: below a line
    that opens a block, after any other one. What a trap of YAML is corrected to has its indentation already.
    """
    lines = text.split("\n")
    at = problem["line"] - 1
    example = problem["example"].split("\n")
    old, new = (KEY.match(line) for line in (lines[at], example[0]))
    is_item = example[0].lstrip().startswith("- ")
    if problem["code"].startswith("YML"):
        lines[at : at + 1] = example
    elif new is None and not is_item:
        column = problem["column"] - 1
        lines[at] = lines[at][:column] + lines[at][column:].replace(problem["found"], problem["example"], 1)
    else:
        is_there = is_item or (old is not None and old[1] in {new and new[1], problem["found"]})
        opens = not is_there and re.search(r":(?: *#.*)?$", lines[at]) is not None
        indent = len(lines[at]) - len(lines[at].lstrip(" ")) + 2 * opens
        lines[at + (not is_there) : at + 1] = [" " * indent + line for line in example]
    return "\n".join(lines)
