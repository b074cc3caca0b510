"""Marks: private-use characters that carry figure ids, debts and charts through a draft.

No input can hold private-use characters (`ingest` refuses them), so a mark is always ours. A draft keeps its marks
until the end: `brief.md` is the draft without them, and the line of each printed figure in it is known; the page turns
them into elements.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from narrator.model.ledger import Print

if TYPE_CHECKING:
    from collections.abc import Iterator


class Own(StrEnum):
    """What a sentence of a template has said in words of its own, or where somebody may be introduced.

    Named: the source of a figure. Dated: its window, and its source. Voiced: whose its values are and why they differ.
    Carried: once for all whose a figure without a source is. Bracketed: from here on in its paragraph another window
    stands in parentheses. Role: what the person is who also says something of this figure. Afresh: the window in force
    is said again, since another one follows in the same clause.
    """

    NAMED = "named"
    DATED = "dated"
    VOICED = "voiced"
    CARRIED = "carried"
    BRACKETED = "bracketed"
    ROLE = "role"
    AFRESH = "afresh"


FIGURE, BAR, END, CHART, CHART_END, DEBT, DEBT_END = map(chr, range(0xE000, 0xE007))
PRINTED = re.compile(f"{FIGURE}([^{BAR}]*){BAR}([^{END}]*){END}")
CHARTED = re.compile(f"^{CHART}([^{CHART_END}]*){CHART_END}$", re.MULTILINE)
OWED = re.compile(f"{DEBT}([^{BAR}]*){BAR}([^{DEBT_END}]*){DEBT_END}")
_CHART_BLOCK = re.compile(f"^{CHART}[^{CHART_END}]*{CHART_END}\n+", re.MULTILINE)


def figure(figure_id: str, text: str) -> str:
    """A printed figure."""
    return f"{FIGURE}{figure_id}{BAR}{text}{END}"


def chart(chart_id: str) -> str:
    """The place of a chart, alone on its line."""
    return f"{CHART}{chart_id}{CHART_END}"


def debt(owed: str, figure_id: str) -> str:
    """A place where a debt of a figure is paid, in words that are chosen when the paragraph is known."""
    return f"{DEBT}{owed}{BAR}{figure_id}{DEBT_END}"


def debts(text: str) -> list[tuple[str, str]]:
    """What a text has places for: what is paid there, and the figure that owes it."""
    return OWED.findall(text)


def between_debts(text: str) -> list[str]:
    """The stretches of a text between those places."""
    return re.split(f"{DEBT}[^{DEBT_END}]*{DEBT_END}", text)


def unmarked(text: str) -> str:
    """The text as a reader sees it, charts left out."""
    return PRINTED.sub(r"\2", _CHART_BLOCK.sub("", text))


def prints(text: str) -> Iterator[Print]:
    """Every printed figure of a marked text, with its 1-based line in the unmarked text."""
    for number, line in enumerate(lines(text), start=1):
        for match in PRINTED.finditer(line):
            yield Print(number, match[1], match[2])


def spans(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where each figure stands in the unmarked text: line and column, both 1-based, its id, and how it is printed."""
    for number, line in enumerate(lines(text), start=1):
        column, end = 1, 0
        for match in PRINTED.finditer(line):
            column += match.start() - end
            yield number, column, match[1], match[2]
            column, end = column + len(match[2]), match.end()


def lines(text: str) -> list[str]:
    """The lines of a marked text, those of charts left out, as many as there are in the unmarked text."""
    return _CHART_BLOCK.sub("", text).split("\n")


def capitalized(text: str) -> str:
    """The text with its first letter capital, marks and opening quotation marks passed over; a ticker stays stETH."""
    match = re.match(f'((?:{FIGURE}[^{BAR}]*{BAR}|[“"‘(*_])*)(?![a-z]{{1,3}}[A-Z]{{2}})(.)', text, re.DOTALL)
    return text if match is None else match[1] + match[2].upper() + text[match.end() :]
