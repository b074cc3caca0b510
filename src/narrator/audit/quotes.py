"""What people said: their words in a text are theirs, and stand near them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.audit.matter import quote_form
from narrator.audit.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.verdicts import Finding

_PERSON = r"((?:[A-Z][\w’'-]*)(?: [A-Z][\w’'-]*){0,3})"
SAID_BY = re.compile(rf"[,.!?]?[”\"’']?\s(?:said|says|wrote|added)\s(?:the )?{_PERSON}")
SAYS = re.compile(rf"(?<![\w’'-]){_PERSON}\s(?:said|says|wrote|added)[:,]?\s[“\"‘']\Z")
"""Who is said to have said a quote, right behind it or right before."""
LETTERS = re.compile(r"\w+")


def misquoted(judged: Judged) -> Iterator[Finding]:
    """Quotes in the records that are put down to another, or without their speaker in the paragraph or that above."""
    document = judged.document
    for mask in judged.masks:
        speaker = judged.matter.speakers.get(quote_form(mask.text)) if mask.kind == "name" else None
        if speaker:
            number = document.paragraph(mask.start)
            above = document.paragraphs[max(0, number - 1)]
            paragraph = document.text[above : document.paragraphs[number + 1]]
            tag = SAID_BY.match(document.text, mask.end) or SAYS.search(document.text, above, mask.start)
            is_other = tag is not None and _words(tag[1]).isdisjoint(_words(" ".join(speaker)))
            if is_other or not any(form in paragraph for form in speaker):
                yield judged.finding(mask.text, mask.start, Verdict.NAME, f"these are the words of {speaker[0]}")


def _words(name: str) -> frozenset[str]:
    return frozenset(LETTERS.findall(name.casefold()))
