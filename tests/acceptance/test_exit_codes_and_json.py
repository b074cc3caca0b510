"""How a run ends and what it tells: exit codes, their order, JSON, SARIF, warnings, broken files (DESIGN.md 5)."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.command import command, narrator, pasted, process
from support.editions import tree, unprivileged
from support.events import EVENT, EVENT_ID, changed, write_workspace

if TYPE_CHECKING:
    from support.command import Ran

LONGS = "tracker_a: $195 million"
MAIN = "main: liquidations.total "
FIELDS: dict[str, type | tuple[type, ...]] = {
    "code": str,
    "severity": str,
    "event": (str, type(None)),
    "figure": (str, type(None)),
    "file": str,
    "line": int,
    "column": int,
    "end_column": (int, type(None)),
    "found": str,
    "expected": str,
    "example": str,
    "message": str,
}

WRONG_USE = {
    "an unknown command": (("chek",), "No such command 'chek'"),
    "an unknown path": (("check", "nope.yaml"), "nope.yaml"),
    "an unknown path to build": (("build", "data/nope"), "data/nope"),
    "an unknown event": (("check", "--event", "2026-03-03-exampel"), f"did you mean '{EVENT_ID}'?"),
    "an unknown event to build": (("build", "--event", "2026-03-03-exampel"), f"did you mean '{EVENT_ID}'?"),
    "an event out of the folder": (("build", "--event", "../../x"), "no event"),
    "an unknown event to explain": (("explain", "2026-03-03-exampel"), f"did you mean '{EVENT_ID}'?"),
    "an unknown figure": (("explain", EVENT_ID, "liquidations.totl"), "liquidations.total"),
    "an unknown form": (("build", "--to", "md,nonsense"), "md,html,pdf"),
    "no form": (("build", "--to", ""), "md,html,pdf"),
    "an unknown language": (("build", "--locale", "fr"), "en"),
    "an unknown format": (("check", "--format", "xml"), "sarif"),
    "a moment without zone": (("build", "--as-of", "2026-03-03 09:00"), "--as-of 2026-01-07T09:00+08:00"),
    "a figure left out without reason": (("build", "--without", "prices.btc"), "--reason"),
    "a folder without a name": (("build", "--out", ""), "--out out"),
    "a signature of nobody": (("publish", EVENT_ID, "--approved-by", ""), '--approved-by "A. Editor"'),
    "a signature of blanks": (("publish", EVENT_ID, "--approved-by", " \t"), '--approved-by "A. Editor"'),
    "nothing to say": (("phrase",), "$59.4 billion"),
    "an unknown template": (("templates", "which", "en/breif.md.j2"), "en/brief.md.j2"),
}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workspace(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize("what", WRONG_USE)
def test_wrong_use_ends_with_2_and_says_what_is_right(what: str, example: Path) -> None:
    arguments, says = WRONG_USE[what]
    ran = narrator(example, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert tree(example / "out") == {}


def test_outside_a_workspace_the_way_in_is_told(tmp_path: Path) -> None:
    ran = narrator(tmp_path, "check")
    assert (ran.code, "narrator.toml" in ran.err) == (2, True)


def test_a_line_that_cannot_be_read_ends_phrase_with_10(example: Path) -> None:
    ran = narrator(example, "phrase", "400-500")
    assert (ran.code, "400-500 UNIT" in ran.err) == (10, True)


def assert_fields(ran: Ran) -> None:
    assert set(ran.told) - {"unchanged", "skipped", "removed"} == {"problems", "built", "exit"}
    assert ran.told["exit"] == ran.code
    for problem in ran.problems:
        assert list(problem) == list(FIELDS)
        assert all(isinstance(problem[name], kind) for name, kind in FIELDS.items()), problem
        assert problem["severity"] in {"error", "warning"}
        assert re.fullmatch(r"[A-Z]{3}\d{3}", problem["code"])
        assert problem["message"]
        assert problem["line"] >= 1 <= problem["column"]


def test_the_json_of_check_and_build_has_the_documented_fields(tmp_path: Path) -> None:
    bad = changed(LONGS, "tracker_aa: $1,5 million").replace(EVENT_ID, "bad")
    warned = changed(LONGS, "tracker_aa: $195 million").replace(EVENT_ID, "warned")
    write_workspace(tmp_path, bad, warned)
    for arguments in (("check",), ("build", "--to", "md")):
        ran = narrator(tmp_path, *arguments, "--format", "json")
        assert_fields(ran)
        assert (ran.code, ran.err, len(ran.problems)) == (10, "", 2)
        assert {problem["event"] for problem in ran.problems} == {"bad", "warned"}
    assert ran.told["built"] == [
        {"event": "warned", "locale": "en", "folder": "out/warned/en", "files": ["brief.md", "ledger.json"]}
    ]


def test_the_sarif_of_check_can_be_read(tmp_path: Path) -> None:
    write_workspace(tmp_path, changed(LONGS, "tracker_aa: $1,5 million"), EVENT.replace(EVENT_ID, "sound"))
    document = json.loads(narrator(tmp_path, "check", "--format", "sarif").out)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert run["tool"]["driver"]["name"] == "narrator"
    (result,) = run["results"]
    assert (result["ruleId"] in rules, result["level"], bool(result["message"]["text"])) == (True, "error", True)
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == f"data/events/{EVENT_ID}.yaml"
    assert place["region"] == {"startLine": 26, "startColumn": 21, "endLine": 26, "endColumn": 23}


def test_a_sound_event_has_empty_problems_in_every_form(example: Path) -> None:
    ran = narrator(example, "check", "--format", "json")
    assert ran.told == {"problems": [], "built": [], "exit": 0}
    assert json.loads(narrator(example, "check", "--format", "sarif").out)["runs"][0]["results"] == []


TEMPLATE = """\
{% if main.metric == "prices" %}{{ evnt }}{% endif %}
{% if main.metric == "flows" %}{% with text = LONG %}LOOPS{% endwith %}{% endif %}
{% if event.view %}
## Our view

