"""What one ledger says otherwise than another: by figures, with how much it matters to who has read the first.

A change after publication has a level. 1: what was printed still holds, and the brief says that it was updated. 2: a
reader was told a range, a standing, a time or a rumour that no longer stands, which a dated notice says, with what was
said and what is said now. 3: it was the other way, or of another size, which is said before all else. `RULES` is the
one table of what makes which.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from narrator.model.figure import Role
from narrator.model.ledger import ENDS, interval_of
from narrator.model.quantity import DIGITS, EMPTY, INDEX, NEGATIVE, OPPOSITE, PERCENT, POINTS, Direction
from narrator.model.report import Nature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from narrator.case import Replaced
    from narrator.model.event import Event
    from narrator.model.policy import Policy
    from narrator.model.quantity import Interval

    Entry = Mapping[str, Any]

SHORT = 6
"""Digits of a number in a message, unless two numbers would look alike."""


FACTS = (
    *(*ENDS, "low_open", "high_open", "unit", "approximate", "direction", "window", "nature", "standing"),
    *("text", "by", "checked"),
)
"""What is told of a figure, or of a rumour."""


class Level(IntEnum):
    """How much a change matters to who has read what was published."""

    NONE = 0
    UPDATED = 1
    NOTICE = 2
    WRONG = 3


class Pair(NamedTuple):
    """A figure as two ledgers have it."""

    was: Entry
    now: Entry
    policy: Policy

    def differs(self, fact: str) -> bool:
        """Whether a fact that both ledgers state is another one."""
        return fact in self.was and fact in self.now and bool(self.was[fact] != self.now[fact])

    @property
    def intervals(self) -> tuple[Interval, Interval]:
        """Both with the sign that their directions give them."""
        return signed(self.was), signed(self.now)


def _turned(pair: Pair) -> bool:
    """Whether it went the other way: by its word, or by its sign where no word says it."""
    ways = [entry["direction"] and Direction(entry["direction"]) for entry in pair[:2]]
    if all(ways):
        return OPPOSITE[ways[0]] is ways[1]
    was, now = pair.intervals
    return (was.is_negative and _is_above_zero(now)) or (now.is_negative and _is_above_zero(was))


def _is_above_zero(interval: Interval) -> bool:
    return interval.low is not None and interval.low > 0


def _of_another_size(pair: Pair) -> bool:
    """Whether the ranges are as far apart as two values of which no figure would be made."""
    was, now = pair.intervals
    below, above = (was, now) if was.is_below(now) else (now, was)
    if pair.differs("unit") or below.high is None or above.low is None or not below.is_below(above):
        return False
    if pair.was["unit"] in {PERCENT, POINTS, INDEX}:
        return above.low - below.high > pair.policy.dispute_points.value
    near, far = sorted((abs(below.high), abs(above.low)))
    return far > near * pair.policy.dispute_ratio.value


def _is_lost(pair: Pair) -> bool:
    """Whether it lies outside what was printed; what was not printed holds nothing."""
    was, now = pair.intervals
    return was != now and (EMPTY in {was, now} or not was.contains(now))


def _is_moved(pair: Pair) -> bool:
    return pair.intervals[0] != pair.intervals[1] or pair.differs("approximate") or pair.differs("direction")


def _is_behind(pair: Pair) -> bool:
    """Whether others say it, or, where the figure is as it was, say something else each."""
    if "reports" not in pair.was or "reports" not in pair.now:
        return False
    other = _behind if not _is_moved(pair) else sources
    return other(pair.was) != other(pair.now)


class Rule(NamedTuple):
    """A kind of change: its level, and when there is one."""

    kind: str
    level: Level
    applies: Callable[[Pair], bool]


RULES = (
    Rule("direction", Level.WRONG, _turned),
    Rule("unit", Level.WRONG, partial(Pair.differs, fact="unit")),
    Rule("magnitude", Level.WRONG, _of_another_size),
    Rule("nature", Level.NOTICE, partial(Pair.differs, fact="nature")),
    Rule("standing", Level.NOTICE, partial(Pair.differs, fact="standing")),
    Rule("window", Level.NOTICE, partial(Pair.differs, fact="window")),
    Rule("range", Level.NOTICE, _is_lost),
    Rule("within", Level.UPDATED, lambda pair: _is_moved(pair) and not _is_lost(pair)),
    Rule("sources", Level.UPDATED, _is_behind),
    Rule("beside", Level.UPDATED, lambda pair: pair.differs("circulating") or pair.differs("camps")),
)
"""Every kind of change of a figure that both ledgers have, the worst first."""
OTHERS = {"gone": Level.NOTICE, "added": Level.UPDATED, "rumour": Level.NOTICE}
"""Those of a figure that one of them has alone, and of a rumour that is told otherwise, answered, or no longer told."""
UNTOLD = Level.UPDATED
"""The most that a figure can matter which no sentence, table or chart has told."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure, or rumour, that two ledgers have otherwise: in which ways, and how much that matters."""

    id: str
    kinds: tuple[str, ...]
    level: Level
    was: Entry | None
    now: Entry | None

    @property
    def facts(self) -> tuple[Entry | None, Entry | None]:
        """Both states for a machine: what each ledger has of it, and whose it is."""
        return tuple(each and _facts(each) for each in (self.was, self.now))  # type: ignore[return-value]  # two

    @property
    def told(self) -> tuple[str, str]:
        """Both states in words, their numbers cut to a few digits unless they look alike then."""
        short, full = (tuple(self._said(each, digits) for each in (self.was, self.now)) for digits in (SHORT, DIGITS))
        return short if short[0] != short[1] else full  # type: ignore[return-value]  # two each

    def _said(self, entry: Entry | None, digits: int) -> str:
        if "rumour" in self.kinds:
            return ", ".join(filter(None, (entry["text"], entry["checked"]))) if entry else "no such rumour"
        if entry is None:
            return "no figure"
        more = [entry["window"]] if "window" in self.kinds else []
        more += [f"by {_behind(entry, digits) or 'nobody'}"] if "sources" in self.kinds else []
        more += [f"beside it {_beside(entry, digits) or 'nothing'}"] if "beside" in self.kinds else []
        facts = amount(entry, digits), entry["direction"], entry["nature"], entry["standing"], *more
        return ", ".join(filter(None, facts))


