"""Real market days that no template has seen (tests/cases/days): each is told in full, and as ARTICLE.md asks."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.model.window import CALENDAR, Span
from narrator.render import marks
from narrator.render.choices import Turn
from narrator.render.layout import Area, area
from narrator.story.message import Place
from narrator.story.plan import plan
from narrator.story.scope import is_told
from narrator.story.voices import beside, ends, within
from support.briefs import desk, drafted
from support.prose import article, sentences, words
from support.repository import ROOT
from support.told import TABLE, faults, is_said

if TYPE_CHECKING:
    from narrator.render.draft import Draft
    from narrator.render.views import Scene
    from support.prose import Article

DAYS = sorted((ROOT / "tests" / "cases" / "days").glob("*.yaml"))
BANNED = re.compile(
    r"it is important to|worth noting|remains to be seen|resonance|core driver|\bamid\b|\?|name not given|main figure"
    r"|\b(?:extremely|dramatically|significantly|massively|hugely|incredibly|sharply|notably)\b",
    re.IGNORECASE,
)
TAIL = re.compile(r", (?!according\b|including\b)\w+ing\b")
CAUSAL = re.compile(r"\b(?:because|led to|triggered|drove)\b", re.IGNORECASE)


@cache
def told(name: str) -> tuple[Scene, Draft]:
    """A day as its scene and draft, of which an edition is made as `build` makes it, with the audit of its own text."""
    case = pipeline.examine(ROOT / "tests" / "cases" / "days" / f"{name}.yaml", desk())
    assert [problem for problem in case.problems if problem.is_error] == []
    turn = Turn(rank=[path.stem for path in DAYS].index(name))
    scene, draft, refused = drafted(case, desk(), turn)
    assert refused == []
    return scene, draft


@pytest.fixture(scope="module", params=[path.stem for path in DAYS])  # a day is told once for all its tests
def day(request: pytest.FixtureRequest) -> tuple[Scene, Draft]:
    return told(request.param)


@pytest.fixture
def art(day: tuple[Scene, Draft]) -> Article:
    return article(day[1].markdown)


def prose(draft: Draft) -> str:
    """The paragraphs of the article, their marks kept."""
    return "\n".join(line for line in draft.body.split(TABLE)[0].split("\n") if area(line) is Area.PROSE)


def test_there_are_twelve_days_and_more_of_as_many_kinds() -> None:
    counts = {path.stem: len([*told(path.stem)[0].figures]) for path in DAYS}
    assert len(DAYS) >= 12
    assert min(counts.values()) == 1
    assert max(counts.values()) >= 60
    assert any(told(path.stem)[0].all_unnamed for path in DAYS)
    conflicts = {path.stem: sum(map(bool, map(voices, told(path.stem)[0].figures))) for path in DAYS}
    assert max(conflicts.values()) >= 3


def voices(figure: object) -> tuple[object, ...]:
    return (*beside(figure), *within(figure))  # type: ignore[arg-type]  # a figure


def test_each_file_says_where_its_facts_are_from() -> None:
    comments = [path.read_text(encoding="utf-8").partition("\nevent:")[0] for path in DAYS]
    assert [text for text in comments if not re.match(r"# .*\b20\d\d\b", text, re.DOTALL)] == []


def test_nothing_is_dropped_and_nothing_owed_is_unpaid(day: tuple[Scene, Draft]) -> None:
    assert list(faults(*day)) == []


def test_every_figure_is_told_in_prose_or_among_the_key_figures_or_as_the_rest_of_a_list(
    day: tuple[Scene, Draft],
) -> None:
    scene, draft = day
    story = plan(scene.event, scene.figures, scene.signals)
    listed = {name for message in story.messages for name in message.rest}
    tabled = {name for message in story.messages if message.place is Place.TABLE for name in message.figures}
    front = draft.body.split(TABLE)[0]
    shown = {match[1] for match in marks.PRINTED.finditer(front)}
    silent = {figure.id for figure in scene.figures if not (is_told(figure) and figure.is_printable)}
    computed = {figure.id for figure in scene.figures if figure.derived_from}
    assert {figure.id for figure in scene.figures} - shown - listed - silent - computed - tabled == set()
    coins = {figure.id for figure in scene.figures if figure.id.endswith(".coins")}  # of funds that are added up
    assert len(tabled - shown - computed - coins) <= max(0, len([*scene.figures]) - 40)


def test_a_point_of_a_dispute_has_more_than_one_value(day: tuple[Scene, Draft]) -> None:
    points = [
        line for line in marks.unmarked(day[1].body).split("\n") if line.startswith("- ") and " differ on " in line
    ]
    assert [line for line in points if len(re.findall(r"\d[\d,.]*", line.partition(": ")[2])) < 2] == []


def test_every_conflict_stands_in_prose_with_its_values_sources_and_reason(day: tuple[Scene, Draft]) -> None:
    scene, draft = day
    text = marks.unmarked(prose(draft))
    for figure in filter(is_told, scene.figures):
        said = (*beside(figure), *ends(within(figure)))
        missing = [voice for voice in said if not is_said(scene, figure, voice, text.lower())]  # may open a sentence
        unnamed = [v for v in said if v.source not in {"unnamed", "unverified"} and not _names(scene, v.source, text)]
        assert (missing, unnamed) == ([], []), figure.id
        differ = scene.event.measurements[figure.id].differ if said and figure.id in scene.event.measurements else None
        assert differ is None or str(scene.sentence(differ.forms)) in text


def _names(scene: Scene, source: str, text: str) -> bool:
    return str(scene.named(source)).lower() in text.lower()


def test_the_first_screen_is_short(day: tuple[Scene, Draft], art: Article) -> None:
    scene, draft = day
    lead = art.lead[1]
    assert len(art.headline) <= 75
    assert len(words(lead)) <= 60
    assert len(words(sentences(lead)[0])) <= 35
    main = str(scene.event.file.event.main)
    assert main in {match[1] for match in marks.PRINTED.finditer(draft.body[: draft.body.index("\n## ")])}
    of = scene.main.window.span if scene.main else None
    assert scene.zone in lead or of in CALENDAR or of is Span.SESSION  # a month has none, and a market its own hours
    standfirst = next((line for line in draft.body.split("\n") if area(line) is Area.STANDFIRST), "")
    assert main not in {match[1] for match in marks.PRINTED.finditer(standfirst)}
    points = next((s.paragraphs for s in art.sections if s.heading == "Key points"), ())
    assert len(points) in {0, 2, 3, 4, 5}  # two where one of three came out too long


def test_sentences_stay_readable(art: Article) -> None:
    said = [s for _, text in art.paragraphs for s in sentences(text)]
    assert [s for s in said if len(words(s)) > 45] == []
    text = "\n".join(text for _, text in art.paragraphs)
    assert BANNED.findall(text) == []
    assert len(TAIL.findall(text)) <= max(1, 2 * len(words(text)) / 1000)


def test_a_figure_stands_three_times_at_most(day: tuple[Scene, Draft]) -> None:
    front = day[1].body.split(TABLE)[0]
    lines = [line for line in front.split("\n") if area(line) in {Area.PROSE, Area.POINT}]
    phrases = Counter((match[1], match[2]) for line in lines for match in marks.PRINTED.finditer(line))
    assert {found: times for found, times in phrases.items() if times > 3} == {}
    within_one = [Counter((m[1], m[2]) for m in marks.PRINTED.finditer(line)) for line in lines]
    assert [found for each in within_one for found, times in each.items() if times > 1] == []


def test_what_is_said_to_be_a_cause_has_a_speaker(day: tuple[Scene, Draft]) -> None:
    text = marks.unmarked(prose(day[1]))
    left_out = [item.why for item in day[0].event.file.left_out.values()]  # why the desk itself left something out
    reasons = ["because " + why.replace("'", "’") for why in left_out if isinstance(why, str)]
    causes = [s for s in sentences(text) if CAUSAL.search(s) and not any(reason in s for reason in reasons)]
    assert [s for s in causes if not re.search(r"\b(?:says?|said|claims?|view|opinion|margin|they|it)\b", s)] == []


def test_headings_are_findings_of_nine_words_at_most(art: Article) -> None:
    headings = [s.heading for s in art.body if s.heading]
    assert [h for h in headings if len(words(h)) > 9] == []
    assert len({*headings}) == len(headings)
