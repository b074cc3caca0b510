"""One table knows the kinds of record and their quantities; elsewhere hardly any of their names stands in letters."""

from __future__ import annotations

import ast
from collections import Counter

from narrator.model.kinds import BESIDE, KINDS, Part
from support.repository import SOURCE, modules

MOST = 40
"""How many of these literals there may be outside the table; each that stays has a reason in STAYS."""
STAYS = {
    "analysis/parts.py": "a field of a key",
    "audit/cues.py": "words of English for the mood",
    "reading/mentions.py": "`from` before a number of a text",
    "audit/passages.py": "`from` before a number of a text",
    "reading/spellings.py": "nouns that are counted in a text, and their spellings",
    "audit/topics.py": "a facet of what a sentence is about",
    "ingest/links.py": "a style of wording",
    "ingest/manners.py": "a word for a person: what kind of amount is expected",
    "ingest/spellings.py": "nouns that are counted, and their spellings",
    "model/ledger.py": "the ends of an interval in ledger.json",
    "model/quantity.py": "directions, and how an amount is said",
    "story/message.py": "kinds of message, which are named after their templates",
    "wording/cases.py": "the ends of an interval in a table of cases",
    "wording/english_time.py": "a preposition before a time",
    "wording/expression.py": "a style of wording",
}


def names() -> set[str]:
    """The names of kinds, quantities, metrics and of what a record can be."""
    parts = {str(part) for part in Part if part}
    metrics = {f"{group}.{part}" for group, row in KINDS.items() for part in (*row.quantities, *BESIDE)}
    whats = {what for row in KINDS.values() for what in row.whats}
    return {*map(str, KINDS), *parts, *metrics, *whats}


def literals(source: str, wanted: set[str]) -> list[str]:
    """The string literals of a module that are one of some names."""
    tree = ast.parse(source)
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in wanted]


def found() -> Counter[str]:
    """How many of the names each module has in letters, the table left out."""
    texts = {path.as_posix(): (SOURCE / path).read_text(encoding="utf-8") for path in modules()}
    counts = Counter({path: len(literals(text, names())) for path, text in texts.items() if path != "model/kinds.py"})
    return +counts


def test_kinds_and_quantities_are_named_in_their_table_alone() -> None:
    counts = found()
    assert counts.total() < MOST, counts


def test_every_literal_that_stays_has_a_reason() -> None:
    assert set(found()) == set(STAYS)


def test_a_literal_is_found_and_prose_is_not() -> None:
    assert literals('x = {"flows": 1}\nif kind == "prices.low": pass', names()) == ["flows", "prices.low"]
    assert literals('"""About flows."""\nx = "the flows"\n', names()) == []
