"""Of whom and for how long a figure of the economy is: countries with their institutions, tenors, what is measured.

The words stand in `entities.toml`. Of two of one table, one is the other's rival.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from narrator.audit.branches import branched
from narrator.audit.han_numbers import han_value
from narrator.audit.spellings import CARDINALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TENOR, COUNTRY = "tenor", "country"
KINDS = (COUNTRY, "measure", "branch", TENOR)
TERM = re.compile(
    r"\b(?P<number>\d{1,2}|one|two|three|five|seven|ten|twenty|thirty)"
    r"[ \n-](?P<unit>year|month)s?\b(?! (?:high|low|average|ago))"
    r"|(?P<han>\d{1,2}|[二三五七十]{1,3})年期",
    re.IGNORECASE,
)
"""How long a bond runs."""
GENERAL = re.compile(
    r"(?:[\s()（）-]|\b(?:the|in|of|from|all|funds?|products?|investment|etfs?|etps?|vehicles?|issuers?|listed|based"
    r"|domiciled)\b|的|基金|产品|市场|地区)*",
    re.IGNORECASE,
)
"""Words that say nothing of which funds they are."""


@cache
def _table() -> tuple[Mapping[str, tuple[str, str]], re.Pattern[str]]:
    """What each word names, and the pattern of all of them."""
    text = resources.files(__package__ or "").joinpath("entities.toml").read_text(encoding="utf-8")
    named = {
        form.casefold() if len(form) > 5 else form: (kind, value)  # noqa: PLR2004  # a short one has its capitals
        for kind, table in tomllib.loads(text).items()
        for value, forms in table.items()
        for form in (*forms["en"], *forms["zh"])
    }
    words = sorted((form for form in named if form.isascii()), key=len, reverse=True)
    han = sorted((form for form in named if not form.isascii()), key=len, reverse=True)
    exact = branched([word for word in words if word != word.casefold()])
    rests: dict[str, list[str]] = {}
    for word in (word for word in words if word == word.casefold()):
        rests.setdefault(word[0], []).append(word[1:])
    # A first letter in both its forms is passed over quickly, one of whatever case is not.
    free = "|".join(f"[{letter}{letter.upper()}](?i:{branched(rest)})" for letter, rest in rests.items())
    return named, re.compile(rf"(?<![A-Za-z])(?:{exact}(?![\w$])|(?:{free})(?!\w))|{branched(han)}")


def entities(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """What a stretch names, with the offsets, the kind and the value; not in the order of the text."""
    named, pattern = _table()
    for found in pattern.finditer(text, start, end):
        kind, value = named.get(found[0]) or named[found[0].casefold()]
        yield found.start(), found.end(), kind, value
    for found in TERM.finditer(text, start, end):
        yield found.start(), found.end(), TENOR, _length(found)


def entities_of(text: str) -> Mapping[str, frozenset[str]]:
    """What a text names of each kind."""
    said = [*entities(text, 0, len(text))]
    found = {kind: frozenset(value for *_, of, value in said if of == kind) for kind in KINDS}
    return {kind: values for kind, values in found.items() if values}


def countries_of(funds: str) -> Iterator[str]:
    """What a country is called, of funds that only their country tells apart: funds in the United States."""
    named, pattern = _table()
    if GENERAL.fullmatch(pattern.sub("", funds)):
        values = entities_of(funds).get(COUNTRY, frozenset())
        yield from (form for form, (kind, value) in named.items() if kind == COUNTRY and value in values)


def _length(found: re.Match[str]) -> str:
    word = (found["number"] or found["han"]).lower()
    if word.isdigit():
        number = int(word)
    elif found["han"]:
        number = int(han_value(word) or 0)
    else:
        number = CARDINALS[word]
    return f"{number} {(found['unit'] or 'year').lower()}"
