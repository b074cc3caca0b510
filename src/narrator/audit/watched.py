"""What an outlook watches for: the numbers at which the picture would change, which nobody says were reached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.ingest.lines import read_line
from narrator.model.kinds import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.audit.matter import Matter
    from narrator.audit.mentions import Mention
    from narrator.model.quantity import Quantity


def thresholds(matter: Matter) -> Iterator[Quantity]:
    """The amounts that the records of the outlook watch for."""
    outlook = matter.event.file.outlook
    for watch in outlook.watch.values() if outlook else ():
        amount = (watch.trigger or "").partition(" ")[2]
        quantity = read_line(amount, Form.AMOUNT).quantity if amount else None
        if quantity:
            yield quantity


def is_threshold(mention: Mention, watched: Iterable[Quantity]) -> bool:
    """Whether a number is one of those that are watched for."""
    exact = replace(mention, low_open=False, high_open=False)
    end = exact.low if exact.low is not None else exact.high
    return any(said.unit == mention.unit and end in {said.interval.low, said.interval.high} for said in watched)
