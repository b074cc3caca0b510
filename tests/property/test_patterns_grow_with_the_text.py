"""No pattern and no reader takes more than in proportion to its text: what is four times as long takes four times.

Times are compared with one another, never with a clock: a pattern that is quadratic takes sixteen times as long, and
does so at three sizes, in every try.
"""

from __future__ import annotations

import ast
import re
from functools import cache, partial
from typing import TYPE_CHECKING

import pytest

from narrator.ingest import guard
from narrator.reading.atoms import _own, recognizers
from narrator.reading.documents import of_html, of_markdown, of_plain
from support.growth import seconds
from support.patterns import examples, patterns
from support.repository import SOURCE, modules

if TYPE_CHECKING:
    from collections.abc import Callable

STEEP = 9.0
"""Four times the text takes four times as long, sixteen times where it is quadratic; between them lies this."""
HOPELESS = 32.0
"""Four times the text takes sixty-four times as long where its cube counts."""
TRIES = 5
QUICK = 0.005
"""Seconds below which a ratio of times says nothing."""
SIZE = 200
UNITS = (" ", "a", "A", "0", ".", "_", "\n", '"', "<a ", "亿", "中", "- ", "|", ": ")
HOLDING = {"match", "fullmatch"}
SEARCHING = {"search", "finditer", "findall", "sub", "split"}
CLOSED = {
    "narrator.reading.atoms.WORD_BEFORE": "searched in 16 characters",
    "narrator.reading.atoms.LASTS": "searched in a stretch of time, a number and two words",
}
"""Patterns of which not every text is theirs, and why."""


@cache
def held() -> frozenset[str]:
    """The names of the patterns that are only held against a place; all others look for something anywhere."""
    found: dict[str, set[str]] = {}
    for path in modules():
        for node in ast.walk(ast.parse((SOURCE / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                found.setdefault(ast.unparse(node.value).rpartition(".")[2], set()).add(node.attr)
    return frozenset(name for name, uses in found.items() if uses & HOLDING and not uses & SEARCHING)


def used(name: str, pattern: re.Pattern[str]) -> Callable[[str], object]:
    last = name.rpartition(".")[2]
    if last in held():
        return lambda text: (pattern.match(text), pattern.fullmatch(text))
    return lambda text: sum(1 for _ in pattern.finditer(text))


def is_hopeless(work: Callable[[str], object], grown: Callable[[int], str]) -> bool:
    """Whether work grows with more than the square already where texts are short: long ones would keep it for hours."""
    short, long = grown(SIZE // 8), grown(SIZE // 2)
    return all(seconds(work, long) > max(QUICK, HOPELESS * seconds(work, short)) for _ in range(TRIES))


def is_steep(work: Callable[[str], object], grown: Callable[[int], str]) -> bool:
    """Whether work grows faster than its text from a size to its fourfold, and on to the fourfold of that."""
    if is_hopeless(work, grown):
        return True
    texts = [grown(SIZE), grown(4 * SIZE)]
    if all(seconds(work, texts[1]) > STEEP * seconds(work, texts[0]) for _ in range(TRIES)):
        texts.append(grown(16 * SIZE))
        best = [min(seconds(work, text) for _ in range(2)) for text in texts]
        return best[2] > QUICK and best[1] > STEEP * best[0] and best[2] > STEEP * best[1]
    return False


READING = ("narrator.audit.", "narrator.reading.", "narrator.model.")
PATTERNS = {name: p for name, p in patterns().items() if name.startswith(READING) and name not in CLOSED}
PATTERNS |= {f"what begins with a {first}": pattern for first, pattern in recognizers().items()}
PATTERNS["what is read of an event"] = _own("(?!)", "accounts")


def _grown(head: str, unit: str, size: int) -> str:
    return head + unit * (size // len(unit)) + "!"


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_in_proportion_to_its_text(name: str) -> None:
    work, own = used(name, PATTERNS[name]), [text for text in examples(PATTERNS[name]) if 0 < len(text) <= 16]
    own = own[:: max(1, len(own) // 8)][:8]
    shapes = [(head, unit) for unit in dict.fromkeys((*UNITS, *own)) for head in ("", *own[:1])]
    assert [shape for shape in shapes if is_steep(work, partial(_grown, *shape))] == []


FAULTS: dict[str, tuple[Callable[[str], object], str, str, str]] = {
    "dots": (of_plain, "", ".", "x"),
    "underscores": (of_markdown, "a", "_", "b"),
    "a tag that is never closed": (of_html, "<", "a", ""),
    "a long description": (of_html, "<meta ", '="title" ', ">"),
    "blanks before no comment": (lambda text: guard.scan(text, "f.yaml"), "a: b", " ", "c\n"),
    "lines of dashes": (lambda text: guard.scan(text, "f.yaml"), "#\n", "---\n", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_once_grew_with_the_square_does_so_no_more(name: str) -> None:
    reader, head, unit, end = FAULTS[name]

    def grown(size: int) -> str:
        return head + unit * (8 * size // len(unit)) + end

    assert not is_steep(reader, grown)


def test_what_grows_with_the_square_of_its_text_is_found() -> None:
    assert is_steep(re.compile(" +#").search, lambda size: " " * 8 * size)


def test_what_grows_faster_still_is_found_before_it_takes_hours() -> None:
    assert is_hopeless(re.compile("~*~*~*#").search, lambda size: "~" * 2 * size)