{{ event.view }}
{% endif %}
"""
LOOPS = "".join(f"{{% for {name} in text %}}" for name in "abc") + "{% endfor %}" * 3
KINDS = {
    10: changed(LONGS, "tracker_a: $1,5 million"),
    11: changed("inflow 8,100 BTC = $710 million", "inflow $710 million\n      tracker_a: outflow $710 million"),
    12: changed(MAIN, "main: prices.btc "),
    14: EVENT,
    16: changed(MAIN, "main: flows.btc_etf "),
}
ORDER = (15, 10, 11, 12, 14, 16)


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the event of each number fails in its own way."""
    events = (text.replace(EVENT_ID, f"e{code}") for code, text in KINDS.items())
    root = write_workspace(tmp_path_factory.mktemp("failing"), *events, EVENT.replace(EVENT_ID, "sound"))
    config = root / "narrator.toml"
    config.write_text("seconds = 4\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    assert narrator(root, "build", "data/events/e14.yaml", "--to", "md").code == 0
    brief = root / "out" / "e14" / "en" / "brief.md"
    brief.write_text(brief.read_text(encoding="utf-8") + "A sentence of the editor.\n", encoding="utf-8")
    path = root / "templates" / "en" / "sections" / "view.md.j2"
    path.parent.mkdir(parents=True)
    text = TEMPLATE.replace("LOOPS", LOOPS).replace("LONG", " ~ ".join(["event.published"] * 200))
    path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("codes", [*((code,) for code in KINDS), *pairwise([10, 11, 12, 14]), tuple(KINDS)])
def test_of_several_failures_the_first_in_order_ends_the_run(codes: tuple[int, ...], failing: Path) -> None:
    paths = [f"data/events/e{code}.yaml" for code in codes]
    ran = narrator(failing, "build", *paths, "data/events/sound.yaml", "--to", "md", "--format", "json")
    assert ran.code == next(code for code in ORDER if code in codes)
    assert {problem["event"] for problem in ran.problems if problem["severity"] == "error"} == {f"e{n}" for n in codes}
    assert [entry["event"] for name in ("built", "unchanged") for entry in ran.told[name]] == ["sound"]
    assert "A sentence of the editor." in (failing / "out/e14/en/brief.md").read_text(encoding="utf-8")


def test_an_output_that_cannot_be_written_comes_before_all_others(failing: Path) -> None:
    (failing / "linked").symlink_to(failing / "out")
    ran = narrator(failing, "build", "--to", "md", "--out", "linked", "--format", "json")
    assert (ran.code, ran.told["built"]) == (15, [])


DIFFER = "    differ: Tracker B counts two venues more.\n"
WARNED = {
    "a misspelt source": (changed(LONGS, "tracker_aa: $195 million"), "SRC010", "did you mean 'tracker_a'?"),
    "a source 1,000 times the others": (
        # a record that says why its sources differ has no slip
        changed("- $236 million to $240 million at 08:40", "- $236 billion to $240 billion at 08:40").replace(
            DIFFER, ""
        ),
        "REC005",
        "million or billion",
    ),
    "a name that nobody knows": (changed("assets: BTC, ETH", "assets: BTC, ETH, ABC"), "NAM010", "'ABC'"),
}


@pytest.mark.parametrize("what", WARNED)
def test_a_warning_changes_no_exit_code_unless_strict(what: str, tmp_path: Path) -> None:
    text, code, says = WARNED[what]
    write_workspace(tmp_path, text)
    (problem,) = narrator(tmp_path, "check", "--format", "json").problems
    assert (problem["code"], problem["severity"]) == (code, "warning")
    assert says in problem["message"]
    strict = narrator(tmp_path, "build", "--to", "md", "--strict", "--format", "json")
    assert (strict.code in {10, 11}, strict.told["built"]) == (True, [])
    assert narrator(tmp_path, "check", "--strict", "--quiet").code == strict.code
    assert tree(tmp_path / "out") == {}
    built = narrator(tmp_path, "build", "--to", "md", "--format", "json")
    assert (built.code, [entry["event"] for entry in built.told["built"]]) == (0, [EVENT_ID])


def test_a_quarantined_value_is_printed_nowhere(tmp_path: Path) -> None:
    write_workspace(tmp_path, WARNED["a source 1,000 times the others"][0])
    assert narrator(tmp_path, "build", "--to", "md,html", "--quiet").code == 0
    for form in ("brief.md", "brief.html"):
        assert "billion" not in next((tmp_path / "out").rglob(form)).read_text(encoding="utf-8")


def test_the_entry_to_paste_makes_a_source_known(tmp_path: Path) -> None:
    write_workspace(tmp_path, changed(LONGS, "Harbour Data: $195 million"))
    (problem,) = narrator(tmp_path, "check", "--format", "json").problems
    sources = tmp_path / "data" / "sources.yaml"
    assert "grade: GRADE" in problem["example"], "a grade is given by a person"
    entry = problem["example"].replace("grade: GRADE", "grade: B")
    sources.write_text(sources.read_text(encoding="utf-8") + entry + "\n", encoding="utf-8")
    assert narrator(tmp_path, "check", "--format", "json").problems == []


FILES = {
    "an empty file": (b"", "YML003"),
    "blanks": (b" \n\n", "YML003"),
    "bytes that are no text": (b"event:\n  id: \xff\xfe\n", "YML002"),
    "UTF-16": ("event:\n  id: x\n".encode("utf-16"), "YML002"),
    "more than a megabyte": (b"a: b\n" * 300_000, "YML001"),
    "a list": (b"- a\n- b\n", "YML012"),
    "a sentence": (b"hello\n", "YML034"),
    "nothing but a comment": (b"# to do\n", "YML012"),
    "100,000 brackets": (b"[" * 100_000, "YML034"),
}


@pytest.fixture(scope="module")
def no_events(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A build of an event beside files that are none."""
    root = write_workspace(tmp_path_factory.mktemp("files"))
    for number, (content, _) in enumerate(FILES.values()):
        (root / "data" / "events" / f"x{number}.yaml").write_bytes(content)
    return narrator(root, "build", "--to", "md", "--format", "json")


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_event_is_named_at_its_start(what: str, no_events: Ran) -> None:
    name = f"x{list(FILES).index(what)}"
    (problem,) = (problem for problem in no_events.problems if problem["event"] == name)
    assert (problem["code"], problem["severity"]) == (FILES[what][1], "error")
    assert (problem["file"], problem["line"], problem["column"]) == (f"data/events/{name}.yaml", 1, 1)
    assert len(problem["found"]) < 5_000


def test_files_that_are_no_events_leave_the_others_alone(no_events: Ran) -> None:
    assert (no_events.code, [entry["event"] for entry in no_events.told["built"]]) == (10, [EVENT_ID])


JSON = {
    "10 NaN": ('{"event": {"id": NaN}}', "JSN002"),
    "10 Infinity": ('{"event": {"id": Infinity}}', "JSN002"),
    "10 1e999": ('{"event": {"id": 1e999}}', "JSN002"),
    "12 a number": ('{"event": {"id": 4.20}}', "JSN002"),
    "13 a duplicate key": ('{"event": {}, "event": {}}', "JSN006"),
    "20 100,000 brackets": ("[" * 100_000, "JSN004"),
    "20 100,000 keys": ('{"a":' * 100_000, "JSN004"),
    "half a file": ('{"event": {"id": "x"', "JSN001"),
    "an empty object": ("{}", "EVT001"),
}


@pytest.mark.parametrize("what", JSON)
def test_a_json_file_that_is_no_event_is_refused(what: str, tmp_path: Path) -> None:
    text, code = JSON[what]
    (write_workspace(tmp_path) / "data" / "events" / "x.json").write_text(text, encoding="utf-8")
    ran = narrator(tmp_path, "check", "--format", "json")
    assert ran.code == 10
    assert code in {problem["code"] for problem in ran.problems}
    assert {problem["file"] for problem in ran.problems} == {"data/events/x.json"}


def test_what_cannot_be_opened_is_named_at_its_start() -> None:
    with tempfile.TemporaryDirectory(prefix="narrator-test-") as folder:
        root = write_workspace(Path(folder))
        root.chmod(0o755)
        events = root / "data" / "events"
        (events / "closed.yaml").write_text(EVENT, encoding="utf-8")
        (events / "closed.yaml").chmod(0)
        (events / "folder.yaml").mkdir()
        (events / "gone.yaml").symlink_to("nowhere")
        with unprivileged():
            ran = narrator(root, "check", "--format", "json")
    assert ran.code == 10
    assert {(problem["file"].rpartition("/")[2], problem["line"]) for problem in ran.problems} == {
        ("closed.yaml", 1),
        ("folder.yaml", 1),
        ("gone.yaml", 1),
    }


REGISTRIES = {
    "a grade without reason": ("sources.yaml", "  reason: Nobody signs it.\n", "", "SRC001"),
    "an unknown field": ("sources.yaml", "  reason: Nobody signs it.\n", "  raeson: Nobody.\n", "EVT002"),
    "a spelling twice": ("sources.yaml", "    - TrackerB\n", "    - Tracker A\n", "SRC002"),
    "a name without kind": ("names.yaml", "  kind: index\n", "", "EVT001"),
}


@pytest.mark.parametrize("what", REGISTRIES)
def test_a_broken_registry_stops_every_brief(what: str, tmp_path: Path) -> None:
    name, before, after, code = REGISTRIES[what]
    path = write_workspace(tmp_path) / "data" / name
    path.write_text(changed(before, after, path.read_text(encoding="utf-8")), encoding="utf-8")
    ran = narrator(tmp_path, "build", "--to", "md", "--format", "json")
    assert (ran.code, ran.told["built"]) == (10, [])
    assert (code, f"data/{name}") in {(problem["code"], problem["file"]) for problem in ran.problems}


SETTINGS = {
    "a quotation mark that is not closed": ('seconds = 3\ndesk = "x\n', 2, "desk", "CFG001"),
    "an unknown setting": ('\nprofil = "short"\n', 2, "did you mean 'profile'", "CFG002"),
    "another word": ('\n\nprofile = "tiny"\n', 3, "profile", "CFG002"),
    "text for a number": ('seconds = "3"\n', 1, "seconds", "CFG002"),
    "too little": ("megabytes = 1\n", 1, "megabytes", "CFG002"),
    "an unknown threshold": ('[policy]\nagree_totl = "0.1"\n', 2, "did you mean 'agree_total'", "CFG003"),
    "a threshold that is no number": ('[policy]\nagree_total = "a lot"\n', 2, "must be a number", "CFG004"),
    "a character that no font has": ('seconds = 3\ndesk = "The 金 desk"\n', 2, "U+91D1", "CFG005"),
    "a table of words for nothing": ('[cues.up]\nen = ["pop"]\n[cues.dwn]\nen = ["a"]\n', 3, "'cues.dwn'", "CFG006"),
    "words in no language": ('[entities.country.poland]\npl = ["NBP"]\n', 2, "poland.pl", "CFG006"),
    "a kind of entity that is none": ('[entities.planet.mars]\nen = ["Mars"]\n', 1, "planet", "CFG006"),
    "one word for a list of them": ('[cues.up]\nen = "pop"\n', 2, "'cues.up.en'", "CFG006"),
    "an empty word": ('[cues.up]\nen = ["pop", " "]\n', 2, "'cues.up.en'", "CFG006"),
    "an unknown setting of a theme": ('[theme]\nacent = "#0b5a66"\n', 2, "did you mean 'accent'", "CFG002"),
    "paper that nobody prints on": ('[theme]\npaper = "A3"\n', 2, "paper", "CFG002"),
    "a colour by its name": ('seconds = 3\n[theme]\naccent = "teal"\n', 3, "no colour: 'teal'", "CFG007"),
    "more than a colour": ('[theme]\naccent = "#0b5a66}*{x:y"\n', 2, "no colour", "CFG007"),
    "a colour and a new line": ('[theme]\naccent = "#0b5a66\\n"\n', 2, "no colour", "CFG007"),
    "a pale accent": ('[theme]\naccent = "#f2a900"\n', 2, "a contrast of 2.01 with the light page", "CFG008"),
    "a dark one": ('[theme]\naccent_dark = "#0b5a66"\n', 2, "a contrast of 2.31 with the dark page", "CFG008"),
    "a name twice": ("seconds = 3\nseconds = 4\n", 2, "TOML", "CFG001"),
}


@pytest.mark.parametrize("what", SETTINGS)
def test_broken_settings_stop_every_brief_and_are_named_at_their_line(what: str, tmp_path: Path) -> None:
    text, line, says, code = SETTINGS[what]
    (write_workspace(tmp_path) / "narrator.toml").write_text(text, encoding="utf-8")
    ran = narrator(tmp_path, "build", "--to", "md", "--format", "json")
    (problem,) = ran.problems
    assert (ran.code, ran.told["built"]) == (10, [])
    assert (problem["code"], problem["file"], problem["line"]) == (code, "narrator.toml", line)
    assert code == "CFG001" or says in problem["message"]
    assert problem["expected"]
    if code != "CFG001":
        mended = pasted(text, {**problem, "found": problem["found"], "code": "YML"})
        (tmp_path / "narrator.toml").write_text(mended, encoding="utf-8")
        assert narrator(tmp_path, "check", "--quiet").code == 0


def test_39_nothing_in_a_message_steers_a_terminal_or_a_build_server(tmp_path: Path) -> None:
    text = changed(
        LONGS, "evil ::error file=x::y \u202e source: $1,5 million\n      ::set-output name=x::y: $1 million"
    )
    write_workspace(tmp_path, text)
    ran = narrator(tmp_path, "check")
    assert ran.code == 10
    assert "::" not in ran.err + ran.out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ran.err + ran.out)


def test_a_reader_that_goes_away_ends_a_run_quietly(tmp_path: Path) -> None:
    write_workspace(tmp_path, *(EVENT.replace(EVENT_ID, f"e{n}") for n in range(60)))
    with subprocess.Popen(command("check"), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.read(10)
        running.stdout.close()
        err = running.stderr.read()
    assert (running.returncode in {0, 141, -13}, b"Traceback" in err) == (True, False)


def test_the_process_ends_with_the_code_that_the_run_answers(tmp_path: Path) -> None:
    write_workspace(tmp_path, changed(LONGS, "tracker_a: $1,5 million"))
    ran = process(tmp_path, "check", "--quiet")
    assert (ran.code, ran.out) == (10, "")
    assert f"data/events/{EVENT_ID}.yaml:26:20: error AMT002" in ran.err
    assert process(tmp_path, "--version").code == 0


def test_a_code_is_explained_without_any_workspace(tmp_path: Path) -> None:
    ran = narrator(tmp_path, "explain", "REC002")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("error REC002: Sources too far apart for one figure\n")
    assert re.findall(r"^    (\w+) ", ran.out, re.MULTILINE) == ["found", "expected", "write"]
    assert ran.out.endswith("It ends a run with 11.\n")
    assert "--strict" in narrator(tmp_path, "explain", "REC005").out


def test_a_code_is_explained_to_a_machine_in_the_fields_of_the_catalogue(tmp_path: Path) -> None:
    told = narrator(tmp_path, "explain", "AMT007", "--format", "json").told
    assert (told["code"], told["severity"], told["exit"]) == ("AMT007", "error", 10)
    assert {"title", "why", "expected", "found", "example", "otherwise"} < set(told)


@pytest.mark.parametrize(("code", "says"), [("REC020", "did you mean REC002"), ("ABC001", "a code begins with YML")])
def test_an_unknown_code_ends_with_2_and_names_those_that_are_alike(code: str, says: str, tmp_path: Path) -> None:
    ran = narrator(tmp_path, "explain", code)
    assert (ran.code, ran.out, says in ran.err) == (2, "", True)


def test_every_code_of_a_broken_file_can_be_explained_and_its_span_ends_where_the_found_text_does(
    tmp_path: Path,
) -> None:
    write_workspace(tmp_path, changed(LONGS, "tracker_a: $1,5 million"))
    (problem,) = narrator(tmp_path, "check", "--format", "json").problems
    line = (tmp_path / problem["file"]).read_text(encoding="utf-8").splitlines()[problem["line"] - 1]
    assert line[problem["column"] - 1 : problem["end_column"] - 1] == problem["found"]
    assert narrator(tmp_path, "explain", problem["code"]).code == 0
