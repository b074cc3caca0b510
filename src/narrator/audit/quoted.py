"""What the records give in words of their own: names that have digits, and what people said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.audit.cues import plain_name
from narrator.reading.hanzi import simplified
from narrator.reading.lexicon import DIGIT
from narrator.reading.spellings import QUOTATION, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.model.event import Event
    from narrator.model.name import Name, Names

NAMING = frozenset(
    (
        *listed("who asset venue contract where fund by name role band what why quoting checked"),
        "also_known_as",
        "view_of",
    )
)
REPORTED = frozenset(listed("said estimated forecast rumoured opinion planned circulating"))
LANGUAGES = frozenset({"en", "zh"})


def named(tree: object, field: str = "") -> Iterator[str]:
    """The names with digits that records give: of accounts, venues, funds, sources, speakers, of what is measured."""
    if isinstance(tree, dict):
        sources = [key for key in tree if DIGIT.search(key)] if field in REPORTED else []
        yield from (form for key in sources for form in (key, key.replace("_", " ").title()))
        for key, part in tree.items():
            yield from named(part, field if key in LANGUAGES else key)
    elif isinstance(tree, str) and field in NAMING and DIGIT.search(tree):
        yield from (tree, tree[:1].upper() + tree[1:], plain_name(tree))


def quotes(event: Event) -> Iterator[tuple[str, str | None]]:
    """What people said and what is said of them, as it stands in the records, with the speaker."""
    file = event.file
    for record in (*file.statements.values(), *file.claims.values(), *file.unconfirmed.values()):
        for words in (getattr(record, "quote", None), getattr(record, "text", None)):
            for text in words.values() if isinstance(words, dict) else [words] if words else []:
                yield text, getattr(record, "who", None)


def quote_form(text: str) -> str:
    """A quote as one of its forms: at the head of a sentence or within one, with any quotation mark."""
    plain = QUOTATION.sub("'", " ".join(simplified(text).split()))
    return plain[:1].upper() + plain[1:]


def said(event: Event, names: Names) -> dict[str, Name | None]:
    """What people said, with those that the registry knows."""
    return {text: (speaker and names.find(speaker)) or None for text, speaker in quotes(event)}
