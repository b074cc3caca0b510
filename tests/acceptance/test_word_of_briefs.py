"""The Word files of the four briefs: each says what its Markdown says, and has every chart."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest

from narrator.gate.several import heard
from narrator.gate.texts import read
from narrator.gate.word import lines_of
from narrator.render.blocks import Chart, blocks
from narrator.render.html import sanitised
from narrator.render.tables import structured
from narrator.render.word import word
from support.briefs import EVENTS, case, desk
from support.pages import drafted

everywhere = pytest.mark.parametrize("event", EVENTS)


@cache
def made(event: str) -> bytes:
    scene, draft = drafted(event)
    return word(draft, scene)


def found(event: str, name: str, raw: bytes) -> list[tuple[str, str]]:
    """What the audit has against a form of a brief."""
    told = heard(read(name, raw).document, [case(event)], desk())
    assert len(told) > 30
    return [(one.mention.text, str(one.remark.finding.verdict)) for one in told if one.remark.severity]


@everywhere
def test_every_brief_reads_back_as_its_markdown_does(event: str) -> None:
    _, draft = drafted(event)
    assert found(event, "brief.docx", made(event)) == found(event, "brief.md", draft.article.encode())


@everywhere
def test_it_says_what_the_markdown_says(event: str) -> None:
    _, draft = drafted(event)
    article = draft.markdown.split("---\n", 2)[2]
    told = {_plain(line) for line in lines_of(made(event))}
    missing = [line for line in article.splitlines() if line.strip(" |:->") and _plain(line) not in told]
    assert missing == []


def _plain(line: str) -> str:
    return re.sub(r"^(?:#+|-|>) |\\(?=[!-/:-@\[-`{-~])|[*|]", "", line).replace(" ", "")


@everywhere
def test_every_chart_of_a_brief_is_there_and_has_words(event: str) -> None:
    _, draft = drafted(event)
    places = [each for each in blocks(structured(sanitised(draft.body))) if isinstance(each, Chart)]
    with zipfile.ZipFile(io.BytesIO(made(event))) as archive:
        xml = archive.read("word/document.xml").decode()
    told = re.findall(r'<wp:docPr [^>]*?descr="([^"]*)"', xml)
    assert len(places) == len(told) == xml.count("<wp:docPr ") > 0
    assert all(len(each) > 10 for each in told)
