"""Writes `mutants.jsonl`: the texts of `texts/` made false in one place, with what kind of falsehood each is.

Once written, the set stays as it is, so that figures can be compared over time: run this for a new version of the set
only. The rules are those of `tests/support/mutants.py`, the edits by hand those of the acceptance test of mutations;
neither knows how a text is judged. Texts in Chinese stay out: the peers do not read them.
"""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path
from random import Random  # noqa: TID251 - drawn once, then frozen

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEED, MOST = 2026, 4
"""How the mutants are drawn, and how many of a kind from one text."""


def _edit(old: str, new: str) -> tuple[int, int, str]:
    """The stretch of the old text that differs, and what stands in its place."""
    start = next(at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    shared = min(len(old), len(new)) - start
    tail = next((at for at in range(shared) if old[-1 - at] != new[-1 - at]), shared)
    return start, len(old) - tail, new[start : len(new) - tail]


def main() -> None:
    """Write the set."""
    sys.path.insert(0, str(ROOT / "tests"))
    from support.mutants import mutants, sentence  # noqa: PLC0415 - on the path since the line above

    rules = runpy.run_path(str(ROOT / "tests/acceptance/test_audit_mutations.py"))
    by_hand, paragraph = rules["_by_hand"], rules["_paragraph"]
    lines: list[str] = []
    for path in sorted((HERE / "texts").glob("*.md")):
        event, style = path.stem.split(".")
        text = path.read_text("utf-8")
        if style == "zhbrief":
            continue
        drawn = [*mutants(text, Random(SEED), MOST), *by_hand(event, style, text)]  # noqa: S311 - no secret
        for number, mutant in enumerate(drawn, 1):
            around = (
                paragraph if mutant.kind == "attribution" else sentence
            )  # a source is named anywhere in its paragraph
            places = sorted({around(mutant.text, start) for start, _ in mutant.spans})
            entry = {
                "id": f"{path.stem}.{number:03}",
                "event": event,
                "text": path.name,
                "kind": mutant.kind,
                "edit": _edit(text, mutant.text),
                "places": places,
            }
            lines.append(json.dumps(entry, ensure_ascii=False))
    (HERE / "mutants.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} mutants")


if __name__ == "__main__":
    main()
