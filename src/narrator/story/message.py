"""Messages: what one sentence or two can tell, and what the telling owes (STORY.md 3). No words of any language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.model.window import Window


class Kind(StrEnum):
    """What a message tells; each has a template of its own, `messages/<kind>.md.j2`."""

    TOTAL = "total"
    SPLIT = "split"
    PARTS = "parts"
    PEAK = "peak"
    ORDER = "order"
    ACCOUNTS = "accounts"
    FLOW = "flow"
    FLOW_SET = "flow_set"
    TURN = "turn"
    REVERSAL = "reversal"
    MOVE = "move"
    QUOTE = "quote"
    LEVEL = "level"
    RATE = "rate"
    POSITION = "position"
    MACRO_VALUE = "macro_value"
    MACRO_EVENT = "macro_event"
    SENTIMENT = "sentiment"
    TRANSFER = "account_move"
    HOLDING = "holding"
    RESULT = "loss"
    STATEMENT = "statement"
    CLAIM = "claim"
    RUMOUR = "rumour"
    ESTIMATE = "estimate"
    COMPARISON = "comparison"
    CONTEXT = "context"
    OPEN = "open"
    MECHANISM = "mechanism"


class Place(StrEnum):
    """Where a message is told: in a sentence, or in the table of figures alone."""

    PROSE = "prose"
    TABLE = "table"


class Owed(StrEnum):
    """What a printed figure owes the reader beside itself.

    Window, voice and subject are settled per paragraph; doubt, note, caution and how the desk checked it once in the
    article, where the figure first stands in a paragraph of the body; nature wherever it is printed.
    """

    WINDOW = "window"
    DIRECTION = "direction"
    VOICE = "voice"
    DOUBT = "doubt"
    NOTE = "note"
    CHECKED = "checked"
    CAUTION = "caution"
    NATURE = "nature"


ONCE = (Owed.CAUTION, Owed.DOUBT, Owed.CHECKED, Owed.NOTE)
"""What is owed once in the article, where its figure first stands in a paragraph of the body."""


@dataclass(frozen=True, slots=True)
class Message:
    """What one sentence or two can tell.

    `figures`: the ids of the figures told, the one it is about first; `roles`: the same by what they are in it.
    `records`: the records whose texts it tells. `terms`: the named terms that its weight is the sum of. `rest`:
    the figures of its list that stand in the table alone.
    """

    kind: Kind
    section: str
    figures: tuple[str, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    records: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()
    place: Place = Place.PROSE
    rest: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The kind with the figure or record that it is about: the same in every build of the same records."""
        return f"{self.kind}:{(*self.figures, *self.records, '')[0]}"

    @property
    def weight(self) -> int:
        """How much it matters: the sum of its terms."""
        return sum(points for _, points in self.terms)


@dataclass(frozen=True, slots=True)
class Section:
    """Messages on one subject in paragraphs, the heaviest first; `brief` ones are too thin for a heading."""

    name: str
    paragraphs: tuple[tuple[Message, ...], ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Story:
    """An article before any words.

    `main` tells the main figure; `move` the price of the main asset beside it; `second` tells what lies between the
    figures, and `contrast` names it, empty where it tells a figure more; `deck` is what the standfirst tells, which is
    another where nobody knows when that was so; `nut` the messages of the nut graf;
    `points` those of the key points; `key` the ids of the key figures; `debts` what each figure owes wherever it is
    printed; `aside` what nothing ties to the story, for a list at the end.
    """

    main: Message
    move: Message | None
    second: Message | None
    deck: Message | None
    contrast: str
    nut: tuple[Message, ...]
    points: tuple[Message, ...]
    key: tuple[str, ...]
    key_others: tuple[str, ...]
    sections: tuple[Section, ...]
    aside: tuple[tuple[Message, ...], ...]
    messages: tuple[Message, ...]
    debts: Mapping[str, tuple[Owed, ...]]
