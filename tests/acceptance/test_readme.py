"""The README is walked: every command in it is run, in order, in a workspace made by the first of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from narrator.errors import Exit
from support.command import Ran
from support.repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DAY, NEW = "2026-02-02-example", "2026-02-03-example"
FILE = Path("data/events", f"{NEW}.yaml")
ENDLESS = {"narrator preview"}
FILES = {"brief.md", "brief.html", "brief.pdf", "ledger.json", "manifest.json"}


def commands(text: str) -> list[str]:
    """The command lines of all blocks of shell in a text, without their remarks."""
    blocks = [block for language, block in FENCE.findall(text) if language == "sh"]
    lines = [re.sub(r" +# .*", "", line) for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.strip()]


def is_fine(ran: Ran) -> bool:
    return (ran.code, ran.err) == (0, "")


def built(desk: Path, event: str) -> bool:
    return {path.name for path in (desk / "out" / event / "en").iterdir()} == FILES


def sarif(file: Path) -> list[Any]:
    results: list[Any] = json.loads(file.read_text(encoding="utf-8"))["runs"][0]["results"]
    return results


def shown(ran: Ran) -> bool:
    """What the README shows of a run stands in it."""
    told = [block for language, block in FENCE.findall(README) if not language]
    return any(block in ran.out for block in told)


EFFECTS: dict[str, Callable[[Ran, Path], bool]] = {
    "narrator init desk": lambda ran, desk: is_fine(ran) and (desk / "narrator.toml").is_file(),
    "cd desk": lambda ran, _: is_fine(ran),
    "narrator check": lambda ran, desk: (
        is_fine(ran) and "1 event, 0 errors, 0 warnings" in ran.out and not (desk / "out").exists()
    ),
    "narrator build": lambda ran, desk: is_fine(ran) and built(desk, DAY),
    "narrator status": lambda ran, _: is_fine(ran) and f"{DAY}  ready" in ran.out and "built en" in ran.out,
    "narrator preview": lambda ran, _: (
        (ran.code, ran.err) == (Exit.INTERRUPTED, "interrupted\n") and "http://127.0.0.1:8700/?key=" in ran.out
    ),
    f"narrator new {NEW}": lambda ran, desk: is_fine(ran) and "not reported" in (desk / FILE).read_text(),
    f"narrator add {NEW} 'liquidations.total: $210 million' --source 'Tracker A' --at 08:00": lambda ran, desk: (
        is_fine(ran) and "Tracker A: $210 million at 08:00" in (desk / FILE).read_text()
    ),
    f"narrator add {NEW} 'liquidations.total: $240 million' --source 'Tracker B' --at 08:20": lambda ran, desk: (
        is_fine(ran)
        and "Tracker A: $210 million at 08:00" in (desk / FILE).read_text()
        and "Tracker B: $240 million at 08:20" in (desk / FILE).read_text()
    ),
    f"narrator format {FILE}": lambda ran, desk: is_fine(ran) and "Tracker B" in (desk / FILE).read_text(),
    f"narrator check {FILE}": lambda ran, _: (
        is_fine(ran) and "$210 million to $240 million" in ran.out and "1 event, 0 errors" in ran.out
    ),
    f"narrator explain {DAY} liquidations.total": lambda ran, desk: (
        is_fine(ran)
        and f"data/events/{DAY}.yaml:18" in ran.out
        and "$320 million" in (desk / f"data/events/{DAY}.yaml").read_text().splitlines()[17]
        and "printed      brief.md:" in ran.out
    ),
    f"narrator explain {DAY} --story": lambda ran, _: (
        is_fine(ran) and "total:liquidations.total  100 = main figure +100" in ran.out
    ),
    "narrator phrase 'inflow 8,933 BTC = $849.92 million'": lambda ran, _: (
        is_fine(ran) and "net inflows of $849.92 million" in ran.out
    ),
    f"narrator build --event {DAY}": lambda ran, desk: (
        is_fine(ran) and built(desk, DAY) and not (desk / "out" / NEW).exists()
    ),
    "narrator templates list": lambda ran, _: is_fine(ran) and "en/lead.md.j2" in ran.out,
    "narrator templates copy en/lead.md.j2": lambda ran, desk: (
        is_fine(ran)
        and (desk / "templates/en/lead.md.j2").read_text() == (ROOT / "templates/en/lead.md.j2").read_text()
    ),
    "narrator templates check": lambda ran, _: is_fine(ran) and "all templates are sound" in ran.out,
    "echo 'Exchanges closed $345 million of positions in the 24 hours to 08:10 on 2 February.' > draft.md": (
        lambda ran, desk: is_fine(ran) and "$345" in (desk / "draft.md").read_text()
    ),
    f"narrator audit draft.md --against {DAY}": lambda ran, _: ran.code == 13 and shown(ran),
    f"narrator audit out/{DAY}/en/brief.pdf": lambda ran, _: is_fine(ran),
    f'narrator publish {DAY} --approved-by "A. Editor"': lambda ran, desk: (
        is_fine(ran) and "A. Editor" in (desk / f"data/published/{DAY}.en.1.json").read_text()
    ),
    f"narrator diff {DAY}": lambda ran, _: is_fine(ran) and "0 figures, 0 sentences gone, 0 new; level 0" in ran.out,
    f"narrator diff data/published/{DAY}.en.1.json out/{DAY}/en --format json": lambda ran, _: (
        is_fine(ran) and ran.told["has_texts"] and ran.told["sentences"] == []
    ),
    "narrator publish --target site": lambda ran, desk: (
        is_fine(ran)
        and ran.out == "site: 1 brief, 1 edition\n"
        and (desk / "site" / DAY / "en" / "brief.eml").is_file()
    ),
    "narrator check --strict --format sarif > check.sarif": lambda ran, desk: (
        is_fine(ran) and sarif(desk / "check.sarif") == []
    ),
    "narrator build --plan --format matrix": lambda ran, _: is_fine(ran) and ran.told == {"include": []},
    "narrator build --format json": lambda ran, _: (
        is_fine(ran) and [entry["event"] for entry in (*ran.told["built"], *ran.told["unchanged"])] == [DAY]
    ),
    f"narrator why {DAY}": lambda ran, _: is_fine(ran) and f"{DAY} (en) is as a build would make it" in ran.out,
    "narrator verify": lambda ran, _: is_fine(ran) and "1 edition, 1 publication, 0 edited texts" in ran.out,
    f"narrator audit draft.md --against {DAY} --format sarif > audit.sarif": lambda ran, desk: (
        ran.code == 13 and [result["ruleId"] for result in sarif(desk / "audit.sarif")] == ["AUD003"]
    ),
}
"""What each command must have done; a command that is added to the README needs its own."""


def make(command: str) -> bool:
    return command.startswith("make ")


def test_every_command_of_the_readme_has_its_effect_checked_in_order() -> None:
    assert [command for command in commands(README) if not make(command)] == list(EFFECTS)


@pytest.mark.parametrize("command", [command for command in commands(README) if make(command)])
def test_every_task_that_the_readme_names_is_there(command: str) -> None:
    ran = subprocess.run([*command.split(), "--dry-run"], cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode == 0


def test_the_readme_can_be_walked(tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    here, desk = tmp_path, tmp_path / "desk"
    for command, has_its_effect in EFFECTS.items():
        ended = "timeout --preserve-status --signal=INT 3 " if command in ENDLESS else ""
        done = subprocess.run(
            ["bash", "-c", f"{ended}{command}\ncode=$?\npwd > {tmp_path}/pwd\nexit $code"],
            cwd=here,
            env={**os.environ, "PATH": path, "BROWSER": "true"},
            capture_output=True,
            text=True,
            check=False,
        )
        here = Path((tmp_path / "pwd").read_text(encoding="utf-8").strip())
        ran = Ran(done.returncode, done.stdout, done.stderr)
        assert has_its_effect(ran, desk), (command, ran)


def test_a_command_is_found_with_its_remark_cut_off() -> None:
    text = "```sh\nnarrator check   # writes nothing\n\nnarrator build > 'a#b'\n```\n\n```\nnot a command\n```\n"
    assert commands(text) == ["narrator check", "narrator build > 'a#b'"]
