"""`build --plan`, which events a build is about, how many processes it takes, and `why`."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from narrator.errors import Exit
from support.command import narrator
from support.editions import listed, tree
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = "2026-03-01-a", "2026-03-02-b", EVENT_ID
DAYS = (A, B, C)
MD = ("build", "--to", "md")


def day(event: str) -> str:
    return EVENT.replace(EVENT_ID, event).replace("published: 2026-03-03", f"published: {event[:10]}")


def file_of(root: Path, event: str) -> Path:
    return root / "data" / "events" / f"{event}.yaml"


def retype(root: Path, event: str, before: str, after: str) -> None:
    path = file_of(root, event)
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")


def fail(root: Path, event: str) -> None:
    retype(root, event, "$195 million", "$1,95 million")


def mend(root: Path, event: str) -> None:
    retype(root, event, "$1,95 million", "$196 million")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_workspace(tmp_path, *map(day, DAYS))


def events(told: dict[str, Any], name: str = "built") -> list[str]:
    return [entry["event"] for entry in told[name]]


def planned(root: Path, *options: str) -> dict[str, tuple[str, list[str]]]:
    told = narrator(root, *MD, "--plan", "--format", "json", *options).told
    return {step["event"]: (step["do"], step["why"]) for step in told["plan"]}


def test_a_plan_says_what_a_build_would_do_and_does_nothing(root: Path) -> None:
    before = tree(root)
    assert {do for do, _ in planned(root).values()} == {"build"}
    assert tree(root) == before
    assert narrator(root, *MD).code == Exit.DONE
    retype(root, A, "$195 million", "$196 million")
    fail(root, B)
    retype(root, C, "status: ready", "status: held")
    (root / "out" / "2026-01-01-gone").mkdir()
    file_of(root, "2026-02-01-draft").write_text(day("2026-02-01-draft").replace("ready", "draft", 1), encoding="utf-8")
    built = narrator(root, *MD, "--out", "elsewhere", "--event", A)
    assert built.code == Exit.DONE
    before = tree(root)
    ran = narrator(root, *MD, "--plan", "--format", "json")
    assert ran.code == Exit.INVALID
    assert {problem["event"] for problem in ran.problems if problem["severity"] == "error"} == {B}
    assert planned(root) == {
        "2026-02-01-draft": ("skip", ["its status is draft"]),
        A: ("build", ["its event file changed"]),
        B: ("fail", ["its event file changed"]),
        C: ("remove", ["its status is held"]),
    }
    assert tree(root) == before
    told = narrator(root, *MD, "--format", "json").told
    assert (events(told), events(told, "removed")) == ([A], [C])
    file_of(root, A).unlink()
    assert planned(root)[A] == ("remove", ["its file is gone"])
    assert planned(root)["2026-02-01-draft"][0] == "skip"


def test_a_plan_in_words_and_as_the_matrix_of_a_ci_service(root: Path) -> None:
    assert narrator(root, *MD, "--event", A).code == Exit.DONE
    fail(root, B)
    ran = narrator(root, *MD, "--plan")
    assert ran.out.splitlines() == [
        f"keep    {A} (en)",
        f"fail    {B} (en): it was not built yet",
        f"build   {C} (en): it was not built yet",
        "1 keep, 1 fail, 1 build",
    ]
    ran = narrator(root, *MD, "--plan", "--format", "matrix")
    assert ran.code == Exit.DONE, "the one that fails does so in a job of its own"
    assert json.loads(ran.out) == {
        "include": [{"event": event, "locale": "en", "edition": "default"} for event in (B, C)]
    }
    assert narrator(root, *MD, "--format", "matrix").code == Exit.USAGE


def test_a_matrix_of_jobs_makes_what_one_build_makes(root: Path) -> None:
    for job in json.loads(narrator(root, *MD, "--plan", "--format", "matrix").out)["include"]:
        ran = narrator(root, *MD, "--event", job["event"], "--locale", job["locale"])
        assert ran.code == Exit.DONE
    narrator(root, *MD, "--out", "whole")
    assert tree(root / "out") == tree(root / "whole")
    assert json.loads(narrator(root, *MD, "--plan", "--format", "matrix").out) == {"include": []}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_files_of_one_event_are_told_before_one_overwrites_the_other(jobs: str, root: Path) -> None:
    assert narrator(root, *MD, "--event", B).code == Exit.DONE
    before = tree(root / "out")
    file_of(root, B).with_suffix(".yml").write_text(day(B), encoding="utf-8")
    assert {event: do for event, (do, _) in planned(root).items()} == {A: "build", B: "fail", C: "build"}
    ran = narrator(root, *MD, "--format", "json", "--jobs", jobs)
    assert (events(ran.told), events(ran.told, "unchanged"), ran.code) == ([A, C], [], Exit.INVALID)
    wrong = [problem for problem in ran.problems if problem["severity"] == "error"]
    assert [(p["code"], p["file"], p["found"]) for p in wrong] == [
        ("EVT094", f"data/events/{B}.yaml", f"data/events/{B}.yml"),
        ("EVT094", f"data/events/{B}.yml", f"data/events/{B}.yaml"),
    ]
    assert {name: data for name, data in tree(root / "out").items() if name in before and B in name} == {
        name: data for name, data in before.items() if B in name
    }
    one = narrator(root, *MD, f"data/events/{B}.yaml", "--format", "json")
    assert [p["code"] for p in one.problems] == ["EVT094"]


def test_only_those_that_failed_are_built_again_until_they_do_not(root: Path) -> None:
    fail(root, A)
    fail(root, C)
    assert narrator(root, *MD).code == Exit.INVALID
    retype(root, B, "$195 million", "$197 million")
    mend(root, A)
    told = narrator(root, *MD, "--only-failed", "--format", "json").told
    assert (events(told), told["exit"]) == ([A], Exit.INVALID)
    mend(root, C)
    told = narrator(root, *MD, "--only-failed", "--format", "json").told
    assert (events(told), events(told, "unchanged"), told["exit"]) == ([C], [], Exit.DONE)
    told = narrator(root, *MD, "--only-failed", "--format", "json").told
    assert (told["built"], told["unchanged"], told["removed"], told["exit"]) == ([], [], [], Exit.DONE)
    assert events(narrator(root, *MD, "--format", "json").told) == [B]


def test_an_event_that_is_sound_again_as_it_was_built_has_not_failed(root: Path) -> None:
    assert narrator(root, *MD).code == Exit.DONE
    fail(root, A)
    assert narrator(root, *MD).code == Exit.INVALID
    retype(root, A, "$1,95 million", "$195 million")
    told = narrator(root, *MD, "--only-failed", "--format", "json").told
    assert events(told, "unchanged") == [A]
    assert narrator(root, *MD, "--only-failed", "--format", "json").told["unchanged"] == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_none_is_begun_after_one_that_failed_where_that_is_asked(jobs: str, root: Path) -> None:
    fail(root, A)
    told = narrator(root, *MD, "--fail-fast", "--format", "json", "--jobs", jobs).told
    assert told["exit"] == Exit.INVALID
    untried = [each["event"] for each in told["skipped"]]
    assert untried[-1:] == [C]
    assert {each["why"] for each in told["skipped"]} == {"an event before it failed"}
    assert events(narrator(root, *MD, "--only-failed", "--format", "json").told) == []


def test_since_a_day_those_that_come_out_then_or_later(root: Path) -> None:
    assert [*planned(root, "--since", "2026-03-02")] == [B, C]
    assert events(narrator(root, *MD, "--since", "2026-03-03", "--format", "json").told) == [C]
    assert narrator(root, *MD, "--since", "2026-02-30").code == Exit.USAGE


def test_since_a_revision_those_about_which_anything_changed(root: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    assert narrator(root, *MD, "--since", "HEAD").code == Exit.USAGE
    git("init")
    git("add", "data", "narrator.toml")
    git("commit", "--quiet", "--message", "before")
    assert [*planned(root, "--since", "HEAD")] == []
    retype(root, B, "$195 million", "$196 million")
    (root / "data" / "edited").mkdir()
    (root / "data" / "edited" / f"{C}.en.md").write_text("# Mine\n", encoding="utf-8")
    assert [*planned(root, "--since", "HEAD")] == [B, C]
    for typed in ("nothing", "--output=x"):
        ran = narrator(root, *MD, f"--since={typed}")
        assert (ran.code, "--since 2026-01-31" in ran.err) == (Exit.USAGE, True)
    assert not (root / "x").exists()


def test_several_processes_write_and_tell_what_one_does(root: Path) -> None:
    fail(root, B)
    retype(root, C, "tracker_a: $195", "tracker_aa: $195")
    one = narrator(root, "build", "--to", "md,html", "--format", "json", "--out", "one")
    many = narrator(root, "build", "--to", "md,html", "--format", "json", "--out", "many", "--jobs", "3")
    assert many.out.replace('"many/', '"one/') == one.out
    assert (many.code, tree(root / "many")) == (one.code, tree(root / "one"))
    assert narrator(root, "verify", "--out", "many").code == Exit.DONE


def test_a_time_limit_of_the_command_line_is_one_of_each_brief_and_changes_no_byte(root: Path) -> None:
    assert narrator(root, *MD, "--timeout", "60").code == Exit.DONE
    assert events(narrator(root, *MD, "--format", "json").told, "unchanged") == [*DAYS]
    assert narrator(root, *MD, "--timeout", "0").code == Exit.USAGE


def test_why_says_what_changed_and_why_it_was_made(root: Path) -> None:
    def why(event: str) -> list[str]:
        return narrator(root, "why", event).out.splitlines()

    assert why(A) == [f"{A} (en) would be made: it was not built yet"]
    assert narrator(root, *MD).code == Exit.DONE
    as_it_is = f"{A} (en) is as a build would make it: nothing that it was made of has changed, nor any of its files"
    assert why(A) == [f"{A} (en) was made the last time because it was not built yet", as_it_is]
    retype(root, A, "$195 million", "$196 million")
    assert why(A)[-1] == f"{A} (en) would be made: its event file changed"
    assert why(B)[-1].startswith(f"{B} (en) is as a build would make it")
    assert narrator(root, *MD).code == Exit.DONE
    assert why(A) == [f"{A} (en) was made the last time because its event file changed", as_it_is]
    (root / "out" / A / "en" / "brief.md").unlink()
    assert why(A)[-1] == f"{A} (en) would be made: brief.md is gone"
    told = narrator(root, "why", A, "--format", "json").told
    assert (told["current"], told["why"], told["changed"]) == (False, ["brief.md is gone"], [])
    assert told["made_because"] == ["its event file changed"]
    assert narrator(root, "why", "nothing").code == Exit.USAGE
    assert listed(root)
