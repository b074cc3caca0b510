"""Exit codes, and the exceptions that stop work.

Problems in the data are values (`narrator.model.problem`), collected and reported all at once; an exception is for
what stops work. Two roots: `UserError` is shown as a sentence, anything else is a bug of ours and shows a traceback.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Exit(IntEnum):
    """The exit codes of the command line, a contract (docs/exit-codes)."""

    DONE = 0
    BUG = 1
    USAGE = 2
    INVALID = 10
    IRRECONCILABLE = 11
    TEMPLATE = 12
    DISCREPANCY = 13
    REFUSED = 14
    OUTPUT = 15
    RENDERING = 16
    INTERRUPTED = 130
    TERMINATED = 143


PRECEDENCE = (
    Exit.BUG,
    Exit.OUTPUT,
    Exit.INVALID,
    Exit.IRRECONCILABLE,
    Exit.TEMPLATE,
    Exit.REFUSED,
    Exit.DISCREPANCY,
    Exit.RENDERING,
)


def first_exit(codes: frozenset[Exit]) -> Exit:
    """The code that a run with several kinds of failure ends with."""
    return next((code for code in PRECEDENCE if code in codes), Exit.DONE)


class UserError(Exception):
    """Something that the user can mend; shown without a traceback."""

    exit = Exit.USAGE
    code = "USE001"


class WorkspaceNotFoundError(UserError):
    """No narrator.toml in the folder or above it."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"no narrator.toml in {start} or above it; run narrator inside a workspace, "
            "or make one: an empty narrator.toml beside a data/ folder"
        )


class EventNotFoundError(UserError):
    """An event that was asked for by name is not there."""

    code = "EVT091"

    def __init__(self, name: str, near: str | None) -> None:
        hint = f" (did you mean '{near}'?)" if near else ""
        super().__init__(f"no event '{name}' in data/events{hint}")


class OutputError(UserError):
    """A file could not be written; everything written before it stands."""

    exit = Exit.OUTPUT

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"cannot write {path}: {reason}")


class UnreadFileError(UserError):
    """The system does not give a file that is there."""

    exit, code = Exit.INVALID, "YML013"

    def __init__(self, path: Path | str, error: OSError) -> None:
        super().__init__(f"cannot read {path}: {error.strerror or error}")


def bytes_of(path: Path) -> bytes:
    """What a file holds.

    Raises:
        UnreadFileError: the system does not give it; an error of reading has no place of its own.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadFileError(path, error) from error
