"""figured under the protocol of `score.py`: every number of the ledger is in a row that a text may show."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from figured import trace


def rows(facts: str) -> list[dict[str, Any]]:
    """The figures, the reports behind them and the values beside them, a row each."""
    figures: list[dict[str, Any]] = json.loads(Path(facts, "ledger.json").read_text("utf-8"))["figures"]
    inner = [row for figure in figures for key in ("reports", "circulating") for row in figure[key]]
    return [{key: value for key, value in row.items() if isinstance(value, str)} for row in (*figures, *inner)]


def main() -> None:
    """Trace the numbers of each text."""
    for task in map(json.loads, sys.stdin):
        found = [result.to_dict() for result in trace(task["text"], rows(task["facts"])).results]
        flags = [each["span"] for each in found if each["status"] == "ungrounded"]
        print(json.dumps({"id": task["id"], "flags": flags}))


if __name__ == "__main__":
    main()
