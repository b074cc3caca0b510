"""The days of our own say what their figures say, as Markdown, as a page and on paper."""

from __future__ import annotations

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


@pytest.mark.parametrize("path", DAYS, ids=[path.stem for path in DAYS])
def test_a_day_audits_clean(path: Path) -> None:
    case = pipeline.examine(path, desk())
    files, _, problems = rendered(case, desk(), tuple(FORMS), "en")
    assert problems == ()
    with pressing(None, files["brief.html"], desk()) as child:
        files["brief.pdf"] = child.answer()
    against = matter_for(case, desk())
    for form, reader in FORMS.items():
        found = audit(reader(files[manifest.FORMS[form]]), against)
        assert found
        flagged = [f for f in found if not f.verdict.is_sound]
        assert [f"{form}: {f.mention.text}: {f.reason}" for f in flagged] == []
