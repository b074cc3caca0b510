"""A decision of the desk takes a number that nobody has, also when somebody takes it at that moment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from narrator import pipeline
from narrator.publish import accepted
from narrator.publish.accepted import record_decision
from narrator.publish.writer import create_text
from narrator.reading.documents import of_plain
from support.briefs import case, desk

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

EVENT = "2026-01-07-short-squeeze"


def test_a_number_that_somebody_takes_meanwhile_is_left_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "accepted"
    taken: list[Path] = []

    def beaten(path: Path, text: str) -> None:
        if not taken:
            taken.append(path)
            path.parent.mkdir(exist_ok=True)
            path.write_text("theirs", encoding="utf-8")
        create_text(path, text)

    monkeypatch.setattr(accepted, "create_text", beaten)
    document = of_plain("On the figures of one unnamed provider, positions of $450 million were liquidated.")
    remark = next(each for each in pipeline.audit(document, case(EVENT), desk()) if each.severity)
    workspace = type("Workspace", (), {"data": tmp_path})()
    path = record_decision(workspace, EVENT, remark, "A. Editor", "right", date(2026, 3, 3))
    assert (taken, path) == ([folder / f"{EVENT}.1.yaml"], folder / f"{EVENT}.2.yaml")
    assert taken[0].read_text("utf-8") == "theirs"
    assert path.read_text("utf-8").startswith("decision_2:\n")
    assert not [each for each in folder.iterdir() if each.name.startswith(".")]
