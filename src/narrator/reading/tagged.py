"""Tagged pages: which stretches of a PDF are one paragraph, item or row, and in which order, where the file says so.

A cell of several lines is drawn line by line, a chart behind the paragraph that it stands above, the mark of an item
after all text; only the tags tell what belongs together, and what goes on overleaf.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdf import PageObject, PdfReader

TREE, KIDS, KIND, PAGE, MARK = "/StructTreeRoot", "/K", "/S", "/Pg", "/MCID"
ROW, ITEM, LABEL = "/TR", "/LBody", "/Lbl"
HEADINGS = ("/H", *(f"/H{level}" for level in range(1, 7)))
BLOCKS = frozenset({ROW, ITEM, LABEL, *HEADINGS, "/P", "/Caption", "/Figure", "/Formula", "/TOCI"})
WHOLE = {ROW: frozenset[str](), ITEM: frozenset({ROW, ITEM, LABEL, "/Figure"})}
"""What is one block with all in it, but for these."""
BEGIN, END = b"BDC", b"EMC"


class Tags(NamedTuple):
    """The blocks of text in the order in which they are read, by the page, as the number of its object, and the mark.

    `rows`: those that are rows of a table; `flowing`: paragraphs and items, which can go on overleaf as the next block.
    """

    blocks: Mapping[tuple[int, int], int]
    rows: frozenset[int]
    flowing: frozenset[int]


def tags(reader: PdfReader) -> Tags:
    """The blocks of a file; none where it has no tags."""
    found: dict[tuple[int, int], int] = {}
    kinds: dict[str, set[int]] = {}
    root = _resolved(reader.root_object.get(TREE))
    numbers = count(1)
    left: list[tuple[Any, int, int, frozenset[str]]] = [(root, 0, 0, BLOCKS)] if isinstance(root, dict) else []
    seen: set[int] = set()  # a tree can lead back into itself
    while left:
        element, page, block, inner = left.pop()
        if isinstance(element, int):
            found |= {(page, element): block} if block else {}
        if isinstance(element, int) or id(element) in seen:
            continue
        seen.add(id(element))
        page = getattr(element.raw_get(PAGE), "idnum", page) if PAGE in element else page
        kind = element.get(KIND)
        if kind in inner:
            block, inner = next(numbers), WHOLE.get(kind, BLOCKS)
            kinds.setdefault(kind, set()).add(block)
        left += [(kid, page, block, inner) for kid in reversed([*_kids(element)])]
        if MARK in element:
            left.append((element[MARK], page, block, inner))
    return Tags(
        found, frozenset(kinds.get(ROW, ())), frozenset().union(*(kinds.get(kind, ()) for kind in (ITEM, "/P")))
    )


def _kids(element: Any) -> Iterator[Any]:  # noqa: ANN401  # what a PDF holds is known when it is read
    kids = _resolved(element.get(KIDS))
    for kid in map(_resolved, kids if isinstance(kids, list) else [kids]):
        if isinstance(kid, int | dict):
            yield kid


def _resolved(value: Any) -> Any:  # noqa: ANN401
    return value.get_object() if hasattr(value, "get_object") else value


def blocks_of(page: PageObject, of: Tags) -> dict[int, str]:
    """The text of a page by its blocks in their order, each row of a table in one line; under 0 what no tag holds."""
    number = getattr(page.indirect_reference, "idnum", 0)
    parts: dict[int, str] = {}
    current = 0

    def opened(operator: bytes, operands: Any, *_: object) -> None:  # noqa: ANN401
        nonlocal current
        if operator == BEGIN:
            mark = operands[1].get(MARK, -1) if isinstance(operands[1], dict) else -1
            current = of.blocks.get((number, mark), 0)
        elif operator == END:
            current = 0

    def said(text: str, *_: object) -> None:
        parts[current] = parts.get(current, "") + (text.replace("\n", " ") if current in of.rows else text)

    page.extract_text(visitor_operand_before=opened, visitor_text=said)
    return {block: text.strip() if block else text for block, text in sorted(parts.items()) if text.strip()}
