"""Runs a narrator command, noting which files and folders below a folder any of its processes opens or lists.

`python hooked.py ROOT LOG ARGUMENT...`; a hook of the interpreter sees every opening, in the children, too.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT, LOG = sys.argv[1], sys.argv[2]
busy = False


def note(event: str, arguments: tuple[object, ...]) -> None:
    """Note a path, where it lies below the folder."""
    global busy  # noqa: PLW0603  # noting opens a file, too
    if busy or event not in {"open", "os.listdir", "os.scandir"} or not isinstance(arguments[0], str | os.PathLike):
        return
    path = os.path.abspath(os.fspath(arguments[0]))  # noqa: PTH100  # as it is named
    is_written = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
    if str(path).startswith(f"{ROOT}/") and not is_written:
        busy = True
        try:
            with Path(LOG).open("a", encoding="utf-8") as log:
                log.write(f"{os.path.relpath(path, ROOT)}\n")
        finally:
            busy = False


if __name__ == "__main__":
    sys.addaudithook(note)
    from narrator.cli.main import run

    code = run(sys.argv[3:])
    heavy = sorted({"jinja2", "markdown", "numpy", "pandas", "pydantic", "weasyprint"} & {*sys.modules})
    sys.stderr.write(f"loaded: {heavy}\n")
    sys.exit(code)
