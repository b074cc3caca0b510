"""What several tests of whole briefs build in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.events import DAY
from support.variants import briefs, prose

if TYPE_CHECKING:
    from pathlib import Path

    from support.variants import Told


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The prose of some records of a day in every variant."""

    def built(records: str, header: str = DAY) -> list[str]:
        return [prose(text) for text in briefs(tmp_path, header + records)]

    return built