@dataclass(frozen=True, slots=True)
class Revision:
    """What an edition says otherwise than what readers were given, when that was, and when it was corrected."""

    changes: tuple[Change, ...]
    published: datetime
    corrected: datetime | None = None

    @property
    def level(self) -> Level:
        """How much it matters to who has read what was published."""
        return level_of(self.changes)


def changes(was: Entry, now: Entry, policy: Policy) -> tuple[Change, ...]:
    """What a ledger has otherwise than an earlier one: figures in the order of the earlier, then what is new, rumours.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: one of them is no ledger.
    """
    before, after = ({entry["id"]: entry for entry in ledger["figures"]} for ledger in (was, now))
    found = (_change(figure, before.get(figure), after.get(figure), policy) for figure in {**before, **after})
    return (*filter(None, found), *_rumours(was, now))


def level_of(found: tuple[Change, ...]) -> Level:
    """The level of a change as a whole: that of the worst."""
    return max((change.level for change in found), default=Level.NONE)


def revised(replaced: Replaced, ledger: Entry, event: Event, policy: Policy) -> Revision:
    """What the ledger of an event has otherwise than the edition that it corrects."""
    found = changes(replaced.ledger, with_rumours(ledger, event, ledger["locale"]), policy)
    return Revision(found, replaced.published, replaced.corrected)


