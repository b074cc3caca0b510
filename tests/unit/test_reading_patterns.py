"""Patterns: each is compiled when something is first looked for with it."""

from __future__ import annotations

import re
import sys

import pytest

from narrator.audit import judge
from narrator.reading.patterns import Lazy, lazy


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
