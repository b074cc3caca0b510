from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.errors import Exit, UserError
from narrator.model.catalogue import Severity
from narrator.model.problem import Location, Problem
from narrator.publish import press as presses
from narrator.publish.out import open_out
from narrator.publish.published import PublicationRefusedError
from narrator.render import environment
from narrator.render.bytecode import Kept
from support.editions import listed, tree
from support.press import Press, figure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from narrator.publish.results import BuildResult

A, B, C = "2026-03-01-a", "2026-03-02-b", "2026-03-03-c"
ALL = {"brief.md", "brief.html", "brief.pdf", "ledger.json"}
WRITTEN = {*ALL, "manifest.json"}
WARNING = Problem("REC008", "odd", Location("f.yaml"), severity=Severity.WARNING)
ERROR = Problem("EVT025", "wrong", Location("f.yaml"), event=B)


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    return Press(tmp_path, monkeypatch)


def built(result: BuildResult) -> list[str]:
    return [entry["event"] for entry in result.built]


def unchanged(result: BuildResult) -> list[str]:
    return [entry["event"] for entry in result.unchanged]


def told(result: BuildResult) -> list[tuple[str, str | None, Exit]]:
    return [(problem.code, problem.event, problem.exit) for problem in result.problems]


def raising(error: BaseException) -> Callable[[], object]:
    def render() -> None:
        raise error

    return render


def test_every_ready_event_is_built_in_all_forms_with_its_ledger(press: Press) -> None:
    press.add(A)
    press.add(B, text="# A cascade\n")
    result = press.build()
    assert (result.exit, result.problems) == (Exit.DONE, ())
    assert result.built == [
        {"event": event, "locale": "en", "folder": f"out/{event}/en", "files": sorted(ALL)} for event in (A, B)
    ]
    written = tree(press.root / "out")
    assert set(written) == {"manifest.json", *(f"{event}/en/{name}" for event in (A, B) for name in WRITTEN)}
    assert written[f"{B}/en/brief.md"] == b"# A cascade\n"
    assert json.loads(written[f"{B}/en/ledger.json"])["figures"][0]["low"] == "210000000"


def test_only_the_forms_asked_for_are_written_and_the_ledger_always(press: Press) -> None:
    press.add(A)
    press.build(forms=("md",))
    assert set(tree(press.root / "out" / A)) == {"en/brief.md", "en/ledger.json", "en/manifest.json"}