def _change(figure: str, was: Entry | None, now: Entry | None, policy: Policy) -> Change | None:
    kinds: tuple[str, ...]
    if was is None or now is None:
        kind = "added" if was is None else "gone"
        kinds, level = (kind,), OTHERS[kind]
    else:
        pair = Pair(was, now, policy)
        rules = [rule for rule in RULES if rule.applies(pair)]
        kinds = tuple(rule.kind for rule in rules)
        level = max((rule.level for rule in rules), default=Level.NONE)
    is_untold = was is not None and "told" in was and was["told"] is None
    return Change(figure, kinds, min(level, UNTOLD) if is_untold else level, was, now) if kinds else None


def _rumours(was: Entry, now: Entry) -> Iterator[Change]:
    """Rumours that a reader was told and that stand otherwise now; a new one is no change of what was said."""
    after = {entry["id"]: entry for entry in now.get("rumours", ())}
    for entry in was.get("rumours", ()) if "rumours" in now else ():
        new = after.get(entry["id"])
        if new is None or any(entry[fact] != new[fact] for fact in ("text", "by", "checked")):
            yield Change(entry["id"], ("rumour",), OTHERS["rumour"], entry, new)


def with_rumours(ledger: Entry, event: Event, language: str) -> Entry:
    """A ledger and what its edition tells without knowing it, so that a denial later on is seen for what it is."""
    return {**ledger, "rumours": [*_told(ledger, event, language)]}


def _told(ledger: Entry, event: Event, language: str) -> Iterator[dict[str, str]]:
    for name, rumour in event.file.unconfirmed.items():
        words: Any = rumour.text
        text = words if isinstance(words, str) else words.get(language, "")
        yield _rumour(event, f"unconfirmed.{name}", text, rumour.by, rumour.checked)
    for entry in ledger["figures"]:
        if entry["nature"] == Nature.RUMOUR:
            checked = getattr(event.record(entry["id"]), "checked", None)
            yield _rumour(event, entry["id"], "", ", ".join(sources(entry)), checked)


def _rumour(event: Event, path: str, text: str, by: str, checked: str | None) -> dict[str, str]:
    at = event.place(path)
    return {"id": path, "text": text, "by": by, "checked": checked or "", "at": f"{at.file}:{at.line}"}


def signed(entry: Entry) -> Interval:
    """The interval of a figure with the sign that its direction gives it."""
    interval = interval_of(entry)
    return interval.negated() if entry["direction"] in NEGATIVE else interval


def sources(entry: Entry) -> tuple[str, ...]:
    """Whose reports a figure rests on, each once, sorted: their order in a file is nothing that a reader is told."""
    return tuple(sorted({report["source"] for report in entry.get("reports", ()) if report["role"] == Role.CORE}))


def amount(entry: Entry, digits: int = SHORT) -> str:
    """An amount of a ledger as a message tells it."""
    low, high = (end and f"{Context(digits).create_decimal(end):,f}" for end in map(entry.__getitem__, ENDS))
    least = low and ("more than " if entry.get("low_open") else "" if high else "at least ") + low
    most = high and ("less than " if entry.get("high_open") else "" if low else "at most ") + high
    told = " to ".join(dict.fromkeys(filter(None, (least, most))))
    about = "about " if entry.get("approximate") else ""
    return f"{about}{told} {entry['unit']}" if told else "no amount"


def _behind(entry: Entry, digits: int = DIGITS) -> str:
    """Whose reports a figure rests on, and what each of them says."""
    core = (report for report in entry["reports"] if report["role"] == Role.CORE)
    return "; ".join(sorted({f"{report['source']} ({amount(report, digits)})" for report in core}))


def _facts(entry: Entry) -> Entry:
    own = {fact: entry[fact] for fact in FACTS if fact in entry}
    return {**own, "sources": sources(entry)} if ENDS[0] in entry else own


def _beside(entry: Entry, digits: int) -> str:
    """The values that stand beside a figure."""
    said = [f"{amount(each, digits)} ({each['source']})" for each in entry.get("circulating", ())]
    return "; ".join([*said, *(amount(each, digits) for each in entry.get("camps", ()))])
