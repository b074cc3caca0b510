from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from narrator.errors import Exit
from narrator.publish import build
from narrator.wording.cases import COLUMNS
from support.command import command, narrator
from support.events import EVENT, EVENT_ID, write_workspace

COMMANDS = (
    *("new", "add", "check", "explain", "phrase", "schema", "format", "status", "build", "publish", "templates"),
)
TEMPLATES = ("templates list", "templates which", "templates copy", "templates check")
FILE = f"data/events/{EVENT_ID}.yaml"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return write_workspace(tmp_path, EVENT)


def test_check_tells_the_phrase_of_every_figure(desk: Path) -> None:
    ran = narrator(desk, "check")
    assert ran.code == Exit.DONE
    assert f"{EVENT_ID}  (ready)" in ran.out
    assert "liquidations.total" in ran.out
    assert "$210 million" in ran.out


def test_check_is_quiet_when_that_is_asked_for(desk: Path) -> None:
    assert narrator(desk, "check", FILE, "--quiet").out == ""


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_check_answers_a_machine(form: str, desk: Path) -> None:
    assert (
        set(json.loads(narrator(desk, "check", "--format", form).out))
        >= {"json": {"problems"}, "sarif": {"runs"}}[form]
    )


def test_an_error_of_a_record_is_the_exit_of_check(desk: Path) -> None:
    (desk / FILE).write_text(EVENT.replace("status: ready", "status: reddy"), encoding="utf-8")
    ran = narrator(desk, "check")
    assert ran.code == Exit.INVALID
    assert f"{FILE}:4:" in ran.err


def test_an_event_that_is_not_there_is_named_with_the_one_that_was_meant(desk: Path) -> None:
    ran = narrator(desk, "check", "--event", "2026-03-03-exmple")
    assert ran.code == Exit.USAGE
    assert f"did you mean '{EVENT_ID}'?" in ran.err


def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path) -> None:
    ran = narrator(tmp_path, "check")
    assert ran.code == Exit.USAGE
    assert "no narrator.toml" in ran.err


def test_explain_goes_from_the_line_of_the_file_to_the_sentence(desk: Path) -> None:
    ran = narrator(desk, "explain", EVENT_ID, "liquidations.total")
    assert ran.code == Exit.DONE
    assert f"core         tracker_a: $210 million at 08:00  [{FILE}:16]" in ran.out
    assert "  printed      brief.md:" in ran.out
    assert "liquidations.longs" not in ran.out.splitlines()


def test_explain_of_what_cannot_be_drafted_tells_the_figures_and_why(desk: Path) -> None:
    (desk / "templates" / "en").mkdir(parents=True)
    (desk / "templates" / "en" / "brief.md.j2").write_text("{{ missing }}", encoding="utf-8")
    ran = narrator(desk, "explain", EVENT_ID)
    assert "the article could not be drafted" in ran.err
    assert "liquidations.longs.share" in ran.out


def test_explain_names_the_figure_that_was_meant(desk: Path) -> None:
    ran = narrator(desk, "explain", EVENT_ID, "liquidations.totl")
    assert ran.code == Exit.USAGE
    assert "write: liquidations.total" in ran.err


def test_phrase_says_a_line_in_every_style_of_a_locale(tmp_path: Path) -> None:
    ran = narrator(tmp_path, "phrase", "$400 million to $500 million", "--locale", "en-US")
    assert "en-US  body      $400 million to $500 million" in ran.out
    assert {line.split()[0] for line in ran.out.splitlines()} == {"en-US"}


@pytest.mark.parametrize(
    ("line", "start", "change"),
    [
        ("from 21 to 42", "21", "up 21 points"),
        ("down from 42 to 21", "42", "down 21 points"),
        ("from 5.5% to 3.2%", "5.5%", "down 2.3 percentage points"),
        ("from $21.5 billion to $24 billion", "$21.5 billion", "up $2.5 billion"),
    ],
)
def test_a_move_changes_by_the_way_between_its_ends(line: str, start: str, change: str, tmp_path: Path) -> None:
    said = narrator(tmp_path, "phrase", line, "--locale", "en-US").out.splitlines()
    assert {f"en-US  change    {change}", f"en-US  from      {start}"} <= {*said}


def test_phrase_tells_what_it_cannot_read_like_any_other_problem(tmp_path: Path) -> None:
    ran = narrator(tmp_path, "phrase", "$1,5 million")
    assert ran.code == Exit.INVALID
    assert ran.err.startswith("LINE:1:3: error AMT")


def test_phrase_needs_one_thing_to_say(tmp_path: Path) -> None:
    assert narrator(tmp_path, "phrase").code == Exit.USAGE


def test_cases_that_differ_are_told_by_id(tmp_path: Path) -> None:
    row = "n1,money,400000000,400000000,false,false,USD,measured,confirmed,,false,false,body,en-US,,,$4 million"
    (tmp_path / "cases.csv").write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8")
    ran = narrator(tmp_path, "phrase", "--cases", "cases.csv")
    assert ran.code == Exit.DISCREPANCY
    assert ran.out.splitlines() == ["n1: expected '$4 million', got '$400 million'"]


def test_the_schema_of_an_event_is_printed(tmp_path: Path) -> None:
    assert "liquidations" in json.loads(narrator(tmp_path, "schema").out)["properties"]


