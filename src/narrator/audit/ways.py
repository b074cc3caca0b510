"""Which way a mention says that something went, and whether a figure went the other way."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from narrator.audit.facets import METRIC
from narrator.audit.topics import FORCED, PRICE
from narrator.audit.verdicts import Verdict
from narrator.model.ids import is_of
from narrator.model.kinds import Group, Part
from narrator.model.quantity import CURRENCIES, LEVEL_WORDS, MEASURES, MOVES, TIMES, Direction
from narrator.model.report import Nature
from narrator.reading.branches import alternatives
from narrator.reading.context import lead
from narrator.reading.documents import lowered
from narrator.reading.patterns import lazy, patterns, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narrator.audit.topics import Claim
    from narrator.model.figure import Figure
    from narrator.reading.mentions import Mention

    Ways = re.Pattern[str]

PRICES_OF = frozenset({Part.CLOSE, Part.LOW, Part.HIGH, f"{Part.CLOSE}_{Part.FROM}"})
FROM = lazy(r",? (?:[a-z]+ )?from (?:about |around |nearly |a |an )?[$€£¥]?")
LED_TO = lazy(r",? to (?:about |around |nearly |just |a |an )?[$€£¥]?")
POSITIVE = frozenset({Direction.INFLOW, Direction.UP, Direction.GAIN, Direction.ABOVE})
REACH, BEFORE = 24, 120
"""How far in front of a number a verb is looked for, in characters."""


def _verbs(words: Sequence[str], stems: Sequence[str] = ()) -> str:
    """The pattern of the forms of regular verbs, and of others."""
    regular = [rf"(?:{'|'.join(stems)})(?:e?s|e?d|e|ing)?\b"] if stems else []
    return "|".join([*regular, *words])


_TABLE = table(__name__, "ways")
VERBS = {Direction(way): _verbs(**verbs) for way, verbs in _TABLE.items()}
"""Verbs that say which way, by the way that they say; nearer ones count before what the reading found."""
DESK = "desk_"
"""Begins the name of a group of words that a desk has added."""
AFTER, APART, ON_TOP, THERE, TO, EXTREME, PRICE_OF, UNCLEAR, STOOD = patterns(
    __name__, "AFTER", "APART", "ON_TOP", "THERE", "TO", "EXTREME", "PRICE_OF", "UNCLEAR", "STOOD"
)
CLAUSE, SHADE, INTO, ADJACENT = patterns(__name__, "CLAUSE", "SHADE", "INTO", "ADJACENT")
SIGNED, FLOWED, ITS, DID, NONE = patterns(__name__, "SIGNED", "FLOWED", "ITS", "DID", "NONE")
LEVELS = frozenset({"below", "under", "beneath", "above", "低", "跌", "下", "高", "升"})
SAME = {
    Direction.UP: {Direction.UP, Direction.GAIN, Direction.INFLOW},
    Direction.DOWN: {Direction.DOWN, Direction.LOSS, Direction.OUTFLOW},
}


def ways_with(more: Mapping[str, Iterable[str]]) -> Ways:
    """Every verb that says which way, in small letters, by their way; those that a desk has added come first."""
    own = {
        f"{DESK}{way}": "|".join(re.escape(form) + r"\b" * form.isascii() for form in sorted(forms, reverse=True))
        for way, forms in more.items()
        if way in VERBS
    }
    verbs = [(way, verb) for way, words in (own | VERBS).items() for verb in alternatives(words)]
    # An empty group behind each: what begins with a letter is passed over quickly, a group is not.
    groups = "|".join(f"{verb}(?P<{way}_{number}>)" for number, (way, verb) in enumerate(verbs))
    return lazy(f"(?<![a-z](?![\u4e00-\u9fff]))(?:{groups})")


def direction_of(verb: re.Match[str]) -> Direction:
    """The way that a verb says."""
    return Direction((verb.lastgroup or "").removeprefix(DESK).rpartition("_")[0])


@lru_cache(maxsize=8)
def _is_of_a_desk(ways: Ways) -> bool:
    """Whether a desk has added verbs."""
    return any(name.startswith(DESK) for name in ways.groupindex)


def way_of(mention: Mention, text: str, ways: Ways, floor: int = 0) -> Direction | None:
    """Which way a mention says, by its reading or by the nearest verb before it, as far as the number before.

    A limit, below 95%, is none.
    """
    read = None if mention.direction in LEVEL_WORDS else mention.direction
    before = max(mention.sentence[0], floor, mention.start - REACH)
    if text.endswith(" by ", 0, mention.start) and (of := ITS.search(text, before - 2 * REACH, mention.start)):
        before = max(mention.sentence[0], floor, of.start() - REACH)  # raised their net long in arabica by so much
    if FLOWED.search(text, before, mention.start) and (flow := _flow_that_went(mention, text, ways, before)):
        return flow
    if read not in {None, Direction.UP} and not _is_of_a_desk(ways):
        return read
    verbs = [*ways.finditer(lowered(text), before, mention.start)]
    if read not in {None, Direction.UP} and not (verbs and str(verbs[-1].lastgroup).startswith(DESK)):
        return read
    if verbs:
        return direction_of(verbs[-1])
    shade = SHADE.match(text, mention.end)
    if shade:
        return Direction.DOWN if shade["down"] or shade["back"] else Direction.UP
    if AFTER.match(text, mention.end):
        return Direction.OUTFLOW
    return Direction.INFLOW if INTO.match(text, mention.end) else read


def _flow_that_went(mention: Mention, text: str, ways: Ways, before: int) -> Direction | None:
    """Which way a flow is that is said to have risen or fallen to a number: outflows jumped to."""
    verbs = [*ways.finditer(lowered(text), before, mention.start)]
    if not verbs or direction_of(verbs[-1]) not in MOVES or not THERE.fullmatch(text, verbs[-1].end(), mention.start):
        return None
    flowed = FLOWED.search(text, before, verbs[-1].start())
    return None if flowed is None else Direction.INFLOW if flowed["into"] else Direction.OUTFLOW


def went_to(mention: Mention, text: str, ways: Ways, *, led: bool = False) -> Direction | None:
    """Which way a verb right before a number says that something went there, or went from there where that `led`."""
    before = max(mention.sentence[0], mention.start - BEFORE // 2), mention.start
    verbs = [*ways.finditer(lowered(text), *before)]
    if verbs and (FROM if led else THERE).fullmatch(text, verbs[-1].end(), mention.start):
        return direction_of(verbs[-1])
    stood = STOOD.search(text, *before)
    return None if stood is None else Direction.DOWN if stood["down"] else Direction.UP


def is_inverted(mention: Mention, after: Mention, text: str, ways: Ways) -> bool:
    """Whether a number is said to have gone up to less than the one `from` which it came, or down to more."""
    ends = mention.low, mention.high, after.low, after.high
    is_pair = (
        mention.unit == after.unit and None not in ends and "minus" not in text[mention.start - BEFORE : after.end]
    )
    between = text[mention.end : after.start]
    is_led = mention.kind == Part.FROM and LED_TO.fullmatch(between) is not None
    if not is_pair or not (is_led or FROM.fullmatch(between)):
        return False
    way = went_to(mention, text, ways, led=is_led) if not {*"-−–"} & {mention.text[0], after.text[0]} else None
    low, high, least, most = (end or 0 for end in (ends[2:] + ends[:2] if is_led else ends))
    return way is not None and (high < least if way in POSITIVE else low > most)


def is_turned(mention: Mention, claim: Claim, start: Figure | None, text: str, ways: Ways) -> bool:
    """Whether a level is said to have gone up to where it fell, or down to where it rose, from its own start."""
    if claim.direction in MOVES or start is None or not start.is_printable or start.unit != claim.unit:
        return False
    (least, most), (low, high) = ((each.low, each.high) for each in (start.interval, claim.interval))
    is_up, is_down = (one is not None and two is not None and one < two for one, two in ((most, low), (high, least)))
    way = went_to(mention, text, ways) if is_up or is_down else None
    is_own = way is None or (claim.direction is not None and way not in MOVES)  # a loss of so much
    return not is_own and (way in POSITIVE) is not is_up


def way_told(mention: Mention, claim: Claim, text: str, ways: Ways, floor: int = 0) -> Verdict:
    """Whether a mention says the other way than a figure, or leaves it to a verb that nobody knows.

    Nothing that was liquidated came in or was gained.
    """
    before = max(mention.sentence[0], floor, mention.start - REACH), mention.start
    is_price = claim.direction is None and claim.topic.of(METRIC) == {PRICE} and claim.unit in CURRENCIES
    if is_price and _is_other_price(mention, claim, text, ways):
        return Verdict.NAME
    crossed = [*ON_TOP.finditer(text, *before)] if is_price or claim.direction in LEVEL_WORDS else []
    if crossed and _is_impossible(text, before[0], crossed[-1], ways):
        return Verdict.SIGN
    if claim.direction in LEVEL_WORDS:
        sides = [Direction(found.lastgroup) for found in crossed if found.lastgroup]
        if not sides and (mention.low is None) is not (mention.high is None):
            sides = [Direction.BELOW if mention.low is None else Direction.ABOVE]
        way = sides[-1] if sides else mention.direction
    else:
        way = _way_apart(mention, claim, text) or _did(mention, claim, text, ways) or way_of(mention, text, ways, floor)
    if way is None:
        return _without_verb(mention, claim, text, ways, before)
    if claim.direction is not None:
        is_reversed = (way in POSITIVE) != (claim.direction in POSITIVE)
    elif claim.topic.is_share:
        is_turned = way in MOVES and not (claim.interval.is_negative and way is Direction.DOWN)
        is_reversed = is_turned and claim.unit != TIMES and not _is_level(claim, way, TO.search(text, *before), ways)
    else:
        is_reversed = way is Direction.GAIN and FORCED in claim.topic.of(METRIC)
    return Verdict.SIGN if is_reversed else Verdict.SUPPORTED


def _did(mention: Mention, claim: Claim, text: str, ways: Ways) -> Direction | None:
    """What those that a number counts did, by the verb behind them."""
    if claim.topic.direction is None or claim.unit in {*CURRENCIES, *MEASURES}:
        return None
    did = DID.match(text, mention.end)
    if did is None or NONE.search(text, mention.sentence[0], mention.start):
        return None
    verb = ways.match(text.lower(), did.end())
    return direction_of(verb) if verb else None


def _is_other_price(mention: Mention, claim: Claim, text: str, ways: Ways) -> bool:
    """Whether a number is said to be the close, and is the low; or to be a high to which something fell."""
    first = max(mention.sentence[0], mention.start - BEFORE // 2)
    found = PRICE_OF.search(text, max(first, mention.start - REACH), mention.start)
    part = claim.figure.id.rpartition(".")[2]
    if found and part in PRICES_OF and str(found.lastgroup).removesuffix("_han") not in part:
        return True
    end = EXTREME.search(text, first, mention.start)
    if end is None:
        return False
    turned = Direction.DOWN if end["top"] else Direction.UP
    near = ways.finditer(lowered(text), first, end.start())
    verbs = [verb for verb in near if ADJACENT.match(text, verb.end(), end.start())]
    return bool(verbs) and direction_of(verbs[-1]) is turned


def _without_verb(mention: Mention, claim: Claim, text: str, ways: Ways, before: tuple[int, int]) -> Verdict:
    """What comes of a number before which no verb stands that says which way."""
    if claim.topic.is_share and claim.nature is Nature.MEASURED and _is_of_others(mention, claim, text, ways):
        return Verdict.SIGN
    is_unclear = claim.direction and UNCLEAR.search(text, *before) and not ways.search(lowered(text), *mention.sentence)
    return Verdict.WORD if is_unclear else Verdict.SUPPORTED


def is_of_other_sign(mention: Mention, claim: Claim, text: str) -> bool:
    """Whether what is below zero is said to be positive right before its number, or the other way round."""
    low, high = claim.interval.low, claim.interval.high
    is_signed = low is not None and high is not None and not low <= 0 <= high
    is_below = (high or 0) < 0 if claim.direction is None else claim.direction not in POSITIVE
    said = (
        SIGNED.search(text, max(mention.sentence[0], mention.start - 2 * REACH), mention.start) if is_signed else None
    )
    return said is not None and (said["above"] is not None) is is_below


def _is_of_others(mention: Mention, claim: Claim, text: str, ways: Ways) -> bool:
    """Whether a part of those that fell is said to be one of those that rose: four in five were rising."""
    cut = CLAUSE.search(text, mention.end, mention.sentence[1])
    last = min(cut.start() if cut else mention.sentence[1], mention.end + BEFORE // 2)
    own = {direction_of(verb) for verb in ways.finditer(lowered(claim.topic.what))} & MOVES
    said = {direction_of(verb) for verb in ways.finditer(lowered(text), mention.end, last)} & MOVES
    return bool(own and said) and own.isdisjoint(said)


def _way_apart(mention: Mention, claim: Claim, text: str) -> Direction | None:
    """Which way a move goes that is told as a distance: the high lay 6.8% above that start."""
    apart = APART.match(text, mention.end) if claim.direction in MOVES else None
    return None if apart is None else Direction.DOWN if apart["down"] else Direction.UP


def _is_impossible(text: str, floor: int, side: re.Match[str], ways: Ways) -> bool:
    """Whether what is said to be on one side of a level is said to have gone to the other: rose below."""
    if side[0].lower() not in LEVELS:
        return False
    near = ways.finditer(lowered(text), floor, side.start())
    verbs = [verb for verb in near if ADJACENT.fullmatch(text, verb.end(), side.start())]
    return bool(verbs) and direction_of(verbs[-1]) is (Direction.UP if side["below"] else Direction.DOWN)


def _is_level(claim: Claim, way: Direction, to: re.Match[str] | None, ways: Ways) -> bool:
    """Whether a percentage is where something went (`to` it), or is itself a change this way: prices rose 2.7%."""
    if not is_of(claim.figure.id, Group.MACRO, Group.POSITIONS):
        is_nothing = claim.interval.low == 0  # of a gain it is perhaps no gain, and of a loss no loss
        return is_nothing and is_of(claim.figure.id, Group.ACCOUNTS)
    if to is not None or (way is Direction.UP and claim.topic.is_growth):
        return True
    return not SAME[way].isdisjoint(map(direction_of, ways.finditer(lowered(claim.topic.what))))


def without_way(mention: Mention, text: str, wayless: str) -> Mention:
    """A mention as it is where names say no way: NDTV Profit put it at 3.88%."""
    around = slice(max(mention.sentence[0], mention.start - BEFORE), mention.start)
    if mention.direction is None or wayless[around] == text[around]:
        return mention
    is_name = lead(wayless[around]).direction is not lead(text[around]).direction
    return replace(mention, direction=None) if is_name else mention
