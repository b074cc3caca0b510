"""Templates are checked where nothing that they do can harm: in a confined child."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from narrator.model.problem import Location, Problem
from narrator.publish.confine import EditionError
from narrator.publish.templates import check_templates
from narrator.render import catalogue
from support.press import Press

if TYPE_CHECKING:
    from pathlib import Path


def test_templates_are_checked_in_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "check", lambda *_: (Problem("TPL001", f"{os.getpid()}", Location("f")),))
    problems = check_templates(Press(tmp_path, monkeypatch).desk)
    assert [problem.code for problem in problems] == ["TPL001"]
    assert problems[0].message != str(os.getpid())


def test_a_check_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "check", lambda *_: time.sleep(60))
    with pytest.raises(EditionError, match="timed out after 1 s"):
        check_templates(Press(tmp_path, monkeypatch, seconds=1).desk)
