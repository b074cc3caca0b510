"""The cells of a table that say how sure a figure is and whose it is, against the record of the figure in their row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.audit.verdicts import Verdict
from narrator.audit.voices import called, names_source
from narrator.model.figure import Standing
from narrator.model.quantity import INDEX, NEGATIVE, TIMES
from narrator.model.source import MARKET_DATA, is_unnamed
from narrator.reading.patterns import lazy, patterns
from narrator.reading.spellings import QUALIFIERS, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding
    from narrator.model.figure import Figure

    Cell = tuple[str, int]
    from narrator.model.quantity import Quantity
    from narrator.reading.mentions import Mention

STANDING, NOBODY = patterns(__name__, "STANDING", "NOBODY")
SOURCE, AFTER = patterns(__name__, "SOURCE", "AFTER")
STANDINGS = {
    lazy(r"(?<!un)(?<!not )\b(?:confirmed|agreed|verified)\b|已?(?<![未经])(?:证实|确认|核实)|一致", re.IGNORECASE): (
        frozenset({Standing.CONFIRMED, Standing.AGREED})
    ),
    lazy(r"\b(?:one|single)(?: \w+)? source\b|单一(?:来源|信源)", re.IGNORECASE): frozenset({Standing.SINGLE_SOURCE}),
    lazy(r"\b(?:disputed|incompatible|refused)\b|有争议|分歧|矛盾", re.IGNORECASE): (
        frozenset({Standing.DISPUTED, Standing.INCOMPATIBLE, Standing.REFUSED})
    ),
}
"""What the words of a cell say of how the sources stand to one another."""


def misfiled(judged: Judged) -> Iterator[Finding]:
    """The cells of the rows of tables that give a figure another standing or source than its record."""
    layout, matter = judged.layout, judged.matter
    rows: dict[int, set[str]] = {}
    for finding in judged.findings:
        rows.setdefault(finding.mention.paragraph, set()).add(finding.figure if finding.verdict.is_sound else "")
    head: list[Cell] = []
    for number in range(len(layout.labels)):
        cells, figures = layout.cells(number), rows.get(number, set())
        if len(cells) < 2:  # noqa: PLR2004  # no row
            head = []
        elif not head:
            head = [] if figures else cells
        elif len(cells) == len(head) and len(figures) == 1 and "" not in figures:
            (figure,) = figures
            for (name, _), (cell, at) in zip(head, cells, strict=True):
                why, verdict = _wrong(name, cell, matter.figures[figure], matter)
                if why:
                    yield judged.finding(cell, at, verdict, why, figure)


def _wrong(head: str, cell: str, figure: Figure, matter: Matter) -> tuple[str, Verdict]:
    """What a cell says otherwise than the record of a figure; nothing where it does not."""
    if STANDING.fullmatch(head):
        said = [standings for words, standings in STANDINGS.items() if words.search(cell)]
        if said and not any(figure.standing in standings for standings in said):
            return f"the standing of {figure.id} is {figure.standing.replace('_', ' ')}", Verdict.AS_FACT
    if SOURCE.fullmatch(head) and NOBODY.fullmatch(cell) is None:
        inputs = (matter.figures[name] for name in figure.derived_from or (figure.id,))
        own = {judged.report.source for each in inputs for judged in each.reports}
        if own and MARKET_DATA not in own and not any(names_source(cell, by, matter.sources) for by in own):
            return f"{cell} is no source of {figure.id}", Verdict.UNATTRIBUTED
    return "", Verdict.SUPPORTED


ROW_HEAD = lazy(
    r"[\s|]*+(?P<name>(?:[^|:.;,]|(?<=[A-Z])\.){1,60}?)[\s|:]*+"
    rf"(?>(?:(?:{one_of(QUALIFIERS)}|down|up|minus|net (?:in|out)flows of)\s*)*)\Z",
    re.IGNORECASE,
)
"""What a row calls its source. Its parts overlap, so none of them gives back what it took."""
WORDS = 4
"""What a source without a name is called has no more: one unnamed source."""


def said_by(text: str, mention: Mention, matter: Matter) -> str:
    """The figure of which the source that a row names said exactly the number in it; empty where there is none."""
    start, stop = mention.sentence
    is_last = AFTER.match(text[mention.end : stop]) is not None
    before = ROW_HEAD.match(text[start : mention.start]) if is_last else None
    if before is None:
        return ""
    name = _plain(before["name"])
    for figure in matter.figures:
        for said, source in ((judged.report.quantity, judged.report.source) for judged in figure.reports):
            if said is not None and _is_same(mention, said) and _is_of(name, source, matter):
                return figure.id
    return ""


def _is_same(mention: Mention, said: Quantity) -> bool:
    """Whether a number is exactly that of a report, and says no other way than it."""
    is_signed = said.direction is None and said.interval.is_negative
    is_down = is_signed or said.direction in NEGATIVE
    interval = said.interval.negated() if is_signed else said.interval
    is_turned = is_signed if mention.direction is None else (mention.direction in NEGATIVE) is not is_down
    is_of_unit = said.unit in ({mention.unit} if mention.unit else {INDEX, TIMES})
    ends = mention.low, mention.high
    return is_of_unit and not is_turned and ends != (None, None) and ends == (interval.low, interval.high)


def _is_of(name: str, source: str, matter: Matter) -> bool:
    known = matter.sources.find(source)
    if is_unnamed(source):
        return len(name.split()) <= WORDS and names_source(name, source, matter.sources)
    return name in {_plain(form) for form in called(known)}


def _plain(name: str) -> str:
    return name.casefold().replace("’", "'").removeprefix("the ")
