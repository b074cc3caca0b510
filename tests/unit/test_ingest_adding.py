"""One more report in an event file: every other line stays as it was, whatever the file looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from narrator.ingest.adding import Put, Told, added, put, replaced
from narrator.ingest.edit import UneditableError, canonical, fresh
from narrator.ingest.emptying import emptied
from support.edits import comments, problems, tree
from support.events import EVENT

if TYPE_CHECKING:
    from pathlib import Path


def add(text: str, figure: str, nature: str, source: str, line: str, **fields: str) -> str:
    return added(text, Told(figure, nature, source, line), fields)


def test_one_more_report_goes_where_it_belongs_and_nothing_else_moves() -> None:
    text = add(EVENT, "liquidations.total", "said", "tracker_z", "$220 million at 08:10")
    before, after = EVENT.splitlines(), text.splitlines()
    new = [line for line in after if line not in before]
    assert new == ["      tracker_z: $220 million at 08:10"]
    assert [line for line in after if line not in new] == before


def test_a_second_report_of_a_source_makes_its_history() -> None:
    once = add(fresh("2026-02-03-new"), "flows.btc_etf", "said", "issuer", "inflow $1 million at 07:00")
    twice = add(once, "flows.btc_etf", "said", "issuer", "inflow $2 million at 08:00")
    assert twice.endswith(
        "flows:\n  btc_etf:\n    said:\n      issuer:\n"
        "        - inflow $1 million at 07:00\n        - inflow $2 million at 08:00\n"
    )


@pytest.mark.parametrize(
    ("figure", "nature", "source", "report", "told"),
    [
        ("liquidations", "said", "x", "$5", "liquidations.total"),
        ("liquidations.total", "said", "a: b", "$5", "a source"),
    ],
)
def test_what_cannot_be_added_is_told_with_what_can(
    figure: str, nature: str, source: str, report: str, told: str
) -> None:
    with pytest.raises(UneditableError, match=told.replace("$", r"\$")):
        add(EVENT, figure, nature, source, report)


def test_a_new_report_takes_the_place_of_the_one_that_was_waited_for() -> None:
    text = emptied(EVENT, "2026-03-04-new")
    assert "      tracker_b: not reported\n" in text
    once = add(text, "liquidations.total", "said", "tracker_b", "$220 million at 08:10")
    assert "      tracker_b: $220 million at 08:10\n" in once
    waiting = text.replace("tracker_b: not reported", "tracker_b:   # soon\n        - not reported # yet")
    replaced = add(waiting, "liquidations.total", "said", "tracker_b", "$220 million at 08:10")
    assert "      tracker_b: $220 million at 08:10   # soon # yet\n" in replaced
    fresh_one = add(fresh("2026-03-04-new"), "liquidations.total", "said", "unnamed", "$5 million")
    assert "      unnamed: $5 million       # one source" in fresh_one


def test_a_report_in_its_long_form_becomes_the_first_of_a_history() -> None:
    text = "flows:\n  btc_etf:\n    said:\n      a:\n        amount: inflow $1\n        as_of: 07:00\n    asset: BTC\n"
    assert add(text, "flows.btc_etf", "said", "a", "inflow $2 at 08:00") == (
        "flows:\n  btc_etf:\n    said:\n      a:\n        - amount: inflow $1\n          as_of: 07:00\n"
        "        - inflow $2 at 08:00\n    asset: BTC\n"
    )


def test_what_was_added_stays_below_its_figure_when_the_file_is_spelled_anew(tmp_path: Path) -> None:
    text = fresh("2026-02-03-new")
    for source in ("CoinGlass", "CoinAnk"):
        text = add(text, "liquidations.total", "said", source, "$210 million at 08:00")
    assert text.splitlines()[-4:-2] == [f"      {source}: $210 million at 08:00" for source in ("CoinGlass", "CoinAnk")]
    assert problems(tmp_path, "2026-02-03-new", canonical(text)) == []


def test_a_new_record_gets_its_fields_first() -> None:
    after = add(EVENT, "liquidations.eth_longs", "said", "tracker_a", "$5 million", asset="ETH", side="long")
    new = "  eth_longs:\n    asset: ETH\n    side: long\n    said:\n      tracker_a: $5 million\n"
    assert after == EVENT.replace("flows:\n", f"{new}flows:\n")


def test_the_fields_of_a_record_that_is_there_stay() -> None:
    assert "$1 million" in add(EVENT, "liquidations.longs", "said", "x", "$1 million", side="long")
    with pytest.raises(UneditableError, match=r"'liquidations.longs' is there already, without side=short"):
        add(EVENT, "liquidations.longs", "said", "x", "$1 million", side="short")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("tracker_a", "$1 million # late"),
        ("tracker_a", "$1 million\n      x: $2 million"),
        ("x\n    y", "$1 million"),
        ("'x'", "$1 million"),
        ("- x", "$1 million"),
        ("# x", "$1 million"),
        ("new", "> $1 million"),
    ],
)
def test_what_would_be_read_otherwise_is_not_added(source: str, line: str) -> None:
    with pytest.raises(UneditableError):
        add(EVENT, "liquidations.total", "said", source, line)


@pytest.mark.parametrize("report", ["|\n        $210 million", "$210\n        million", "'$210 million'"])
def test_a_report_that_is_no_single_line_is_left_to_its_writer(report: str) -> None:
    text = EVENT.replace("tracker_a: $210 million at 08:00", f"tracker_a: {report}")
    with pytest.raises(UneditableError, match="is not a single line"):
        add(text, "liquidations.total", "said", "tracker_a", "$220 million at 08:10")


def test_a_level_in_one_line_takes_no_report() -> None:
    with pytest.raises(UneditableError, match=r"'levels.btc_longs.price' is one line here"):
        add(EVENT, "levels.btc_longs.price", "said", "x", "below $80,000")


def test_the_indentation_of_a_file_is_that_of_what_is_added() -> None:
    text = "event:\n   id: x\nflows:\n   btc:\n      said:\n         a: inflow $1 at 07:00"
    once = add(text, "flows.btc", "said", "a", "inflow $2 at 08:00")
    after = add(once, "flows.eth", "said", "b", "inflow $3")
    assert after.splitlines()[5:] == [
        "         a:",
        "            - inflow $1 at 07:00",
        "            - inflow $2 at 08:00",
        "   eth:",
        "      said:",
        "         b: inflow $3",
    ]
    assert not after.endswith("\n")


def test_a_problem_that_only_moved_is_no_new_one() -> None:
    twice = EVENT + "flows:\n  x:\n    said:\n      a: inflow $1\n"
    assert "tracker_z" in add(twice, "liquidations.total", "said", "tracker_z", "$1 million")


def test_values_are_put_where_nothing_is_with_the_blocks_above_them() -> None:
    puts = [
        Put(("flows", "eth_etf"), {"asset": "ETH", "window": "2026-03-02"}),
        Put(("snapshots", "a at 08:05", "x.y"), "$5"),
    ]
    text = put(EVENT, puts)
    added_to: Any = tree(EVENT)
    added_to["flows"]["eth_etf"] = {"asset": "ETH", "window": "2026-03-02"}
    added_to["snapshots"]["a at 08:05"] = {"x.y": "$5"}
    assert tree(text) == added_to
    assert comments(text) == comments(EVENT)
    assert put(text, []) == text


def test_nothing_is_put_where_something_is() -> None:
    for path in (("event", "status"), ("event", "status", "more")):
        with pytest.raises(UneditableError):
            put(EVENT, [Put(path, "ready")])


def test_a_value_is_replaced_in_its_line_and_its_comment_stays() -> None:
    text = fresh("2026-02-03-new")
    ready = replaced(text, ("event", "status"), "ready")
    assert ready == text.replace("status: draft ", "status: ready ")
    assert "  view: A squeeze.\n" in replaced(text, ("event", "view"), "A squeeze.")
    with pytest.raises(UneditableError, match="more than a line"):
        replaced(text, ("liquidations", "total"), "x")
