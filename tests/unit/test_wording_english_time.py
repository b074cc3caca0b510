"""Windows in English, each as it stands in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from narrator.model.window import Span, Window
from narrator.wording.english_time import Calendar
from support.reports import moment, window

AP = Calendar(british=False)


def days(span: Span, first: tuple[int, int, int], last: tuple[int, int, int]) -> Window:
    return Window(span, date(*first), date(*last))


@pytest.mark.parametrize(
    ("covers", "words"),
    [
        (window("24h"), "within 24 hours"),
        (window("8h"), "within eight hours"),
        (window("1h"), "within an hour"),
        (Window(Span.ROLLING, hours=31 * 24), "within 31 days"),
        (Window(Span.ROLLING, hours=72), "within 72 hours"),
        (
            Window(Span.ROLLING, hours=7 * 24, until=moment("2026-03-03 08:00")),
            "in the seven days to 00:00 UTC on March 3",
        ),
        (Window(Span.ROLLING, minutes=30), "within 30 minutes"),
        (Window(Span.ROLLING, minutes=1), "within a minute"),
        (days(Span.QUARTERS, (2026, 1, 1), (2026, 3, 31)), "in the first quarter of 2026"),
        (days(Span.QUARTERS, (2025, 7, 1), (2025, 12, 31)), "from the third quarter to the fourth quarter of 2025"),
        (
            days(Span.QUARTERS, (2025, 10, 1), (2026, 3, 31)),
            "from the fourth quarter of 2025 to the first quarter of 2026",
        ),
        (days(Span.YEARS, (2025, 1, 1), (2025, 12, 31)), "in 2025"),
        (days(Span.YEARS, (2023, 1, 1), (2025, 12, 31)), "from 2023 to 2025"),
        (Window(Span.SINCE, date(2025, 10, 11)), "since Oct. 11, 2025"),
        (window("month 2026-01 to month 2026-02"), "from January to February 2026"),
        (window("an average March"), "an average March"),
        (window("not stated"), ""),
    ],
)
def test_a_window_in_words(covers: Window, words: str) -> None:
    assert AP.window(covers) == words


def test_what_a_source_does_not_state_can_be_said() -> None:
    assert AP.unstated == "(undated)"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("an average March", "(an average March)"),
        ("the fourth day running", "(the fourth day running)"),
        ("at writing", "at writing"),
        ("since last year", "since last year"),
        ("in early February", "in early February"),
    ],
)
def test_a_window_in_words_can_follow_any_clause(typed: str, said: str) -> None:
    assert AP.adverbial(Window(Span.WORDS, words=typed), typed) == said


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("in the week to June 5", "the week to June 5"),
        ("within 24 hours", "24 hours"),
        ("on June 6", "June 6"),
        ("from June 1 to June 5", "June 1 to June 5"),
        ("since Oct. 10, 2025", "the time since Oct. 10, 2025"),
        ("(an average March)", "an average March"),
    ],
)
def test_a_window_can_be_named_as_a_thing(said: str, thing: str) -> None:
    assert AP.period(said) == thing
