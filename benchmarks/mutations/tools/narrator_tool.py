"""narrator's own audit under the protocol of `score.py`: what blocks and what warns are both flags."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path

WORKSPACE = Path(__file__).parents[1] / "workspace"
NARRATOR = Path(sys.executable).parent / "narrator"
SOUND = {"supported", "derived"}


def main() -> None:
    """Audit all texts of an event in one run."""
    tasks = [json.loads(line) for line in sys.stdin]
    for event, group in groupby(sorted(tasks, key=lambda task: task["event"]), key=lambda task: task["event"]):
        with tempfile.TemporaryDirectory() as folder:
            files = {f"{number}.md": task for number, task in enumerate(group)}
            for name, task in files.items():
                Path(folder, name).write_text(task["text"], encoding="utf-8")
            command = [
                NARRATOR,
                "audit",
                *(Path(folder, name) for name in files),
                "--against",
                event,
                "--format",
                "json",
            ]
            told = json.loads(subprocess.run(command, cwd=WORKSPACE, stdout=subprocess.PIPE, check=False).stdout)
            flags: dict[str, list[tuple[int, int]]] = {name: [] for name in files}
            for mention in told["mentions"]:
                if mention["verdict"] not in SOUND:
                    name = Path(mention["file"]).name
                    lines = files[name]["text"].split("\n")
                    start = sum(len(line) + 1 for line in lines[: mention["line"] - 1])
                    end = mention["end_column"] or mention["column"] + 1  # none where it goes on in the next line
                    flags[name].append((start + mention["column"] - 1, start + end - 1))
        for name, task in files.items():
            print(json.dumps({"id": task["id"], "flags": flags[name]}))


if __name__ == "__main__":
    main()
