"""What conditions ask of a figure."""

from __future__ import annotations

import pytest

from narrator.render.flags import states_hour
from support.reports import window


@pytest.mark.parametrize(
    ("typed", "stated"),
    [
        ("24h", False),
        ("30m", False),
        ("24h to 08:00", True),
        ("2026-03-02", True),
        ("not stated", False),
        ("instant", True),
    ],
)
def test_a_window_states_its_hour_unless_it_rolls_or_is_not_known(typed: str, stated: bool) -> None:
    assert states_hour(window(typed)) is stated
