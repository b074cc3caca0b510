"""How fast a text is read back, and that ten times the text takes about ten times as long.

Kilobytes per second of the body of a brief, over and over, against an event of forty figures; beside it the same for
a text that is nothing but digits, and for one of naughty strings. `tenfold` is the time of ten times the text over
ten times the time of the text: 1 is linear, 1.2 the most that we allow. Ten times the figures may take 1.5 times the
time. A/A is the same text read twice: what it differs from 1 by is the noise.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from narrator import config, pipeline
from narrator.audit.judge import audit
from narrator.audit.matter import matter_of
from narrator.reading.documents import of_markdown
from narrator.render.choices import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]
NAUGHTY = ROOT / "tests" / "corpora" / "strings" / "own.json"
ID, KILO, LEAST, MOST, MOST_OF_MANY = "2026-03-03-forty", 1_000, 200, 1.2, 1.5
HEAD = f"""\
event:
  id: {ID}
  status: ready
  published: 2026-03-03 09:00
  timezone: UTC
  days: 2026-03-02 to 2026-03-03
  assets: BTC, ETH
  main: liquidations.total
  default_window: 24h to 2026-03-03 08:00
liquidations:
  total:
    said:
      tracker_a: $210 million
      tracker_b: $230 million to $240 million
"""
MANY = 10
"""How many times the figures that a text is held against beside."""
COINS = ("BTC", "ETH", "SOL", "XRP", "ADA", "DOT", "LTC", "BCH", "TRX", "XLM", "UNI", "FIL", "ATOM")


def event(coins: Sequence[str]) -> str:
    """An event of a total, and of what was liquidated, what funds took in and the price, coin by coin."""
    liquidations = flows = prices = ""
    for number, coin in enumerate(coins):
        record = f"  {coin.lower()}:\n    asset: {coin}\n    said:\n      tracker_a: "
        liquidations += f"{record}${11 + number}.{number % 10} million\n"
        flows += f"{record}inflow ${31 + 2 * number}.5 million\n"
        prices += f"{record}down {number % 90}.{(number + 1) % 10}%\n"
    return f"{HEAD}{liquidations}flows:\n{flows}prices:\n{prices}"


def reading(folder: Path, coins: Sequence[str] = COINS) -> tuple[Callable[[str], int], str, int]:
    """What audits a text and counts its mentions, the body of the brief, and the number of figures."""
    (folder / "data" / "events").mkdir(parents=True)
    for name in ("narrator.toml", "data/names.yaml", "data/sources.yaml"):
        shutil.copy(ROOT / name, folder / name)
    path = folder / "data" / "events" / f"{ID}.yaml"
    path.write_text(event(coins), encoding="utf-8")
    workspace, _ = config.load(folder)
    desk = pipeline.open_desk(workspace)
    case = pipeline.examine(path, desk)
    if case.event is None:
        sys.exit("\n".join(map(str, case.problems)))
    matter = matter_of(case.event, case.figures, desk.sources, desk.names, workspace)
    _, draft = pipeline.draft(case, desk, Turn())
    return lambda text: len(audit(of_markdown(text), matter)), draft.markdown.split("---\n", 2)[2], len([*case.figures])


def timed(audited: Callable[[str], int], text: str) -> float:
    """The seconds of this process that it takes to audit a text: what other processes take does not count."""
    start = process_time()
    audited(text)
    return process_time() - start


def main() -> int:
    """Print the table; 1 when a text is read too slowly or in more than linear time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each text (default %(default)s)")
    rounds = parser.parse_args().rounds
    others = [f"Q{one}{two}" for one in "JKVWXYZ" for two in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as larger:
        audited, body, figures = reading(Path(folder))
        audited_by_many, _, _ = reading(Path(larger), (*COINS, *others)[: MANY * len(COINS)])
    texts = {"brief": body, "digits": "0123456789" * 10}
    if NAUGHTY.is_file():
        texts["naughty strings"] = "\n\n".join(json.loads(NAUGHTY.read_text(encoding="utf-8")))
    print(f"{figures} figures, {audited(body)} mentions in {len(body.encode())} bytes of brief\n")
    print("| text | KB | KB/s | A/A | tenfold |\n|---|---|---|---|---|")
    kept = True
    for name, text in texts.items():
        size = 20 * KILO if name == "naughty strings" else 100 * KILO
        small = text * (size // len(text.encode()) + 1)
        times: list[list[float]] = [[], [], []]
        for _ in range(rounds):
            for turn, longer in enumerate((small, small, small * 10)):
                times[turn].append(timed(audited, longer))
        one, again, ten = map(median, times)
        speed, tenfold = len(small.encode()) / KILO / one, ten / 10 / one
        kept = kept and tenfold <= MOST and (name != "brief" or speed >= LEAST)
        row = f"{len(small.encode()) // KILO} | {speed:.0f} | {again / one:.2f} | {tenfold:.2f}"
        print(f"| {name} | {row} |", flush=True)
    text = body * (50 * KILO // len(body.encode()) + 1)
    pairs = [(timed(audited, text), timed(audited_by_many, text)) for _ in range(rounds)]
    ratio = median(many / few for few, many in pairs)
    print(f"\n{MANY} times the figures take {ratio:.2f} times the time (at most {MOST_OF_MANY})")
    return 0 if kept and ratio <= MOST_OF_MANY else 1


if __name__ == "__main__":
    sys.exit(main())
