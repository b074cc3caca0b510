#!/usr/bin/env bash
# dateparser's search reads "Jan. 29, 2026", as American desks print it, as two other dates, and a tenor as a third.
#
# Version:     dateparser 1.5.0
# Expectation: "on Jan. 29, 2026" is the date that "on Jan 29, 2026" is; "the 10-year yield" holds no date; "Q1 2026" is
#              no day.
# Behaviour:   the point ends the date: "on Jan" takes the day of the reference date and the year stands alone; the tenor
#              becomes October; the quarter becomes today.
# Why here:    the abbreviation with a point is the house style of news agencies; tenors and quarters stand in every piece
#              on bonds and earnings. A window that is read in this way looks like a date.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
"$dir/venv/bin/python" - <<'PY'
from datetime import datetime

from dateparser.search import search_dates

SEEN = {
    "on Jan 29, 2026": ["2026-01-29"],
    "on Jan. 29, 2026": ["2026-01-05", "2026-02-05"],
    "the 10-year yield": ["2026-10-05"],
    "in Q1 2026": ["2026-02-05"],
}
for text, expected in SEEN.items():
    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": datetime(2026, 2, 5)}) or []
    print(f"{text:20} {[(part, date.date().isoformat()) for part, date in found]}")
    assert [date.date().isoformat() for _, date in found] == expected, "changed"
PY
