"""A table of phrases and the quantities that a reader finds in them: precision and recall of reading alone."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from narrator.audit.documents import of_html, of_markdown, of_plain
from narrator.audit.lexicon import Lexicon
from narrator.audit.mentions import Mention, read
from narrator.ingest.registries import load_names
from support.repository import ROOT

TABLE = Path(__file__).with_name("audit_phrases.csv")
FORMS = {"text": of_plain, "md": of_markdown, "html": of_html}
NAMES, _ = load_names(ROOT / "data/names.yaml", ROOT)
LEXICON = Lexicon.of(NAMES, terms=("S&P 500", "24-hour"), nouns=("accounts", "exchanges"))


class Row(NamedTuple):
    half: str
    kind: str
    form: str
    phrase: str
    expected: str


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        return [Row(**row) for row in csv.DictReader(line for line in table if not line.startswith("#"))]


def said(mention: Mention) -> tuple[object, ...]:
    """What a mention says, in the form of the table."""
    if mention.magnitude:
        return ("magnitude", *mention.magnitude, mention.unit)
    return mention.low, mention.high, mention.low_open, mention.high_open, mention.unit


def labelled(text: str) -> tuple[tuple[object, ...], str | None]:
    """A quantity of the table: `4e8..5e8 USD`, `>90 percent`, `~5 percent down`, `mag 1e8..1e9 USD`, `? -`."""
    amount, *rest = text.removeprefix("mag ").split()
    unit, way = None if rest[0] == "-" else rest[0], rest[1] if len(rest) > 1 else None
    amount = amount.lstrip("~")
    if amount == "?":
        return (None, None, False, False, unit), way
    number = amount.lstrip("<>=")
    low, _, high = number.strip("()").partition("..")
    ends = Decimal(low), Decimal(high or low)
    if text.startswith("mag "):
        return ("magnitude", *ends, unit), way
    is_open = "=" not in amount
    if amount[0] in "<>":
        return (ends[0], None, is_open, False, unit) if amount[0] == ">" else (None, ends[0], False, is_open, unit), way
    return (*ends, number[0] == "(", number[-1] == ")", unit), way


class Score(NamedTuple):
    right: int
    found: int
    labelled: int
    misses: tuple[str, ...]


def score(table: list[Row]) -> Score:
    right = found = expected = 0
    misses = []
    for row in table:
        mentions = read(FORMS[row.form](row.phrase.replace(r"\n", "\n")), LEXICON)
        left = [labelled(text) for text in row.expected.split(";") if text]
        expected += len(left)
        found += len(mentions)
        for mention in mentions:
            hit = next((one for one in left if said(mention) == one[0] and one[1] in {None, mention.direction}), None)
            if hit:
                left.remove(hit)
                right += 1
            else:
                misses.append(f"{row.phrase}: read {mention.text!r} as {said(mention)} {mention.direction}")
        misses += [f"{row.phrase}: missed {one}" for one in left]
    return Score(right, found, expected, tuple(misses))
