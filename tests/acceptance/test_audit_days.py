"""The days of our own say what their figures say, as Markdown and as a page, every third on paper too.

`make soak` has all of them on paper.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.audit.judge import audit
from narrator.publish import manifest
from narrator.publish.press import pressing
from narrator.publish.rendering import rendered
from narrator.reading import documents
from narrator.reading.printed import of_pdf
from support.audits import matter_for
from support.briefs import desk
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DAYS = sorted((ROOT / "tests" / "cases" / "days").glob("*.yaml"))
FORMS = {
    "md": lambda raw: documents.of_markdown(raw.decode()),
    "html": lambda raw: documents.of_html(raw.decode()),
    "pdf": of_pdf,
}
PRESSED = 1 if "SOAK" in os.environ else 3
"""Every so many days are printed, from the first of the alphabet on."""


@pytest.mark.parametrize("path", DAYS, ids=[path.stem for path in DAYS])
def test_a_day_audits_clean(path: Path) -> None:
    case = pipeline.examine(path, desk())
    forms = [*FORMS] if DAYS.index(path) % PRESSED == 0 else ["md", "html"]
    files, _, problems = rendered(case, desk(), tuple(forms), "en")
    assert problems == ()
    if "pdf" in forms:
        with pressing(None, files["brief.html"], desk()) as child:
            files["brief.pdf"] = child.answer()
    against = matter_for(case, desk())
    for form, reader in ((form, FORMS[form]) for form in forms):
        found = audit(reader(files[manifest.FORMS[form]]), against)
        assert found
        flagged = [f for f in found if not f.verdict.is_sound]
        assert [f"{form}: {f.mention.text}: {f.reason}" for f in flagged] == []
