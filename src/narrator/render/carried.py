"""What a page carries of its ledger, and what is taken out of it again."""

from __future__ import annotations

import re
from html import escape, unescape

LEDGER = "narrator:ledger"
_CARRIED = re.compile(rf'<meta name="{LEDGER}" content="([^"<>]*)">')


def carrying(page: str, ledger: str) -> str:
    """A page with a ledger in its head: as a value, so that nothing in it is markup, and no script."""
    element = f'<meta name="{LEDGER}" content="{escape(ledger)}">\n' if ledger else ""
    return page.replace("</head>", f"{element}</head>", 1)


def carried_by(page: str) -> str:
    """The ledger that a page of ours carries, empty where it carries none."""
    found = _CARRIED.search(page)
    return unescape(found[1]) if found else ""


def bare(page: str) -> str:
    """A page without it."""
    return _CARRIED.sub("", page)
