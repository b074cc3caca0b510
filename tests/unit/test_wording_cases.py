from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.wording.cases import COLUMNS, Difference, differing, read_cases

if TYPE_CHECKING:
    from narrator.wording.cases import Case

HEADER = ",".join(COLUMNS)
GOOD = "E1,money,4,5,false,false,USD,measured,disputed,,false,true,body,en-US,,,$4 to $5"


def rows(*lines: str) -> tuple[Case, ...]:
    return read_cases("\n".join((HEADER, *lines)), "table.csv")


def test_a_row_that_is_said_as_expected_does_not_differ() -> None:
    assert differing(rows(GOOD)) == []


def test_a_byte_order_mark_and_blank_lines_are_no_rows() -> None:
    assert [case.id for case in read_cases(f"\ufeff{HEADER}\r\n\r\n{GOOD}\r\n")] == ["E1"]


def test_a_row_that_differs_is_named_with_both_phrases() -> None:
    (found,) = differing(rows(GOOD.replace("$4 to $5", "$4-$5")))
    assert found == Difference("E1", "$4-$5", "$4 to $5")


@pytest.mark.parametrize(
    ("old", "new", "got"),
    [
        (
            "body",
            "shout",
            "unknown style 'shout': it must be one of body, between, headline, compact, floor, words, share, change",
        ),
        ("en-US", "zh-CN", "locale 'zh-CN' is not installed"),
        ("en-US", "en-AU", "locale 'en-AU' is not installed"),
        ("en-US", "../etc", "locale '../etc' is not installed"),
    ],
)
def test_an_unknown_style_or_locale_is_a_row_that_differs(old: str, new: str, got: str) -> None:
    assert differing(rows(GOOD.replace(old, new))) == [Difference("E1", "$4 to $5", got)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("money", "monies", "kind: found 'monies', expected money, price"),
        (",4,5,", ",4e9,5,", "low, high: found"),
        (",4,5,", ",6,5,", "low, high: found"),
        (",4,5,", ",٤,5,", "low, high: found"),
        ("5,false", "5,no", "low, high: found"),
        ("disputed,,false", "disputed,,perhaps", "approximate: found 'perhaps', expected true or false"),
        ("disputed,,", "disputed,sideways,", "direction: found 'sideways', expected nothing or inflow"),
        ("disputed", "sure", "standing: found 'sure'"),
        ("US,,,", "US,,{,", "also: found '{', expected nothing or a JSON object"),
        ("US,,,", 'US,,"[1]",', "also: found"),
        ("US,,,", f"US,,{'[' * 100000},", "also: found"),
        ("US,,,", 'US,,"{""colour"": 1}",', "also: found"),
        ("US,,,", 'US,,"{""circulating"": 5}",', "circulating: found '5'"),
        ("US,,,", 'US,,"{""circulating"": [""""]}",', "circulating: found"),
        ("US,,,", 'US,,"{""camps"": [{""low"": ""1""}]}",', "camps: found"),
        ("US,,,", 'US,,"{""reports"": [7]}",', "reports: found"),
        ("US,,,", 'US,,"{""window"": ""24h to 2026-01-08T08:00""}",', "window: found"),
        ("US,,,", 'US,,"{""window"": ""lately""}",', "window: found"),
        ("US,,,", 'US,,"{""since"": ""yesterday""}",', "since: found"),
        ("US,,,", 'US,,"{""round"": NaN}",', "round: found"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_problem_at_its_line(old: str, new: str, message: str) -> None:
    assert old in GOOD
    good, bad = rows(GOOD, GOOD.replace(old, new, 1))
    assert good.problem is None
    assert bad.problem is not None
    assert (bad.problem.code, str(bad.problem.at)) == ("CAS004", "table.csv:3:1")
    assert bad.problem.message.startswith(message)
    assert [(found.id, found.got) for found in differing([good, bad])] == [
        ("E1", f"table.csv:3:1: {bad.problem.message}")
    ]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "CAS001", "cases.csv:1:1"),
        ("id,expected\nE1,x", "CAS001", "cases.csv:1:1"),
        (f"{HEADER}\nE1,money", "CAS003", "cases.csv:2:1"),
        (f'{HEADER}\n{GOOD}\nE2,"mon"ey', "CAS002", "cases.csv:3:1"),
    ],
)
def test_a_table_that_cannot_be_read_is_a_problem_too(text: str, code: str, place: str) -> None:
    broken = read_cases(text)[-1]
    assert broken.problem is not None
    assert (broken.problem.code, str(broken.problem.at)) == (code, place)
    assert len(differing([broken])) == 1


def test_a_value_beside_the_figure_may_have_a_unit_of_its_own() -> None:
    worth = '""worth"": {""low"": ""3"", ""high"": ""3"", ""unit"": ""BTC""}'
    also = f'"{{{worth}, ""circulating"": [""9""], ""rival"": false}}"'
    row = GOOD.replace("US,,,$4 to $5", f"US,,{also},$4 to $5 (about 3 BTC); a figure of $9 has also circulated")
    assert differing(rows(row)) == []
