"""Signals: three-valued statements computed from figures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Truth(StrEnum):
    """True on the whole interval, false on none of it, else undecided; an undecided signal has no words."""

    TRUE = "true"
    FALSE = "false"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Signal:
    """A statement about figures, with the figures and the rule that decided it."""

    name: str
    truth: Truth
    figures: tuple[str, ...] = ()
    rule: str = ""
