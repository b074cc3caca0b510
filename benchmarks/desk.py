"""How long it takes from a save to the repaint of a page in the desk, in Chromium, over many saves.

    python benchmarks/desk.py [SAVES]

Prints the median and the 95th percentile in milliseconds, from the write of the file to the first frame that shows it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.browser import chromium
from support.desk import EVENT, running, workspace

SHOWN = """amount => new Promise(done => {
  const look = () => document.querySelector('#article').contentDocument.body.textContent.includes(amount)
    ? requestAnimationFrame(() => done(performance.timeOrigin + performance.now())) : requestAnimationFrame(look);
  look();
})"""


def main() -> None:
    """Save an event file again and again, each time with another amount."""
    saves = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as folder, running(workspace(Path(folder, "w"))) as desk, chromium() as browser:
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.goto(desk.address)
        page.goto(f"{desk.home}/brief/{EVENT}")
        page.frame_locator("#article").locator("h1").wait_for()
        text, took = desk.file().read_text(encoding="utf-8"), []
        for number in range(saves):
            page.wait_for_timeout(1500)  # the PDF and the states of the save before are done
            amount = f"${410 + number} million"
            begun = time.time()  # noqa: TID251  # the same clock as the browser's
            desk.file().write_text(text.replace("$400 million to", f"{amount} to"), encoding="utf-8")
            took.append(page.evaluate(SHOWN, amount) - begun * 1000)
    took.sort()
    print(f"{saves} saves: median {statistics.median(took):.0f} ms, p95 {took[int(0.95 * saves)]:.0f} ms")


if __name__ == "__main__":
    main()
