"""Names of zones that are not those of the IANA list, and what can be told of them."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

from narrator.ingest.messages import BLANKS, meant

ABBREVIATIONS = {
    "ACT": "Acre, Australia or South-East Asia",
    "AMT": "the Amazon or Armenia",
    "AST": "Arabia or the Atlantic coast of America",
    "BST": "Britain, Bangladesh or Bougainville",
    "CDT": "the middle of America or Cuba",
    "CST": "China, the middle of America or Cuba",
    "ECT": "Ecuador or the eastern Caribbean",
    "GST": "the Gulf or South Georgia",
    "IST": "India, Israel or Ireland",
    "MST": "the mountains of America or Malaysia",
    "PST": "the Pacific coast of America or the Philippines",
    "PYT": "Paraguay or Pyongyang",
    "SST": "Samoa or Singapore",
    "WST": "Western Australia or Samoa",
}
"""Abbreviations that clocks far apart share."""
OFFSET = re.compile(r"(?i)(?:UTC|GMT)? ?([-+\u2212])0?([0-9]|1[0-4])(?::?00)?")


def zone_meant(typed: str) -> tuple[str, str]:
    """The hint behind an unknown zone, and the one that was meant; an abbreviation is not taken for another one."""
    if shared := ABBREVIATIONS.get(typed.upper().strip()):
        return f" ({typed.upper().strip()} may be that of {shared})", BLANKS["timezone"]
    if offset := OFFSET.fullmatch(typed.strip()):
        sign = "-" if offset[1] == "+" else "+"  # the names of the list count from the zone to Greenwich
        return "", f"Etc/GMT{sign}{offset[2]}"
    if "/" not in typed:
        return "", BLANKS["timezone"]
    return meant(typed, available_timezones(), BLANKS["timezone"])
