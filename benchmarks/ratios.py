"""How long narrator takes, as ratios to the least that could do the same, and to what others take for a like page.

Seconds say more about the machine than about the code. So each command is timed in turn with a reference, in one run,
the order changing from round to round; what counts is the median of the ratios of a round. The reference runs twice a
round: the ratio of those two (A/A) should be 1, and what it differs from 1 by is the noise of the ratios beside it.
Beside time that passes stands that of the processors, children included, which other work on the machine changes less:
the limits are of that. They are what was measured with a margin; docs/performance.md says what was aimed at and missed.

With `--peers FOLDER`, a virtual environment with what peers.txt lists, others are timed as well, as their
users run them, a process per document; what is not installed is left out.
"""

from __future__ import annotations

import argparse
import os
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
HERE = Path(sys.executable).parent
NARRATOR = str(HERE / "narrator")
EVENT = "2026-01-29-long-cascade"  # the longest of the four
PAIRS, MANY, ROUNDS = 15, 40, 3
CV = "A_Editor_CV.yaml"


@dataclass(frozen=True)
class Comparison:
    """A command, the reference, and the ratio of processors' time that we promise to stay under, where it is ours."""

    name: str
    ours: tuple[str, ...]
    reference: tuple[str, ...]
    limit: float | None = None
    briefs: int = 1


class Time(NamedTuple):
    """Seconds: those that passed, and those of the processors."""

    wall: float
    processors: float


@dataclass(frozen=True)
class Result:
    """The rounds: of ours, of the reference, and of the reference again."""

    comparison: Comparison
    ours: list[Time]
    reference: list[Time]
    again: list[Time]

    def ratio(self, which: list[Time], kind: int) -> float:
        """The median of the ratios to the reference."""
        return median(one[kind] / other[kind] for one, other in zip(which, self.reference, strict=True))

    @property
    def is_kept(self) -> bool:
        """Whether the promise is kept."""
        limit = self.comparison.limit
        return limit is None or self.ratio(self.ours, 1) <= limit

    def row(self) -> str:
        """A row of the table."""
        seconds = [median(time[kind] for time in self.ours) for kind in (0, 1)]
        ratios = [self.ratio(which, kind) for kind in (0, 1) for which in (self.ours, self.again)]
        cells = [self.comparison.name, *(f"{each:.3f} s" for each in seconds), *(f"{each:.2f}" for each in ratios)]
        limit = self.comparison.limit
        cells += ["", ""] if limit is None else [f"{limit:g}", "yes" if self.is_kept else "NO"]
        return "| " + " | ".join(cells) + " |"


def comparisons(scratch: Path) -> tuple[Comparison, ...]:
    """The promises; the HTML that WeasyPrint alone is given is what a build has just written."""
    build = (NARRATOR, "build", "--event", EVENT, "--quiet", "--out")
    return (
        Comparison(
            "`build` of one brief, cold, to WeasyPrint alone", (*build, str(scratch / "out")), alone(scratch), 2.1
        ),
        Comparison(
            "`check` of four events to `import pydantic, yaml`",
            (NARRATOR, "check", *sorted(map(str, (ROOT / "data" / "events").glob("*.yaml")))[:4]),
            (sys.executable, "-c", "import pydantic, yaml"),
            9,
        ),
        Comparison("`--help` to `import click`", (NARRATOR, "--help"), (sys.executable, "-c", "import click"), 2),
    )


def alone(scratch: Path) -> tuple[str, ...]:
    """WeasyPrint on the page of a brief."""
    page = scratch / "given" / EVENT / "en" / "brief.html"
    if not page.exists():
        build = (NARRATOR, "build", "--event", EVENT, "--quiet", "--out", str(scratch / "given"))
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return (sys.executable, str(ROOT / "benchmarks" / "weasyprint_only.py"), str(page), str(scratch / "alone.pdf"))


