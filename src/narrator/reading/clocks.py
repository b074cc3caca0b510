"""The hours of a text, and the zones in which they are told."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from narrator.reading.patterns import lazy, patterns, worded

CLOCK, OTHER = patterns(__name__, "CLOCK", "OTHER")
NOON = 12
ZONES = worded(__name__, "zones")
"""Zones by what a text calls them; one without any is that of the event, and of any other nothing is known."""
ZONE = lazy("|".join(f"(?P<z{number}>{words})" for number, words in enumerate(ZONES.values())))


def clock_of(text: str, behind: str, own: str) -> tuple[time, ZoneInfo] | None:
    """An hour, and the zone in which it is told: one that stands in or behind it, else that of the event."""
    found, zone = CLOCK.match(text), ZONE.search(behind)
    if found is None or (zone is None and OTHER.search(behind)):
        return None
    hour = int(found["hour"]) % (NOON if found["half"] else 2 * NOON) + NOON * ((found["half"] or "").lower() == "p")
    name = [*ZONES][int((zone.lastgroup or "z0")[1:])] if zone else own
    return time(hour, int(found["minute"] or 0)), ZoneInfo(name)
