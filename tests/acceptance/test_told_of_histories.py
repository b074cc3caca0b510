"""What a brief says with the histories of its desk: in sentences, among the key points, of claims, in a chart."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from support.command import narrator
from support.events import write_workspace
from support.histories import write_history

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
event:
  id: 2026-03-03-example
  status: ready
  published: 2026-03-03 09:00
  timezone: UTC
  days: 2026-03-02
  assets: BTC
  main: flows.btc_etf
  default_window: 2026-03-02
flows:
  btc_etf:
    asset: BTC
    said:
      {source}: {line}
"""
CLAIM = """\
claims:
  large:
    text: {text}
    by: Tracker B
    about: flows.btc_etf
    since: {since}
"""


def told(root: Path, values: list[int], line: str = "inflow $500 million", records: str = "") -> str:
    """The brief of a day whose history has these values, the last of them of the day."""
    write_workspace(root, HEAD.format(source="Tracker A", line=line) + records)
    write_history(root, values, "Tracker A")
    made = narrator(root, "build", "--to", "md,html")
    assert made.code == Exit.DONE, made.err
    return (root / "out" / "2026-03-03-example" / "en" / "brief.md").read_text("utf-8")


MILLION = 10**6
SMALL = [n * MILLION for n in (20, -40, 10, 30, -60, 80, 5, -15, 25, 90, -35)]


def test_a_flow_is_the_largest_since_the_last_that_was_larger(tmp_path: Path) -> None:
    brief = told(tmp_path, [600 * MILLION, *SMALL, 500 * MILLION])
    assert "since Feb. 18" in brief or "on Feb. 18: $600 million" in brief
    assert "$600 million" in brief
    assert "| on Feb. 18 | one source | Tracker A |" in brief
    page = (tmp_path / "out" / "2026-03-03-example" / "en" / "brief.html").read_text("utf-8")
    assert 'data-chart="history"' in page
    assert page.count('class="shade"') == 1


def test_an_outflow_has_its_own_words_and_is_drawn_below_zero(tmp_path: Path) -> None:
    brief = told(tmp_path, [-600 * MILLION, *SMALL, -500 * MILLION], "outflow $500 million")
    assert "lost more in a day" in brief or "largest from" in brief
    page = (tmp_path / "out" / "2026-03-03-example" / "en" / "brief.html").read_text("utf-8")
    assert ">\u2212$600M</text>" in page


def test_a_run_is_told_with_what_it_comes_to(tmp_path: Path) -> None:
    went_on = told(tmp_path / "on", [-MILLION, 20 * MILLION, 30 * MILLION, 500 * MILLION])
    assert "had come into spot Bitcoin ETFs without a break since Feb. 28, $550 million in all" in went_on
    ended = told(tmp_path / "ended", [MILLION, *[-20 * MILLION] * 3, 500 * MILLION])
    assert "had left spot Bitcoin ETFs without a break since Feb. 27, $60 million in all" in ended
    assert "run before" in ended


CLAIMED = "the largest inflow"


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2026-02-20", "the daily figures at hand bear that out"),
        ("2026-02-01", "but the daily figures at hand have net inflows of $600 million on Feb. 18"),
    ],
)
def test_a_claim_is_held_against_the_history(tmp_path: Path, since: str, said: str) -> None:
    brief = told(tmp_path, [600 * MILLION, *SMALL, 500 * MILLION], records=CLAIM.format(text=CLAIMED, since=since))
    assert said in brief
    assert "could not be checked" not in brief


def test_a_claim_of_something_else_is_not(tmp_path: Path) -> None:
    claim = CLAIM.format(text="the first inflow after the halving", since="2026-02-20")
    brief = told(tmp_path, [600 * MILLION, *SMALL, 500 * MILLION], records=claim)
    assert "bear that out" not in brief


def test_nothing_is_said_where_nobody_knows_what_was_before(tmp_path: Path) -> None:
    brief = told(tmp_path, [*SMALL, 500 * MILLION])
    assert "since Feb." not in brief
    page = (tmp_path / "out" / "2026-03-03-example" / "en" / "brief.html").read_text("utf-8")
    assert 'data-chart="history"' not in page


def test_a_workspace_without_histories_is_as_before(tmp_path: Path) -> None:
    told(tmp_path, [600 * MILLION, *SMALL, 500 * MILLION])
    shutil.rmtree(tmp_path / "data" / "series")
    assert narrator(tmp_path, "build", "--to", "md").code == Exit.DONE
    assert "derived.rival" not in (tmp_path / "out/2026-03-03-example/en/ledger.json").read_text("utf-8")


def test_check_warns_of_what_a_history_contradicts_with_both_places(tmp_path: Path) -> None:
    told(tmp_path, [600 * MILLION, *SMALL, 500 * MILLION])
    path = tmp_path / "data" / "series" / "history.csv"
    path.write_text(path.read_text("utf-8").replace("500000000", "400000000"), encoding="utf-8")
    checked = narrator(tmp_path, "check", "--format", "json")
    assert checked.code == Exit.DONE
    (problem,) = (p for p in checked.problems if p["code"] == "SER010")
    assert (problem["file"], problem["found"]) == ("data/events/2026-03-03-example.yaml", "inflow $500 million")
    assert "data/series/history.csv:14" in problem["message"]
    assert narrator(tmp_path, "check", "--strict").code == Exit.INVALID


PRICE = """\
prices:
  btc:
    asset: BTC
    window: 2026-03-02
    close:
      said:
        market data: {close}
"""


def test_how_far_a_close_lies_below_the_top_is_told_where_no_day_was_last_as_high_or_low(tmp_path: Path) -> None:
    def brief(root: Path, values: list[int]) -> str:
        head = HEAD.partition("flows:")[0].replace("flows.btc_etf", "prices.btc.close")
        write_workspace(root, head + PRICE.format(close="$85,000"))
        write_history(root, values, "market data", kind="prices", of="asset: BTC\n  part: close")
        assert narrator(root, "build", "--to", "md").code == Exit.DONE
        return (root / "out" / "2026-03-03-example" / "en" / "brief.md").read_text("utf-8")

    said = "close of March 2 was 15% below that of Jan. 1, the top of the closes at hand ($100,000)"
    closes = [90_000 + n for n in range(58)]
    alone = brief(tmp_path / "alone", [100_000, *closes, 84_000, 85_000])
    assert said in alone
    beside = brief(tmp_path / "beside", [100_000, *closes, 84_000, *[83_000] * 12, 85_000])
    assert "15% below" not in beside
    assert "| Bitcoin: close, against the top | down 15% |" in beside
