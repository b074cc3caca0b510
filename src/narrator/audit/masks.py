"""Digits that are no figures: dates, times, windows, numbers of lists, pages and notes, addresses, names.

Patterns stand under what they begin with: a letter, a digit, a sign or a Chinese character. They are tried in order,
each is bounded. A number that goes on as a quantity (`March 400 million`) is none of them.
"""

from __future__ import annotations

from narrator.audit.patterns import worded
from narrator.audit.spellings import TABLE, listed

_MONTH = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
MONTH = f"(?:{_MONTH}|{_MONTH.upper()})"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
HAN_MONTH, HAN_DAY = r"[01]?[0-9]月", r"[0-3]?[0-9][日号](?![元圆])"


LETTER = worded("masks_letter")
DIGIT = worded("masks_digit")
SIGN = worded("masks_sign")
CHINESE = worded("masks_chinese")
NAMES = worded("masks_names")
"""Names with digits that every desk writes: indices, standards, layers, tokens, forms."""
KINDS = frozenset({"name", *LETTER, *DIGIT, *SIGN, *CHINESE})
STARTS = frozenset(listed(TABLE["lists"]["masked"]))
"""The first words, in small letters, of what begins with a letter."""

BEFORE_YEAR = listed(TABLE["lists"]["before_year"])
"""Words after which four digits alone are a year."""
