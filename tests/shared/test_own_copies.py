"""What the tests ship of the shared material is what it says, and the public corpora are whole."""

from __future__ import annotations

import pytest

from support.corpora import OWN, corpus
from support.repository import ROOT
from support.shared import SHARED


def test_the_phrases_of_the_spec_are_those_that_the_content_team_wrote_down() -> None:
    assert (ROOT / "tests" / "spec" / "numbers.csv").read_bytes() == (SHARED / "cases" / "numbers.csv").read_bytes()


LEAST = {
    "json/test_parsing": 150,
    "json/test_transform": 10,
    "yaml/yaml-test-suite": 200,
    "xss": 10,
    "traversal": 4,
    "ssti": 2,
    "strings": 1,
    "markdown": 1,
}


@pytest.mark.parametrize(("folder", "least"), LEAST.items())
def test_a_public_corpus_is_read_beside_our_own(folder: str, least: int) -> None:
    own = [file for file in corpus(folder) if file.is_relative_to(OWN)]
    assert own
    assert len(corpus(folder)) >= len(own) + least
