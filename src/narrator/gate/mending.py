"""How a slip is mended, in one line and in phrases to paste, and by what it is known from run to run."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from narrator.audit.verdicts import Verdict
from narrator.gate.facts import phrase_of, phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.case import Desk
    from narrator.gate.several import Heard

WRITE = "Write “{allowed}” in place of “{text}”."
OUT = "Take out “{text}”, or its sentence: {reason}."
AS = {
    Verdict.SIGN: "Turn the direction of “{text}” round: {figure} is told as “{allowed}”.",
    Verdict.NOUN: "Say of “{text}” what {figure} counts: “{allowed}”.",
    Verdict.UNATTRIBUTED: "Name the source of “{text}” in this paragraph, as in “{allowed}”.",
    Verdict.AS_FACT: "Tell “{text}” as what it is, and by whom, as in “{allowed}”.",
    Verdict.WORD: "Take out “{text}”, or say “{allowed}”.",
    Verdict.DATE: "Take out “{text}”, or give the time of {figure}, as in “{whole}”.",
    Verdict.NAME: "Say “{text}” of what {figure} is of, or take it out.",
}
"""What is to be done where putting the phrase in the place of the words found is not enough."""
WORKED_OUT = "Work “{text}” out again: {allowed}."
DIGITS = 16
"""Of an id: more than enough for the mentions of one text."""


def phrases(one: Heard, desk: Desk) -> list[str]:
    """What may stand in the place of a slip, the likeliest first; nothing where no figure is known to be meant."""
    found = one.remark.finding
    figure = one.case.figures.get(found.meant)
    if found.verdict.is_sound or found.formula or figure is None:
        return []
    return [*dict.fromkeys((one.remark.allowed, *phrases_of(figure, one.case, desk)))]


def instruction(one: Heard, desk: Desk) -> str:
    """What a writer is to do about a slip, in one line; empty where there is nothing to mend."""
    found, allowed = one.remark.finding, one.remark.allowed
    if found.verdict.is_sound:
        return ""
    is_elsewhere = found.meant not in {"", found.figure}
    form = WRITE if is_elsewhere else AS.get(found.verdict, WRITE)
    if not allowed:
        form = OUT
    elif found.formula:
        form = WORKED_OUT
    said = {
        "text": found.mention.text,
        "allowed": allowed,
        "whole": allowed,
        "figure": found.meant,
        "reason": found.reason,
    }
    figure = one.case.figures.get(said["figure"])
    if figure is not None:
        said["whole"] = phrase_of(figure, one.case, desk)
    return " ".join(form.format(**said).split())


def ids(found: Sequence[Heard]) -> Iterator[str]:
    """Of each mention of a text by what it is known: its event, its verdict, its words and its sentence, no place.

    Of several that are alike, each has its number in the order of the text.
    """
    seen: Counter[str] = Counter()
    for case, remark in found:
        words = " ".join(remark.finding.mention.text.split())
        what = f"{case.id}\n{remark.finding.verdict}\n{words}\n{remark.sentence}"
        seen[what] += 1
        yield sha256(f"{what}\n{seen[what]}".encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
