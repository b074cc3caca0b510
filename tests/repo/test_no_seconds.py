"""No test asserts seconds: what they measure is the machine, and what else it does."""

from __future__ import annotations

import ast

import pytest

from support.repository import texts

CLOCKS = {"perf_counter", "monotonic", "process_time", "time", "time_ns", "perf_counter_ns", "monotonic_ns"}
RATIOS = "tests/support/growth.py"
"""The one place that measures: it compares two runs with each other."""


def clocks(source: str) -> list[int]:
    """The lines that read a clock."""
    tree = ast.parse(source)
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in CLOCKS and ast.unparse(node.value) == "time")
        or (isinstance(node, ast.ImportFrom) and node.module == "time" and CLOCKS & {name.name for name in node.names})
    ]


def test_no_test_reads_a_clock() -> None:
    sources = {path.as_posix(): text for path, text in texts().items() if path.parts[0] == "tests"}
    tests = {path: text for path, text in sources.items() if path.endswith(".py") and path != RATIOS}
    assert tests
    assert clocks(sources[RATIOS])
    assert {path: lines for path, text in tests.items() if (lines := clocks(text))} == {}


@pytest.mark.parametrize("code", ["import time\nx = time.monotonic()", "from time import perf_counter"])
def test_a_clock_is_found(code: str) -> None:
    assert clocks(code)
