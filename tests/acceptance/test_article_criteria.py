"""The criteria of ../shared/ARTICLE.md that have a number, held on every brief that this workspace builds."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import combinations, pairwise
from statistics import median, pstdev
from typing import TYPE_CHECKING

import pytest

from support.briefs import EVENTS, UNNAMED_SAID, brief
from support.prose import article, openings, runs, sentences, words
from support.told import CARRIES

if TYPE_CHECKING:
    from narrator.model.ledger import Print
    from support.briefs import Brief
    from support.prose import Article

BANNED = re.compile(
    r"it is important to|worth noting|remains to be seen|resonance|core driver|\bamid\b|\?|"
    r"\b(?:extremely|dramatically|significantly|massively|hugely|incredibly|sharply|notably)\b",
    re.IGNORECASE,
)
TAIL = re.compile(r", (?!according\b|including\b)\w+ing\b")
CAUSAL = re.compile(r"\b(?:because|led to|triggered|drove)\b", re.IGNORECASE)
ENDED = re.compile(r"[.!?][”*]*$")
NUMBER = re.compile(r"\d[\d.,]*")
LINKING = re.compile(r"\b(?:Meanwhile|However|At the same time)\b")
DOUBT = re.compile(r"disput|unknown|unverif|one source|nobody|agree|differ", re.IGNORECASE)
FRAMES = re.compile(
    r"according to|’s? count| says\b|’s? figures|figures of|data show|provider’s count|figures that nobody"
    r"|\bsource reports\b"
    r"|\bas (?:an? )?[\w. ]+ reports?\b|\bbased on\b|\bput (?:it|the [\w ]+) at\b|unverified count"
    r"|, (?:from|in) (?:public data|liquidation heat maps)"
)


@cache
def parts(event: str) -> Article:
    return article(brief(event).markdown)


@pytest.fixture(scope="module", params=EVENTS)
def one(request: pytest.FixtureRequest) -> Brief:
    return brief(request.param)


@pytest.fixture
def art(one: Brief) -> Article:
    return parts(one.event)


def printed(one: Brief, lines: set[int]) -> list[Print]:
    return [entry for entry in one.prints if entry.line in lines]


def is_item(one: Brief, line: int) -> bool:
    return one.markdown.split("\n")[line - 1].startswith(("- ", "* ", "> "))


def lines_of(art: Article) -> set[int]:
    return {line for line, _ in art.paragraphs}


def test_there_are_four_briefs() -> None:
    assert len(EVENTS) == 4


def test_the_lead_is_short_and_holds_figure_window_and_zone(one: Brief, art: Article) -> None:
    line, lead = art.lead
    assert len(words(lead)) <= 60
    assert len(words(sentences(lead)[0])) <= 35
    ids = {entry.figure for entry in printed(one, {line})}
    assert one.main in ids
    assert one.zone in lead
    assert all(one.natures[figure] == "measured" for figure in ids)


def test_the_headline_is_short_and_holds_one_figure_at_most(one: Brief, art: Article) -> None:
    assert len(art.headline) <= 75
    line = one.markdown.split("\n").index(f"# {art.headline}") + 1
    assert len(printed(one, {line})) <= 1


def test_the_standfirst_adds_a_second_figure(one: Brief, art: Article) -> None:
    line = one.markdown.split("\n").index(f"**{art.standfirst}**") + 1
    ids = {entry.figure for entry in printed(one, {line})}
    assert ids
    assert one.main not in ids


def test_key_points_are_few_short_and_different(one: Brief, art: Article) -> None:
    points = art.key_points.paragraphs
    assert 3 <= len(points) <= 5
    assert all(len(words(text)) <= 25 for _, text in points)
    per_point = [{entry.figure for entry in printed(one, {line})} for line, _ in points]
    assert all(per_point[:-1])
    assert all(not (a & b) for a, b in combinations(per_point, 2))
    opening = " ".join(text for _, text in art.sections[0].paragraphs)
    assert DOUBT.search(points[-1][1]) or DOUBT.search(opening) or FRAMES.search(opening), "nobody says how sure it is"


def test_a_window_stands_in_a_label_only_beside_another_row_of_its_table(one: Brief) -> None:
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in one.markdown.split("\n") if row[:2] == "| "]
    starts = [at for at, row in enumerate(rows) if row[0] in {"Key figure", "Figure"}]
    for table in (rows[one + 1 : other] for one, other in pairwise([*starts, len(rows)])):
        labels = [label.removesuffix(f", {window}") for label, _, window, *_ in table]
        assert {
            label for label, row in zip(labels, table, strict=True) if label != row[0] and labels.count(label) < 2
        } == set()


def test_length_follows_the_records(one: Brief, art: Article) -> None:
    total = sum(len(words(text)) for _, text in art.paragraphs)
    figures = {entry.figure for entry in printed(one, lines_of(art))}
    assert total <= 1000
    assert total / len(figures) <= 60


def test_no_two_paragraphs_in_a_row_say_nothing_firm(one: Brief, art: Article) -> None:
    firm = {entry.line for entry in one.prints}
    empty = []
    for section in art.body:
        for line, text in section.paragraphs:
            marked = (
                any(who in text for who in one.speakers)
                or "view" in text
                or "The desk sees" in text
                or "“" in text
                or "opinion" in text
                or "Left out" in text
            )
            listed = section.heading == "Key points" or is_item(one, line) or text.endswith(":")
            empty.append(line not in firm and not marked and not listed)
    texts = [text for _, text in art.paragraphs]
    assert [pair for pair, flags in zip(pairwise(texts), pairwise(empty), strict=True) if all(flags)] == []


def test_a_figure_stands_three_times_at_most_and_never_twice_alike_in_a_paragraph(one: Brief, art: Article) -> None:
    body = printed(one, lines_of(art))
    values = Counter((entry.figure, *NUMBER.findall(entry.text)[:1]) for entry in body)  # what others say is another
    assert {value: n for value, n in values.items() if n > 3} == {}
    twice = {entry: n for entry, n in Counter(body).items() if n > 1}
    assert twice == {}


def test_sentences_vary_and_stay_readable(art: Article) -> None:
    said = [sentence for _, text in art.paragraphs for sentence in sentences(text) if ENDED.search(sentence)]
    lengths = [len(words(sentence)) for sentence in said]  # list items and their lead-ins are no sentences
    assert max(lengths) <= 45
    assert sorted(lengths)[int(0.95 * len(lengths)) - 1] < 36
    assert 15 <= median(lengths) <= 22
    assert pstdev(lengths) >= 6


def test_no_tails_and_no_slogans(art: Article) -> None:
    text = "\n".join(text for _, text in art.paragraphs)
    assert len(TAIL.findall(text)) <= 2 * len(words(text)) / 1000
    assert BANNED.findall(text) == []


def test_a_single_source_is_named_in_its_paragraph_once(one: Brief, art: Article) -> None:
    for line, text in art.paragraphs:
        if text.startswith("Whether "):  # a threshold to watch is nobody's report
            continue
        for entry in printed(one, {line}):
            for name in one.must_name.get(entry.figure, ()):
                if name == UNNAMED_SAID and CARRIES.search(one.markdown.split("\n## ")[0]):
                    continue
                assert re.search(name, text, re.IGNORECASE), f"{line}: {entry.figure} without its source: {text}"


def test_attribution_varies(art: Article) -> None:
    used = []
    for _, text in art.paragraphs:
        for sentence in sentences(text):
            used += FRAMES.findall(sentence)
    assert len(set(used)) >= 3
    assert not [a for a, b in pairwise(used) if a == b == "according to"]


def test_causes_are_attributed_or_marked(art: Article) -> None:
    for section in art.body[:-1]:  # the boundaries say why something was left out, which is the desk's own doing
        for _, text in section.paragraphs:
            for sentence in sentences(text):
                if CAUSAL.search(sentence):
                    assert "view" in sentence or "says" in sentence, sentence


def test_paragraphs_and_sections_open_differently(one: Brief, art: Article) -> None:
    starts = openings([text for line, text in art.paragraphs if not is_item(one, line)])
    assert [start for start, n in Counter(starts).items() if n > 1] == []
    text = "\n".join(text for _, text in art.paragraphs)
    assert len(LINKING.findall(text)) <= max(1, len(words(text)) / 500)


def test_headings_are_short_findings(art: Article) -> None:
    headings = [section.heading for section in art.body if section.heading not in {"", "Key points"}]
    assert headings
    assert all(len(words(heading)) <= 9 for heading in headings)
    assert len(set(headings)) == len(headings)


def test_a_rumour_stands_once_and_never_up_front(one: Brief, art: Article) -> None:
    front = {line for section in art.sections[:2] for line, _ in section.paragraphs}
    head = range(1, min(front))
    rumours = [entry for entry in printed(one, lines_of(art) | set(head)) if one.natures[entry.figure] == "rumour"]
    assert all(entry.line not in front and entry.line not in head for entry in rumours)
    assert max(Counter(entry.figure for entry in rumours).values(), default=0) <= 1


def test_the_boundaries_are_specific_and_of_the_right_length(art: Article) -> None:
    boundaries = art.body[-1]
    assert 40 <= len(words(boundaries.text)) <= 150
    for other in EVENTS:
        if parts(other) is not art:
            assert runs(boundaries.text) & runs(parts(other).body[-1].text) == set()


@pytest.mark.parametrize(("earlier", "later"), list(combinations(EVENTS, 2)))
def test_two_editions_do_not_read_alike(earlier: str, later: str) -> None:
    first = set().union(*(runs(text) for _, text in parts(earlier).paragraphs))
    second = set().union(*(runs(text) for _, text in parts(later).paragraphs))
    assert len(first & second) <= 0.15 * len(second)
