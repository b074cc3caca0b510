"""`math_safe = true`: a brief for readers of formulas, of which everything else is as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from narrator.errors import Exit
from narrator.model.text import front_matter
from support.command import narrator
from support.events import EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

MATHS = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin)
NAMES = ("brief.md", "brief.html", "brief.pdf", "ledger.json")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = write_workspace(tmp_path_factory.mktemp("usual"))
    assert narrator(root, "build").code == Exit.DONE
    return files(root)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_workspace(tmp_path)
    toml = root / "narrator.toml"
    toml.write_text("math_safe = true\n" + toml.read_text(encoding="utf-8"), encoding="utf-8")
    assert narrator(root, "build").code == Exit.DONE
    return root


def files(root: Path) -> dict[str, bytes]:
    return {name: (root / "out" / EVENT_ID / "en" / name).read_bytes() for name in NAMES}


def article(data: bytes) -> str:
    text = data.decode()
    return text.removeprefix(front_matter(text))


def formulas(markdown: str) -> list[str]:
    inside = [token for block in MATHS.parse(markdown) for token in (block, *(block.children or ()))]
    return [token.content for token in inside if token.type.startswith("math")]


def test_its_text_has_no_formula_and_reads_as_it_did(root: Path, usual: dict[str, bytes]) -> None:
    made = files(root)
    assert formulas(article(usual["brief.md"])) != []
    assert formulas(article(made["brief.md"])) == []
    assert MATHS.render(article(made["brief.md"])) == MarkdownIt("commonmark").enable("table").render(
        article(usual["brief.md"])
    )
    assert front_matter(made["brief.md"].decode()) == front_matter(usual["brief.md"].decode())


def test_page_pdf_and_ledger_are_what_they_were_to_the_byte(root: Path, usual: dict[str, bytes]) -> None:
    made = files(root)
    assert {name for name in NAMES if made[name] != usual[name]} == {"brief.md"}


def test_the_audit_finds_the_same_and_nothing_wrong(root: Path) -> None:
    ran = narrator(root, "audit", f"out/{EVENT_ID}/en/brief.md", "--against", EVENT_ID, "--format", "json")
    assert ran.code == Exit.DONE
    money = [each for each in ran.told["mentions"] if "$" in each["text"]]
    assert len(money) > 5
    assert {each["verdict"] for each in money} <= {"supported", "derived"}
    wrong = root / "draft.md"
    wrong.write_text("# A day\n\nBets of \\$999 million were liquidated.\n", encoding="utf-8")
    assert narrator(root, "audit", str(wrong), "--against", EVENT_ID).code == Exit.DISCREPANCY


def test_verify_explain_and_diff_know_it(root: Path, tmp_path: Path) -> None:
    assert narrator(root, "verify").code == Exit.DONE
    assert "$210 million to $240 million" in narrator(root, "explain", EVENT_ID, "liquidations.total").out
    toml = root / "narrator.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("math_safe = true", ""), encoding="utf-8")
    assert narrator(root, "build", "--out", str(tmp_path / "other")).code == Exit.DONE
    old, new = (str(folder / EVENT_ID / "en") for folder in (root / "out", tmp_path / "other"))
    told = narrator(root, "diff", old, new, "--format", "json").told
    assert not told["figures"]
    assert not told["sentences"]


@pytest.mark.parametrize("is_typed_so", [True, False])
def test_a_person_edits_it_with_and_without_the_escapes(root: Path, usual: dict[str, bytes], is_typed_so: bool) -> None:
    edited = root / "data" / "edited" / f"{EVENT_ID}.en.md"
    edited.parent.mkdir()
    before = files(root)
    text = (before if is_typed_so else usual)["brief.md"].decode()
    edited.write_text(text.replace("\n## ", "\nA quiet day else.\n\n## ", 1), encoding="utf-8")
    assert narrator(root, "build").code == Exit.DONE
    made = files(root)
    assert formulas(article(made["brief.md"])) == []
    assert b"A quiet day else." in made["brief.pdf"] or b"A quiet day else." in made["brief.html"]
    assert made["brief.html"].count(b'<data class="figure"') >= before["brief.html"].count(b'<data class="figure"') - 2
    assert b"\\$" not in made["brief.html"]
    prints = json.loads(made["ledger.json"])["prints"]
    assert all("\\" not in each["text"] for each in prints)
    lines = made["brief.md"].decode().replace("\\$", "$").split("\n")
    assert all(each["text"] in lines[each["line"] - 1] for each in prints)
    assert narrator(root, "verify").code == Exit.DONE


def test_a_correction_stands_in_it_and_in_what_a_person_makes_of_it(root: Path) -> None:
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.DONE
    record = root / "data" / "events" / f"{EVENT_ID}.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("$210 million", "$190 million"), encoding="utf-8")
    why = "The low end was $210 million, [liquidations.total] is right."
    said = ("--event", EVENT_ID, "--republish", "--correction", why)
    assert narrator(root, "build", *said).code == Exit.DONE
    text = files(root)["brief.md"].decode()
    assert "was \\$210 million" in text
    edited = root / "data" / "edited" / f"{EVENT_ID}.en.md"
    edited.parent.mkdir()
    edited.write_text(text, encoding="utf-8")
    assert narrator(root, "build", *said).code == Exit.DONE
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.DONE
    assert narrator(root, "verify").code == Exit.DONE
