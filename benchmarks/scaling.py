"""What stands before a brief costs it nothing: the same command beside little and beside much, as ratios.

Processor time of whole processes, interleaved, medians; peak memory beside it. One brief (`--to md`) after 4 and after
300 events that are not published, after 20 and after 2,000 that are; `check` of one figure with 500 and 5,000 reports.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
NARRATOR = str(Path(sys.executable).parent / "narrator")
EVENT, PUBLISHED = "2026-01-29-long-cascade", date(2026, 1, 30)
BUILD = ("build", "--event", EVENT, "--to", "md", "--quiet")
ROUNDS = 7


def after(folder: Path, earlier: int, *, published: bool) -> Path:
    """A workspace in which a brief has so many earlier ones."""
    for name in ("sources.yaml", "names.yaml"):
        target = folder / "data" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "data" / name, target)
    shutil.copy(ROOT / "narrator.toml", folder)
    (folder / "data" / "events").mkdir()
    (folder / "data" / "published").mkdir()
    text = (ROOT / "data" / "events" / f"{EVENT}.yaml").read_text(encoding="utf-8")
    ledger = json.loads((ROOT / "tests" / "golden" / EVENT / "ledger.json").read_bytes())
    for number in range(earlier + 1):
        name = f"earlier-{number}" if number else EVENT
        day = f"published: {PUBLISHED - timedelta(days=number)}"
        other = text.replace(EVENT, name).replace(f"published: {PUBLISHED}", day)
        (folder / "data" / "events" / f"{name}.yaml").write_text(other, encoding="utf-8")
        if published and number:
            told = {"event": name, "locale": "en", "number": 1, "time": "2026-01-01T09:00:00+08:00", "approver": "A"}
            record = {**told, "correction": "", "forms": {}, "choices": {}, "ledger": ledger}
            (folder / "data" / "published" / f"{name}.en.1.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def reported(folder: Path, reports: int) -> Path:
    """A workspace with one figure that so many sources report."""
    (folder / "data" / "events").mkdir(parents=True)
    (folder / "narrator.toml").write_text("", encoding="utf-8")
    head = {"id": "many", "status": "ready", "published": "2026-03-03 09:00", "timezone": "Asia/Shanghai"}
    more = {"days": "2026-03-02", "assets": "BTC", "main": "liquidations.total", "default_window": "24h"}
    said = {f"source {n}": f"${210 + n % 30} million at 08:{n % 60:02d}" for n in range(reports)}
    event = {"event": {**head, **more}, "liquidations": {"total": {"said": said}}}
    (folder / "data" / "events" / "many.json").write_text(json.dumps(event), encoding="utf-8")
    return folder


def cost(folder: Path, arguments: tuple[str, ...]) -> tuple[float, float]:
    """Seconds of processor time, and peak memory in MiB."""
    process = subprocess.Popen([NARRATOR, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"narrator {' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> int:
    """Print the table; 1 when a ratio is over its limit."""
    kept = True
    print("| what | little | much | ratio | limit | peak |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        few, many = (after(root / f"{n}", n, published=False) for n in (4, 300))
        little, much = (after(root / f"{n}", n, published=True) for n in (20, 2_000))
        some, thousands = (reported(root / f"{n} reports", n) for n in (500, 5_000))
        rows = (
            ("one brief after 4, 300 others", few, many, BUILD, 1.3),
            ("one brief after 20, 2,000 published", little, much, BUILD, 1.3),
            ("`check` of 500, 5,000 reports", some, thousands, ("check", "--quiet"), 12),
        )
        for name, one, other, arguments, limit in rows:
            runs = [(cost(one, arguments), cost(other, arguments)) for _ in range(ROUNDS)]
            least, most = (median(run[which][0] for run in runs) for which in (0, 1))
            peak = max(run[1][1] for run in runs)
            figures = f"{least:.2f} s | {most:.2f} s | {most / least:.2f} | {limit} | {peak:.0f} MiB"
            print(f"| {name} | {figures} |", flush=True)
            kept = kept and most <= limit * least
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
