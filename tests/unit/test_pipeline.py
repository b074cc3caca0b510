"""The pipeline: what it is asked for is a function of what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator import config, pipeline
from support.events import EVENT, EVENT_ID, changed, write_workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_a_text_is_examined_as_the_file_that_would_hold_it(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    path, desk = root / "data" / "events" / f"{EVENT_ID}.yaml", pipeline.open_desk(config.load(root)[0])
    text = changed("tracker_a: $195 million", "tracker_a: $205 million")
    given = pipeline.examine(path, desk, text=text.encode())
    assert path.read_text(encoding="utf-8") == EVENT
    assert given != pipeline.examine(path, desk)
    path.write_text(text, encoding="utf-8")
    assert given == pipeline.examine(path, desk)
