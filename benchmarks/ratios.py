"""How long narrator takes, as ratios to the least that could do the same.

Seconds say more about the machine than about the code. So each command is timed in turn with a reference, in one run,
the order changing from round to round; what counts is the ratio of the medians. The reference runs twice a round: the
ratio of those two (A/A) should be 1, and what it differs from 1 by is the noise of the ratios beside it. Beside time
that passes stands that of the processors, which other work on the machine changes less; the limits are of the former.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
NARRATOR = str(Path(sys.executable).parent / "narrator")
EVENT = "2026-01-29-long-cascade"  # the longest of the four
PAIRS = 15


@dataclass(frozen=True)
class Comparison:
    """A command of ours, the reference, and the ratio that we promise to stay under."""

    name: str
    ours: tuple[str, ...]
    reference: tuple[str, ...]
    limit: float


class Time(NamedTuple):
    """Seconds: those that passed, and those of the processors."""

    wall: float
    processors: float


@dataclass(frozen=True)
class Result:
    """The medians."""

    comparison: Comparison
    ours: Time
    reference: Time
    again: Time

    @property
    def ratio(self) -> float:
        """Ours to the reference."""
        return self.ours.wall / self.reference.wall

    def row(self) -> str:
        """A row of the table."""
        verdict = "yes" if self.ratio <= self.comparison.limit else "NO"
        seconds = f"{self.ours.wall:.3f} s | {self.reference.wall:.3f} s"
        ratios = f"{self.ratio:.2f} | {self.again.wall / self.reference.wall:.2f}"
        processors = self.ours.processors / self.reference.processors
        ratios += f" | {processors:.2f} | {self.again.processors / self.reference.processors:.2f}"
        ratios += f" | {self.comparison.limit:g}"
        return f"| {self.comparison.name} | {seconds} | {ratios} | {verdict} |"


def comparisons(scratch: Path) -> tuple[Comparison, ...]:
    """The three promises; the HTML that WeasyPrint alone is given is what a build has just written."""
    build = (NARRATOR, "build", "--event", EVENT, "--quiet", "--out")
    subprocess.run([*build, str(scratch / "given")], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    page = next((scratch / "given").rglob("brief.html"))
    events = sorted(map(str, (ROOT / "data" / "events").glob("*.yaml")))[:4]
    alone = (sys.executable, str(ROOT / "benchmarks" / "weasyprint_only.py"), str(page), str(scratch / "alone.pdf"))
    return (
        Comparison("`build` of one brief, cold, to WeasyPrint alone", (*build, str(scratch / "out")), alone, 1.3),
        Comparison(
            "`check` of four events to `import pydantic, yaml`",
            (NARRATOR, "check", *events),
            (sys.executable, "-c", "import pydantic, yaml"),
            3,
        ),
        Comparison("`--help` to `import click`", (NARRATOR, "--help"), (sys.executable, "-c", "import click"), 3),
    )


def seconds(command: tuple[str, ...], scratch: Path) -> Time:
    """How long a command takes as a process of its own, its children with it, with nothing built before."""
    shutil.rmtree(scratch / "out", ignore_errors=True)
    start, before = perf_counter(), getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return Time(perf_counter() - start, sum(after[:2]) - sum(before[:2]))


def measure(comparison: Comparison, pairs: int, scratch: Path) -> Result:
    """The medians of interleaved runs; the first round warms the disk and does not count."""
    runs = [comparison.ours, comparison.reference, comparison.reference]
    times: list[list[Time]] = [[], [], []]
    for number in range(pairs + 1):
        for turn in range(3):
            which = (number + turn) % 3
            times[which].append(seconds(runs[which], scratch))
    return Result(comparison, *(Time(*map(median, zip(*each[1:], strict=True))) for each in times))


def main() -> int:
    """Print the table; 1 when a ratio is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="rounds of each comparison (default %(default)s)")
    pairs = parser.parse_args().pairs
    print("| what | ours | reference | ratio | A/A | of processors | A/A | limit | kept |\n" + "|---" * 9 + "|")
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        for comparison in comparisons(Path(folder)):
            result = measure(comparison, pairs, Path(folder))
            print(result.row(), flush=True)
            kept = kept and result.ratio <= comparison.limit
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
