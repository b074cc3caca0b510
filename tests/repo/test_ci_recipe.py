"""The recipe for CI: who may do what in it, and that its commands are ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from narrator.cli.main import narrator as command
from support.repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = ROOT / "docs" / "ci" / "briefs.yml"
TEXT = FILE.read_text(encoding="utf-8")
RECIPE: dict[str, Any] = yaml.safe_load(TEXT)
JOBS: dict[str, dict[str, Any]] = RECIPE["jobs"]
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n")


def steps(job: str) -> Iterator[dict[str, Any]]:
    yield from JOBS[job]["steps"]


def test_every_action_is_pinned_by_commit_with_its_version_beside_it() -> None:
    assert TEXT.count("uses: ") > 5
    assert len(PINNED.findall(TEXT)) == TEXT.count("uses: ")


def test_a_job_that_may_write_runs_nothing_of_the_change() -> None:
    assert RECIPE["permissions"] == {"contents": "read"}
    writing = {name for name, job in JOBS.items() if "write" in job.get("permissions", {}).values()}
    assert writing == {"annotate", "deploy"}
    for name in writing:
        assert not [step for step in steps(name) if "run" in step or "checkout" in step.get("uses", "")], name


def test_no_job_that_runs_the_change_has_a_secret() -> None:
    assert "pull_request_target" not in TEXT
    assert "secrets." not in TEXT
    for name in set(JOBS) - {"annotate", "deploy"}:
        assert "permissions" not in JOBS[name]
        checkouts = [step for step in steps(name) if "checkout" in step.get("uses", "")]
        assert [step["with"]["persist-credentials"] for step in checkouts] == [False]


def test_what_a_stranger_may_name_is_never_part_of_a_script() -> None:
    runs = [step["run"] for name in JOBS for step in steps(name) if "run" in step]
    assert runs
    assert [run for run in runs if "${{" in run] == []


def test_every_job_ends_by_itself() -> None:
    assert all(job["timeout-minutes"] <= 20 for job in JOBS.values())


def test_every_command_of_the_recipe_is_one_of_narrators() -> None:
    runs = "\n".join(step["run"] for name in JOBS for step in steps(name) if "run" in step)
    used = set(re.findall(r"\bnarrator ([a-z]+)", runs))
    assert used == {"check", "build", "audit", "verify", "publish"}
    for name in used:
        options = {option for each in command.commands[name].params for option in each.opts}
        line = " ".join(re.findall(rf"\bnarrator {name}\b[^\n]*", runs))
        assert set(re.findall(r"(?<= )--[a-z]+", line)) <= options, name
