"""The four briefs say what their figures say, in every form."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrator.audit.judge import audit
from narrator.gate.texts import read
from narrator.publish import manifest
from narrator.publish.press import pressing
from narrator.publish.rendering import rendered
from support.audits import findings, matter_for
from support.briefs import EVENTS, brief, case, desk

if TYPE_CHECKING:
    from decimal import Decimal

    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding
    from narrator.reading.documents import Document

FORMS = ("md", "html", "pdf", "docx")


@cache
def _files(event: str) -> dict[str, bytes]:
    files, _, problems = rendered(case(event), desk(), FORMS, "en")
    assert problems == ()
    with pressing(None, files["brief.html"], desk()) as child:
        files["brief.pdf"] = child.answer()
    return files


def _document(event: str, form: str) -> Document:
    name = manifest.FORMS[form]
    return read(name, _files(event)[name]).document


@cache
def matter(event: str) -> Matter:
    return matter_for(case(event), desk())


@cache
def found(event: str, form: str) -> tuple[Finding, ...]:
    return audit(_document(event, form), matter(event))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("event", EVENTS)
def test_a_brief_audits_clean(event: str, form: str) -> None:
    assert len(found(event, form)) > 30
    assert [(f.mention.text, f.verdict.value, f.figure) for f in found(event, form) if not f.verdict.is_sound] == []


@pytest.mark.parametrize("event", EVENTS)
def test_the_body_of_a_brief_audits_clean_without_its_front_matter(event: str) -> None:
    body = brief(event).markdown.split("---\n", 2)[2]
    told = findings(body, matter(event))
    assert len(told) > 30
    assert [f.mention.text for f in told if not f.verdict.is_sound] == []


def _said(told: tuple[Finding, ...]) -> Counter[tuple[Decimal | None, Decimal | None, str | None]]:
    return Counter((f.mention.low, f.mention.high, f.mention.unit) for f in told)


@pytest.mark.parametrize("event", EVENTS)
def test_page_and_pdf_carry_the_mentions_of_the_markdown(event: str) -> None:
    written = {said for said in _said(found(event, "md")) if said != (None, None, None)}
    for form in ("html", "pdf"):
        assert written - set(_said(found(event, form))) == set(), form
    cards = {said for said in _said(found(event, "html")) if said not in written}
    known = {(c.interval.low, c.interval.high) for c in matter(event).claims}
    rounded = {(low, high, unit) for low, high, unit in cards if (low, high) not in known}
    assert len(rounded) <= 2, "a page says nothing that neither the article nor a report says"


@pytest.mark.parametrize("event", EVENTS)
def test_every_print_of_the_ledger_is_read_as_the_figure_that_it_prints(event: str) -> None:
    """Two implementations that must agree: what was marked while writing, and what is found in reading."""
    told: dict[int, set[str]] = {}
    for finding in found(event, "md"):
        told.setdefault(finding.mention.line, set()).add(finding.figure)
    printed: dict[int, set[str]] = {}
    for entry in brief(event).prints:
        if re.search(r"\d", entry.text):
            printed.setdefault(entry.line, set()).add(entry.figure)
    assert printed
    missing = {line: figures - told.get(line, set()) for line, figures in printed.items()}
    twins = {"prices.btc.broke", "prices.eth.broke", "levels.btc_support.price", "levels.eth_support.price"}
    twins |= {"prices.gold"}  # it stands in the words of a person, which are allowed as they stand
    twins |= {"accounts.sharplink_held.share", "accounts.sharplink_staked.share"}  # the same number of the same thing
    assert {line: left - twins for line, left in missing.items() if left - twins} == {}


def test_the_ledger_is_what_the_text_was_held_against() -> None:
    for event in EVENTS:
        ids = {figure["id"] for figure in json.loads(_files(event)[manifest.LEDGER])["figures"]}
        assert {f.figure for f in found(event, "md")} <= ids | {""}
