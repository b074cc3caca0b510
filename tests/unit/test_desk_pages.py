from __future__ import annotations

from markupsafe import Markup

from narrator.desk.pages import changes, compared, page


def test_two_texts_are_compared_word_by_word() -> None:
    said = Markup("").join(compared("It rose 2% on <Monday>.", "It fell 2% on <Monday>."))
    assert said == "It <del>rose</del> <ins>fell</ins> 2% on &lt;Monday&gt;. "


def test_lines_that_differ_come_in_pairs() -> None:
    assert changes("a\n\nb\nc\n", "a\n\nB\nc\n\nd\n") == [("b", "B"), ("", "d")]
    assert changes("a\nb\n", "a\nb\n") == []


def test_what_a_page_is_given_is_text() -> None:
    assert "<script>" not in page("trouble", said="<script>alert(1)</script>")