def test_what_has_not_changed_is_neither_examined_nor_rendered_and_warns_as_before(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.add(A, problems=(WARNING,))
    press.add(B)
    first = press.build()
    before = tree(press.root / "out")
    monkeypatch.setattr(pipeline, "examine", lambda *_: pytest.fail("examined"))
    again = press.build()
    assert (again.unchanged, again.built, again.problems) == (first.built, [], first.problems)
    assert (again.exit, tree(press.root / "out")) == (Exit.DONE, before)


def test_a_changed_event_is_built_alone(press: Press) -> None:
    press.add(A)
    press.add(B)
    press.build()
    press.add(B, text="# another\n")
    result = press.build()
    assert (built(result), unchanged(result)) == ([B], [A])
    assert (press.root / f"out/{B}/en/brief.md").read_bytes() == b"# another\n"


def test_a_form_that_comes_later_leaves_the_others_and_what_is_old_goes(press: Press) -> None:
    press.add(A)
    press.build(forms=("md",))
    press.build(forms=("md", "html"))
    both = tree(press.root / "out")
    press.build(forms=("md",), force=True)
    assert tree(press.root / "out") == both
    press.add(A, choices={"lead": 1})
    press.build(forms=("md",))
    assert set(tree(press.root / "out" / A)) == {"en/brief.md", "en/ledger.json", "en/manifest.json"}


def test_two_builds_give_the_same_bytes(press: Press) -> None:
    press.add(A)
    press.build(out=press.root / "one")
    press.build(out=press.root / "two")
    assert tree(press.root / "one") == tree(press.root / "two")


def test_a_folder_outside_the_workspace_is_shown_as_it_is(
    press: Press, tmp_path_factory: pytest.TempPathFactory
) -> None:
    press.add(A)
    out = tmp_path_factory.mktemp("elsewhere")
    assert press.build(out=out).built[0]["folder"] == f"{out}/{A}/en"


@pytest.mark.parametrize("status", ["draft", "held"])
def test_what_is_not_ready_is_skipped_with_a_note_and_its_problems_are_not_told(status: str, press: Press) -> None:
    press.add(A, status=status, problems=(ERROR,))
    press.add(B)
    result = press.build()
    assert (built(result), result.exit, result.problems) == ([B], Exit.DONE, ())
    assert result.skipped == [{"event": A, "status": status, "why": f"its status is {status}"}]


def test_what_is_not_ready_leaves_the_folder_and_the_manifest(press: Press) -> None:
    press.add(A)
    press.add(B)
    press.build()
    press.add(A, status="held")
    result = press.build()
    assert result.removed == [{"event": A, "locale": "en", "why": "its status is held"}]
    assert set(listed(press.root)) == {f"{B}/en"}
    assert set(tree(press.root / "out")) == {"manifest.json", *(f"{B}/en/{name}" for name in WRITTEN)}
    assert press.build().removed == []


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_deleted_leaves_with_a_build_of_the_whole_workspace_alone(whole: bool, press: Press) -> None:
    path = press.add(A)
    press.add(B)
    press.build()
    path.unlink()
    result = press.build(whole=whole)
    assert [entry["why"] for entry in result.removed] == ["its file is gone"] * whole
    assert set(listed(press.root)) == {f"{B}/en"} | ({f"{A}/en"} if not whole else set())
    assert (press.root / "out" / A).exists() is not whole


def test_a_text_that_a_person_edited_does_not_leave_with_its_event(press: Press) -> None:
    press.add(A)
    press.build()
    (press.root / "out" / A / "en" / "brief.md").write_text("polished", encoding="utf-8")
    before = tree(press.root / "out")
    press.add(A, status="held")
    result = press.build()
    assert (told(result), result.exit, result.removed) == ([("OUT002", A, Exit.REFUSED)], Exit.REFUSED, [])
    assert tree(press.root / "out") == before


def test_a_file_of_a_person_beside_an_edition_stays(press: Press) -> None:
    press.add(A)
    press.build()
    (press.root / "out" / A / "en" / "notes.txt").write_text("mine", encoding="utf-8")
    press.add(A, status="held")
    assert press.build().exit is Exit.DONE
    assert set(tree(press.root / "out")) == {"manifest.json", f"{A}/en/notes.txt"}


def test_what_was_published_of_a_held_event_stays_on_record_and_a_warning_says_so(press: Press) -> None:
    press.add(A)
    press.build()
    record = press.publish(A)
    was = record.read_bytes()
    press.add(A, status="held")
    result = press.build()
    assert [(p.code, p.is_error, str(p.at)) for p in result.problems] == [
        ("PUB004", False, f"data/published/{A}.en.1.json:1:1")
    ]
    assert (listed(press.root), record.read_bytes(), result.exit) == ({}, was, Exit.DONE)


@pytest.mark.parametrize("status", ["draft", "held"])
def test_an_event_asked_for_by_name_that_is_not_ready_is_a_problem_at_its_line(status: str, press: Press) -> None:
    press.add(A, status=status)
    result = press.build(named=frozenset({A}))
    assert [(p.code, p.example, str(p.at)) for p in result.problems] == [
        ("EVT092", "status: ready", f"data/events/{A}.yaml:3:11")
    ]
    assert result.exit is Exit.INVALID


@pytest.mark.parametrize("is_readable", [True, False])
def test_nothing_is_written_of_a_brief_with_an_error_and_the_others_are_built(is_readable: bool, press: Press) -> None:
    press.add(A, problems=(WARNING,))
    press.add(B, problems=(ERROR,), is_readable=is_readable)
    press.add(C)
    result = press.build()
    assert (built(result), result.exit) == ([A, C], Exit.INVALID)
    assert not (press.root / "out" / B).exists()


def test_a_strict_run_takes_warnings_for_errors(press: Press) -> None:
    press.add(A, problems=(WARNING,))
    assert press.build().exit is Exit.DONE
    result = press.build(strict=True, out=press.root / "strict")
    assert (built(result), result.exit) == ([], Exit.INVALID)


def test_an_error_of_the_workspace_stops_every_brief_and_all_problems_are_told(press: Press) -> None:
    press.desk = type(press.desk)(press.desk.workspace, press.desk.sources, press.desk.names, (ERROR,))
    press.add(A)
    press.add(B, problems=(WARNING,))
    result = press.build()
    assert (built(result), result.problems, result.exit) == ([], (ERROR, WARNING), Exit.INVALID)


def test_a_template_fault_keeps_its_problems_and_its_exit(press: Press) -> None:
    fault = Problem("TPL001", "'x' is undefined", Location("templates/en/a.md.j2", 12), exit=Exit.TEMPLATE)
    error = UserError("broken")
    error.problems = (fault,)  # type: ignore[attr-defined]
    press.add(A, render=raising(error))
    press.add(B)
    result = press.build()
    assert (built(result), told(result), result.exit) == ([B], [("TPL001", A, Exit.TEMPLATE)], Exit.TEMPLATE)


def test_an_error_that_carries_warnings_only_is_told_too(press: Press) -> None:
    error = UserError("cannot be drawn")
    error.problems = (WARNING,)  # type: ignore[attr-defined]
    press.add(A, render=raising(error))
    assert told(press.build()) == [("REC008", A, Exit.INVALID), ("RND001", A, Exit.RENDERING)]


def test_a_bug_in_one_brief_is_told_with_its_traceback_and_the_others_are_built(press: Press) -> None:
    press.add(A, render=raising(KeyError("x")))
    press.add(B)
    result = press.build()
    assert (built(result), told(result), result.exit) == ([B], [("BUG001", A, Exit.BUG)], Exit.BUG)
    assert "KeyError: 'x'" in result.problems[0].message
    assert result.problems[0].found.startswith("Traceback")


def test_an_endless_brief_is_killed_at_its_limit_and_the_others_are_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = Press(tmp_path, monkeypatch, seconds=1)
    press.add(A, render=lambda: time.sleep(60))
    press.add(B)
    result = press.build()
    assert (built(result), told(result)) == ([B], [("RND001", A, Exit.RENDERING)])
    assert result.problems[0].message == "timed out after 1 s"
    assert not (tmp_path / "out" / A).exists()


def test_one_worker_killed_in_a_batch_of_twelve_costs_one_brief(press: Press) -> None:
    events = [f"2026-03-{day:02d}-x" for day in range(1, 13)]
    for event in events:
        press.add(event)
    press.add(events[2], render=lambda: os.kill(os.getpid(), signal.SIGKILL))
    result = press.build()
    assert built(result) == [event for event in events if event != events[2]]
    assert [problem.message for problem in result.problems] == ["worker died (signal 9)"]


def test_a_text_that_a_person_edited_is_refused_and_the_others_are_built(press: Press) -> None:
    press.add(A)
    press.add(B)
    press.build()
    (press.root / "out" / A / "en" / "brief.md").write_text("polished", encoding="utf-8")
    before = tree(press.root / "out" / A)
    press.add(A, text="# new\n")
    press.add(B, text="# new\n")
    result = press.build()
    assert (built(result), told(result), result.exit) == ([B], [("OUT002", A, Exit.REFUSED)], Exit.REFUSED)
    assert tree(press.root / "out" / A) == before


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_rendered(press: Press) -> None:
    press.add(A, render=raising(AssertionError("rendered")))
    press.add(B, problems=(ERROR,))
    (press.root / "out").write_text("a file", encoding="utf-8")
    result = press.build()
    assert told(result) == [("OUT001", None, Exit.OUTPUT), ("EVT025", B, Exit.INVALID)]
    assert result.problems[0].at.file == "out"
    assert result.exit is Exit.OUTPUT


def test_a_second_build_is_told_who_is_at_work(press: Press) -> None:
    press.add(A)
    press.add(B)
    with open_out(press.root, press.root / "out") as out, out.holding(f"{A}/en"):
        result = press.build()
    assert f"another build is at work (pid {os.getpid()})" in result.problems[0].message
    assert (built(result), told(result), result.exit) == ([B], [("OUT001", A, Exit.OUTPUT)], Exit.OUTPUT)


def test_one_brief_that_cannot_be_written_costs_one_brief(press: Press) -> None:
    press.add(A)
    press.add(B)
    (press.root / "out").mkdir()
    (press.root / "out" / A).write_text("a file in the way", encoding="utf-8")
    result = press.build()
    assert (built(result), told(result)) == ([B], [("OUT001", A, Exit.OUTPUT)])


def test_a_publication_that_cannot_be_read_costs_one_brief(press: Press) -> None:
    press.add(A)
    press.add(B)
    (press.root / "data" / "published").mkdir()
    (press.root / "data" / "published" / f"{A}.en.1.json").write_text("{}", encoding="utf-8")
    result = press.build()
    assert (built(result), told(result)) == ([B], [("PUB003", A, Exit.INVALID)])


def test_a_published_brief_is_built_again_as_it_was(press: Press) -> None:
    press.add(A)
    press.build()
    press.publish(A)
    before = tree(press.root / "out")
    for force in (False, True):
        result = press.build(force=force)
        assert (built(result), unchanged(result), result.exit) == ([A] * force, [A] * (not force), Exit.DONE)
        assert tree(press.root / "out") == before
    fresh = press.build(out=press.root / "fresh")
    assert fresh.exit is Exit.DONE
    assert tree(press.root / "fresh") == before


def test_no_figure_of_a_published_brief_changes_silently(press: Press) -> None:
    was = figure("liquidations.total", "210000000", "240000000", standing="disputed")
    press.add(A, figures=[was, figure("prices.btc", "2", "2", unit="percent", direction="down")])
    press.build()
    press.publish(A)
    before = tree(press.root / "out")
    press.add(A, text="# new\n", figures=[{**was, "high": "260000000"}, figure("flows.btc", "1", None, low_open=True)])
    result = press.build()
    assert [(p.code, p.figure, p.expected, p.found) for p in result.problems] == [
        (
            "PUB001",
            "liquidations.total",
            "210,000,000 to 240,000,000 USD, measured, disputed",
            "210,000,000 to 260,000,000 USD, measured, disputed",
        ),
        (
            "PUB001",
            "prices.btc",
            "2 percent, down, measured, agreed",
            "no figure",
        ),
        ("PUB001", "flows.btc", "no figure", "more than 1 USD, measured, agreed"),
    ]
    assert result.exit is Exit.REFUSED
    assert [str(problem.at) for problem in result.problems] == [
        f"data/events/{A}.yaml:7:3",
        f"data/events/{A}.yaml:1:1",
        f"data/events/{A}.yaml:1:1",
    ]
    assert "--republish" in result.problems[0].example
    assert tree(press.root / "out") == before


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (
            ("91234.56789012345678901234567890123456789", None),
            ("91300.5", None),
            ("at least 91,234.6", "at least 91,300.5"),
        ),
        ((None, "0.3333333333333333333333333333333333333333"), (None, "0.25"), ("at most 0.333333", "at most 0.25")),
        (("210000000", "210000000"), ("210000001", "210000001"), ("210,000,000", "210,000,001")),
        (("1", "2"), (None, None), ("1 to 2 USD", "no amount")),
    ],
)
def test_a_figure_is_told_in_as_many_digits_as_show_the_difference(
    was: tuple[str, str], now: tuple[str, str], told: tuple[str, str], press: Press
) -> None:
    press.add(A, figures=[figure("liquidations.total", *was)])
    press.build()
    press.publish(A)
    press.add(A, figures=[figure("liquidations.total", *now)])
    (problem,) = press.build().problems
    ends = [f"{text}{'' if 'USD' in text or 'no' in text else ' USD'}, measured, agreed" for text in told]
    assert [problem.expected, problem.found] == ends


