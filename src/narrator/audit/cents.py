"""What stands in a smaller coin behind an amount and belongs to it: 3 dollars 50 cents, 五元三毛."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.audit.spellings import CARDINALS, HAN_DIGITS, one_of
from narrator.model.quantity import CURRENCIES

if TYPE_CHECKING:
    from narrator.audit.numerals import Atom

_WORD, _HAN = one_of(CARDINALS), rf"[0-9{''.join(HAN_DIGITS)}]"
CENTS = re.compile(
    rf",?[ \n](?:and[ \n])?(?:(?P<digits>\d{{1,2}})|(?P<words>(?:{_WORD})(?:[ -](?:{_WORD}))?))[ \n-]cents?\b"
    rf"|[又零]?(?:(?P<ten>{_HAN})[角毛])?(?:(?P<one>{_HAN})美?分)?(?<=[角毛分])",
    re.IGNORECASE,
)


def with_cents(atom: Atom, text: str) -> Atom:
    """An amount with the cents that follow it."""
    found = CENTS.match(text, atom.stop) if atom.unit in CURRENCIES and atom.number is not None else None
    if found is None or atom.number is None or atom.power or atom.leads:
        return atom
    words = found["words"] or ""
    cents = int(found["digits"] or sum(CARDINALS[word.lower()] for word in re.split("[ -]", words) if word))
    cents += 10 * _value(found["ten"]) + _value(found["one"])
    atom.number, atom.stop = atom.number + Decimal(cents) / 100, found.end()
    return atom


def _value(digit: str | None) -> int:
    return 0 if digit is None else int(digit) if digit.isdigit() else HAN_DIGITS[digit]
