"""The tags of a PDF as a screen reader needs them, where WeasyPrint leaves them short of that.

It writes the box of a chart in CSS pixels from the top left, where PDF counts points from the bottom left. And it tags
what margin boxes print, the running headers and page numbers, with elements that hang below nothing: these words are
made artifacts of the page, which nobody has read to them at every turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from collections.abc import Iterator

POINTS = 0.75
"""In a CSS pixel."""
RUNNING = pydyf.Dictionary({"Type": "/Pagination"})


def mend(made: pydyf.PDF) -> None:
    """Put the boxes of charts where they are, and take what margin boxes print out of the tags."""
    (root,) = _typed(made, "/StructTreeRoot")
    pages = list(_typed(made, "/Page"))
    reached = _below(made, root)
    for element in _typed(made, "/StructElem"):
        if element.number not in reached:
            element.clear()
        elif "BBox" in element.get("A", {}):
            left, top, right, bottom = element["A"]["BBox"]
            height = _behind(made, element["Pg"])["MediaBox"][3]
            corners = (left * POINTS, height - bottom * POINTS, right * POINTS, height - top * POINTS)
            element["A"]["BBox"] = pydyf.Array(round(corner, 2) for corner in corners)
    parents = iter(_behind(made, root["ParentTree"])["Nums"])
    held = dict(zip(parents, parents, strict=True))
    for page in pages:
        owners = held[page["StructParents"]]
        loose = {place for place, owner in enumerate(owners) if _number(owner) not in reached}
        owners[:] = ["null" if place in loose else owner for place, owner in enumerate(owners)]
        _set_apart(_behind(made, page["Contents"]).stream, loose)


def _set_apart(stream: list[object], loose: set[int]) -> None:
    """The marked contents of these numbers as artifacts: a tag and its properties stand before each `BDC`."""
    for place, operator in enumerate(stream):
        if operator == b"BDC" and stream[place - 1].get("MCID") in loose:  # type: ignore[attr-defined]  # a dictionary
            stream[place - 2 : place] = "/Artifact", RUNNING


def _typed(made: pydyf.PDF, kind: str) -> Iterator[pydyf.Dictionary]:
    return (entry for entry in made.objects if isinstance(entry, pydyf.Dictionary) and entry.get("Type") == kind)


def _below(made: pydyf.PDF, root: pydyf.Dictionary) -> set[int]:
    """The numbers of all objects that the tree of tags leads to."""
    reached: set[int] = set()
    waiting = [root]
    while waiting:
        kids = waiting.pop().get("K", ())
        for number in {_number(kid) for kid in kids if isinstance(kid, bytes)} - reached:
            reached.add(number)
            waiting.append(made.objects[number])
    return reached


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _behind(made: pydyf.PDF, reference: bytes) -> pydyf.Object:
    return made.objects[_number(reference)]
