"""alternative.me: numbers and times as texts, and an error beside the data."""

from __future__ import annotations

from narrator.importers.alternative_me import ALTERNATIVE_ME
from support.imports import codes, imported, told


def answer(*rows: tuple[object, object], error: str | None = None) -> dict[str, object]:
    data = [{"value": value, "value_classification": "Fear", "timestamp": time} for value, time in rows]
    return {"name": "Fear and Greed Index", "data": data, "metadata": {"error": error}}


def test_numbers_and_times_come_as_texts() -> None:
    found = imported(ALTERNATIVE_ME, answer(("26", "1768348800"), (27, 1_768_262_400))).observations
    assert [(str(each.when.day), *told(each)) for each in found] == [
        ("2026-01-14", "sentiment Fear and Greed Index", "26"),
        ("2026-01-13", "sentiment Fear and Greed Index", "27"),
    ]


def test_times_in_words_an_error_and_no_data_are_problems() -> None:
    assert codes(ALTERNATIVE_ME, answer(("26", "01-14-2026"))) == [("IMP004", "01-14-2026")]
    assert codes(ALTERNATIVE_ME, answer(("101", "1768348800"))) == [("IMP004", "101")]
    assert codes(ALTERNATIVE_ME, answer(("26", "1768348800"), error="too many")) == [("IMP003", "too many")]
    assert codes(ALTERNATIVE_ME, answer()) == [("IMP003", "name, data, metadata")]


def test_a_value_of_a_day_that_has_not_come_is_left_out() -> None:
    found = imported(ALTERNATIVE_ME, answer(("26", "4102444800"), ("27", "1768262400")))
    assert [str(each.when.day) for each in found.observations] == ["2026-01-13"]
    assert found.left_out == ("values of days after the file was fetched: 2100-01-01",)
    assert [code for code, _ in codes(ALTERNATIVE_ME, answer(("26", "4102444800")))] == ["IMP008"]
