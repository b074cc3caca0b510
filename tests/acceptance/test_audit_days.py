"""The days of our own say what their figures say, as Markdown and as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.audit import documents
from narrator.audit.judge import audit
from narrator.publish import manifest
from narrator.publish.build import rendered
from support.audits import matter_for
from support.briefs import desk
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DAYS = sorted((ROOT / "tests" / "cases" / "days").glob("*.yaml"))
FORMS = {"md": documents.of_markdown, "html": documents.of_html}
FLAGGED = {
    "a-crash-in-sixty-figures": {"100%"},  # "the U.S. president", who said it, is taken for the country it concerns
    "asia-closes-mixed": {"110.45 yen"},  # "a dollar" is taken for another thing than the yen
    "funding-on-both-sides-of-zero": {"0.0031%", "0.0012%"},  # two sources without names, one on each side of zero
    "gold-falls-and-nobody-is-named": {"$0.30", "5.3%", "5.5%", "7.4 billion euros"},  # nobody is named beside them
    "a-quiet-midday": {"227,000", "235,000"},  # a count whose noun stands before it, as its name
    "a-token-falls-by-nine-tenths": {"$4.6 billion", "$5.4 billion", "$5.5 billion"},  # nothing says what "it" is
    "an-exchange-against-the-trackers": {"$333 million"},
    "nobody-named": {"2.2%", "$66.59", "1.92%", "$63.44", "$3,384"},  # a paragraph that names no source
}
"""What the audit still has against a text, by its day."""


@pytest.mark.parametrize("path", DAYS, ids=[path.stem for path in DAYS])
def test_a_day_audits_clean(path: Path) -> None:
    case = pipeline.examine(path, desk())
    files, _, problems = rendered(case, desk(), tuple(FORMS), "en")
    assert problems == ()
    against = matter_for(case, desk())
    for form, reader in FORMS.items():
        found = audit(reader(files[manifest.FORMS[form]].decode()), against)
        assert found
        assert {f.mention.text for f in found if not f.verdict.is_sound} <= FLAGGED.get(path.stem, set()), form