def batch(scratch: Path) -> Comparison:
    """Forty briefs in one build, each to the same done by WeasyPrint alone."""
    root = scratch / "many"
    (root / "data" / "events").mkdir(parents=True)
    for name in ("data/sources.yaml", "data/names.yaml", "narrator.toml"):
        shutil.copy(ROOT / name, root / name)
    text = (ROOT / "data" / "events" / f"{EVENT}.yaml").read_text(encoding="utf-8")
    for number in range(MANY):
        name = f"{EVENT}-{number}"
        (root / "data" / "events" / f"{name}.yaml").write_text(text.replace(EVENT, name), encoding="utf-8")
    command = (NARRATOR, "build", "--quiet", "--out", str(scratch / "out"), str(root / "data" / "events"))
    return Comparison(f"a brief of a batch of {MANY}, to WeasyPrint alone", command, alone(scratch), 1.1, MANY)


def peers(home: Path, scratch: Path) -> list[Comparison]:
    """What others take for the same text, to WeasyPrint alone; what is not installed is left out."""
    given = Path(alone(scratch)[2])
    text, pdf = str(given.with_suffix(".md")), str(scratch / "peer.pdf")
    python, pandoc = str(home / "bin" / "python"), next(home.rglob("pypandoc/files/pandoc"), None)
    found: list[tuple[str, tuple[str, ...]]] = []
    if pandoc:
        engine = f"--pdf-engine={HERE / 'weasyprint'}"
        found.append(("`pandoc --pdf-engine=weasyprint`, no chart, no theme", (str(pandoc), text, "-o", pdf, engine)))
        source = str(scratch / "brief.typ")
        subprocess.run([pandoc, text, "-s", "-t", "typst", "-o", source], check=True)
        code = f"import typst; typst.compile({source!r}, output={pdf!r})"
        found.append(("typst-py, pandoc's layout of the same text", (python, "-c", code)))
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium:
        options = ("--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={pdf}", given.as_uri())
        found.append(("headless Chromium, the same page", (chromium, *options)))
    if (home / "bin" / "rendercv").exists():
        subprocess.run(
            [home / "bin" / "rendercv", "new", "A Editor"], cwd=scratch, stdout=subprocess.DEVNULL, check=False
        )
        options = ("-nomd", "-nohtml", "-nopng", "--output-folder-name", str(scratch / "cv"))
        found.append(("RenderCV, its own CV", (str(home / "bin" / "rendercv"), "render", str(scratch / CV), *options)))
    return [Comparison(name, command, alone(scratch)) for name, command in found]


def seconds(command: tuple[str, ...], scratch: Path, briefs: int = 1) -> Time:
    """How long a command takes a brief, as a process of its own, its children with it, with nothing built before."""
    shutil.rmtree(scratch / "out", ignore_errors=True)
    start, before = perf_counter(), getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return Time((perf_counter() - start) / briefs, (sum(after[:2]) - sum(before[:2])) / briefs)


def measure(comparison: Comparison, rounds: int, scratch: Path) -> Result:
    """Interleaved runs; the first round warms the disk and does not count."""
    runs = [(comparison.ours, comparison.briefs), (comparison.reference, 1), (comparison.reference, 1)]
    times: list[list[Time]] = [[], [], []]
    for number in range(rounds + 1):
        for turn in range(3):
            which = (number + turn) % 3
            command, briefs = runs[which]
            times[which].append(seconds(command, scratch, briefs))
    return Result(comparison, *(each[1:] for each in times))


def main() -> int:
    """Print the table; 1 when a ratio is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="rounds of each comparison (default %(default)s)")
    parser.add_argument("--peers", type=Path, help="a virtual environment with others, to be timed as well")
    asked = parser.parse_args()
    heads = ("what", "passed", "processors", "ratio", "A/A", "of processors", "A/A", "limit", "kept")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n\n| {' | '.join(heads)} |\n" + "|---" * 9 + "|")
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        others = peers(asked.peers, scratch) if asked.peers else []
        rounds = [(each, asked.pairs) for each in (*comparisons(scratch), *others)]
        for comparison, pairs in (*rounds, (batch(scratch), min(ROUNDS, asked.pairs))):
            result = measure(comparison, pairs, scratch)
            print(result.row(), flush=True)
            kept = kept and result.is_kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
