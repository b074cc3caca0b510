"""What went from whom to whom, and what is divided by what, where a record has it in words: sent to, put-call ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.moments import words_about
from narrator.audit.remembered import of_matter
from narrator.audit.verdicts import Verdict
from narrator.model.kinds import Group
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding
    from narrator.model.figure import Figure

WAY, RATIO = patterns(__name__, "WAY", "RATIO")
PLURAL = "s"


class Pair(NamedTuple):
    """From whom to whom something went, or what is divided by what; `text` says so."""

    first: str
    last: str
    text: str
    start: int


def passed(judged: Judged) -> Iterator[Finding]:
    """The pairs of names that a text puts the other way round than the records, or sends elsewhere."""
    text = judged.layout.text
    for pattern, known in _recorded(judged.matter):
        for said in _pairs(pattern, text):
            here = judged.meant.get(judged.document.sentence(said.start), ())
            pairs = [pair for figure in here for pair in known.get(figure, ())]
            is_way = pattern is WAY
            wrong = [
                pair
                for pair in pairs
                if _is_turned(said, pair) or (is_way and _is_elsewhere(said, pair, judged.matter))
            ]
            if wrong and len(wrong) == len(pairs):
                turned = any(_is_turned(said, pair) for pair in wrong)
                why = f"the records have it: {wrong[0].text}"
                yield judged.finding(said.text, said.start, Verdict.NAME if turned else Verdict.WORD, why, here[0])


@of_matter
def _recorded(matter: Matter) -> list[tuple[re.Pattern[str], dict[str, list[Pair]]]]:
    """The pairs of the records by figure, of each kind of which they have one."""
    every = ((each, {figure.id: [*_told(each, figure, matter)] for figure in matter.figures}) for each in (WAY, RATIO))
    return [(pattern, known) for pattern, known in every if any(known.values())]


def _told(pattern: re.Pattern[str], figure: Figure, matter: Matter) -> Iterator[Pair]:
    """The pairs in the words of a record; of an account with a place, from the one to the other."""
    kind, name = figure.id.split(".")[:2]
    record = (getattr(matter.event.file, kind, None) or {}).get(name)
    yield from (pair for words in words_about(figure, matter) for pair in _pairs(pattern, words))
    where = getattr(record, "where", None)
    if record and pattern is WAY and kind == Group.ACCOUNTS and isinstance(where, str):
        yield Pair(_plain(record.who), _plain(where), f"{record.who} to {where}", 0)


def _pairs(pattern: re.Pattern[str], text: str) -> Iterator[Pair]:
    for found in pattern.finditer(text):
        named = [(key, name) for key, name in found.groupdict().items() if name]
        first, last = ("".join(name for key, name in named if key.startswith(end)) for end in ("first", "last"))
        yield Pair(_plain(first), _plain(last), " ".join(found[0].split()), found.start())


def _plain(name: str) -> str:
    return name.casefold().removesuffix("’s").removesuffix("'s").removesuffix(PLURAL)


def _is_turned(said: Pair, known: Pair) -> bool:
    return bool(said.last and said.last == known.first) or bool(said.first and said.first == known.last)


def _is_elsewhere(said: Pair, known: Pair, matter: Matter) -> bool:
    """Whether something is said to have gone to somebody of whom the records of the event know nothing."""
    return bool(said.last and known.last) and said.last != known.last and said.last not in matter.typed
