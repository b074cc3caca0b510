#!/usr/bin/env bash
# DuckDB's CSV reader takes dates that fit both orders for day first, and reports nothing.
#
# Version:     duckdb 2.0.1
# Expectation: a column in which every date fits both MM/DD and DD/MM stays text, or is read month first as pandas does.
# Behaviour:   it becomes a DATE read day first: 2 and 5 January are 1 February and 1 May. With one more row, past the
#              twelfth of the month, the same rows are January again.
# Why here:    American vendors' files of a few days are ambiguous until the thirteenth; a flow lands on another month's
#              day. A reading has to be declared for each file.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1 pandas==3.1.1
cd "$dir"
printf 'date,flow\n01/02/2026,471.3\n01/05/2026,697.2\n' > few.csv
printf 'date,flow\n01/02/2026,471.3\n01/05/2026,697.2\n01/13/2026,753.8\n' > more.csv
"$dir/venv/bin/python" - <<'PY'
import duckdb
import pandas

few = [str(row[0]) for row in duckdb.sql("select date from 'few.csv'").fetchall()]
more = [str(row[0]) for row in duckdb.sql("select date from 'more.csv'").fetchall()]
read = pandas.to_datetime(pandas.read_csv("few.csv")["date"]).dt.strftime("%Y-%m-%d").tolist()
print(f"duckdb, two rows: {few}\nduckdb, three:    {more}\npandas, two rows: {read}")
assert few == ["2026-02-01", "2026-05-01"], "changed"
assert more == ["2026-01-02", "2026-01-05", "2026-01-13"], "changed"
assert read == ["2026-01-02", "2026-01-05"], "changed"
PY
