"""The phrases that the content team wrote down, `cases/numbers.csv`, come out letter for letter."""

from __future__ import annotations

from pathlib import Path

from narrator.wording.cases import differing, read_cases

TABLE = Path(__file__).parent / "numbers.csv"
CASES = read_cases(TABLE.read_text(encoding="utf-8"))
ENGLISH = [case for case in CASES if case.locale in {"en-US", "en-GB"}]
CHINESE = [case for case in CASES if case.locale == "zh-CN"]


def test_the_table_is_there_and_has_rows_in_both_spellings() -> None:
    assert len(ENGLISH) > 150
    assert {case.locale for case in ENGLISH} == {"en-US", "en-GB"}
    assert len({case.id for case in CASES}) == len(CASES)


def test_a_row_in_english_is_said_to_the_letter() -> None:
    assert differing(ENGLISH) == []


def test_every_row_is_readable() -> None:
    assert [case.problem for case in CASES if case.problem] == []


def test_chinese_rows_differ_because_the_locale_is_not_installed() -> None:
    assert len(CHINESE) > 50
    assert {difference.got for difference in differing(CHINESE)} == {"locale 'zh-CN' is not installed"}
    assert len(differing(CHINESE)) == len(CHINESE)
