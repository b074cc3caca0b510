"""The repository as its own tests see it: the files that are committed, and the code in them."""

from __future__ import annotations

import ast
import io
import subprocess
import tokenize
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "narrator"
BINARY = {".png", ".jpg", ".pdf", ".woff2", ".ttf", ".otf", ".gz", ".ico"}
NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


@cache
def tracked() -> tuple[Path, ...]:
    """The committed files, relative to the root; a deleted one that is not yet committed is left out."""
    # The checkout may belong to somebody else (a container): git answers only when told that this is meant.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(Path(name) for name in names if name and (ROOT / name).is_file())


def texts() -> dict[Path, str]:
    """The committed files that are text, with their contents."""
    return {path: (ROOT / path).read_text(encoding="utf-8") for path in tracked() if path.suffix not in BINARY}


def modules() -> tuple[Path, ...]:
    """The modules of the package, relative to it."""
    home = SOURCE.relative_to(ROOT)
    return tuple(path.relative_to(home) for path in tracked() if path.suffix == ".py" and path.is_relative_to(home))


def code_lines(source: str) -> int:
    """How many lines hold code: no blanks, no comments, no docstrings."""
    docstrings = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if ast.get_docstring(node, clean=False) is not None
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    lines = {
        line
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(lines - docstrings)
