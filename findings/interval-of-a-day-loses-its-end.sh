#!/usr/bin/env bash
# Babel prints the 24 hours from 09:00 to 09:00 of the next day as the moment "09:00".
#
# Version:     Babel 2.19.0
# Expectation: where two times differ in a field that the skeleton does not show (here: the day), both are printed with it;
#              the Unicode rule for interval formats falls back to a format that has the field.
# Behaviour:   with the skeleton "Hm", two times a day apart become one, and 09:00 to 15:00 of the next day reads as six
#              hours. Nothing warns. "MMMd" drops a year that differs in the same way.
# Why here:    a 24-hour window is the usual one of liquidation counts; its printed form must not shrink to a moment.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check Babel==2.19.0
"$dir/venv/bin/python" - <<'PY'
from datetime import date, datetime

from babel.dates import format_interval

start = datetime(2026, 1, 29, 9)
day = format_interval(start, datetime(2026, 1, 30, 9), "Hm", locale="en_US")
longer = format_interval(start, datetime(2026, 1, 30, 15), "Hm", locale="en_US")
years = format_interval(date(2024, 12, 29), date(2026, 1, 30), "MMMd", locale="en_US")
print(repr(day), repr(longer), repr(years))
assert day == "09:00", "changed"
assert longer == "09:00\u2009–\u200915:00", "changed"
assert years == "Dec 29\u2009–\u2009Jan 30", "changed"
PY
