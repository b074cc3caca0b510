"""Patterns: each is compiled when something is first looked for with it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from narrator.audit import judge
from narrator.audit.entities import entities_with
from narrator.reading import atoms, patterns
from narrator.reading.patterns import Lazy, lazy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    said = lazy("A+", re.IGNORECASE)
    assert "compiled" not in vars(said)
    assert [found[0] for found in said.finditer("aaAb")] == ["aaA"]
    assert said.flags & re.IGNORECASE
    assert said.search == re.compile("A+", re.IGNORECASE).search


def test_what_is_no_pattern_is_found_when_it_is_used() -> None:
    said = lazy("(")
    assert said.pattern == "("
    with pytest.raises(re.error):
        said.search("")


def test_no_module_of_reading_and_audit_compiles_a_pattern_when_it_is_loaded() -> None:
    rooms = ("narrator.audit.", "narrator.reading.")
    loaded = {name: vars(module) for name, module in sys.modules.items() if name.startswith(rooms)}
    assert any(isinstance(value, Lazy) for value in loaded[judge.__name__].values())
    assert [
        f"{name}.{key}"
        for name, values in loaded.items()
        for key, value in values.items()
        if isinstance(value, re.Pattern)
    ] == []


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where patterns are kept for one test."""
    monkeypatch.setattr(patterns, "KEPT", tmp_path / "patterns.bin")
    yield tmp_path / "patterns.bin"
    patterns.known.cache_clear()


def test_what_is_kept_of_a_pattern_is_what_it_is_compiled_to(kept: Path) -> None:
    atoms.recognizers()
    entities_with({})
    every = {(each.pattern, each.asked): each for each in patterns.ALL}
    patterns.keep()
    assert kept.exists()
    assert len(every) > 300
    assert every.keys() <= patterns.known().keys()
    for pattern, flags in every:
        found, made = Lazy(pattern, flags).compiled, re.compile(pattern, flags)
        assert (found, found.groupindex, found.groups) == (made, made.groupindex, made.groups)
        assert [match.lastgroup for match in found.finditer(TEXT)] == [match.lastgroup for match in made.finditer(TEXT)]


TEXT = "In 24 hours $212 million to $238 million, about two thirds, were closed: 4亿至5亿美元, 约半数. **Note** 1.5%."


@pytest.mark.parametrize("found", [None, b"", b"half", "another"])
def test_a_pattern_that_is_not_kept_is_compiled(found: bytes | str | None, kept: Path) -> None:
    said = lazy("(?P<one>A+)|B", re.IGNORECASE)
    patterns.keep()
    if isinstance(found, str):
        kept.write_bytes(kept.read_bytes().replace(patterns.MADE_BY.encode(), b"x" * len(patterns.MADE_BY)))
    elif found is None:
        kept.unlink()
    else:
        kept.write_bytes(found)
    patterns.known.cache_clear()
    assert patterns.known() == {}
    assert said.findall("aab") == ["aa", ""]
    assert vars(said)["compiled"] == re.compile("(?P<one>A+)|B", re.IGNORECASE)
