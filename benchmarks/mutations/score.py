"""What a checker of texts catches of the mutants, and what it flags in the true texts.

    python benchmarks/mutations/score.py COMMAND...

The command is run once. It reads lines of JSON from its standard input, each `{"id", "event", "facts", "text"}` where
`facts` is a folder with the event as it was typed (`event.txt`) and what is known of its figures (`ledger.json`), and
writes a line `{"id", "flags": [[start, stop], ...]}` for each: the stretches of the text that it holds to be wrong,
as offsets in characters. A mutant is caught where a stretch in its sentence is flagged that is not flagged in the true
text; a flag on a true text is a false one. Kinds that change a number (scale, digit, narrow, unit) are shown apart from
those that leave the numbers and change what is said of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, TypeAlias

HERE = Path(__file__).parent
WORKSPACE = HERE / "workspace"
"""The events as the texts tell them; those of `data/events/` go on."""
NARRATOR = Path(sys.executable).parent / "narrator"
OF_NUMBERS = ("scale", "digit", "narrow", "unit")
"""The kinds of which the number itself is wrong."""

Flags: TypeAlias = dict[str, set[tuple[int, int]]]


def facts(folder: Path) -> dict[str, str]:
    """A folder of facts for each event: the file as typed, and the ledger of its brief."""
    built = folder / "out"
    command = [str(NARRATOR), "build", "--to", "md", "--quiet", "--out", str(built)]
    subprocess.run(command, cwd=WORKSPACE, check=True, stdout=subprocess.DEVNULL)
    found: dict[str, str] = {}
    for ledger in sorted(built.glob("*/en/ledger.json")):
        event = ledger.parts[-3]
        home = folder / event
        home.mkdir()
        (home / "ledger.json").write_bytes(ledger.read_bytes())
        (home / "event.txt").write_bytes((WORKSPACE / "data/events" / f"{event}.yaml").read_bytes())
        found[event] = str(home)
    return found


def flags(command: list[str], tasks: list[dict[str, str]]) -> Flags:
    """What a tool flags in each text, by the id of the task."""
    asked = "".join(json.dumps(task, ensure_ascii=False) + "\n" for task in tasks)
    told = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True, text=True)
    answers = (json.loads(line) for line in told.stdout.splitlines())
    return {answer["id"]: {(start, stop) for start, stop in answer["flags"]} for answer in answers}


def main(command: list[str]) -> None:
    """Run a tool over the set and print its table."""
    texts = {path.name: path.read_text("utf-8") for path in sorted((HERE / "texts").glob("*.md"))}
    lines = (HERE / "mutants.jsonl").read_text("utf-8").splitlines()
    mutants: list[dict[str, Any]] = [json.loads(line) for line in lines]
    used = sorted({mutant["text"] for mutant in mutants})
    with tempfile.TemporaryDirectory() as folder:
        homes = facts(Path(folder))
        tasks = [
            {"id": name, "event": name.split(".")[0], "facts": homes[name.split(".")[0]], "text": texts[name]}
            for name in used
        ]
        for mutant in mutants:
            start, stop, new = mutant["edit"]
            text = texts[mutant["text"]][:start] + new + texts[mutant["text"]][stop:]
            tasks.append({"id": mutant["id"], "event": mutant["event"], "facts": homes[mutant["event"]], "text": text})
        flagged = flags(command, tasks)
    report(mutants, texts, {task["id"]: task["text"] for task in tasks}, flagged)


def report(mutants: list[dict[str, Any]], texts: dict[str, str], mutated: dict[str, str], flagged: Flags) -> None:
    """Print what was caught of each kind, and what was flagged in the true texts."""
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for mutant in mutants:
        made[mutant["kind"]] += 1
        known = {texts[mutant["text"]][start:stop] for start, stop in flagged[mutant["text"]]}
        caught[mutant["kind"]] += any(
            first <= start < last and mutated[mutant["id"]][start:stop] not in known
            for start, stop in flagged[mutant["id"]]
            for first, last in mutant["places"]
        )
    false = sum(len(flagged[name]) for name in {mutant["text"] for mutant in mutants})
    groups = {
        "numbers": [kind for kind in made if kind in OF_NUMBERS],
        "what is said of them": [kind for kind in made if kind not in OF_NUMBERS],
        "all": list(made),
    }
    rows = [(kind, [kind]) for kind in sorted(made)] + list(groups.items())
    for name, kinds in rows:
        number, found = sum(made[kind] for kind in kinds), sum(caught[kind] for kind in kinds)
        print(f"{name:<22} {number:>5} {found:>5} {found / number:>7.1%}")
    print(f"{'flags on true texts':<22} {false:>11}")


if __name__ == "__main__":
    main(sys.argv[1:])
