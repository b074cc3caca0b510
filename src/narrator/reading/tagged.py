"""Tagged pages: which stretches of a PDF are the cells of a row, where the file says so.

A cell of several lines is drawn line by line; only the tags tell that they are one, and where the next row begins.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from narrator.reading.documents import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdf import PageObject, PdfReader

TREE, KIDS, KIND, PAGE, MARK = "/StructTreeRoot", "/K", "/S", "/Pg", "/MCID"
ROW = "/TR"
BEGIN, END = b"BDC", b"EMC"


def rows(reader: PdfReader) -> Mapping[tuple[int, int], int]:
    """The rows of tables by the page, as the number of its object, and the mark of what belongs to them."""
    found: dict[tuple[int, int], int] = {}
    root = _resolved(reader.root_object.get(TREE))
    numbers = count(1)
    left: list[tuple[Any, int, int]] = [(root, 0, 0)] if isinstance(root, dict) else []
    seen: set[int] = set()  # a tree can lead back into itself
    while left:
        element, page, row = left.pop()
        if isinstance(element, int):
            found |= {(page, element): row} if row else {}
        if isinstance(element, int) or id(element) in seen:
            continue
        seen.add(id(element))
        page = getattr(element.raw_get(PAGE), "idnum", page) if PAGE in element else page
        row = next(numbers) if element.get(KIND) == ROW else row
        if MARK in element:
            left.append((element[MARK], page, row))
        left += [(kid, page, row) for kid in _kids(element)]
    return found


def _kids(element: Any) -> Iterator[Any]:  # noqa: ANN401  # what a PDF holds is known when it is read
    kids = _resolved(element.get(KIDS))
    for kid in map(_resolved, kids if isinstance(kids, list) else [kids]):
        if isinstance(kid, int | dict):
            yield kid


def _resolved(value: Any) -> Any:  # noqa: ANN401
    return value.get_object() if hasattr(value, "get_object") else value


def text_of(page: PageObject, of_rows: Mapping[tuple[int, int], int]) -> str:
    """The text of a page, each row of a table in one line."""
    number = getattr(page.indirect_reference, "idnum", 0)
    parts: list[str] = []
    current = [0, 0]  # the row of the mark that is open, and that of the text before

    def opened(operator: bytes, operands: Any, *_: object) -> None:  # noqa: ANN401
        if operator == BEGIN:
            mark = operands[1].get(MARK, -1) if isinstance(operands[1], dict) else -1
            current[0] = of_rows.get((number, mark), 0)
        elif operator == END:
            current[0] = 0

    def said(text: str, *_: object) -> None:
        is_same, is_parted = bool(current[0]) and current[0] == current[1], current[0] != current[1]
        parts.append(text.replace("\n", " ") if is_same else text.replace("\n", BREAK) if is_parted else text)
        current[1] = current[0] if text.strip() else current[1]

    page.extract_text(visitor_operand_before=opened, visitor_text=said)
    return "".join(parts)
