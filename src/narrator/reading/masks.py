"""Digits that are no figures: dates, times, windows, numbers of lists, pages and notes, addresses, names.

Patterns stand under what they begin with: a letter, a digit, a sign or a Chinese character. They are tried in order,
each is bounded. A number that goes on as a quantity (`March 400 million`) is none of them.
"""

from __future__ import annotations

from narrator.reading.patterns import worded
from narrator.reading.spellings import TABLE, listed

_MONTH = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
MONTH = f"(?:{_MONTH}|{_MONTH.upper()})"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"


LETTER = worded(__name__, "masks_letter")
DIGIT = worded(__name__, "masks_digit")
SIGN = worded(__name__, "masks_sign")
CHINESE = worded(__name__, "masks_chinese")
NAMES = worded(__name__, "masks_names")
"""Names with digits that every desk writes: indices, standards, layers, tokens, forms."""
KINDS = frozenset({"name", *LETTER, *DIGIT, *SIGN, *CHINESE})
STARTS = frozenset(listed(TABLE["lists"]["masked"]))
"""The first words, in small letters, of what begins with a letter."""

BEFORE_YEAR = listed(TABLE["lists"]["before_year"])
"""Words after which four digits alone are a year."""
