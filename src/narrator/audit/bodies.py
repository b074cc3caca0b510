"""Of which assets and companies a statistic is, by the words for what it measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.audit.facets import AT, BODY, OF
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.model.figure import Figure
    from narrator.model.name import Names

NO_LETTER, RATE = patterns(__name__, "NO_LETTER", "RATE")


def assets_in(words: str, names: Names) -> frozenset[str]:
    """The assets and indices that stand in the words for what a record measures: the price of gold at a date."""
    return _spelled_in(words, _forms(names, "asset", "index"))


def of_whom(words: str, names: Names, figures: Iterable[Figure]) -> dict[str, frozenset[str]]:
    """The assets, the companies and the venues of which a statistic is: the first are as good as its own words."""
    bodies, is_rate = _bodies_in(words, names, figures), RATE.search(words) is not None
    told = {OF: assets_in(words, names) | (bodies if is_rate else frozenset()), BODY: bodies}
    told[AT] = _spelled_in(words, _forms(names, "venue"))
    return {facet: values for facet, values in told.items() if values}


def _bodies_in(words: str, names: Names, figures: Iterable[Figure]) -> frozenset[str]:
    """The companies that stand in the words for what a record measures: turnover in shares of Alibaba."""
    bare = {figure.key.subject.casefold() for figure in figures if figure.key.subject}
    return _spelled_in(words, (*_forms(names, "company"), *((form, form) for form in bare if names.find(form) is None)))


def _forms(names: Names, *kinds: str) -> Iterator[tuple[str, str]]:
    """The ids of the names of some kinds with each of their forms in small letters."""
    known = (name for name in names.entries if name.kind in kinds)
    return ((name.id, form.casefold()) for name in known for form in (*name.forms.values(), *name.aliases))


def _spelled_in(words: str, forms: Iterable[tuple[str, str]]) -> frozenset[str]:
    """What stands in some words by one of its forms, whatever marks stand in those."""
    padded = f" {NO_LETTER.sub(' ', words.casefold())} "
    bare = ((value, form.removeprefix("the ")) for value, form in forms)
    each = ((value, f" {NO_LETTER.sub(' ', form)} " if form.isascii() else form) for value, form in bare)
    return frozenset(value for value, form in each if form in padded)
