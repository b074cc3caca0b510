"""How the work of a function grows with its input: no test asserts seconds, which say more about the machine."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TEN, TWELVE = 10, 12
QUICK = 0.1
"""Seconds of work below which a ratio of times says nothing."""
TRIES = 5
"""A busy machine slows one of two runs; what is not linear is slow in each."""


def seconds(work: Callable[[str], object], text: str) -> float:
    """The processor's time for one text."""
    gc.disable()  # how long the collector pauses depends on what else the tests keep alive
    begun = time.process_time()
    work(text)
    taken = time.process_time() - begun
    gc.enable()
    return taken


def is_linear(work: Callable[[str], object], text: str) -> bool:
    """Whether the text takes at most twelve times as long as its first tenth, in one of a few tries."""
    short = text[: len(text) // TEN]
    return any(seconds(work, text) <= max(QUICK, TWELVE * seconds(work, short)) for _ in range(TRIES))
