"""The page that a PDF is made of: less of it, where nothing but packaged templates could print the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.render.catalogue import printed
from narrator.render.pdf import pdf
from support.page import NOWHERE, sample

if TYPE_CHECKING:
    from pathlib import Path


def test_the_pdf_is_the_same_without_what_only_a_screen_shows() -> None:
    page = sample()
    less = printed(page, NOWHERE)
    assert len(less) < len(page) - 10_000
    assert "card-" not in less
    assert pdf(less) == pdf(page)


@pytest.mark.parametrize("name", ["theme/print.css", "theme/mine.css", "en/page.html.j2"])
def test_beside_a_template_of_ones_own_the_page_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(".cards { display: block }", encoding="utf-8")
    assert printed(sample(), tmp_path) == sample()


def test_a_text_template_of_ones_own_needs_nothing_of_a_screen(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "lead.md.j2").write_text("Own.", encoding="utf-8")
    assert printed(sample(), tmp_path) == printed(sample(), NOWHERE)
