"""Leaning: which records the desk's view speaks of, so that they stand before it."""

from __future__ import annotations

import re
from calendar import month_name
from itertools import pairwise
from typing import TYPE_CHECKING

from narrator.model.ids import record_of
from narrator.render.subjects import ARTICLE, what_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.model.records import Entry
    from narrator.render.texts import Texts
    from narrator.story.message import Message

NAMES = ("asset", "fund", "venue", "who", "name", "also_known_as")
"""The fields that name what a record is of."""
WORD = re.compile(r"[^\W\d_]{4,}")
"""A word of a topic that says something: by two of them in a row a text speaks of it."""
NAME = re.compile(r"\b[A-Z][^\W\d_]{2,}")
"""A name in a topic, by which alone a text speaks of it."""


class Leaning:
    """What a text of the desk speaks of, as typed: by reference, by a name of the registries, or by its topic."""

    def __init__(self, texts: Texts, said: str) -> None:
        self._texts, self._said, self._folded = texts, said, said.casefold()
        self._pairs = {*pairwise(word.casefold() for word in WORD.findall(said))}
        self._own = {texts.names.say(asset) for asset in texts.event.assets}

    def parted(self, messages: tuple[Message, ...]) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
        """The messages of a paragraph that it speaks of, and the others; what is about a figure stays with that."""
        spoken: list[Message] = []
        for message in messages:
            paths = dict.fromkeys((*message.records, *map(record_of, message.figures[:1])))
            entries = {path: entry for path in paths if (entry := self._texts.event.record(path))}
            about = {getattr(entry, "about", None) for entry in entries.values()}
            is_beside = not message.figures and any(about & {*m.figures} for m in spoken)
            if is_beside or any(f"[{path}" in self._said or self._names(entries[path]) for path in entries):
                spoken.append(message)
        return tuple(spoken), tuple(m for m in messages if m not in spoken)

    def _names(self, entry: Entry) -> bool:
        topic = ARTICLE.sub("", what_of(entry))
        words = pairwise(word.casefold() for word in WORD.findall(topic))
        is_named = bool({*NAME.findall(topic)} & {*NAME.findall(self._said)} - {*month_name, *self._own})
        return is_named or not self._pairs.isdisjoint(words) or any(map(self._has, self._forms(entry)))

    def _forms(self, entry: Entry) -> Iterator[str]:
        for typed in (str(getattr(entry, field, None) or "") for field in NAMES):
            name, source = self._texts.names.find(typed), self._texts.sources.find(typed)
            if typed and self._texts.names.say(typed) not in self._own:
                yield from (typed, source.name, *source.aliases)
                yield from (*name.forms.values(), *name.aliases) if name else ()

    def _has(self, name: str) -> bool:
        bare = ARTICLE.sub("", name)
        is_there = bare.casefold() in self._folded  # asked first: a pattern costs more to make than to use
        return is_there and re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", self._said, re.IGNORECASE) is not None
