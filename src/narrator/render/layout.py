"""Where the lines of an article stand: seen from its Markdown alone, so that an editor's own order is seen too.

An item with a star is prose that stands in a list: what its figures owe is paid in it, as in a paragraph.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from narrator.render import marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Area = Enum("Area", "TITLE STANDFIRST POINT PROSE TABLE ASIDE")
"""What a line is: what is owed there differs. ASIDE is dates, captions and quotations."""
PLACES = {Area.TITLE: "title", Area.STANDFIRST: "lead", Area.TABLE: "table", Area.ASIDE: "statement"}
"""What the ledger calls them, wherever they stand; all else is prose."""


def area(line: str) -> Area:
    """What a line of an article is."""
    if line.startswith("#"):
        return Area.TITLE
    if line.startswith("|"):
        return Area.TABLE
    if line.startswith("- "):
        return Area.POINT
    if line.startswith("**") and line.endswith("**"):
        return Area.STANDFIRST
    is_aside = line.startswith((">", marks.CHART)) or (line.startswith("*") and line.endswith("*"))
    return Area.ASIDE if is_aside else Area.PROSE


def opening(body: str) -> tuple[str, str]:
    """The headline and the standfirst of an article; empty where it has none."""
    title, standfirst = (re.search(line, body, re.MULTILINE) for line in (r"^# (.+)$", r"^\*\*(.+)\*\*$"))
    return title[1] if title else "", standfirst[1] if standfirst else ""


def places(lines: Sequence[str]) -> Iterator[str]:
    """Where each line of an article stands, as the ledger says it: title, lead, key, prose, table or statement.

    What stands before the first heading is the lead, its table the key figures; the first section is that of the key
    points where it is a list and nothing else.
    """
    starts = [number for number, line in enumerate(lines) if line.startswith("## ")] + [len(lines)] * 2
    first, second = starts[:2]
    is_points = all(area(line) is Area.POINT for line in lines[first + 1 : second] if line)
    for number, line in enumerate(lines):
        place = PLACES.get(area(line), "prose")
        if number < first:
            place = {"prose": "lead", "table": "key"}.get(place, place)
        elif number < second and is_points and place == "prose":
            place = "key"
        yield place
