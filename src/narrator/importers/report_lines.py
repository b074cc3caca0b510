"""Observations as typed in an event file: a report line with the vendor's own digits, and a name of its record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.model.kinds import Group
from narrator.model.quantity import INDEX, PERCENT

if TYPE_CHECKING:
    from decimal import Decimal

    from narrator.importers.observation import Observation

SIGNS = {INDEX: "", PERCENT: "%"}
DOLLARS = "USD"


def report_line(observation: Observation) -> str:
    """The line of an observation; a flow has a word in place of its sign, and none of it is `none`."""
    number = observation.number
    if number is None:
        return "not reported"
    if number == 0 and observation.unit != INDEX and observation.kind is not Group.MACRO:
        return "none"
    word = "" if observation.kind is not Group.FLOWS else "inflow " if number > 0 else "outflow "
    tail = ", provisional" if observation.is_partial else ""
    return word + _amount(abs(number) if word else number, observation) + tail


def _amount(number: Decimal, observation: Observation) -> str:
    """An amount with the digits that the vendor gave."""
    sign, scale = "-" if number < 0 else "", f" {observation.scale}" if observation.scale else ""
    digits = f"{abs(number):,f}"
    if observation.unit == DOLLARS:
        return f"{sign}${digits}{scale}"
    unit = SIGNS.get(observation.unit, f" {observation.unit}")
    return f"{sign}{digits}{scale}{unit}"


def name_of(observation: Observation) -> str:
    """A name for the record of an observation, from what it is of."""
    of = {key: _slug(said) for key, said in observation.of.items()}
    asset = of.get("asset", "")
    if observation.kind is Group.FLOWS:
        return "_".join(filter(None, (asset, of.get("fund", "etf"))))
    words = {**of, "side": f"{of['side']}s"} if "side" in of else of
    order = ("name", "who", "what", "asset", "venue", "instrument", "side")
    name = "_".join(words[key] for key in order if words.get(key)) or "total"
    return name if name[0].isalpha() else f"the_{name}"


def _slug(text: str) -> str:
    """Small letters, digits and underscores."""
    words = re.sub(r"[^a-z0-9]+", "_", text.lower().replace("'s ", " ").removeprefix("the ")).strip("_")
    return re.sub(r"_(?:and|index|of|the)(?=_|$)", "", words)
