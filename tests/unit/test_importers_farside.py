"""Farside: a saved page, read by its head; a day that is pending, brackets, thousands, and rows of no day."""

from __future__ import annotations

import pytest

from narrator.importers.farside import FARSIDE
from narrator.importers.payload import opened
from support.imports import codes, imported, told


def row(*cells: str, tag: str = "td") -> str:
    return (
        "<tr>"
        + "".join(f'<{tag}><div align="right"><span>\u00a0 {cell} </span></div></{tag}>' for cell in cells)
        + "</tr>\n"
    )


LOGOS = row("", "", "", "Total", tag="th")
TICKERS = row("", "IBIT", "GBTC", "", tag="th")
FEES = row("Fee", "0.25%", "1.50%", "", tag="th")
HEAD = LOGOS + TICKERS + FEES
SUMS = row("Total", "60,809", "(27,416)", "33,393") + row("Minimum", "(1.0)", "(2.0)", "(3.0)")


def page(rows: str, head: str = HEAD) -> str:
    return f"<html><body><table class=etf><thead>{head}</thead><tbody>{rows}{SUMS}</tbody></table></body></html>"


def values(body: str) -> list[tuple[str, str, str | None]]:
    return [(str(each.when.day), *told(each)) for each in imported(FARSIDE, body).observations]


def test_a_page_is_read_by_its_head_with_brackets_and_thousands() -> None:
    assert values(page(row("13 Jan 2026", "1,119.9", '<span class="redFont">(44.5)</span>', "1,075.4"))) == [
        ("2026-01-13", "flows BTC", "1075.4"),
        ("2026-01-13", "flows BTC iShares Bitcoin Trust", "1119.9"),
        ("2026-01-13", "flows BTC Grayscale Bitcoin Trust", "-44.5"),
    ]
    assert {each.scale for each in imported(FARSIDE, page(row("13 Jan 2026", "1.0", "0.0", "1.0"))).observations} == {
        "million"
    }


def test_a_fund_that_is_new_in_the_head_is_read_in_its_own_column() -> None:
    head = row("", "", "", "", "Total", tag="th") + row("", "IBIT", "MSBT", "GBTC", "", tag="th")
    found = values(page(row("13 Jan 2026", "1.0", "2.0", "4.0", "7.0"), head))
    assert found[2] == ("2026-01-13", "flows BTC Morgan Stanley Bitcoin Trust", "2.0")


def test_a_pending_day_has_dashes_and_a_total_that_is_no_zero() -> None:
    rows = row("13 Jan 2026", "0.0", "0.0", "0.0") + row("14 Jan 2026", "-", "-", "0.0")
    assert [each[2] for each in values(page(rows)) if each[1] == "flows BTC"] == ["0.0", None]


def test_rows_of_no_day_are_left_out_and_said() -> None:
    found = imported(FARSIDE, page(row("13 Jan 2026", "1.0", "2.0", "3.0")))
    assert found.left_out == ("rows that are of no day: Total, Minimum",)
    assert len(found.observations) == 3


def test_a_column_that_moved_is_seen_by_the_sum_and_a_cell_too_few_by_its_row() -> None:
    assert codes(FARSIDE, page(row("13 Jan 2026", "1.0", "2.0", "9.0"))) == [("IMP007", "2026-01-13 (9.0 against 3.0)")]
    assert codes(FARSIDE, page(row("13 Jan 2026", "1.0", "2.0", "3.0") + row("14 Jan 2026", "1.0", "3.0"))) == [
        ("IMP004", "3 cells")
    ]
    assert codes(FARSIDE, page(row("13 Jan 2026", "1.0", "about 2", "3.0"))) == [("IMP004", "about 2")]
    assert codes(FARSIDE, page(row("13 Jan 2026", "1.0", "(2.0", "3.0"))) == [("IMP004", "(2.0")]


@pytest.mark.parametrize("head", [TICKERS + FEES, LOGOS, FEES])
def test_a_page_without_tickers_or_a_total_is_none_of_this_vendor(head: str) -> None:
    body = page(row("13 Jan 2026", "1.0", "2.0", "3.0"), head)
    assert not FARSIDE.recognizes(opened(body.encode(), "page.html"))
    assert codes(FARSIDE, body) == [("IMP002", "")]


def test_the_line_of_a_row_is_its_place() -> None:
    assert imported(FARSIDE, page(row("13 Jan 2026", "1.0", "2.0", "3.0"))).observations[0].place == "line 4"


def test_the_newest_row_is_partial_while_a_fund_that_has_reported_before_has_not() -> None:
    rows = row("13 Jan 2026", "1.0", "2.0", "3.0") + row("14 Jan 2026", "4.0", "-", "4.0")
    found = imported(FARSIDE, page(rows)).observations
    assert [each.is_partial for each in found if "fund" not in each.of] == [False, True]
