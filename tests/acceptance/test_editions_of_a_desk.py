"""Editions with a name: for a client or a holiday, each with its own text, forms, look and time, beside the usual."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from narrator.model.problem import Location, Problem
from narrator.publish import templates
from narrator.publish.out import own_entry
from support.command import narrator
from support.events import EVENT, EVENT_ID, changed, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.case import Desk
    from narrator.model.problem import Problems

EDITIONS = """
[editions.acme]
english = "en-GB"
profile = "short"
disclosure = "Prepared for Acme Capital; not to be passed on."
forms = ["md", "html"]
templates = "templates-acme"

[editions.acme.theme]
accent = "#7a1f5c"

[editions.plain]
math_safe = true
forms = ["md"]
"""
SET = '{% extends "packaged/en/brief.md.j2" %}\n{% block view %}{% endblock %}\n'
KEYS = ("en", "en.acme", "en.plain")


def desk(root: Path, typed: str = EDITIONS) -> Path:
    """A workspace with two editions beside the usual one."""
    write_workspace(root)
    with (root / "narrator.toml").open("a", encoding="utf-8") as file:
        file.write(typed)
    (root / "templates-acme" / "en").mkdir(parents=True)
    (root / "templates-acme" / "en" / "brief.md.j2").write_text(SET, encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return desk(tmp_path)


def built(root: Path, *arguments: str) -> list[str]:
    """The editions that a build makes."""
    ran = narrator(root, "build", "--to", "md", "--format", "json", *arguments)
    assert ran.code == Exit.DONE, ran.out
    return [each["locale"] for each in ran.told["built"]]


def text(root: Path, key: str) -> str:
    return (root / "out" / EVENT_ID / key / "brief.md").read_text(encoding="utf-8")


def edit(root: Path, before: str, after: str, name: str = "narrator.toml") -> None:
    path = root / name
    path.write_text(changed(before, after, path.read_text(encoding="utf-8")), encoding="utf-8")


def test_a_build_makes_every_edition_in_its_own_folder_words_and_forms(root: Path) -> None:
    assert narrator(root, "build").code == Exit.DONE
    made = {key: sorted(path.name for path in (root / "out" / EVENT_ID / key).iterdir()) for key in KEYS}
    assert made == {
        "en": ["brief.html", "brief.md", "brief.pdf", "ledger.json", "manifest.json"],
        "en.acme": ["brief.html", "brief.md", "ledger.json", "manifest.json"],
        "en.plain": ["brief.md", "ledger.json", "manifest.json"],
    }
    usual, acme, plain = (text(root, key) for key in KEYS)
    assert tuple(
        part for part in ("$210 million", "Acme", "## The desk’s view") if (part in usual) is (part != "Acme")
    ) == ("$210 million", "Acme", "## The desk’s view")
    assert "$210m" in acme
    assert acme.endswith("\n\nPrepared for Acme Capital; not to be passed on.\n")
    assert "## The desk’s view" not in acme
    assert len(acme) < len(usual)
    assert "\\$210 million" in plain
    page = (root / "out" / EVENT_ID / "en.acme" / "brief.html").read_text(encoding="utf-8")
    assert "--accent:#7a1f5c" in page
    assert "#7a1f5c" not in (root / "out" / EVENT_ID / "en" / "brief.html").read_text(encoding="utf-8")
    ledgers = [json.loads((root / "out" / EVENT_ID / key / "ledger.json").read_bytes()) for key in KEYS]
    assert [each["locale"] for each in ledgers] == [*KEYS]
    assert ledgers[0]["figures"][0]["low"] == ledgers[1]["figures"][0]["low"]
    assert narrator(root, "verify").code == Exit.DONE


def test_one_edition_is_made_by_its_name_and_an_unknown_one_is_told_with_those_there_are(root: Path) -> None:
    assert built(root, "--edition", "acme") == ["en.acme"]
    assert built(root, "--edition", "default") == ["en"]
    ran = narrator(root, "build", "--edition", "acne")
    assert ran.code == Exit.USAGE
    assert "default, acme, plain; write: --edition acme" in ran.err


def test_nothing_is_made_twice_and_what_changes_for_one_is_made_for_one(root: Path) -> None:
    assert built(root) == [*KEYS]
    assert built(root) == []
    edit(root, "not to be passed on", "for its own use")
    assert "(en.acme): narrator.toml changed" in narrator(root, "build", "--plan", "--to", "md").out
    assert built(root) == ["en.acme"]
    edit(root, "{% block view %}", "{% block outlook %}", "templates-acme/en/brief.md.j2")
    assert "template en/brief.md.j2 changed" in narrator(root, "why", EVENT_ID, "--edition", "acme").out
    assert "as a build would make it" in narrator(root, "why", EVENT_ID).out
    assert built(root) == ["en.acme"]
    edit(root, "#7a1f5c", "#0a6b3d")
    assert "the theme of narrator.toml changed" in narrator(root, "why", EVENT_ID, "--edition", "acme").out
    edit(root, 'desk = "The test desk"', 'desk = "Another desk"')
    assert built(root) == [*KEYS]


def test_each_says_why_it_was_made_and_which_failed(root: Path) -> None:
    path = root / "templates-acme" / "en" / "brief.md.j2"
    path.write_text("{{ nothing }}", encoding="utf-8")
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    assert ran.code == Exit.TEMPLATE
    assert [each["locale"] for each in ran.told["built"]] == ["en", "en.plain"]
    assert {problem["file"] for problem in ran.problems if problem["severity"] == "error"} == {
        "templates-acme/en/brief.md.j2"
    }
    path.write_text(SET, encoding="utf-8")
    assert built(root, "--only-failed") == ["en.acme"]
    assert "it was not built yet" in narrator(root, "why", EVENT_ID, "--edition", "acme").out


def test_the_templates_of_each_set_are_checked_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def checked(each: Desk) -> Problems:
        looked.append(each.workspace.templates.name)
        at = Location("templates/en/brief.md.j2")
        return (Problem("TPL009", "'x' is undefined", at),) if each.workspace.edition else ()

    monkeypatch.setattr(templates, "check_templates", checked)
    ran = narrator(root, "templates", "check")
    assert looked == ["templates", "templates-acme"]
    assert (ran.code, "templates-acme/en/brief.md.j2:1:1" in ran.err) == (Exit.TEMPLATE, True)


def test_several_processes_make_the_same_bytes(tmp_path: Path) -> None:
    one, many = (desk(tmp_path / name) for name in ("one", "many"))
    assert built(one) == [*KEYS]
    assert built(many, "--jobs", "3") == [*KEYS]
    files = {path.relative_to(one) for path in (one / "out").rglob("*") if path.is_file()}
    assert all((one / name).read_bytes() == (many / name).read_bytes() for name in files)


def test_an_edition_that_is_named_no_more_leaves_the_folder_and_no_other_does(root: Path) -> None:
    assert built(root) == [*KEYS]
    edit(root, '[editions.plain]\nmath_safe = true\nforms = ["md"]\n', "")
    assert "remove  " in narrator(root, "build", "--plan").out
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    assert [(each["locale"], each["why"]) for each in ran.told["removed"]] == [
        ("en.plain", "narrator.toml has no such edition")
    ]
    assert own_entry(root / "out", f"{EVENT_ID}/en.acme")
    assert not (root / "out" / EVENT_ID / "en.plain").exists()
    assert narrator(root, "verify").code == Exit.DONE


def test_an_edition_tells_its_sections_alone_and_has_every_figure_in_its_table(root: Path) -> None:
    edit(root, 'profile = "short"', 'profile = "standard"\nsections = ["flows"]')
    assert built(root) == [*KEYS]
    usual, flows = (text(root, key).split("## Figures and sources") for key in KEYS[:2])
    assert "Tracker C" in usual[0].split("## Key points")[1]
    assert "down 2.1%" not in flows[0]
    assert "$710m" in flows[0]
    assert "$210m to $240m" in flows[0], "the main figure is told always"
    assert "down 2.1%" in flows[1]
    assert flows[1].count("\n|") == usual[1].count("\n|")
    ledger = json.loads((root / "out" / EVENT_ID / "en.acme" / "ledger.json").read_bytes())
    assert {each["id"]: each["told"] for each in ledger["figures"]}["prices.btc"] == "table"


def test_a_disclosure_with_an_amount_in_words_is_its_writers_to_mend(root: Path) -> None:
    edit(root, "not to be passed on", "two million dollars of it")
    ran = narrator(root, "build", "--edition", "acme", "--to", "md", "--format", "json")
    (problem,) = ran.problems
    assert (ran.code, problem["file"], problem["line"]) == (Exit.DISCREPANCY, "narrator.toml", 9)
    assert ">>two million dollars<<" in problem["found"]


def test_an_event_that_is_held_leaves_in_every_edition(root: Path) -> None:
    assert built(root) == [*KEYS]
    edit(root, "status: ready ", "status: held ", f"data/events/{EVENT_ID}.yaml")
    plan = narrator(root, "build", "--plan").out
    assert plan.count("remove  ") == len(KEYS)
    ran = narrator(root, "build", "--format", "json")
    assert sorted(each["locale"] for each in ran.told["removed"]) == [*KEYS]
    assert len(ran.told["skipped"]) == 1


def test_each_is_published_and_corrected_by_itself_and_the_site_has_the_usual_one_alone(root: Path) -> None:
    assert narrator(root, "build").code == Exit.DONE
    for name in ("acme", "default"):
        ran = narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor", "--edition", name)
        assert ran.code == Exit.DONE, ran.err
    names = sorted(path.name for path in (root / "data" / "published").glob("*.json"))
    assert names == [f"{EVENT_ID}.en.1.json", f"{EVENT_ID}.en.acme.1.json"]
    assert narrator(root, "publish", "--target", "site").out == "site: 1 brief, 1 edition\n"
    assert not any("Acme" in path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html"))
    edit(root, "$210 million", "$190 million", f"data/events/{EVENT_ID}.yaml")
    ran = narrator(root, "build", "--format", "json")
    assert ran.code == Exit.REFUSED
    assert any(f"--event {EVENT_ID} --edition acme --republish" in problem["example"] for problem in ran.problems)
    said = ("--event", EVENT_ID, "--edition", "acme", "--republish", "--correction", "The low end was too high.")
    assert narrator(root, "build", *said).code == Exit.DONE
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor", "--edition", "acme").code == Exit.DONE
    assert (root / "data" / "published" / f"{EVENT_ID}.en.acme.2.json").is_file()
    assert "published en.acme" in narrator(root, "status").out


def test_a_correction_without_a_name_is_that_of_the_usual_one(root: Path) -> None:
    assert narrator(root, "build", "--to", "md").code == Exit.DONE
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.DONE
    assert built(root, "--event", EVENT_ID, "--republish", "--correction", "A word was wrong.") == ["en"]


def test_an_embargo_is_kept_to_the_minute(root: Path) -> None:
    out = datetime.fromisoformat("2026-03-03T09:00:00+08:00")
    days = (datetime.now(out.tzinfo) - out) // timedelta(days=1)
    edit(root, 'profile = "short"', f'profile = "short"\nembargo = "{days + 2}d"')
    assert built(root) == [*KEYS]
    ran = narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor", "--edition", "acme")
    until = (out + timedelta(days=days + 2)).isoformat(timespec="minutes")
    assert (ran.code, f"its edition 'acme' is under embargo until {until}" in ran.err) == (Exit.REFUSED, True)
    assert not (root / "data" / "published").exists()
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.DONE
    edit(root, f'"{days + 2}d"', '"90m"')
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor", "--edition", "acme").code == Exit.DONE


def test_a_person_edits_one_edition_and_the_others_stay(root: Path) -> None:
    assert built(root) == [*KEYS]
    edited = root / "data" / "edited" / f"{EVENT_ID}.en.acme.md"
    edited.parent.mkdir()
    edited.write_text(text(root, "en.acme").replace("\n## ", "\nA quiet day else.\n\n## ", 1), encoding="utf-8")
    assert built(root) == ["en.acme"]
    assert "A quiet day else." in text(root, "en.acme")
    assert narrator(root, "verify").code == Exit.DONE
    edited.write_text(text(root, "en.acme").replace("$195m", "$915m"), encoding="utf-8")
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    assert ran.code == Exit.DISCREPANCY
    assert {each["file"] for each in ran.problems if each["severity"] == "error"} == {
        f"data/edited/{EVENT_ID}.en.acme.md"
    }


WRONG = {
    "a name in capitals": ('[editions.Acme]\nprofile = "short"\n', 1, "CFG002", "no name of an edition"),
    "a name with a path": ('[editions."../x"]\nprofile = "short"\n', 1, "CFG002", "no name of an edition"),
    "the name of the usual one": ('[editions.default]\nprofile = "short"\n', 1, "CFG002", "the usual edition"),
    "an unknown setting": ('[editions.acme]\nprofil = "short"\n', 2, "CFG002", "did you mean 'profile'"),
    "an unknown length": ('[editions.acme]\nprofile = "tiny"\n', 2, "CFG002", "'profile'"),
    "an unknown section": ('[editions.acme]\nsections = ["flow"]\n', 2, "CFG002", "'sections'"),
    "an unknown form": ('[editions.acme]\nforms = ["md", "exe"]\n', 2, "CFG002", "'forms'"),
    "templates elsewhere": ('[editions.acme]\ntemplates = "../other"\n', 2, "CFG002", "'templates'"),
    "templates that are not there": ('[editions.acme]\ntemplates = "templates-x"\n', 2, "CFG012", "templates-x/"),
    "an embargo in words": ('[editions.acme]\nembargo = "soon"\n', 2, "CFG002", "'embargo'"),
    "a number in a disclosure": ('[editions.acme]\ndisclosure = "For 3 clients."\n', 2, "CFG011", "a number, 3"),
    "a disclosure that no font has": ('[editions.acme]\ndisclosure = "仅供客户"\n', 2, "CFG005", "U+4EC5"),
    "a pale accent": ('[editions.acme.theme]\naccent = "#f2a900"\n', 2, "CFG008", "2.01"),
    "an unknown setting of its theme": ('[editions.acme.theme]\nacent = "#000000"\n', 2, "CFG002", "'accent'"),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_edition_that_cannot_be_is_told_at_its_line_and_nothing_is_built(what: str, tmp_path: Path) -> None:
    typed, line, code, says = WRONG[what]
    root = write_workspace(tmp_path, EVENT)
    (root / "narrator.toml").write_text(typed, encoding="utf-8")
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    (problem,) = ran.problems
    assert (ran.code, ran.told["built"]) == (Exit.INVALID, [])
    assert (problem["code"], problem["file"], problem["line"]) == (code, "narrator.toml", line)
    assert says in problem["message"]
    assert problem["expected"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_published_is_handed_over_under_names_that_no_two_have(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "handed over"
    edit(root, 'profile = "short"', 'profile = "short"\nfile = "acme_{date}_{id}_v{n}"')
    assert narrator(root, "build").code == Exit.DONE
    early = narrator(root, "publish", EVENT_ID, "--copies", str(out))
    assert (early.code, "there is nothing to copy" in early.err) == (Exit.REFUSED, True)
    for name in ("acme", "default", "plain"):
        said = ("--approved-by", "A. Editor", "--edition", name, "--copies", str(out))
        ran = narrator(root, "publish", EVENT_ID, *said)
        assert (ran.code, ran.out.count("copied to")) == (Exit.DONE, {"acme": 2, "default": 3, "plain": 1}[name])
    expected = [
        *(f"{EVENT_ID}_v1.{form}" for form in ("html", "md", "pdf")),
        f"{EVENT_ID}_plain_v1.md",
        *(f"acme_2026-03-03_{EVENT_ID}_v1.{form}" for form in ("html", "md")),
    ]
    assert names(out) == sorted(expected)
    assert (out / f"acme_2026-03-03_{EVENT_ID}_v1.md").read_text(encoding="utf-8") == text(root, "en.acme")
    assert narrator(root, "publish", EVENT_ID, "--copies", str(out)).code == Exit.DONE, "again is never twice"
    before = (out / f"{EVENT_ID}_v1.md").read_bytes()
    (out / f"{EVENT_ID}_v1.md").unlink()
    (out / f"{EVENT_ID}_V1.md").write_bytes(b"of somebody else")
    (out / f"{EVENT_ID}_v1.pdf").unlink()
    ran = narrator(root, "publish", EVENT_ID, "--copies", str(out))
    assert ran.code == Exit.REFUSED, "some systems take the two for one"
    assert f"{EVENT_ID}_v1.pdf" not in names(out), "all or nothing"
    (out / f"{EVENT_ID}_V1.md").rename(out / f"{EVENT_ID}_v1.md")
    assert narrator(root, "publish", EVENT_ID, "--copies", str(out)).code == Exit.REFUSED
    (out / f"{EVENT_ID}_v1.md").write_bytes(before)
    assert narrator(root, "publish", EVENT_ID, "--copies", str(out)).code == Exit.DONE
    assert names(out) == sorted(expected)
    assert narrator(root, "publish", EVENT_ID, "--copies", "data").code == Exit.USAGE


PATTERNS = {
    "one for all publications": 'file = "{id}"',
    "one for all events": 'file = "brief_v{n}"',
    "a path": 'file = "../{id}_v{n}"',
    "a hidden file": 'file = ".{id}_v{n}"',
    "another field": 'file = "{id}_v{n}_{desk}"',
    "what a field has inside": 'file = "{id}_v{n.__class__}"',
    "that of another edition": 'file = "{id}_v{n}"\n[editions.acme]\nfile = "{id}_v{n}"',
}


@pytest.mark.parametrize("what", PATTERNS)
def test_names_that_would_clash_or_lead_elsewhere_are_told(what: str, tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT)
    (root / "narrator.toml").write_text(PATTERNS[what] + "\n", encoding="utf-8")
    (problem,) = narrator(root, "check", "--format", "json").problems
    assert problem["code"] in {"CFG002", "CFG013"}
    assert problem["line"] == 1 + PATTERNS[what].count("\n")
