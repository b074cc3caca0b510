"""doubleblind-audit's trace under the protocol of `score.py`: the ledger and the event are its data."""

from __future__ import annotations

import json
import sys

from doubleblind.trace import load_evidence, trace
from lines import spans


def main() -> None:
    """Trace the numbers of each text."""
    for task in map(json.loads, sys.stdin):
        found = trace(task["text"], load_evidence([task["facts"]]))
        named = ((each.number.line_no, each.number.raw) for each in found if each.verdict == "unsupported")
        print(json.dumps({"id": task["id"], "flags": spans(task["text"], named)}))


if __name__ == "__main__":
    main()
