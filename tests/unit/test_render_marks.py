"""Marks carry figures through a draft and leave no trace in brief.md."""

from __future__ import annotations

from narrator.model.ledger import Print
from narrator.render import marks


def test_prints_have_the_line_that_a_reader_sees() -> None:
    text = f"# Title\n\n{marks.chart('c')}\n\nLost {marks.figure('a.b', '$5')} and {marks.figure('a.c', '$6')}.\n"
    assert marks.unmarked(text) == "# Title\n\nLost $5 and $6.\n"
    assert list(marks.prints(text)) == [Print(3, "a.b", "$5"), Print(3, "a.c", "$6")]


def test_a_sentence_that_opens_with_a_figure_gets_its_capital_inside_the_mark() -> None:
    assert marks.capitalized(marks.figure("a.b", "about $5")) == marks.figure("a.b", "About $5")
    assert marks.capitalized("“so it goes”") == "“So it goes”"
    assert marks.capitalized("") == ""
