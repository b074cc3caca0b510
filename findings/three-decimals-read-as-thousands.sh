#!/usr/bin/env bash
# price-parser takes a decimal point before exactly three digits for a separator of thousands.
#
# Version:     price-parser 0.5.1
# Expectation: "$1.451 billion" is 1.451, as "$1.45 billion" is 1.45; a dollar sign makes the point a decimal one.
# Behaviour:   1451, a thousand times as much; one digit more or fewer and it is right. With decimal_separator="." given,
#              all are right.
# Why here:    vendors print billions with two or three decimals, from one day to the next, in one column.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check price-parser==0.5.1
"$dir/venv/bin/python" - <<'PY'
from decimal import Decimal

from price_parser import Price

SEEN = {
    "$1.45 billion": ("1.45", "1.45"),
    "$1.451 billion": ("1451", "1.451"),
    "$1.4512 billion": ("1.4512", "1.4512"),
    "$0.125": ("125", "0.125"),
}
for text, (plain, declared) in SEEN.items():
    found = Price.fromstring(text).amount, Price.fromstring(text, decimal_separator=".").amount
    print(f"{text:18} undeclared {found[0]!s:8} declared {found[1]}")
    assert found == (Decimal(plain), Decimal(declared)), "changed"
PY