def test_a_new_template_does_not_change_a_published_brief_silently(press: Press) -> None:
    press.add(A)
    press.build()
    press.publish(A)
    before = tree(press.root / "out")
    press.add(A, text="# the same in other words\n")
    result = press.build()
    assert (built(result), told(result)) == ([], [("PUB002", A, Exit.REFUSED)])
    assert "would change brief.md, brief.html, brief.pdf, though no figure" in result.problems[0].message
    assert tree(press.root / "out") == before


def test_a_published_brief_changes_when_that_is_asked_for(press: Press) -> None:
    press.add(A)
    press.build()
    press.publish(A)
    press.add(A, figures=[figure("liquidations.total", "1", "2")])
    assert press.build(republish=True, correction="The total was low by half.").exit is Exit.DONE
    assert [entry.status for entry in listed(press.root).values()] == ["ready"]
    press.publish(A)
    assert press.build().exit is Exit.DONE


def test_an_interrupted_batch_keeps_what_it_finished_and_leaves_nothing_else(press: Press) -> None:
    press.add(A)

    def interrupt() -> None:
        os.kill(os.getppid(), signal.SIGINT)
        time.sleep(60)

    press.add(B, render=interrupt)
    with pytest.raises(KeyboardInterrupt):
        press.build()
    assert set(tree(press.root / "out")) == {"manifest.json", *(f"{A}/en/{name}" for name in WRITTEN)}
    press.add(B)
    result = press.build()
    assert (unchanged(result), built(result)) == ([A], [B])


