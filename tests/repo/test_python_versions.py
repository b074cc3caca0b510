"""What the oldest supported Python gets wrong has no place in the code: Debian 12 ships 3.11.2."""

from __future__ import annotations

import re

import pytest

from support.repository import texts

# CPython gh-106052, mended in 3.11.5: what a repeated group took before it failed stays taken, so `\d(?:,\d)*+` is "4,"
# in "4, then". An atomic group, `\d(?>(?:,\d)*)`, says the same and is right everywhere.
POSSESSIVE_GROUP = re.compile(r"(?<![\\(])\)(?:[*+?]|\{{1,2}[0-9,]+\}{1,2})\+")


def test_no_pattern_repeats_a_group_possessively() -> None:
    sources = {path: text for path, text in texts().items() if path.parts[0] == "src" and path.suffix == ".py"}
    assert sources
    assert {str(path): found for path, text in sources.items() if (found := POSSESSIVE_GROUP.findall(text))} == {}


@pytest.mark.parametrize("pattern", [r"\d(?:,\d)*+", "(a b)++", "(?:a|b)?+", "(?:ab){2,}+", "(?:ab){{2,}}+"])
def test_a_group_repeated_possessively_is_found(pattern: str) -> None:
    assert POSSESSIVE_GROUP.search(pattern)


@pytest.mark.parametrize("pattern", [r"\d++(?>(?:,\d++)*)", r"\)++", "[()*+,]", "(?:ab)*", "a{2,}+"])
def test_other_repeats_are_free(pattern: str) -> None:
    assert not POSSESSIVE_GROUP.search(pattern)
