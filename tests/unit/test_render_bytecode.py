"""What is kept of the packaged templates: their code, for as long as nothing that it was made of or with changes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import jinja2
import pytest

from narrator.render import bytecode
from narrator.render.bytecode import Kept

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


class Compiling(jinja2.Environment):
    """Counts what it compiles."""

    def __init__(self, kept: Kept, text: str, *, html: bool = False) -> None:
        super().__init__(loader=jinja2.DictLoader({"a": text, "b": "own"}), bytecode_cache=kept, autoescape=html)
        self.compiled: list[str] = []

    def compile(self, source: str, name: str = "", *more: object, **options: object) -> object:  # type: ignore[override]
        self.compiled.append(name)
        return super().compile(source, name, *more, **options)  # type: ignore[call-overload]


def compiled(path: Path, text: str = "{{ x }}", *, html: bool = False) -> list[str]:
    """What a new process would compile of a packaged template, and whether it prints what it says."""
    kept = Kept(path)
    env = Compiling(kept, text, html=html)
    with kept.adding():
        template = env.get_template("a")
    assert template.render(x="<") == (text.replace("{{ x }}", "&lt;" if html else "<"))
    return env.compiled


def test_a_template_is_compiled_once_for_all_runs(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "templates.bin"
    assert [compiled(path), compiled(path)] == [["a"], []]
    assert path.stat().st_mode & 0o777 == 0o644
    assert [each.name for each in path.parent.iterdir()] == ["templates.bin"]


def test_another_text_another_form_and_other_rules_are_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "templates.bin"
    assert compiled(path) == ["a"]
    assert [compiled(path, "{{ x }}!"), compiled(path, "{{ x }}!")] == [["a"], []]
    assert [compiled(path, "{{ x }}!", html=True), compiled(path, "{{ x }}!", html=True)] == [["a"], []]
    monkeypatch.setattr(bytecode, "_rules", lambda: "what a template may hold has changed")
    assert compiled(path, "{{ x }}!", html=True) == ["a"]


def test_what_is_not_added_on_purpose_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "templates.bin"
    compiled(path)
    before = path.read_bytes()
    kept = Kept(path)
    env = Compiling(kept, "{{ x }}")
    env.get_template("b")
    with kept.adding():
        env.get_template("a")
    assert env.compiled == ["b"]
    assert path.read_bytes() == before


@pytest.mark.parametrize("torn", [b"", b"\xe3", b"i\x01\x00\x00\x00", b"not marshalled at all"])
def test_half_a_file_is_none(torn: bytes, tmp_path: Path) -> None:
    path = tmp_path / "templates.bin"
    path.write_bytes(torn)
    assert [compiled(path), compiled(path)] == [["a"], []]


def test_where_there_is_no_place_nothing_is_written_and_nothing_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    assert compiled(tmp_path / "file" / "templates.bin") == ["a"]
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled(tmp_path / "templates.bin") == ["a"]
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_rules_that_say_something_else_are_other_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for names in (bytecode.RULES, bytecode.RULES[:1]):
        bytecode._rules.cache_clear()  # noqa: SLF001
        monkeypatch.setattr(bytecode, "RULES", names)
        said.append(bytecode._rules())  # noqa: SLF001
    bytecode._rules.cache_clear()  # noqa: SLF001
    assert said[0] != said[1]