def test_the_text_of_one_brief_is_made_while_the_pdf_of_the_one_before_is(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = press.root / "begun"

    def patient(page: bytes) -> bytes:
        while b"first" in page and not begun.exists():
            time.sleep(0.01)
        return b"%PDF " + page

    monkeypatch.setattr(presses, "printer", lambda: patient)
    press.add(A, text="# first\n", problems=(WARNING,))
    press.add(B, render=begun.touch)
    press.add(C, problems=(ERROR,))
    result = press.build()
    assert (built(result), begun.exists()) == ([A, B], True)
    assert [problem.code for problem in result.problems] == ["REC008", "EVT025"]


def test_no_renderer_is_loaded_outside_the_child() -> None:
    code = "import sys, narrator.publish.build; sys.exit(bool({'jinja2', 'weasyprint', 'markdown'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_was_never_published_is_not_corrected(press: Press) -> None:
    press.add(A)
    result = press.build(republish=True, correction="The total was low by half.")
    assert (built(result), told(result)) == ([], [("OUT002", A, Exit.REFUSED)])
    assert "was never published in en: there is nothing to correct" in result.problems[0].message


def test_a_template_that_somebody_wrote_is_compiled_in_the_child_alone(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = press.root / "templates" / "en"
    own.mkdir(parents=True)
    (own / "lead.md.j2").write_text("Mine.", encoding="utf-8")
    compiled: list[str] = []
    compile_template = environment.Sandbox.compile

    def noted(
        env: environment.Sandbox, source: str, name: str | None = None, *more: object, **options: object
    ) -> object:
        compiled.append(str(name))
        return compile_template(env, source, name, *more, **options)

    monkeypatch.setattr(environment.Sandbox, "compile", noted)
    monkeypatch.setattr(environment, "kept", lambda: Kept(press.root / "none"))
    press.add(A)
    press.add(B)
    assert built(press.build()) == [A, B]
    assert "en/standfirst.md.j2" in compiled
    assert "en/lead.md.j2" not in compiled


def test_the_pdf_is_begun_while_the_text_is_audited_and_is_nothing_when_that_fails(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = press.root / "begun"

    def printing(page: bytes) -> bytes:
        begun.touch()
        return b"%PDF " + page

    def audited() -> None:
        while not begun.exists():
            time.sleep(0.01)

    monkeypatch.setattr(presses, "printer", lambda: printing)
    press.add(A, audited=audited)
    result = press.build()
    assert (built(result), begun.exists()) == ([A], True)
    press.add(A, text="# other\n", audited=raising(UserError("37 is no figure")))
    before = tree(press.root / "out")
    result = press.build()
    assert (built(result), [problem.message for problem in result.problems]) == ([], ["37 is no figure"])
    assert tree(press.root / "out") == before


def bomb(page: bytes) -> bytes:
    """A press that dies of some pages."""
    if b"bomb" in page:
        os.kill(os.getpid(), signal.SIGKILL)
    return b"%PDF " + page


def test_where_only_the_pdf_cannot_be_made_the_other_forms_are_written_and_the_manifest_says_so(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presses, "printer", lambda: bomb)
    press.add(A, text="# A bomb\n")
    press.add(B)
    result = press.build()
    assert (built(result), result.exit) == ([A, B], Exit.RENDERING)
    assert told(result) == [("RND003", A, Exit.RENDERING)]
    assert "brief.pdf could not be made: worker died (signal 9)" in result.problems[0].message
    assert result.built[0]["files"] == ["brief.html", "brief.md", "ledger.json"]
    assert set(tree(press.root / "out" / A)) == {f"en/{name}" for name in WRITTEN - {"brief.pdf"}}
    assert {name: each.lacks for name, each in listed(press.root).items()} == {f"{A}/en": ["brief.pdf"], f"{B}/en": []}
    with pytest.raises(PublicationRefusedError, match=r"brief.pdf could not be made; run: narrator build"):
        press.publish(A)
    assert (unchanged(again := press.build()), told(again)) == ([B], [("RND003", A, Exit.RENDERING)])
    monkeypatch.setattr(presses, "printer", lambda: lambda page: b"%PDF " + page)
    result = press.build()
    assert (built(result), unchanged(result), result.exit) == ([A], [B], Exit.DONE)
    assert listed(press.root)[f"{A}/en"].lacks == []
    before = tree(press.root / "out")
    press.build(out=press.root / "clean")
    assert tree(press.root / "clean") == before


def test_where_the_pdf_is_all_that_was_asked_for_nothing_is_written(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presses, "printer", lambda: bomb)
    press.add(A, text="# A bomb\n")
    result = press.build(forms=("pdf",))
    assert (built(result), told(result)) == ([], [("RND001", A, Exit.RENDERING)])
    assert not (press.root / "out" / A).exists()


def test_an_older_pdf_of_the_same_edition_stays_where_a_new_one_cannot_be_made(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.add(A, text="# A bomb\n")
    press.build()
    before = tree(press.root / "out")
    monkeypatch.setattr(presses, "printer", lambda: bomb)
    result = press.build(force=True)
    assert (told(result), tree(press.root / "out")) == ([("RND003", A, Exit.RENDERING)], before)
    press.add(A, text="# Another bomb\n")
    press.build()
    assert set(tree(press.root / "out" / A)) == {f"en/{name}" for name in WRITTEN - {"brief.pdf"}}


def test_a_process_of_several_that_dies_costs_one_brief(press: Press) -> None:
    for event in (A, B, C):
        press.add(event)
    parent = os.getpid()
    press.add(B, render=lambda: _kill_worker(parent))
    result = press.build(jobs=2)
    assert (built(result), told(result), result.exit) == ([A, C], [("RND001", B, Exit.RENDERING)], Exit.RENDERING)
    assert result.problems[0].at.file == f"data/events/{B}.yaml"


def _kill_worker(run: int) -> None:
    """End the process above that of the rendering, which is none of the run itself."""
    assert os.getppid() != run
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def test_the_command_starts_the_press_before_what_it_needs_itself() -> None:
    code = "import sys, narrator.cli.main, narrator.publish.press; sys.exit('pydantic' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
