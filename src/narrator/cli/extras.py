"""Extras: what a command needs that is not installed with narrator itself."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from narrator.cli import report

WORD = ("docx", "resvg_py")
"""The modules of the extra `docx`."""


def need_word(what: str) -> None:
    """Make sure that Word files can be written.

    Raises:
        WrongUseError: the extra is not installed; it says how to.
    """
    if not all(map(find_spec, WORD)):
        how = f"{sys.executable or 'python'} -m pip install 'narrator[docx]'"
        raise report.WrongUseError(found=f"{what} needs the extra docx, which is not installed", write=how)
