from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from narrator.desk import commands
from narrator.desk.commands import Outcome
from narrator.desk.pages import page
from narrator.model.problem import Location, Problem
from narrator.own_text import DiscrepancyError
from support.desk import workspace

if TYPE_CHECKING:
    from pathlib import Path

FETCHED = "2026-01-07T08:05+08:00"
TABLE = "day,flow\n2026-01-06,12\n"


def imported(root: Path, **fields: str) -> Outcome:
    (root / "pasted.csv").write_text(TABLE, encoding="utf-8")
    return asyncio.run(commands.run(root, "import", {"file": "pasted.csv", "fetched": FETCHED, **fields}))


def test_a_refusal_names_the_fields_of_the_form(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    nobodys = imported(root)
    assert not nobodys.is_done
    assert "write: “Whose it is”: one of alternative_me, coinglass" in nobodys.said
    assert "“Fetched”: 2026-01-07T09:00+08:00" in imported(root, fetched="yesterday").said
    given = imported(root, vendor="farside", asked="asset=BTC window=24h")
    assert "--as=farside --with=asset=BTC --with=window=24h" in given.line
    for outcome in (nobodys, given, imported(root, fetched="yesterday"), imported(root, asked="nonsense")):
        assert outcome.exit
        assert "--" not in outcome.said
        assert "Usage" not in outcome.said


def test_a_plain_table_is_read_by_the_mapping_that_the_form_names(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    said = imported(root, vendor="nowhere.toml").said
    assert "nowhere.toml" in said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "say what changed: narrator build --event x --republish --correction TEXT",
            "say what changed: “Build the corr",
        ),
        (
            "expected  `--republish --correction TEXT`, or the records",
            "expected  “Build the correction”, or the records",
        ),
        ("then narrator publish x --approved-by NAME", "then “Publish the correction”"),
        ("--approved-by needs a name", "“Approved by”: needs a name"),
        ("leave --correction out", "leave “What was wrong”: out"),
        ("see --assets and --as-of", "see --assets and --as-of"),
    ],
)
def test_what_messages_advise_to_type_is_a_button_or_a_field(said: str, told: str) -> None:
    assert commands.by_label(said).startswith(told)


def test_what_came_to_nothing_is_not_done() -> None:
    told = Outcome("narrator import", "1 values are what X said before", 0, nothing="Nothing was written")
    assert "is-done" not in page("outcome", outcome=told)
    assert "<p>Nothing was written: <code>" in page("outcome", outcome=told)
    assert "1 values are what X said before" in page("outcome", outcome=told)
    assert "is-done" in page("outcome", outcome=Outcome("narrator build", "", 0))


@pytest.mark.parametrize(("count", "said"), [(1, "1 discrepancy between"), (2, "2 discrepancies between")])
def test_one_discrepancy_is_one(count: int, said: str) -> None:
    problem = Problem("AUD001", "wrong", Location("x.md"))
    assert str(DiscrepancyError((problem,) * count)).startswith(said)
