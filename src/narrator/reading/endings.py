"""Sentences that end with a known name or a recorded text: a name that ends in one letter is no abbreviation there.

"According to Tracker A. Bitcoin fell" are two sentences, and "A. Smith says" is one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.reading.documents import is_shortened
from narrator.reading.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.reading.documents import Document

STOP = r"\.[)\]\"'”’]*(?= [^a-z]|\n(?!\n))"
"""What ends a sentence behind a name: a stop, what closes with it, a blank, and then no small letter."""
NOTHING = lazy(r"(?!)")


def endings(names: Iterable[str]) -> re.Pattern[str]:
    """Where a text may end with one of some names, for those that a reader of stops would take for shortened."""
    bare = {" ".join(name.split()) for name in names}
    short = sorted((name for name in bare if is_shortened(name)), key=len, reverse=True)
    spelled = "|".join(r"\s".join(map(re.escape, name.split())) for name in short).replace("'", "['’]")
    return re.compile(rf"(?<!\w)(?:{spelled}){STOP}") if short else NOTHING


def ended(document: Document, ending: re.Pattern[str]) -> Document:
    """A document whose sentences end behind such names as well."""
    if ending is NOTHING:
        return document
    starts, stops = document.sentences
    known = frozenset(stops)
    more = [found.end() for found in ending.finditer(document.text) if found.end() not in known]
    if not more:
        return document
    afters = tuple(sorted((*starts, *(end + 1 for end in more))))
    return replace(document, sentences=(afters, tuple(sorted((*stops, *more)))))
