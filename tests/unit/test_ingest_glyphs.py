"""A character that no font of the briefs has is a problem where it stands, with a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.ingest.events import load_event
from narrator.ingest.registries import load_names, load_sources
from support.events import EVENT, EVENT_ID, NAMES, SOURCES, changed, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.problem import Problem

FILE = f"data/events/{EVENT_ID}.yaml"


def problems(root: Path, text: str, names: str = NAMES, sources: str = SOURCES) -> tuple[Problem, ...]:
    write_workspace(root, text)
    (root / "data" / "names.yaml").write_text(names, encoding="utf-8")
    (root / "data" / "sources.yaml").write_text(sources, encoding="utf-8")
    registry, wrong = load_names(root / "data" / "names.yaml", root)
    publishers, also = load_sources(root / "data" / "sources.yaml", root)
    assert (wrong, also) == ((), ())
    loaded = load_event(root / FILE, root, publishers, registry, ("24-hour",))
    return tuple(problem for problem in loaded.problems if problem.is_error)


def place_of(piece: str, text: str) -> tuple[int, int]:
    before = text[: text.index(piece)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [
        ("A squeeze more than a turn.", "A squeeze, 轧空.", "轧"),
        ("Tracker B counts two venues more.", "Tracker B counts two venues more 🚀.", "🚀"),
        ("asked the venue at 08:20, no answer", "asked the venue, 无回应", "无"),
        ("the split by exchange", "the split by exchange, 交易所", "交"),
        ("not counted alike", "not counted ａｌｉｋｅ", "ａ"),
        ("Inflows go on.", "Inflows go on ⚡.", "⚡"),
        ("    en: |\n      Longs carried the night:", "    en: |\n      Longs 多头 carried the night:", "多"),
    ],
)
def test_a_text_that_no_font_can_set_is_refused_at_the_character(
    before: str, after: str, sign: str, tmp_path: Path
) -> None:
    text = changed(before, after)
    (problem,) = problems(tmp_path, text)
    assert (problem.code, problem.at.file) == ("TXT012", FILE)
    assert (problem.at.line, problem.at.column) == place_of(sign, text)
    assert f"'{sign}' (U+{ord(sign):04X})" in problem.message


def test_a_form_that_a_font_has_is_offered(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, changed("not counted alike", "not counted ａｌｉｋｅ"))
    assert problem.example == "why: not counted alike"


@pytest.mark.parametrize(
    "text",
    [
        changed("  view: A squeeze more than a turn.", "  view:\n    en: A squeeze.\n    zh: 轧空"),
        changed("$210 million at 08:00", "2.1亿美元 at 08:00"),
        changed("who: a trader known for an earlier short", "who: Zoë Łukasz-Ðimić of Αθήνα and Київ"),
        changed("A squeeze more than a turn.", "A squeeze — “more” than a ‘turn’ … §"),
    ],
    ids=["Chinese beside English", "an amount in Chinese", "a name of Europe", "typography"],
)
def test_what_can_be_printed_or_is_not_printed_is_no_problem(text: str, tmp_path: Path) -> None:
    assert problems(tmp_path, text) == ()


def test_a_name_that_nobody_has_registered_is_refused_where_it_was_typed(tmp_path: Path) -> None:
    text = changed("who: a trader known for an earlier short", "who: 黄立成")
    (problem,) = problems(tmp_path, text)
    assert (problem.code, problem.at.file, problem.at.line) == ("NAM011", FILE, place_of("黄", text)[0])
    assert problem.example.split("\n")[1:] == ["  kind: person", "  en: NAME IN LATIN LETTERS", "  zh: 黄立成"]


def test_a_chinese_name_with_its_english_form_in_the_registry_is_printed_in_english(tmp_path: Path) -> None:
    text = changed("who: a trader known for an earlier short", "who: 黄立成")
    assert problems(tmp_path, text, names=f"{NAMES}huang:\n  kind: person\n  en: Huang Licheng\n  zh: 黄立成\n") == ()


def test_a_registry_s_own_form_is_refused_at_its_line_where_an_event_uses_it(tmp_path: Path) -> None:
    names = changed("en: Bitcoin", "en: Bitcoin 比特", NAMES).replace("zh: 比特币", "zh: 比特币")
    (problem,) = problems(tmp_path, EVENT, names=names)
    assert (problem.code, problem.at.file) == ("NAM011", "data/names.yaml")
    assert (problem.at.line, problem.at.column) == place_of("比", names)
    unused = f"{NAMES}huang:\n  kind: person\n  en: 黄立成\n"
    assert problems(tmp_path, EVENT, names=unused) == ()


def test_a_source_is_refused_in_its_registry_or_where_it_was_typed(tmp_path: Path) -> None:
    sources = changed("name: Tracker A", "name: 追踪 A", SOURCES)
    (problem,) = problems(tmp_path, EVENT, sources=sources)
    assert (problem.code, problem.at.file) == ("SRC012", "data/sources.yaml")
    assert (problem.at.line, problem.at.column) == place_of("追", sources)
    text = changed("      unnamed: more than 90%", "      金色财经: more than 90%")
    (problem,) = problems(tmp_path, text)
    assert (problem.code, problem.at.file, problem.at.line) == ("SRC012", FILE, place_of("金", text)[0])
    aliased = changed("  aliases:\n    - TrackerB", "  aliases:\n    - TrackerB\n    - 金色财经", SOURCES)
    assert problems(tmp_path, text, sources=aliased) == ()
