"""Of whom and for how long a figure of the economy is: countries with their institutions, tenors, what is measured.

The words stand in `entities.toml`. Of two of one table, one is the other's rival.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from narrator.reading.branches import branched
from narrator.reading.han_numbers import counted
from narrator.reading.hanzi import simplified
from narrator.reading.patterns import lazy, patterns, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Table = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
    """Words in each language, by what they name, by its kind."""

TENOR, COUNTRY, CITY, THING, SESSION = "tenor", "country", "city", "thing", "session"
CURRENCY = "currency"
KINDS = frozenset({*table(__name__, "entities"), TENOR} - {THING})
TERM, GENERAL = patterns(__name__, "TERM", "GENERAL")
PLURALS = {"twenties": "twenty", "thirties": "thirty"}
TENORED = lazy("year|month|年|天期|twos|threes|fives|sevens|tens|twenties|thirties")


@dataclass(frozen=True, eq=False)
class Entities:
    """What words name: of one table one is the other's rival. `things` are other words for one thing, none a rival."""

    named: Mapping[str, tuple[str, str]]
    pattern: re.Pattern[str]
    things: tuple[tuple[str, ...], ...]

    def within(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
        """What a stretch names but tenors, with the offsets, the kind and the value, in order."""
        for found in self.pattern.finditer(text, start, end):
            kind, value = self.named.get(found[0]) or self.named[found[0].casefold()]
            yield found.start(), found.end(), kind, value

    def of(self, text: str) -> Mapping[str, frozenset[str]]:
        """What a text names of each kind."""
        said = [*self.within(text, 0, len(text)), *tenors(TERM.finditer(text))]
        found = {kind: frozenset(value for *_, of, value in said if of == kind) for kind in KINDS}
        return {kind: values for kind, values in found.items() if values}

    def bare(self, text: str) -> str:
        """Some words without the names of countries and institutions, and without how long bonds run."""
        return " ".join(TERM.sub("", self.pattern.sub("", text)).split())

    def countries_of(self, funds: str) -> Iterator[str]:
        """What a country is called, of funds that only their country tells apart: funds in the United States."""
        if GENERAL.fullmatch(self.pattern.sub("", funds)):
            values = self.of(funds).get(COUNTRY, frozenset())
            yield from (form for form, (kind, value) in self.named.items() if kind == COUNTRY and value in values)

    def also_called(self, text: str) -> Iterator[str]:
        """What else that is called which a text names."""
        lowered = simplified(text).lower()
        for names in self.things:
            if any(_has(lowered, name.lower()) for name in names):
                yield from names


def entities_with(more: Table) -> Entities:
    """What the package knows, and what a desk adds to it, whose words count before those of the package."""
    return _compiled(table(__name__, "entities"), more) if more else _known()


@cache
def _known() -> Entities:
    return _compiled(table(__name__, "entities"))


def _compiled(*tables: Table) -> Entities:
    forms = [
        (simplified(form), kind, value)
        for table in tables
        for kind, values in table.items()
        for value, words in values.items()
        for form in chain.from_iterable(words.values())
    ]
    things: dict[str, list[str]] = {}
    for form, _, value in (each for each in forms if each[1] == THING):
        things.setdefault(value, []).append(form)
    forms += [(f"{form}s", kind, of) for form, kind, of in forms if kind == COUNTRY and form.endswith("an")]
    named = {
        form.casefold() if len(form) > 5 else form: (kind, value)  # noqa: PLR2004  # a short one has its capitals
        for form, kind, value in forms
        if kind in KINDS
    }
    words = sorted((form for form in named if form.isascii()), key=len, reverse=True)
    han = sorted((form for form in named if not form.isascii()), key=len, reverse=True)
    exact = branched([word for word in words if word != word.casefold()])
    rests: dict[str, list[str]] = {}
    for word in (word for word in words if word == word.casefold()):
        rests.setdefault(word[0], []).append(word[1:])
    # A first letter in both its forms is passed over quickly, one of whatever case is not.
    free = "|".join(f"[{letter}{letter.upper()}](?i:{branched(rest)})" for letter, rest in rests.items())
    firsts = "".join(sorted({word[0] for word in han}))
    latin = rf"(?=[A-Za-z])(?<![A-Za-z])(?:{exact}(?![\w$])|(?:{free})(?!\w))"
    pattern = lazy(rf"{latin}|(?=[{firsts}])(?:{branched(han)})")
    return Entities(named, pattern, tuple(map(tuple, things.values())))


def tenors(terms: Iterable[re.Match[str]]) -> Iterator[tuple[int, int, str, str]]:
    """How long bonds run, with the offsets."""
    for found in terms:
        yield found.start(), found.end(), TENOR, _length(found)


def _has(text: str, name: str) -> bool:
    if not name[0].isascii():
        return name in text
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text) is not None


def _length(found: re.Match[str]) -> str:
    word = (found["number"] or found["han"] or PLURALS.get(found["plural"], found["plural"][:-1])).lower()
    return f"{counted(word)} {(found['unit'] or ('day' if found['days'] else 'year')).lower()}"
