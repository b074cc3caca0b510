"""Edits of an event file keep comments and order, and what they write is read again without a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.ingest.edit import UneditableError, added, canonical, emptied, fresh
from support.events import EVENT, write_workspace
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

REAL = sorted((ROOT / "data" / "events").glob("*.yaml"))


def problems(tmp_path: Path, event_id: str, text: str) -> list[str]:
    root = write_workspace(tmp_path)
    path = root / "data" / "events" / f"{event_id}.yaml"
    path.write_text(text, encoding="utf-8")
    workspace, _ = config.load(root)
    return [p.message for p in pipeline.examine(path, pipeline.open_desk(workspace)).problems if p.is_error]


def test_a_fresh_file_is_valid_at_once(tmp_path: Path) -> None:
    assert problems(tmp_path, "2026-02-03-new", fresh("2026-02-03-new")) == []


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_file_made_from_another_is_valid_and_holds_none_of_its_amounts(tmp_path: Path, path: Path) -> None:
    text = emptied(path.read_text(encoding="utf-8"), "2026-02-03-new")
    assert problems(tmp_path, "2026-02-03-new", text) == []
    assert "million" not in text.split("\nlevels:")[0]
    assert "statements:" not in text


@pytest.mark.parametrize("bad", ["../x", "Has Capitals", "", "x\n", "-a", "a" * 81])
def test_an_id_that_is_no_file_name_is_refused(bad: str) -> None:
    with pytest.raises(UneditableError):
        fresh(bad)


def test_one_more_report_goes_where_it_belongs_and_nothing_else_moves() -> None:
    text = added(EVENT, "liquidations.total", "said", "tracker_z", "$220 million at 08:10")
    before, after = EVENT.splitlines(), text.splitlines()
    new = [line for line in after if line not in before]
    assert new == ["      tracker_z: $220 million at 08:10"]
    assert [line for line in after if line not in new] == before


def test_a_second_report_of_a_source_makes_its_history() -> None:
    once = added(fresh("2026-02-03-new"), "flows.btc_etf", "said", "issuer", "inflow $1 million at 07:00")
    twice = added(once, "flows.btc_etf", "said", "issuer", "inflow $2 million at 08:00")
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
        added(EVENT, figure, nature, source, report)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_files_of_the_desk_are_canonical(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(text) == text


def test_one_spelling_comments_and_texts_kept() -> None:
    typed = (
        "# head\nevent:\n    id:   x   \n    view: |\n          One.\n            Two.\n\n          Three.\n"
        "flows:\n  # c\n  a:\n     said:\n        s: inflow $1\n"
    )
    assert canonical(typed) == (
        "# head\nevent:\n  id: x\n  view: |\n    One.\n      Two.\n\n    Three.\n\n"
        "flows:\n  # c\n  a:\n    said:\n      s: inflow $1\n"
    )
    assert canonical(canonical(typed)) == canonical(typed)


def test_a_new_report_takes_the_place_of_the_one_that_was_waited_for() -> None:
    text = emptied(EVENT, "2026-03-04-new")
    assert "      tracker_b: not reported\n" in text
    once = added(text, "liquidations.total", "said", "tracker_b", "$220 million at 08:10")
    assert "      tracker_b: $220 million at 08:10\n" in once
    waiting = text.replace("tracker_b: not reported", "tracker_b:   # soon\n        - not reported # yet")
    replaced = added(waiting, "liquidations.total", "said", "tracker_b", "$220 million at 08:10")
    assert "      tracker_b: $220 million at 08:10   # soon\n" in replaced
    fresh_one = added(fresh("2026-03-04-new"), "liquidations.total", "said", "unnamed", "$5 million")
    assert "      unnamed: $5 million       # one source" in fresh_one


def test_a_report_in_its_long_form_becomes_the_first_of_a_history() -> None:
    text = "flows:\n  btc_etf:\n    said:\n      a:\n        amount: inflow $1\n        as_of: 07:00\n    asset: BTC\n"
    assert added(text, "flows.btc_etf", "said", "a", "inflow $2 at 08:00") == (
        "flows:\n  btc_etf:\n    said:\n      a:\n        - amount: inflow $1\n          as_of: 07:00\n"
        "        - inflow $2 at 08:00\n    asset: BTC\n"
    )


def test_a_new_event_holds_nothing_of_the_day_before() -> None:
    text = EVENT.replace("      market data: from 21 to 42\n", "      market data: from 21 to 42\n    band: fear\n")
    text = text.replace("  view: A squeeze more than a turn.", "  view: |\n    A squeeze.\n    No turn.")
    text = text.replace("tracker_a: $195 million", "tracker_a:\n        amount: $195 million\n        rank: preferred")
    text = text.replace("    who: a trader", "    when: 2026-03-02\n    who: a trader")
    new = emptied(text, "2026-03-05-new")
    lines = [line.strip() for line in new.splitlines()]
    assert {"published: 2026-03-05 09:00", "days: 2026-03-04 to 2026-03-05", "window: 2026-03-04"} <= {
        line.partition("  ")[0] for line in lines
    }
    assert {"price: not reported", "tracker_a: not reported"} <= set(lines)
    gone = (
        "band:",
        "squeeze",
        "No turn",
        "amount:",
        "rank",
        "when:",
        "checked:",
        "differ:",
        "80,000",
        "03-02",
        "03-03",
    )
    assert [word for word in gone if word in new] == []


def test_windows_that_cannot_be_moved_are_left_out() -> None:
    windows = ("2026-03-02", "24h", "month 2026-01")
    text = "event:\n  id: old\nflows:\n" + "".join(f"  a{at}:\n    window: {w}\n" for at, w in enumerate(windows))
    assert emptied(text, "2026-03-05-new").count("window:") == 1


def test_what_was_added_stays_below_its_figure_when_the_file_is_spelled_anew(tmp_path: Path) -> None:
    text = fresh("2026-02-03-new")
    for source in ("CoinGlass", "CoinAnk"):
        text = added(text, "liquidations.total", "said", source, "$210 million at 08:00")
    assert text.splitlines()[-4:-2] == [f"      {source}: $210 million at 08:00" for source in ("CoinGlass", "CoinAnk")]
    assert problems(tmp_path, "2026-02-03-new", canonical(text)) == []


@pytest.mark.parametrize("column", [0, 1, 2, 3, 4, 6, 9])
def test_a_comment_neither_opens_a_level_nor_ends_one(column: int) -> None:
    typed = EVENT.replace("      tracker_b:  ", f"{' ' * column}# asked twice\n      tracker_b:  ")
    spelled = canonical(typed)
    assert spelled.count("# asked twice\n") == 1
    assert [line for line in spelled.splitlines() if "asked twice" not in line] == canonical(EVENT).splitlines()
    assert canonical(spelled) == spelled


def test_a_file_that_would_mean_something_else_is_not_spelled_anew() -> None:
    with pytest.raises(UneditableError, match="mean something else"):
        canonical("event:\n  view: one\n\n    two\n")


def test_a_file_that_cannot_be_read_is_not_spelled_anew() -> None:
    with pytest.raises(UneditableError, match="cannot be read") as caught:
        canonical("event:\n  view: 'one\n", "event.yaml")
    assert [str(problem.at) for problem in caught.value.problems] == ["event.yaml:2:9"]
