"""Which way a mention says that something went, and whether a figure went the other way."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.audit.topics import FORCED, METRIC
from narrator.model.quantity import Direction

if TYPE_CHECKING:
    from narrator.audit.mentions import Mention
    from narrator.audit.topics import Claim

POSITIVE = frozenset({Direction.INFLOW, Direction.UP, Direction.GAIN, Direction.ABOVE})
LEVELS = frozenset({Direction.BELOW, Direction.ABOVE})
MOVES = frozenset({Direction.UP, Direction.DOWN})
REACH = 24
"""How far in front of a number a verb is looked for, in characters."""
WAYS = (
    (
        Direction.GAIN,
        re.compile(
            r"\b(?:gain(?:ed|ing|s)?|won|winning|earn(?:ed|ing)|profit(?:ed|ing)|add(?:ed|ing)|t(?:ook|aking) in)\b"
        ),
    ),
    (
        Direction.LOSS,
        re.compile(r"\b(?:los(?:t|es|ing)|pa(?:id|ying) out|bled|bleeding|shed(?:ding)?|g(?:ave|iving) (?:up|back))\b"),
    ),
    (Direction.UP, re.compile(r"\b(?:ris(?:e|es|ing)|rose|jump\w*|climb\w*)\b")),
    (Direction.DOWN, re.compile(r"\b(?:fall(?:s|ing)?|fell|drop\w*|declin\w*|slid\w*)\b")),
)
"""Verbs that say which way, where the reading found no other word."""


def way_of(mention: Mention, text: str) -> Direction | None:
    """Which way a mention says, by its reading or by a verb right before it."""
    before = max(mention.sentence[0], mention.start - REACH), mention.start
    verbs = (way for way, words in WAYS if words.search(text, *before))
    return next(verbs, mention.direction) if mention.direction in {None, Direction.UP} else mention.direction


def is_reversed(mention: Mention, way: Direction | None, claim: Claim) -> bool:
    """Whether a mention says the other way than a figure; nothing that was liquidated came in or was gained."""
    if claim.direction in LEVELS and (mention.low is None) is not (mention.high is None):
        return (mention.high is None) is (claim.direction is Direction.BELOW)
    if way is None:
        return False
    if claim.direction is not None:
        return (way in POSITIVE) != (claim.direction in POSITIVE)
    if claim.topic.is_share:
        return way in MOVES
    return way is Direction.GAIN and FORCED in claim.topic.of(METRIC)


def levelled(mention: Mention) -> Mention:
    """A level as a point: "below $85,000" says where, and the direction says which way."""
    end = mention.low if mention.high is None else mention.high
    if mention.low is not None and mention.high is not None:
        return mention
    return replace(mention, low=end, high=end, low_open=False, high_open=False, qualifier="")
