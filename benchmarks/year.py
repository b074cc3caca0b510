"""A year of daily briefs: what a build takes when nothing has changed, one record has, one template has.

`python benchmarks/year.py [FOLDER]`: makes 365 events of one day each in a workspace (a temporary one, or FOLDER, which
is used again), builds them in all three forms, publishes the first 180, and measures the command itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from narrator import config, pipeline
from narrator.publish.published import Approval, record_publication

ROUNDS = 5
DAYS, PUBLISHED, EVERY = 365, 180, 10
COMMAND = [sys.executable, "-m", "narrator"]
SETTINGS = 'desk = "The desk"\n'
SOURCES = "tracker:\n  name: Tracker\n  kind: data vendor\n  grade: B\n  reason: It lists its venues.\n"
NAMES = "btc:\n  kind: asset\n  en: Bitcoin\n  ticker: BTC\n"
EVENT = """\
event:
  id: {id}
  status: ready
  published: {day} 09:00
  timezone: UTC
  days: {before}
  assets: BTC
  main: liquidations.total
  default_window: {before}
liquidations:
  total:
    said:
      Tracker: ${total} million
  longs:
    side: long
    said:
      Tracker: ${longs} million
prices:
  btc:
    asset: BTC
    said:
      Tracker: down {move}%
"""
SENTIMENT = "sentiment:\n  fear_greed:\n    said:\n      Tracker: from 21 to 42\n"
TEMPLATE = "en/messages/sentiment.md.j2"


def write(root: Path) -> None:
    """A workspace with a year of small days; every tenth has a record that the others have not."""
    events = root / "data" / "events"
    events.mkdir(parents=True)
    for name, text in (("narrator.toml", SETTINGS), ("data/sources.yaml", SOURCES), ("data/names.yaml", NAMES)):
        (root / name).write_text(text, encoding="utf-8")
    for n in range(DAYS):
        day = date(2026, 1, 2) + timedelta(days=n)
        facts = {"id": f"{day}-day", "day": day, "before": day - timedelta(days=1)}
        numbers = {"total": 200 + n, "longs": 120 + n // 2, "move": f"{1 + n % 7}.{n % 9 + 1}"}
        text = EVENT.format(**facts, **numbers) + (SENTIMENT if n % EVERY == 0 else "")
        (events / f"{day}-day.yaml").write_text(text, encoding="utf-8")


def ran(root: Path, *options: str) -> tuple[float, dict[str, list[object]]]:
    """How long a build takes, and what came of it."""
    begun = perf_counter()
    done = subprocess.run(
        [*COMMAND, "build", *options, "--format", "json"], cwd=root, capture_output=True, text=True, check=True
    )
    return perf_counter() - begun, json.loads(done.stdout)


def started() -> float:
    """How long the interpreter takes to start, with what the command line needs."""
    begun = perf_counter()
    subprocess.run([sys.executable, "-c", "import narrator.cli.main"], check=True)
    return perf_counter() - begun


def report(what: str, *rounds: tuple[float, dict[str, list[object]]]) -> None:
    """One line: the times, and how many editions were made and left."""
    times = ", ".join(f"{seconds:.2f}" for seconds, _ in rounds)
    told = rounds[-1][1]
    print(f"{what}: {times} s; {len(told['built'])} built, {len(told['unchanged'])} unchanged")


def main(root: Path) -> None:
    """The figures, line by line."""
    if not (root / "data").exists():
        write(root)
    report("first build", ran(root, "--jobs", "2"))
    desk = pipeline.open_desk(config.load(root)[0])
    for path in sorted((root / "data" / "events").iterdir())[:PUBLISHED]:
        if not (root / "data" / "published" / f"{path.stem}.en.1.json").exists():
            now = datetime(2027, 1, 2, tzinfo=ZoneInfo("UTC"))
            record_publication(desk, path, "en", Approval("A. Editor", now))
    report("after publishing", ran(root))
    print(f"interpreter and command line: {', '.join(f'{started():.2f}' for _ in range(ROUNDS))} s")
    report("nothing changed", *(ran(root) for _ in range(ROUNDS)))
    last = max((root / "data" / "events").iterdir())
    last.write_text(last.read_text(encoding="utf-8").replace("Tracker: down", "Tracker: up"), encoding="utf-8")
    report("one record changed", ran(root))
    packaged = subprocess.run(
        [*COMMAND, "templates", "which", TEMPLATE], cwd=root, capture_output=True, text=True, check=True
    ).stdout.strip()
    own = root / "templates" / TEMPLATE
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(Path(packaged).read_text(encoding="utf-8") + "{# changed #}\n", encoding="utf-8")
    report(f"one template of {len(range(0, DAYS, EVERY))} briefs changed, half of the year published", ran(root))
    report("nothing changed", ran(root))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory(prefix="narrator-year-") as folder:
            main(Path(folder))
