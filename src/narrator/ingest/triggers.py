"""What would trigger something to watch for: `below AMOUNT` or `above AMOUNT`, also of what may lie below zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.ingest.amounts import plain_amount, read_amount
from narrator.ingest.faults import Fault

if TYPE_CHECKING:
    from narrator.model.quantity import Quantity


def read_threshold(trigger: str) -> Quantity:
    """The amount of a trigger.

    Raises:
        Fault: the amount is not of the grammar.
    """
    return read_amount(_amount_of(trigger), signed=True)


def _amount_of(trigger: str) -> str:
    return trigger.partition(" ")[2]


def threshold_of(trigger: str | None) -> Quantity | None:
    """The amount of a trigger; None for a direction word alone, and for one that `check` refuses."""
    try:
        return plain_amount(_amount_of(trigger or ""), signed=True)
    except Fault:
        return None
