"""Passages: a sentence taken apart, so that each of its numbers finds the words that are about it.

Commas, brackets and conjunctions cut a sentence into pieces. A number is first of all about what its own piece names,
then about what the pieces around it name as far as the next number, then about what the rest of the sentence names,
the pieces before it first. What no piece says may stand before the sentence, in its paragraph or heading.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.entities import CITY, COUNTRY, CURRENCY
from narrator.audit.facets import ASSET, COIN, METRIC, SIDE, TOGETHER, TOPIC, VENUE, WHO
from narrator.reading.layout import ROW
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from narrator.audit.cues import Cue
    from narrator.audit.topics import Claim
    from narrator.reading.mentions import Mention

CUT, SAME, START, WHOLE = patterns(__name__, "CUT", "SAME", "START", "WHOLE")
OPENS_SAME, AGAINST, NAMES, IN_TURN = patterns(__name__, "OPENS_SAME", "AGAINST", "NAMES", "IN_TURN")
LEADS, PLACE, OUT_OF, AMONG = patterns(__name__, "LEADS", "PLACE", "OUT_OF", "AMONG")
SUBJECTS, PLACES = frozenset({ASSET, SIDE, VENUE, WHO}), frozenset({VENUE, COUNTRY})
REACH = 12
"""How many pieces away a word can be about a number; a bound on the work for a sentence without an end."""
WIDE, FRONT = 400, 60
"""How many characters away; nobody writes so long a clause. What leads to a number stands closer in front of it."""
OWN, NEAR, FAR = 2, 1, 0


class Named(NamedTuple):
    """The values of a facet that words name, and how near to the number they do; `is_several`: several words do."""

    values: frozenset[str]
    nearness: int
    is_several: bool = False


@dataclass(slots=True)
class Piece:
    """A stretch of a sentence between two cuts, with what it names."""

    start: int
    named: dict[str, set[str]] = field(default_factory=dict)
    places: dict[str, dict[int, set[str]]] = field(default_factory=dict)


class View(NamedTuple):
    """What the words around one mention of a text name.

    `around` is the stretch as far as the next numbers; `front` how far back words can be about it, how far without
    another number between, and where it begins; `floor` how far a verb can. `is_alone`: no other number stands in the
    sentence. `clause`: what is said to have been measured as far as the next number.
    """

    text: str
    named: Mapping[str, Named]
    around: tuple[int, int]
    front: tuple[int, int, int]
    is_alone: bool
    floor: int
    clause: frozenset[str]

    @property
    def is_whole(self) -> bool:
        """Whether "of the" stands before it."""
        return WHOLE.search(self.text, self.front[0], self.front[2]) is not None or self.is_of

    @property
    def is_of(self) -> bool:
        """Whether "out of" stands before it."""
        return OUT_OF.search(self.text, self.front[0], self.front[2]) is not None

    @property
    def is_start(self) -> bool:
        """Whether "from" or "after" stands before it."""
        return START.search(self.text, *self.front[1:]) is not None

    @property
    def places(self) -> frozenset[str]:
        """What something is said to be at, or to have gone to."""
        return frozenset(place.lower() for place in PLACE.findall(self.text, *self.around))

    def with_pair(self, pair: Sequence[Cue]) -> View:
        """It, naming besides the other of two that are priced in one another."""
        named = [cue for cue in pair if cue.facet in self.named]  # alone it would deny whatever the price is of
        told = {cue.facet: frozenset(other.value for other in named if other.facet == cue.facet) for cue in named}
        both = {facet: Named(self.values(facet) | values, OWN) for facet, values in told.items()}
        return self._replace(named={**self.named, **both}) if both else self

    def values(self, facet: str) -> frozenset[str]:
        """What is named of a facet."""
        found = self.named.get(facet)
        return found.values if found else frozenset()


@dataclass(slots=True)
class Passage:
    """Where a mention stands: its sentence, its paragraph, what was named before it, what has been said of late.

    `here`: the figures that its own sentence says; `numbers`: its numbers.
    """

    sentence: str
    paragraph: str
    before: dict[str, set[str]]
    is_label: bool
    bound: list[Claim]
    recent: list[Claim]
    here: list[Claim]
    view: View
    strangers: frozenset[str]
    named: frozenset[tuple[str, str]]
    numbers: frozenset[Decimal | None] = frozenset()

    def beside(self, told: Sequence[Mention]) -> Passage:
        """The passage with the numbers of its sentence."""
        self.numbers = frozenset(mention.low for mention in told)
        return self


def views(  # one view in its parts
    text: str, stretch: tuple[int, int], mentions: Sequence[Mention], cues: Sequence[Cue], *, is_card: bool = False
) -> Iterator[View]:
    """The view of each mention of a sentence, in order; or of a card, whose first lines name what it is about."""
    pieces = _pieces(text, stretch, mentions, cues)
    starts = [piece.start for piece in pieces]
    homes = [bisect_right(starts, mention.start) - 1 for mention in mentions]
    is_row, is_rowed = is_card or text.find(" | ", *stretch) >= 0, text.find(ROW, *stretch) >= 0
    firsts = _firsts(text, mentions, cues, homes)
    order = _in_order(mentions, cues, text)
    for number, (mention, home) in enumerate(zip(mentions, homes, strict=True)):
        first = max(firsts[number], home - REACH)
        last = min(_next(firsts, number, len(pieces)), home + REACH)
        last = next((place for place in range(home + 1, last) if text[starts[place]] in ";；"), last)
        if is_rowed:
            first = next((place for place in range(home, first, -1) if text[starts[place]] == ROW), first)
            last = next((place for place in range(home + 1, last) if text[starts[place]] == ROW), last)
        named = _named(pieces, _order(home, first, last, OWN if is_row else NEAR))
        if number in order:
            own, others = order[number]
            named = {facet: values for facet, values in named.items() if facet not in others}
            named[own.facet] = Named(frozenset({own.value}), OWN)
        clause = frozenset().union(*(piece.named.get(METRIC, ()) for piece in pieces[first:last]))
        if is_row:
            last = next((place for place in range(home + 1, last) if text[starts[place]] == "|"), last)
        end = starts[last] if last < len(starts) else stretch[1]
        around = max(starts[first], mention.start - WIDE), min(end, mention.end + WIDE)
        reach = max(stretch[0], mention.start - FRONT)
        before = max(reach, mentions[number - 1].end if number else 0)
        floor = 0 if number and mentions[number - 1].kind == "from" else before
        yield View(text, named, around, (reach, before, mention.start), len(mentions) == 1, floor, clause)


def _named(pieces: Sequence[Piece], order: Iterable[tuple[int, int]]) -> dict[str, Named]:
    """What pieces name, by the nearest of each facet."""
    named: dict[str, Named] = {}
    for place, nearness in order:
        for facet, values in pieces[place].named.items():
            if facet not in named:
                named[facet] = Named(frozenset(values), nearness, len(pieces[place].places[facet]) > 1)
            elif named[facet].nearness == nearness and (nearness == FAR or facet == TOPIC):
                named[facet] = Named(named[facet].values | values, nearness, True)  # of the whole label of a row
    return named


def _in_order(mentions: Sequence[Mention], cues: Sequence[Cue], text: str) -> dict[int, tuple[Cue, set[str]]]:
    """What each of several numbers is about where as many names in a row stand before them: A and B at 1 and 2.

    With the facets that the row names.
    """
    order: dict[int, tuple[Cue, set[str]]] = {}
    if len(mentions) == 1:
        return order
    spans = [(mention.start, mention.end) for mention in mentions]
    names = (cue for cue in cues if cue.facet in {*SUBJECTS, CITY} and not any(a <= cue.start < b for a, b in spans))
    row: list[Cue] = []
    each_in_turn = IN_TURN.search(text, *mentions[0].sentence) is not None
    is_sum = any(cue.facet == TOGETHER and cue.start < spans[-1][0] for cue in cues)
    for cue, after in pairwise([*names, None] if not is_sum else ()):
        if cue is None:
            break
        row.append(cue)
        is_next = after is not None and (after.facet == cue.facet or each_in_turn)
        if after and is_next and NAMES.fullmatch(text, cue.end, after.start):
            continue
        told = [
            number
            for number, (start, _) in enumerate(spans)
            if cue.end <= start < (after.start if after else len(text))
        ]
        runs = [[*run] for _, run in groupby(told, key=lambda number: mentions[number].unit)]
        for run in runs if 1 < len(row) == len({name.value for name in row}) else ():
            if len(run) == len(row):  # 分别为 870、331 和 227，占比 51.95%、19.76% 与 13.58%
                order |= {number: (name, {each.facet for each in row}) for number, name in zip(run, row, strict=True)}
        row = []
    return order


def carried(text: str, mentions: list[Mention]) -> list[Mention]:
    """Mentions where "about" holds for both of two that are set against each other: about 93.8% against 6.2%."""
    for number, (one, two) in enumerate(pairwise(mentions), 1):
        if one.approximate and not two.qualifier and AGAINST.fullmatch(text, one.end, two.start):
            mentions[number] = replace(two, approximate=True)
    return mentions


def clause(text: str, mention: Mention, view: View) -> tuple[int, int]:
    """The part of a sentence between semicolons in which a mention stands; of one without, what is around it."""
    first, last = mention.sentence
    before = max(text.rfind(mark, first, mention.start) for mark in ";；") + 1
    after = min((at for mark in ";；" if (at := text.find(mark, mention.start, last)) >= 0), default=0)
    return (before or first, after or last) if before or after else view.around


def _pieces(text: str, stretch: tuple[int, int], mentions: Sequence[Mention], cues: Sequence[Cue]) -> list[Piece]:
    taken = [(mention.start, mention.end) for mention in mentions] + [(cue.start, cue.end) for cue in cues]
    taken += [(one.end, two.start) for one, two in pairwise(cues) if _is_one_phrase(text, one, two)]
    taken.sort()
    opened = [start for start, _ in taken]
    pieces = [Piece(stretch[0])]
    for cut in CUT.finditer(text, *stretch):
        before = bisect_right(opened, cut.start()) - 1
        if before < 0 or taken[before][1] < cut.end():
            pieces.append(Piece(cut.start()))
    starts, ends = [piece.start for piece in pieces], [mention.start for mention in mentions]
    for cue in cues:
        last = bisect_right(ends, cue.start) - 1
        is_unit = last >= 0 and cue.start < mentions[last].end and not mentions[last].is_counted
        is_theirs = last >= 0 and cue.facet == ASSET and AMONG.search(text, stretch[0], cue.start) is not None
        is_theirs = is_theirs and any(each.facet == ASSET and each.end <= mentions[last].start for each in cues)
        if is_theirs or (is_unit and cue.facet == CURRENCY):
            continue  # 154.80 yen, of the dollar; the biggest loss in the S&P 500, of one of its shares
        facet = COIN if is_unit and cue.facet == ASSET else cue.facet
        piece = pieces[bisect_right(starts, cue.start) - 1]
        piece.places.setdefault(facet, {}).setdefault(cue.start, set()).add(cue.value)
    for piece in pieces:
        piece.places = {facet: _named_most_closely(at) for facet, at in piece.places.items()}
        piece.named = {facet: set().union(*at.values()) for facet, at in piece.places.items()}
    return pieces


def _named_most_closely(places: dict[int, set[str]]) -> dict[int, set[str]]:
    """Words without those that mean more than a word beside them: sentiment, beside the name of an index."""
    is_one = len(places) == 1
    return {at: told for at, told in places.items() if is_one or not any(other < told for other in places.values())}


def _is_one_phrase(text: str, one: Cue, two: Cue) -> bool:
    """Whether two names are put together: Bitcoin and Ether."""
    is_alike = one.facet == two.facet or (one.facet in PLACES and two.facet in PLACES)
    is_alike = is_alike and one.value != two.value  # of one thing, something new begins
    return is_alike and NAMES.fullmatch(text, one.end, two.start) is not None


def _firsts(text: str, mentions: Sequence[Mention], cues: Sequence[Cue], homes: Sequence[int]) -> list[int]:
    """The first piece of each mention: what lies between two numbers belongs to the one that its words come to first.

    A sentence that names somebody before its first number goes on to name before it counts; another one names after.
    """
    names_first = LEADS.search(text, max(0, mentions[0].start - 2), mentions[0].start) is not None
    names_first = names_first or (
        len(mentions) > 1 and any(cue.facet in SUBJECTS and cue.start < mentions[0].start for cue in cues)
    )
    firsts = [0]
    for number in range(1, len(mentions)):
        between = text[mentions[number - 1].end : mentions[number].start]
        if homes[number] == homes[number - 1] or (OPENS_SAME.search(between) and SAME.fullmatch(between)):
            firsts.append(firsts[-1])
        else:
            firsts.append(homes[number - 1] + 1 if names_first else homes[number])
    return firsts


def _next(firsts: Sequence[int], number: int, end: int) -> int:
    """The piece after the last one of a mention."""
    return next((first for first in firsts[number + 1 : number + 1 + REACH] if first > firsts[number]), end)


def _order(home: int, first: int, last: int, before: int) -> Iterator[tuple[int, int]]:
    """The pieces from the nearest to the farthest, with how near they are; none that is about a later number.

    What stands before a number in a row of a table (`before`) is its label.
    """
    yield home, OWN
    yield from ((place, before) for place in range(home - 1, first - 1, -1))
    yield from ((place, NEAR) for place in range(home + 1, last))
    yield from ((place, FAR) for place in range(first - 1, max(-1, first - 1 - REACH), -1))
