"""Extras: what a command needs that is not installed with narrator itself."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from narrator.cli import report

WORD = ("docx", "resvg_py")
"""The modules of the extra `docx`."""
SHEETS = ("openpyxl",)
"""Those of the extra `xlsx`."""
DESK = ("starlette", "uvicorn", "watchfiles")
"""Those of the extra `preview`."""


def need_word(what: str) -> None:
    """Make sure that Word files can be written.

    Raises:
        WrongUseError: the extra is not installed; it says how to.
    """
    _need(what, "docx", WORD)


def need_sheets(what: str) -> None:
    """Make sure that spreadsheets can be read.

    Raises:
        WrongUseError: the extra is not installed; it says how to.
    """
    _need(what, "xlsx", SHEETS)


def need_desk(what: str) -> None:
    """Make sure that pages can be served.

    Raises:
        WrongUseError: the extra is not installed; it says how to.
    """
    _need(what, "preview", DESK)


def _need(what: str, extra: str, modules: tuple[str, ...]) -> None:
    if not all(map(find_spec, modules)):
        how = f"{sys.executable or 'python'} -m pip install 'narrator[{extra}]'"
        raise report.WrongUseError(found=f"{what} needs the extra {extra}, which is not installed", write=how)
