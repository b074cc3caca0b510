"""Units that stand once for many numbers: in brackets, at the head of a column, in the label of a row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from narrator.audit.numerals import SCALE, power_of
from narrator.audit.spellings import CODES, UNITS

if TYPE_CHECKING:
    from narrator.audit.documents import Document
    from narrator.audit.numerals import Atom

_UNIT = rf"US\$|HK\$|[$€£¥%]|(?:{CODES})\b|dollars|美元|元"
_POWER = rf"(?:{SCALE})s?|[mb]ln|[mbt]n|万亿|百?万|亿"
_SAID = (
    rf"(?:in[ \n]|单位[:：]?)?((?:{_UNIT})[ \n]?(?:{_POWER}|[kmbt])?|(?:{_POWER})(?:[ \n]?(?:of[ \n])?(?:{_UNIT}))?)"
)
SAID = re.compile(
    rf"[(（](?:[^()（）|]{{0,30}}[,，][ \n]?)?{_SAID}[)）]|\|[ \n]?{_SAID}[ \n]?(?=\||\n\n|\Z)", re.IGNORECASE
)
UNIT = re.compile(_UNIT, re.IGNORECASE)


def lend(document: Document, atoms: list[Atom]) -> list[Atom]:
    """The numbers of a text, bare ones with the unit that is said for their sentence, their row or their column."""
    said = [*SAID.finditer(document.text)]
    if not said:
        return atoms
    starts = [found.start() for found in said]
    inside = [bisect_right(starts, atom.start) - 1 for atom in atoms]
    atoms = [atom for atom, at in zip(atoms, inside, strict=True) if at < 0 or atom.start >= said[at].end()]
    rows: defaultdict[int, list[Atom]] = defaultdict(list)
    for atom in atoms:
        rows[document.paragraph(atom.start)].append(atom)
    heads: defaultdict[int, list[re.Match[str]]] = defaultdict(list)
    for found in said:
        heads[document.paragraph(found.start())].append(found)
    for number, found in heads.items():
        sentences = {document.sentence(one.start()): one for one in reversed(found)}
        bars = _bars(document, number)
        for atom in rows[number]:
            one = found[0] if bars else sentences.get(document.sentence(atom.start))
            if one:
                _lend(atom, one)
        below = number + 1
        columns = {bisect_right(bars, one.start() + 1): one for one in found} if bars and not rows[number] else {}
        while columns and below not in heads and (bars := _bars(document, below)):
            for atom in rows[below]:
                if one := columns.get(bisect_right(bars, atom.start)):
                    _lend(atom, one)
            below += 1
    return atoms


def _bars(document: Document, number: int) -> list[int]:
    """Where the cells of a row end; none in a paragraph that is none."""
    if number + 1 >= len(document.paragraphs):
        return []
    return [bar.start() for bar in re.compile(r"\|").finditer(document.text, *document.paragraphs[number : number + 2])]


def _lend(atom: Atom, said: re.Match[str]) -> None:
    words = said[1] or said[2]
    unit = UNIT.search(words)
    code = UNITS.get(unit[0].lower()) if unit else None
    if atom.unit in {None, code} and atom.power is None and atom.number is not None:
        atom.unit, atom.power = code or atom.unit, power_of(UNIT.sub("", words).replace("of", "")) or None
