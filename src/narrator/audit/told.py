"""What the records of an event say in words of their own, and which numbers stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.audit.spells import texts_of
from narrator.reading.documents import of_plain
from narrator.reading.mentions import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from narrator.model.event import Event
    from narrator.model.figure import Figure
    from narrator.reading.lexicon import Lexicon

    Number = tuple[Decimal | None, Decimal | None, str | None]

NOTES = ("what", "note", "caution", "differ")
"""The words of a record for what it measures, and what it says of it."""


def told_by(event: Event, figures: Iterable[Figure] = ()) -> dict[str, str]:
    """What the records say in words of their own, with the figure of which they say it; `figures`: notes."""
    file = event.file
    kept = (each for kind in (file.statements, file.claims, file.unconfirmed) for each in kind.values())
    trees: list[tuple[object, str]] = [(each.model_dump(), getattr(each, "about", None) or "") for each in kept]
    trees += [(file.outlook.model_dump(), "")] if file.outlook else []
    for figure in figures:
        kind, _, name = figure.id.partition(".")
        record = (getattr(file, kind, None) or {}).get(name)
        trees += [(getattr(record, field, None), figure.id) for field in NOTES]
    return {text: of for tree, of in trees for text in texts_of(tree) if " " in text or not text.isascii()}


def numbers_of(told: Iterable[tuple[str, Iterable[str]]], lexicon: Lexicon) -> dict[Number, set[str]]:
    """What the numbers of some texts are of."""
    found: dict[Number, set[str]] = {}
    for text, of in told:
        for said in read(of_plain(text), lexicon):
            found.setdefault((said.low, said.high, said.unit), set()).update(of)
    return found
