#!/usr/bin/env bash
# quantulum3 adds the two ends of a hyphenated amount of money with a scale word.
#
# Version:     quantulum3 0.10.0
# Expectation: "$400-500 million" is a range, as "400-500 tonnes" is: 450 with an uncertainty of 50, in millions.
# Behaviour:   it is one exact amount of 900 million; with "to" and the scale on the second end only, the lower end
#              stays 400 dollars, so that the middle is 250,000,200. Spelled out at both ends it is right.
# Why here:    ranges of money in market texts are written in just these ways, and the sum has no sign of a doubt.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check quantulum3==0.10.0
"$dir/venv/bin/python" -W ignore - <<'PY'
from quantulum3 import parser

SEEN = {
    "400-500 tonnes": [(450.0, 50.0)],
    "$400 million to $500 million": [(450_000_000.0, 50_000_000.0)],
    "$400-500 million": [(900_000_000.0, None)],
    "$400 to $500 million": [(250_000_200.0, 249_999_800.0)],
}
for text, expected in SEEN.items():
    found = [(quantity.value, quantity.uncertainty) for quantity in parser.parse(text)]
    print(f"{text:30} {found}")
    assert found == expected, f"changed: {expected} was seen before"
PY
