"""What tells the records of one kind apart: one key given twice, ids that name a part, claims that are sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.ingest.events import load_event
from narrator.ingest.registries import load_names, load_sources
from narrator.model.catalogue import Severity
from support.events import write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.problem import Problem

HEAD = """event:
  id: e
  status: ready
  published: 2026-03-04 09:00
  timezone: UTC
  days: 2026-03-03
  assets: BTC, ETH
  main: liquidations.total
  default_window: 24h
liquidations:
  total:
    said:
      s1: $210 million
"""


def found(root: Path, records: str, *codes: str) -> list[Problem]:
    path = write_workspace(root, HEAD + records) / "data" / "events" / "e.yaml"
    sources, names = (
        load_sources(root / "data" / "sources.yaml", root)[0],
        load_names(root / "data" / "names.yaml", root)[0],
    )
    return [problem for problem in load_event(path, root, sources, names).problems if problem.code in codes]


def record(name: str, said: str, *fields: str) -> str:
    return f"  {name}:\n" + "".join(f"    {field}\n" for field in fields) + f"    said:\n      {said}\n"


@pytest.mark.parametrize(
    ("records", "example"),
    [
        (record("longs", "s1: $150 million"), "side: long"),
        (record("btc", "s1: $90 million"), "asset: BTC"),
        (
            record("eth_shorts", "s1: $9 million", "asset: ETH") + record("eth", "s1: $20 million", "asset: ETH"),
            "side: short",
        ),
        (record("again", "s1: $205 million"), "WINDOW"),
        (record("longs", "unnamed: $1 million") + record("other", "unnamed: $2 million"), "side: long"),
    ],
)
def test_a_key_that_one_source_gives_twice_lacks_a_part(tmp_path: Path, records: str, example: str) -> None:
    (problem, *_) = found(tmp_path, records, "EVT037")
    assert problem.severity is Severity.ERROR
    assert problem.example == example


@pytest.mark.parametrize(
    "records",
    [
        record("longs", "s1: $150 million", "side: long"),
        record("total_hour", "s1: $15 million", "window: 1h"),
        record("other", "s2: $205 million"),
        record("guess", "unnamed: $205 million") + record("second", "unnamed: $215 million"),
        "prices:\n" + record("a", "s1: down 2.5%", "asset: Dow") + record("b", "s1: down 748.97 points", "asset: Dow"),
        "prices:\n" + record("a", "s1: up $3.63", "asset: OIL") + record("b", "s1: up 3%", "asset: OIL"),
        "positions:\n"
        + record("a", "s1: $60 billion", "what: open interest")
        + record("b", "s1: down 30%", "what: open interest"),
        "flows:\n"
        + record("a", "s1: inflow $2 million", "fund: foreigners", "venue: Seoul")
        + record("b", "s1: outflow $3 million", "fund: institutions", "venue: Seoul"),
    ],
)
def test_amounts_of_other_keys_windows_and_sources_are_no_twins(tmp_path: Path, records: str) -> None:
    assert found(tmp_path, records, "EVT037") == []


@pytest.mark.parametrize(
    ("records", "example"),
    [
        (record("longs", "s2: $150 million"), "side: long"),
        (record("btc", "s2: $90 million"), "asset: BTC"),
        (record("options", "s2: $90 million"), "instrument: options"),
        (record("btc_longs", "s2: $90 million", "side: long"), "asset: BTC"),
    ],
)
def test_a_part_that_an_id_alone_names_is_a_warning(tmp_path: Path, records: str, example: str) -> None:
    (problem,) = found(tmp_path, records, "EVT038")
    assert problem.severity is Severity.WARNING
    assert problem.example == example


@pytest.mark.parametrize("name", ["long_run", "short_week", "the_long_weekend", "short_term_view"])
def test_an_adjective_of_an_id_names_no_side(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, record(name, "s2: $90 million"), "EVT038") == []


@pytest.mark.parametrize(
    "name", ["btc_long", "short", "long_btc", "short_positions", "longs_overnight", "the_long_side"]
)
def test_a_word_of_an_id_that_stands_for_a_side_names_it(name: str, tmp_path: Path) -> None:
    told = found(tmp_path, record(name, "s2: $90 million", "asset: BTC"), "EVT038")
    assert [problem.example for problem in told] == ["side: long" if "long" in name else "side: short"]


def test_an_id_that_its_fields_bear_out_is_no_problem(tmp_path: Path) -> None:
    records = record("btc_longs", "s2: $90 million", "side: long", "asset: BTC")
    assert found(tmp_path, records, "EVT037", "EVT038") == []


@pytest.mark.parametrize(
    ("text", "is_sentence"),
    [
        ("the largest since Oct. 11, 2025", False),
        ("the lowest in three years", False),
        ("a record", False),
        ("the highest that was ever seen", False),
        ("the steepest fall since the end of Sept.", False),
        ("It was the largest ever", True),
        ("the total was the largest ever", True),
        ("Liquidations reached a record", True),
        ("the largest ever.", True),
    ],
)
def test_a_claim_is_a_noun_phrase(tmp_path: Path, text: str, *, is_sentence: bool) -> None:
    claim = f"claims:\n  first:\n    text: {text}\n    by: unnamed\n    about: liquidations.total\n"
    assert bool(found(tmp_path, claim, "EVT039")) is is_sentence


def test_what_a_statement_is_about_is_a_figure_of_the_event(tmp_path: Path) -> None:
    said = "statements:\n  first:\n    who: Somebody\n    kind: opinion\n    text: so\n    about: liquidations.{}\n"
    assert found(tmp_path, said.format("total"), "EVT021") == []
    assert len(found(tmp_path, said.format("totale"), "EVT021")) == 1


@pytest.mark.parametrize(
    ("assets", "is_refused"),
    [
        ("BTC, S&P 500", False),
        ("natural gas, stETH", False),
        ("BTC, the S&P Five Hundred", True),
        ("BTC ETH", True),
        ("btc", True),
    ],
)
def test_assets_are_tickers_goods_or_registered_names(tmp_path: Path, assets: str, *, is_refused: bool) -> None:
    path = write_workspace(tmp_path, HEAD.replace("BTC, ETH", assets)) / "data" / "events" / "e.yaml"
    (tmp_path / "data" / "names.yaml").write_text(
        "sp_500:\n  kind: index\n  en: the S&P 500\n  aliases:\n    - S&P 500\n"
    )
    sources, _ = load_sources(tmp_path / "data" / "sources.yaml", tmp_path)
    names, _ = load_names(tmp_path / "data" / "names.yaml", tmp_path)
    problems = load_event(path, tmp_path, sources, names).problems
    assert ("EVT029" in {problem.code for problem in problems}) is is_refused


def test_an_id_is_no_quantity(tmp_path: Path) -> None:
    records = "macro:\n" + record("share", "s1: 44%", "what: its part of the market")
    assert found(tmp_path, records, "EVT026") == []


def test_twins_are_told_by_what_could_tell_them_apart(tmp_path: Path) -> None:
    records = "prices:\n" + record("a", "s1: up 2%", "asset: OIL") + record("b", "s1: up 3%", "asset: OIL")
    (problem,) = found(tmp_path, records, "EVT037")
    assert problem.message.endswith("; no asset or window tells them apart")


def test_one_price_in_two_records_of_two_sources_is_one_record_or_two_assets(tmp_path: Path) -> None:
    records = "prices:\n" + record("a", "s1: down 33%", "asset: OIL") + record("b", "s2: down 2.1%", "asset: {}")
    (problem,) = found(tmp_path, records.format("OIL"), "EVT037")
    assert (problem.example, problem.severity) == ("asset: NAME", Severity.ERROR)
    assert problem.expected == "one record with both sources, or the part that tells it from 'prices.a'"
    for other in ("OIL on Example Exchange", "OIL\n    window: 1h"):
        assert found(tmp_path, records.format(other), "EVT037") == []
