"""Hostile input: our own short lists in `tests/corpora`, and the shared public corpora where they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support.repository import ROOT
from support.shared import SHARED

if TYPE_CHECKING:
    from pathlib import Path

OWN = ROOT / "tests" / "corpora"
PUBLIC = SHARED / "corpora"


def corpus(*folders: str) -> list[Path]:
    """The files of these folders, our own before the public ones."""
    return [file for home in (OWN, PUBLIC) for folder in folders for file in sorted((home / folder).glob("*.*"))]


def texts(file: Path) -> list[str]:
    """The strings of a corpus file, whichever shape its items have."""
    items = json.loads(file.read_text(encoding="utf-8"))
    return [item if isinstance(item, str) else json.dumps(item) for item in items]


def strings(*folders: str) -> list[str]:
    """The strings of all files of these folders."""
    return [text for file in corpus(*folders) for text in texts(file)]
