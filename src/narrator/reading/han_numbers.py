"""Numbers in Chinese characters."""

from __future__ import annotations

from decimal import Decimal

from narrator.reading.numerals import EXACT, LONGEST
from narrator.reading.spellings import CARDINALS, HAN_DIGITS, HAN_SCALES

TEN = 10


def counted(word: str) -> int:
    """How many a word says, in digits, letters or Chinese characters; 0 where it says none."""
    if not word.isascii():
        return int(han_value(word) or 0)
    return int(word) if word.isdigit() else CARDINALS.get(word.lower(), 0)


def han_value(text: str) -> Decimal | None:
    """A Chinese numeral; 半 is a half, 点 the decimal point; None for one that is too long to be any."""
    if len(text) > LONGEST:
        return None
    whole, _, decimals = text.partition("点")
    if whole == "半":
        return Decimal("0.5")
    total = section = digit = last = highest = 0
    for character in whole.strip("半"):
        power = HAN_SCALES.get(character)
        if power is None:
            digit, last = digit * (10 if digit else 1) + HAN_DIGITS[character], last if HAN_DIGITS[character] else 0
            continue
        if power < HAN_SCALES["万"]:
            section += (digit or 1) * 10**power
        elif not section and not digit and total:
            total, highest = total * 10**power, 0  # 万万
        elif power > highest:
            total, section, highest = (total + section + digit or 1) * 10**power, 0, power
        else:
            total, section = total + (section + digit or 1) * 10**power, 0  # 三亿五千万
        digit, last = 0, power
    digit *= 10 ** (last - 1) if last > 1 and digit < TEN else 1  # 三万五
    tail = "".join(str(HAN_DIGITS.get(character, "")) for character in decimals)
    return EXACT.add(Decimal(total + section + digit), Decimal(f"0.{tail}" if tail else 0))
