"""Whatever a desk calls a coin, its briefs are made, read themselves back, and begin their sentences with a capital."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.render.choices import Turn
from support.briefs import EVENTS
from support.events import changed
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    *("bitcoin", "BITCOIN", "the dollar coin", "the 1inch token", "1inch", "AT&T coin", "a*b_c", "O’Hara's", "x < y"),
    *(
        "Bitcoin [new]",
        "Bitcoin || Ether",
        "Bitcoin of a very long name that goes on and on beyond any column of a page",
    ),
)


@pytest.mark.parametrize("name", NAMES)
def test_the_four_briefs_are_made_under_any_name_of_a_coin(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "narrator.toml", tmp_path)
    registry = tmp_path / "data" / "names.yaml"
    registry.write_text(changed("  en: Bitcoin\n", f"  en: {name}\n", registry.read_text("utf-8")), "utf-8")
    desk = pipeline.open_desk(config.load(tmp_path)[0])
    assert desk.problems == ()
    for event in EVENTS:
        case = pipeline.examine(tmp_path / "data" / "events" / f"{event}.yaml", desk)
        edition = pipeline.edit(case, desk, Turn(), frozenset({"html"}))
        assert edition.html
        body = edition.markdown.split("---\n", 2)[2]
        assert re.findall(r"^[a-z].*", body, re.MULTILINE) == []
