"""Prints pages: what the child does that loads WeasyPrint, and nothing else of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def printer() -> Callable[[bytes], bytes]:
    """What turns a page into a PDF, WeasyPrint loaded."""
    from narrator.render import pdf  # noqa: PLC0415  # heavy

    return lambda page: pdf.pdf(page.decode())
