"""docs/configuration.md lists every key of narrator.toml and every threshold, with its value."""

from __future__ import annotations

import re

from narrator.config import Settings
from narrator.model.policy import Policy
from support.repository import ROOT


def rows() -> dict[str, list[str]]:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    found = [re.findall(r"(?<=\| )[^|]+?(?= \|)", line) for line in text.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in found}


def test_every_key_is_listed_and_no_other() -> None:
    assert set(rows()) == {*Settings.model_fields, *Policy.names()}


def test_thresholds_stand_with_their_id_and_value() -> None:
    for name in Policy.names():
        threshold = getattr(Policy(), name)
        assert rows()[name] == [threshold.id, str(threshold.value), threshold.reason]
