"""What the record of a figure says that it is of, where a sentence must not say so twice: its noun, or its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.model.quantity import Kind, kind_of
from narrator.wording.english_clause import singular

if TYPE_CHECKING:
    from narrator.model.records import Entry
    from narrator.model.source import Source

ARTICLE = re.compile(r"^[Tt]he ")


def is_own(entry: Entry | None, source: Source) -> bool:
    """Whether a record names its source as what it is about: the rate of the body that sets it."""
    names = (ARTICLE.sub("", name) for name in (source.name, *source.aliases))
    return any(re.search(rf"\b{re.escape(name)}\b", _about(entry)) for name in names)


def says_unit(entry: Entry | None, unit: str) -> bool:
    """Whether a record names what it is of by the noun that its figure counts: listed funds."""
    noun = rf"\b(?:{re.escape(unit)}|{re.escape(singular(unit))})\b"
    return kind_of(unit) is Kind.COUNT and re.search(noun, _about(entry), re.IGNORECASE) is not None


def _about(entry: Entry | None) -> str:
    return " ".join(filter(None, (getattr(entry, "what", None), getattr(entry, "who", None))))
