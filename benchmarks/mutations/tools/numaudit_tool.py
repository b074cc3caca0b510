"""numaudit under the protocol of `score.py`: the ledger and the event are its data."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lines import spans
from numaudit.audit import audit_text, collect_data


def main() -> None:
    """Check the numbers of each text."""
    for task in map(json.loads, sys.stdin):
        pool, _ = collect_data([Path(task["facts"])])
        found, _ = audit_text(task["text"], pool)
        named = ((each.number.line, each.number.text) for each in found if each.status == "unsourced")
        print(json.dumps({"id": task["id"], "flags": spans(task["text"], named)}))


if __name__ == "__main__":
    main()
