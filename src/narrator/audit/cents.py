"""What stands in a smaller coin behind an amount and belongs to it: 3 dollars 50 cents, 五元三毛."""

from __future__ import annotations

import re
from decimal import Decimal

from narrator.audit.spellings import CARDINALS, HAN_DIGITS, one_of

_WORD, _HAN = one_of(CARDINALS), rf"[0-9{''.join(HAN_DIGITS)}]"
CENTS = re.compile(
    rf",?[ \n](?:and[ \n])?(?:(?P<digits>\d{{1,2}})|(?P<words>(?:{_WORD})(?:[ -](?:{_WORD}))?))[ \n-]cents?\b"
    rf"|[又零]?(?:(?P<ten>{_HAN})[角毛])?(?:(?P<one>{_HAN})美?分)?(?<=[角毛分])",
    re.IGNORECASE,
)


def cents_behind(text: str, at: int) -> tuple[Decimal, int]:
    """The part of an amount that is said in cents behind it, and where that ends; nothing where there is none."""
    found = CENTS.match(text, at)
    if found is None:
        return Decimal(0), at
    words = found["words"] or ""
    cents = int(found["digits"] or sum(CARDINALS[word.lower()] for word in re.split("[ -]", words) if word))
    return Decimal(cents + 10 * _value(found["ten"]) + _value(found["one"])) / 100, found.end()


def _value(digit: str | None) -> int:
    return 0 if digit is None else int(digit) if digit.isdigit() else HAN_DIGITS[digit]
