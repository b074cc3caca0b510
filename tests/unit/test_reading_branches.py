"""Branches: the pattern of many words finds what each word alone would, the longest first."""

from __future__ import annotations

import re

import pytest

from narrator.reading.branches import alternatives, branched

WORDS = sorted(("a", "an", "ant", "us", "u.s.", "use", "b c", "b-c", "$", "多头", "多"), key=len, reverse=True)


@pytest.mark.parametrize("text", [*WORDS, "ants", "u.s", "uxs.", "useful", "b  c", "多头寸", "ban", "", "x", "$a"])
def test_the_pattern_matches_as_the_words_in_a_row_do(text: str) -> None:
    plain = re.compile("|".join(map(re.escape, WORDS)))
    assert [found.span() for found in re.finditer(branched(WORDS), text)] == [f.span() for f in plain.finditer(text)]


def test_words_that_begin_alike_share_their_beginning() -> None:
    assert branched(["thirty", "three"]) == "th(?:irty|ree)"
    assert branched(["ants", "ant"]) == "ant(?:s|)"


def test_words_that_go_on_and_on_are_read_as_any_others() -> None:
    nested = ["a" * length for length in range(1_500, 0, -1)]
    found = re.compile(branched(nested))
    assert all(found.fullmatch(word) for word in nested[::100])
    assert found.fullmatch("a" * 1_501) is None
    assert re.compile(branched(["/../" * 400])).fullmatch("/../" * 400)


def test_the_alternatives_of_a_pattern_are_those_outside_all_brackets() -> None:
    assert alternatives(r"a(?:b|c)|[|)]d|\||e") == ["a(?:b|c)", "[|)]d", r"\|", "e"]
