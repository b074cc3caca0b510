"""A brief that hangs, grows or dies takes nothing with it: not the others, not the machine, not the next build.

The numbers are those of the forty checks of SECURITY.md 4.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.command import command, narrator, process
from support.editions import gone, is_alive, tree
from support.events import EVENT, EVENT_ID, changed, write_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

BAD, GOOD = "2026-03-03-bad", "2026-03-03-good"
MAIN = "main: liquidations.total "
LOOPS = "".join(f"{{% for {name} in text %}}" for name in "abc")
ENDLESS = (
    "{% if main.metric == 'flows' %}{% with text = "
    + " ~ ".join(["event.published"] * 200)
    + f" %}}{LOOPS}{'{% endfor %}' * 3}{{% endwith %}}{{% endif %}}"
)
"""Some four thousand characters, each with each with each: days of work, for one brief only."""
GROWING = (
    "{% if main.metric == 'flows' %}{% set text = event.published %}"
    + "{% set text = text ~ text %}" * 30
    + "{{ text }}{% endif %}"
)


def workspace(root: Path, view: str, *, seconds: int = 5) -> Path:
    """Two events, one of which a template treats in its own way, and a limit."""
    bad = EVENT.replace(EVENT_ID, BAD).replace(MAIN, "main: flows.btc_etf ")
    write_workspace(root, bad, EVENT.replace(EVENT_ID, GOOD))
    config = root / "narrator.toml"
    config.write_text(f"seconds = {seconds}\nmegabytes = 1024\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    path = root / "templates" / "en" / "sections" / "view.md.j2"
    path.parent.mkdir(parents=True)
    path.write_text(view, encoding="utf-8")
    return root


def in_workspace(root: Path) -> set[int]:
    """The processes that work in a folder."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            here = (entry / "cwd").readlink()
        except OSError:
            continue
        if here == root and is_alive(int(entry.name)):
            found.add(int(entry.name))
    return found


def written(root: Path) -> list[str]:
    return sorted(name for name in tree(root / "out") if not name.endswith(".md"))


@pytest.mark.parametrize(("view", "says"), [(ENDLESS, "timed out after 5 s"), (GROWING, "needed more than 1024 MB")])
def test_8_33_a_brief_at_its_limit_ends_and_the_others_are_built(view: str, says: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, view)
    ran = process(root, "build", "--to", "md")
    assert ran.code == 16
    assert f"data/events/{BAD}.yaml:1:1" in ran.err
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert written(root) == [f"{GOOD}/en/ledger.json", f"{GOOD}/en/manifest.json", "manifest.json"]
    assert in_workspace(root) == set()


@contextmanager
def at_work(root: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A build in the middle of an endless brief, with the process that is rendering it."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command("build", "--to", "md"), cwd=root, stdout=pipe, stderr=pipe, text=True) as running:
        try:
            while not (children := in_workspace(root) - {running.pid}) and running.poll() is None:
                time.sleep(0.02)
            time.sleep(0.3)
            yield running, children.pop()
        finally:
            running.kill()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_28_an_interrupted_build_leaves_nothing_half_done(sent: int, code: int, tmp_path: Path) -> None:
    root = workspace(tmp_path, ENDLESS, seconds=60)
    with at_work(root) as (running, child):
        running.send_signal(sent)
        _, err = running.communicate()
        assert (running.returncode, "Traceback" in err) == (code, False)
        assert not is_alive(child)
    assert {Path(name).name for name in tree(tmp_path / "out")} <= {"manifest.json"}


def test_9_a_worker_that_dies_costs_one_brief(tmp_path: Path) -> None:
    root = workspace(tmp_path, ENDLESS, seconds=60)
    with at_work(root) as (running, child):
        os.kill(child, signal.SIGKILL)
        _, err = running.communicate()
    assert (running.returncode, "worker died (signal 9)" in err) == (16, True)
    assert written(root) == [f"{GOOD}/en/ledger.json", f"{GOOD}/en/manifest.json", "manifest.json"]


def test_27_a_second_build_is_refused_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path, ENDLESS, seconds=60)
    with at_work(root) as (running, child):
        second = process(root, "build", "--to", "md")
        assert second.code == 15
        assert f"another build is at work (pid {running.pid})" in second.err
        running.kill()
        running.wait()
        assert gone(child)
    (root / "templates" / "en" / "sections" / "view.md.j2").unlink()
    built = process(root, "build", "--to", "md")
    assert (built.code, built.err) == (0, "")


LONG = ("word " * 2_000, "- " * 2_000 + "x", "[" * 2_000, "*_" * 2_000)
"""Texts as long as they may be, which a reader of Markdown goes over again and again."""
UNBROKEN = ("x" * 9_000, "\u00e9\u0323 " * 2_000)
"""Those that cost most where lines are broken."""


@pytest.mark.parametrize(("texts", "to"), [(LONG + UNBROKEN, "html"), (UNBROKEN, "pdf")], ids=["written", "laid out"])
def test_33_long_texts_are_laid_out_within_the_limit_of_a_brief(
    texts: tuple[str, ...], to: str, tmp_path: Path
) -> None:
    said = "".join(
        f"  s{n}:\n    who: a trader\n    kind: quote\n    quote: |\n      {text}\n" for n, text in enumerate(texts)
    )
    root = write_workspace(tmp_path, f"{EVENT}statements:\n{said}")
    config = root / "narrator.toml"
    config.write_text("seconds = 600\n" + config.read_text(encoding="utf-8"), encoding="utf-8")  # a busy machine
    ran = narrator(root, "build", "--to", to, "--quiet")
    assert (ran.code, ran.err) == (0, "")


PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""  # a process counts what its parent held when it was started, so the parent is a small one


def test_35_many_events_need_no_more_memory_than_few(tmp_path: Path) -> None:
    def peak(events: int) -> int:
        root = write_workspace(tmp_path / str(events), *(EVENT.replace(EVENT_ID, f"e{n}") for n in range(events)))
        asked = [sys.executable, "-c", PEAK, *command("check", "--quiet")]
        return int(subprocess.run(asked, cwd=root, stdout=subprocess.PIPE, check=True).stdout)

    few = peak(20)
    assert few < 150_000  # measuring coverage takes a part of it
    assert peak(120) < 1.1 * few


def test_12_digits_are_kept_as_they_were_typed(tmp_path: Path) -> None:
    typed = "123456789.123456789"
    text = changed("heat_map: $286 million", f"heat_map: ${typed}")
    root = write_workspace(tmp_path, text)
    assert narrator(root, "build", "--to", "md", "--quiet").code == 0
    ledger = next((root / "out").rglob("ledger.json")).read_text(encoding="utf-8")
    assert f'"low": "{typed}"' in ledger
    brief = next((root / "out").rglob("brief.md")).read_text(encoding="utf-8")
    assert "an estimated $123.46 million" in brief
    assert not re.search(r"\d{4}\.\d", brief)
