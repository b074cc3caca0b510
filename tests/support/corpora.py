"""The shared corpora of hostile input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CORPORA = ROOT.parent / "shared" / "corpora"


def texts(file: Path) -> list[str]:
    """The strings of a corpus file, whichever shape its items have."""
    items = json.loads(file.read_text(encoding="utf-8"))
    return [item if isinstance(item, str) else json.dumps(item) for item in items]
