"""onus under the protocol of `score.py`: its deterministic rules, with the ledger and the event as evidence."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from onus.engine import check
from onus.evidence import load
from onus.settings import Settings


def main() -> None:
    """Check the numbers and dates of each text."""
    for task in map(json.loads, sys.stdin):
        text = task["text"]
        evidence = load([str(path) for path in sorted(Path(task["facts"]).iterdir())])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "text.md")
            path.write_text(text, encoding="utf-8")
            found = check(path, evidence, Settings(llm=False)).findings
        flags = []
        for each in found:
            start = max(text.find(each.snippet), 0)
            words = each.message.partition(":")[0]
            at = max(text.find(words, start), start)
            flags.append((at, at + len(words)))
        print(json.dumps({"id": task["id"], "flags": flags}))


if __name__ == "__main__":
    main()
