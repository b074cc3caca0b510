"""The four briefs, whole: Markdown and ledger of each by bytes; one page by bytes; one PDF by pages, text and fonts."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from narrator import pipeline
from narrator.publish.manifest import as_json
from narrator.render import pdf
from support.briefs import EVENTS, case, desk, turn

if TYPE_CHECKING:
    from support.golden import Golden

WHOLE = "2026-01-29-long-cascade"


def edition(event: str, *forms: str) -> pipeline.Edition:
    return pipeline.edit(case(event), desk(), turn(case(event)), frozenset(forms))


@pytest.mark.parametrize("event", EVENTS)
def test_article_and_ledger(golden: Golden, event: str) -> None:
    made = edition(event, "md")
    golden(f"{event}/brief.md", made.markdown)
    golden(f"{event}/ledger.json", as_json(made.ledger))


def test_page_and_pdf(golden: Golden) -> None:
    made = edition(WHOLE, "html")
    golden(f"{WHOLE}/brief.html", made.html or "")
    reader = PdfReader(io.BytesIO(pdf.pdf(made.html or "")))
    # The tag of a subset and the blanks at the ends of lines depend on the Pango that is there; pages and words do not.
    fonts = sorted({str(f["/BaseFont"]).partition("+")[2] for page in reader.pages for f in _fonts(page)})
    text = [" ".join(page.extract_text().split()) for page in reader.pages]
    golden(f"{WHOLE}/brief.pdf.json", json.dumps({"fonts": fonts, "text": text}, ensure_ascii=False, indent=1))


def _fonts(page: dict) -> list[dict]:  # type: ignore[type-arg]  # pypdf's dictionaries are untyped
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]
