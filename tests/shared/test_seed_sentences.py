"""No sentence of the seed articles stands in `data/` or `templates/`: facts carry over, sentences do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support.repository import ROOT
from support.shared import SHARED

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = SHARED / "seeds"
RUN = 9
"""Words in a row that two texts on the same facts hardly share by accident."""

QUOTED = re.compile(r"^ *quote: .*$", re.MULTILINE)
"""A speaker's own words are a fact; they are copied exactly."""


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[.,'’][^\W_]+)*", text.casefold().replace("’", "'"))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _seeds() -> list[Path]:
    return sorted(SEEDS.glob("*.txt"))


def _own_texts() -> list[Path]:
    folders = (ROOT / "data", ROOT / "templates")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in {".yaml", ".json", ".j2"})


def test_seeds_and_texts_are_there() -> None:
    assert len(_seeds()) == 4  # the four articles
    assert all(len(_runs(seed.read_text(encoding="utf-8"))) > 1_000 for seed in _seeds())  # full texts
    assert len([path for path in _own_texts() if path.parent.name == "events"]) >= len(_seeds())


def test_check_finds_a_copied_sentence() -> None:
    """A sentence taken from a seed is found, also in another case and with other line breaks."""
    seed = _seeds()[0].read_text(encoding="utf-8")
    copied = "\n".join(_words(seed)[200 : 200 + RUN]).upper()
    assert _runs(copied) & _runs(seed)


@pytest.mark.parametrize("path", _own_texts(), ids=lambda path: path.name)
def test_no_sentence_of_a_seed(path: Path) -> None:
    own = _runs(QUOTED.sub("", path.read_text(encoding="utf-8")))
    shared = {" ".join(run) for seed in _seeds() for run in own & _runs(seed.read_text(encoding="utf-8"))}
    assert not shared
