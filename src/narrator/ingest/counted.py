"""What is counted by a ticker or by a noun: the noun in the plural, of up to three words (DESIGN.md 4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.ingest.faults import Rule
from narrator.ingest.spellings import BLANK_UNITS, CODES, NO_NOUN, NO_UNITS, NOUNS
from narrator.model.quantity import is_ticker

if TYPE_CHECKING:
    from narrator.ingest.faults import Cursor

NEAR = 0.85
"""How alike two words are of which one is a slip, by `difflib`."""
SHORT = 4
"""The longest word in small letters that is rather a ticker than a noun."""
IRREGULAR = frozenset({"feet", "people", "men", "women", "children"})
"""Plurals that do not end in an s."""
SLIPPED_SCALE = r"(?:m(?:il|ln|n|m|il+i?o[n]s?)|b(?:n|ln|il+i?o[n]s?)|t(?:n|r|rn|ril+i?o[n]s?)|k) "
"""A magnitude in another spelling, before a noun."""
TICKER = r"[ 枚](?=[A-Z0-9.-]{1,12}(?![A-Za-z0-9.-]))(?=[0-9.-]*[A-Z])([A-Z0-9]+(?:[.-][A-Z0-9]+)*)"
MIXED_TICKER = r"[ 枚](?=[A-Za-z0-9]{1,12}(?![A-Za-z0-9.-]))((?:[a-z0-9]*[A-Z]){2}[A-Za-z0-9]*)"
"""A ticker with small letters has two capitals at least."""
NOUN = rf" (?!{NO_NOUN})([a-z]{{2,24}}(?: (?!{NO_NOUN})[a-z]{{2,24}}){{0,2}})(?![A-Za-z0-9])"
NO_NAME = Rule("AMT004", "the one spelling of a unit: a ticker in capitals, a plural noun")


def scan_counted(cursor: Cursor, *, is_one: bool) -> tuple[str, str | None]:
    """The ticker or the noun behind a number as typed, and the unit that it is; nothing where none stands there.

    Raises:
        Fault: it is another name of a unit, or a slip of one.
    """
    name = cursor.sees(TICKER) or cursor.sees(MIXED_TICKER) or cursor.sees(NOUN)
    if name is None:
        return "", None
    if not NO_UNITS.isdisjoint(name[1].split()) or not BLANK_UNITS.isdisjoint(name[1].replace(".", "-").split("-")):
        raise cursor.fault(NO_NAME)
    if re.match(SLIPPED_SCALE, name[1]):
        raise cursor.fault(NO_NAME, cursor.at + 1)
    unit = name[1] if is_ticker(name[1]) else _plural(cursor, name[1], is_one=is_one)
    cursor.at = name.end()
    return name[0], CODES.get(f" {unit}", unit)


def _plural(cursor: Cursor, noun: str, *, is_one: bool) -> str:
    """The plural of a noun, in which only one thing may be counted otherwise; a word of few letters was a ticker."""
    is_plural = noun.rpartition(" ")[2] in IRREGULAR or (noun.endswith("s") and not noun.endswith("ss"))
    ending = "ies" if noun.endswith("y") else "es" if noun.endswith("s") else "s"
    plural = noun if is_plural else noun.removesuffix("y") + ending
    right = _nearest(plural)
    if right == plural and (is_plural or is_one):
        return plural
    at = cursor.at + 1
    mended = None if len(noun) <= SHORT and not is_one else cursor.with_(at, at + len(noun), right)
    raise cursor.fault(NO_NAME, at, mended)


def _nearest(noun: str) -> str:
    """The noun that is counted often of which this one is a slip, else itself."""
    if noun in NOUNS:
        return noun
    from difflib import get_close_matches  # noqa: PLC0415 - few lines count anything else

    return next(iter(get_close_matches(noun, NOUNS, n=1, cutoff=NEAR)), noun)
