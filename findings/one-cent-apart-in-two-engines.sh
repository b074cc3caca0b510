#!/usr/bin/env bash
# Polars and DuckDB round the same text to different decimals: one halves to even, the other away from zero.
#
# Versions:    polars 2.1.0, duckdb 2.0.1
# Expectation: text read as a decimal of two places is the same figure in both, or what does not fit is refused.
# Behaviour:   1.005 is 1.00 in polars and 1.01 in DuckDB, -0.125 is -0.12 and -0.13; neither says that it rounded.
# Why here:    two readers of one vendor's file would report a conflict of a cent or of $10,000 in millions that no source
#              has stated. Keep the digits of the file, and round where a figure is said.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check polars==2.1.0 duckdb==2.0.1
"$dir/venv/bin/python" - <<'PY'
import duckdb
import polars

SEEN = {"1.005": ("1.00", "1.01"), "2.675": ("2.68", "2.68"), "-0.125": ("-0.12", "-0.13")}
for text, expected in SEEN.items():
    even = polars.Series([text]).str.to_decimal(scale=2)[0]
    away = duckdb.sql(f"select cast('{text}' as decimal(10, 2))").fetchall()[0][0]
    print(f"{text:8} polars {even}  duckdb {away}")
    assert (str(even), str(away)) == expected, "changed"
PY
