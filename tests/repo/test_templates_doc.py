"""docs/templates.md lists every name that a template can use, as the classes of the views have them, and no other."""

from __future__ import annotations

from narrator.render.names import members
from support.command import narrator
from support.names import renewed
from support.repository import ROOT

RENEW = "make docs writes it anew"


def test_the_list_of_names_is_what_the_views_have() -> None:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    assert len(members("FigureView")) > 50
    assert "<!-- names -->" in page
    assert renewed(page) == page, f"docs/templates.md is stale: {RENEW}"


def test_the_packaged_templates_are_sound_and_name_nothing_that_is_not_there() -> None:
    ran = narrator(ROOT, "templates", "check")
    assert (ran.code, ran.out, ran.err) == (0, "all templates are sound\n", "")
