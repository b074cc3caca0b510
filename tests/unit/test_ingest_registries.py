"""The registries: what they hold, and what is wrong with an entry, at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.ingest.registries import MODELS, load_names, load_sources, schema_text
from narrator.model.source import Grade
from support.events import NAMES, SOURCES
from support.reference import LISTS, renewed
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.name import Names
    from narrator.model.problem import Problems
    from narrator.model.source import Sources

RENEW = "make docs writes it anew"


def sources(text: str, folder: Path) -> tuple[Sources, Problems]:
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    return load_sources(folder / "sources.yaml", folder)


def names(text: str, folder: Path) -> tuple[Names, Problems]:
    (folder / "names.yaml").write_text(text, encoding="utf-8")
    return load_names(folder / "names.yaml", folder)


def told(problems: Problems) -> list[tuple[str, str, str]]:
    return [(str(problem.at), problem.code, problem.message) for problem in problems]


def test_a_source_is_found_by_id_name_and_alias(tmp_path: Path) -> None:
    registry, problems = sources(SOURCES, tmp_path)
    assert problems == ()
    found = {registry.find(typed).id for typed in ("tracker_b", "Tracker B", "trackerb", "TRACKER_B")}
    assert found == {"tracker_b"}
    assert registry.find("tracker_b").grade is Grade.B
    assert registry.find("tracker_b").reason == "It counts two venues more and says which."
    assert not registry.find("tracker_x").known


def test_a_name_is_found_by_any_form(tmp_path: Path) -> None:
    registry, problems = names(NAMES, tmp_path)
    assert problems == ()
    assert {registry.say(typed) for typed in ("eth", "ETH", "Ethereum", "以太坊")} == {"Ether"}
    assert registry.say("BTC", "zh") == "比特币"


def test_a_missing_file_is_an_empty_registry(tmp_path: Path) -> None:
    assert load_sources(tmp_path / "sources.yaml", tmp_path)[0].entries == ()
    assert load_names(tmp_path / "names.yaml", tmp_path)[0].entries == ()


def test_a_grade_without_its_reason_is_refused(tmp_path: Path) -> None:
    registry, problems = sources("x:\n  name: X\n  grade: B\n", tmp_path)
    assert told(problems) == [("sources.yaml:3:10", "SRC001", "the grade of 'x' has no reason")]
    assert registry.find("x").known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "x:\n  name: X\n  grade: G\n",
            ("sources.yaml:3:10", "EVT004", "'x.grade' must be one of A, B, C, D, E, F"),
        ),
        ("x:\n  nam: X\n", ("sources.yaml:2:3", "EVT002", "unknown field 'nam' (did you mean 'name'?)")),
        ("x:\n  kind: outlet\n", ("sources.yaml:1:1", "EVT001", "'x.name' is missing")),
        ("x: y\n", ("sources.yaml:1:4", "EVT003", "'x' must be a block, not text")),
        (
            "x:\n  name: X\n  aliases: y\n",
            ("sources.yaml:3:12", "EVT003", "'x.aliases' must be a list, not text"),
        ),
        ("X:\n  name: X\n", ("sources.yaml:1:1", "EVT005", "'X' is not a valid name")),
        (
            "x:\n  name: X\ny:\n  name: x\n",
            ("sources.yaml:3:1", "SRC002", "'x', a spelling of 'y', is also one of 'x'"),
        ),
        ("x:\n  name: Market Data\n", ("sources.yaml:1:1", "SRC002", "'market data' is a reserved word")),
    ],
)
def test_a_wrong_source_is_named_at_its_place(text: str, expected: tuple[str, str, str], tmp_path: Path) -> None:
    assert expected in told(sources(text, tmp_path)[1])


def test_the_other_entries_are_kept(tmp_path: Path) -> None:
    registry, problems = sources("x:\n  nam: X\ny:\n  name: Y\n", tmp_path)
    assert len(problems) == 2
    assert [entry.id for entry in registry.entries] == ["y"]


def test_a_wrong_name_is_named_at_its_place(tmp_path: Path) -> None:
    text = (
        "a:\n  kind: asset\n  en: B\u0422C\nb:\n  kind: asset\n  en: Solana\n  ticker: sol\nc:\n  kind: coin\n  en: C\n"
    )
    assert [(at, code) for at, code, _ in told(names(text, tmp_path)[1])] == [
        ("names.yaml:3:8", "TXT003"),
        ("names.yaml:7:11", "EVT005"),
        ("names.yaml:9:9", "EVT004"),
    ]


def test_one_spelling_has_one_name(tmp_path: Path) -> None:
    text = "btc:\n  kind: asset\n  en: Bitcoin\nbch:\n  kind: asset\n  en: Bitcoin Cash\n  aliases:\n    - BITCOIN\n"
    assert told(names(text, tmp_path)[1]) == [
        ("names.yaml:4:1", "NAM001", "'bitcoin', a spelling of 'bch', is also one of 'btc'")
    ]


@pytest.mark.parametrize("kind", MODELS)
def test_the_committed_schemas_are_those_of_the_models(kind: str) -> None:
    assert (ROOT / "data" / "schema" / f"{kind}.json").read_text(encoding="utf-8") == schema_text(kind), RENEW


def test_the_tables_of_the_page_are_those_of_the_models() -> None:
    page = (ROOT / "docs" / "event-files.md").read_text(encoding="utf-8")
    assert page.count("<!-- fields: ") > 15
    assert page.count("<!-- list: ") == len(LISTS)
    assert page == renewed(page), RENEW


@pytest.mark.parametrize(("name", "tables"), [("series", 2), ("importers", 3)])
def test_the_tables_of_the_pages_on_series_and_importers_are_those_of_the_models(name: str, tables: int) -> None:
    page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert page.count("<!-- fields: ") == tables
    assert page == renewed(page), RENEW


def test_the_schema_takes_what_an_editor_reads_as_a_number() -> None:
    assert '"number"' in schema_text("event")
    assert '"null"' not in schema_text("event")