def test_templates_are_listed_copied_found_and_checked(desk: Path) -> None:
    name = narrator(desk, "templates", "list").out.split()[0]
    assert narrator(desk, "templates", "copy", name).code == Exit.DONE
    assert narrator(desk, "templates", "which", name).out.strip() == str(desk / "templates" / name)
    assert narrator(desk, "templates", "check").out.strip() == "all templates are sound"
    assert narrator(desk, "templates", "copy", name).code == Exit.REFUSED


def test_a_report_is_added_and_the_comments_stay(desk: Path) -> None:
    ran = narrator(desk, "add", EVENT_ID, "liquidations.total: $220 million", "--source", "tracker_d", "--at", "08:10")
    assert ran.code == Exit.DONE
    text = (desk / FILE).read_text(encoding="utf-8")
    assert "tracker_d: $220 million at 08:10" in text
    assert "# the figure of headline and lead; required when ready" in text
    assert narrator(desk, "new", EVENT_ID).code == Exit.REFUSED
    assert narrator(desk, "add", EVENT_ID, "$220 million", "--source", "x").code == Exit.USAGE


@pytest.mark.parametrize(
    ("line", "told"),
    [("flows.btc_etf: 400", "EVT011"), ("prices.sol: up 3%", "EVT001"), ("accounts.whale: $1 million", "EVT001")],
)
def test_nothing_is_added_that_makes_a_file_wrong(line: str, told: str, desk: Path) -> None:
    (desk / FILE).write_text(EVENT.replace("status: ready", "status: reddy"), encoding="utf-8")
    before = (desk / FILE).read_text(encoding="utf-8")
    ran = narrator(desk, "add", EVENT_ID, line, "--source", "tracker_d")
    assert (ran.code, (desk / FILE).read_text(encoding="utf-8")) == (Exit.INVALID, before)
    assert told in ran.err
    assert "reddy" not in ran.err, "what was wrong before is not told again"


def test_build_and_publish_end_to_end(desk: Path) -> None:
    ran = narrator(desk, "build", "--to", "md")
    assert (ran.code, ran.out.splitlines()[-1]) == (Exit.DONE, "1 built")
    assert narrator(desk, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.DONE
    assert narrator(desk, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.REFUSED
    shutil.rmtree(desk / "out")
    assert narrator(desk, "build", "--to", "md", "--format", "json").told["built"][0]["event"] == EVENT_ID


@pytest.mark.parametrize(
    "arguments",
    [
        ["--to", "odt"],
        ["--as-of", "2026-03-03T09:00"],
        ["--as-of", "today"],
        ["--without", "flows.btc_etf"],
        ["--event", EVENT_ID, "--without", "flows.btc_etf", "--reason", "3 doubts"],
        ["no-such-folder"],
        ["--locale", "en,zh"],
        ["--out", "."],
        ["--out", "data"],
        ["--out", "data/../templates/x"],
        ["--out", "src"],
    ],
)
def test_a_build_that_cannot_be_meant_is_refused_at_once(arguments: list[str], desk: Path) -> None:
    assert narrator(desk, "build", *arguments).code == Exit.USAGE
    assert not (desk / "out").exists()


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyError("x"), Exit.BUG, "this is a bug in narrator"),
        (KeyboardInterrupt(), Exit.INTERRUPTED, "interrupted"),
    ],
)
def test_how_a_run_ends_is_its_exit_code(
    error: BaseException, code: Exit, said: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(build, "build_all", fail)
    ran = narrator(desk, "build")
    assert ran.code == code
    assert said in ran.err


def test_every_command_shows_lines_to_type(tmp_path: Path) -> None:
    for name in (*COMMANDS, *TEMPLATES):
        shown = narrator(tmp_path, *name.split(), "--help").out
        examples = [line for line in shown.splitlines() if line.startswith(f"  narrator {name}")]
        assert examples, name
        assert "\\b" not in shown
        assert "_" not in shown.split("Options:")[1], "a name of ours"
    assert "\n  12 template broken, 13" in narrator(tmp_path, "--help").out


@pytest.mark.parametrize("arguments", [("check",), ("--help",), ("check", "--format", "json")])
def test_a_full_disk_below_the_output_is_told(arguments: tuple[str, ...], desk: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(command(*arguments), cwd=desk, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (Exit.OUTPUT, "narrator: the system refused: No space left on device\n")


@pytest.mark.parametrize("name", ["check", "build"])
def test_a_machine_is_answered_where_there_is_no_such_event(name: str, desk: Path) -> None:
    ran = narrator(desk, name, "--event", "2026-03-03-exmple", "--format", "json")
    (problem,) = ran.problems
    assert (ran.code, ran.told["exit"], problem["code"], ran.err) == (Exit.USAGE, Exit.USAGE, "EVT091", "")
    assert f"did you mean '{EVENT_ID}'?" in problem["message"]


def test_an_id_may_not_leave_its_folder(desk: Path) -> None:
    assert narrator(desk, "new", "../x").code == Exit.USAGE


def test_help_and_version_are_no_failure(tmp_path: Path) -> None:
    assert "Exit codes: 0 done" in narrator(tmp_path, "--help").out
    assert narrator(tmp_path, "--version").out.startswith("narrator, version")
