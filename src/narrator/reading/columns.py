"""Units that stand once for many numbers: in brackets, at the head of a column, in the label of a row."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from narrator.reading.numerals import SCALE, power_of
from narrator.reading.patterns import lazy
from narrator.reading.spellings import CODES, LETTERED, SHORT, UNITS, one_of, valued

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.reading.documents import Document
    from narrator.reading.numerals import Atom

_UNIT = rf"{valued('US$ HK$ $ € £ ¥ %', UNITS)}|(?:{CODES})\b|{valued('dollars 美元 元', UNITS)}"
_POWER = rf"(?:{SCALE})s?|{one_of(SHORT)}|万亿|百?万|亿"
_LETTER = one_of(LETTERED)
_SAID = (
    rf"(?:in[ \n]|单位[:：]?)?((?:{_UNIT})[ \n]?(?:{_POWER}|{_LETTER})?|(?:{_POWER})(?:[ \n]?(?:of[ \n])?(?:{_UNIT}))?)"
)
_LABEL = r"(?:[^()（）|]{0,30}[,，][ \n]?)?"
SAID = lazy(
    rf"[(（|](?:(?<!\|){_LABEL}{_SAID}[)）]|(?<=\|)[ \n]?{_LABEL}{_SAID}[ \n]?(?=\||\n\n|\Z))", re.IGNORECASE | re.ASCII
)
UNIT, BAR = lazy(_UNIT, re.IGNORECASE | re.ASCII), lazy(r"\|")


def lend(document: Document, atoms: list[Atom]) -> list[Atom]:
    """The numbers of a text, bare ones with the unit that is said for their sentence, their row or their column."""
    said = [*SAID.finditer(document.text)]
    if not said:
        return atoms
    begins = [found.start() for found in said]
    inside = ((bisect_right(begins, atom.start) - 1, atom) for atom in atoms)
    atoms = [atom for at, atom in inside if at < 0 or atom.start >= said[at].end()]
    starts, heads = [atom.start for atom in atoms], {document.paragraph(start) for start in begins}

    def within(stretch: Sequence[int]) -> list[Atom]:
        return atoms[bisect_left(starts, stretch[0]) : bisect_left(starts, stretch[1])]

    for sentence, group in groupby(said, key=lambda found: document.sentence(found.start())):
        units, beside = [*group], within(sentence)
        own = next((found for found in units if found[1]), None)
        for atom in beside:
            _lend(atom, own)
        bars = [bar.start() for bar in BAR.finditer(document.text, *sentence)]
        columns = {bisect_right(bars, found.start() + 1): found for found in units}
        below = document.paragraph(sentence[0]) + 1
        while bars and not beside and below not in heads and below + 1 < len(document.paragraphs):
            row = document.paragraphs[below : below + 2]
            heads.add(below)
            bars, below = [bar.start() for bar in BAR.finditer(document.text, *row)], below + 1
            for atom in within(row):
                _lend(atom, columns.get(bisect_right(bars, atom.start)) if bars else None)
    return atoms


def _lend(atom: Atom, said: re.Match[str] | None) -> None:
    words = (said[1] or said[2]) if said else ""
    unit = UNIT.search(words)
    code = UNITS.get(unit[0].lower()) if unit else None
    if atom.unit in {None, code} and atom.power is None and atom.number is not None:
        atom.unit, atom.power = code or atom.unit, power_of(UNIT.sub("", words).replace("of", "")) or None
