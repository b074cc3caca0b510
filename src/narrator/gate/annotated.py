"""Annotated Word files: a copy with what the audit found as comments, each at the words that it is about.

Word has comments in the text and its tables only. What is found in a note stands at the mark of the note, what is found
in a text box or beside a picture at the place that holds it, and what is found in a header or footer at the beginning.
"""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml

from narrator.gate.mending import instruction
from narrator.gate.package import UnreadableWordError
from narrator.gate.word import traced
from narrator.render.sheet import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from docx.document import Document

    from narrator.case import Desk
    from narrator.gate.several import Hearing
    from narrator.gate.word import Line, Piece

AUTHOR, INITIALS = "narrator audit", "NA"
RUN, TEXT, PARAGRAPH, BOX, ID = qn("w:r"), qn("w:t"), qn("w:p"), qn("w:txbxContent"), qn("w:id")
NOTES = {qn("w:footnote"): "w:footnoteReference", qn("w:endnote"): "w:endnoteReference"}
"""Notes, and the marks in the text that lead to them."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ELSEWHERE = "On “{}”, which stands beside the text:"


class Note(NamedTuple):
    """What is to be said of the words between two columns of a line, all 1-based, the last one included."""

    line: int
    column: int
    last: int
    words: str
    text: str


def annotated(raw: bytes, hearing: Hearing, desk: Desk) -> tuple[bytes, int]:
    """A copy of a Word file with a comment for each slip that nobody accepted, and how many there are.

    Raises:
        UnreadableWordError: it is no .docx that can be written again.
    """
    notes = [*_notes(hearing, desk)]
    return commented(raw, notes), len(notes)


def _notes(hearing: Hearing, desk: Desk) -> Iterator[Note]:
    document = hearing.text.document
    for one in hearing.found:
        found, mention = one.remark.finding, one.mention
        if one.remark.severity:
            last = document.place(mention.end - 1)
            what = f"{one.remark.severity.capitalize()} {found.verdict.code} {found.verdict}: {found.reason}"
            record = f"Record: {found.at.file}:{found.at.line}" if found.at else ""
            text = "\n".join(filter(None, (what, instruction(one, desk), record, one.remark.note)))
            yield Note(mention.line, mention.column, last.column, " ".join(mention.text.split()), text)


def commented(raw: bytes, notes: Iterable[Note]) -> bytes:
    """A copy of a Word file with these notes as comments, in the order of the text; the same notes, the same bytes.

    Raises:
        UnreadableWordError: it is no .docx that can be written again.
    """
    lines = traced(raw, whole=True)
    try:
        document = docx.Document(BytesIO(raw))
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError, AttributeError) as error:
        raise UnreadableWordError(error) from error
    margin = _Margin(document, lines)
    for note in sorted(notes):
        margin.write(note)
    margin.mark()
    return packed(document)


class _Margin:
    """Where comments are put: beside the elements of the text that lines come from."""

    def __init__(self, document: Document, lines: Sequence[Line]) -> None:
        self.document, self.lines = document, lines
        self.main = str(document.part.partname).lstrip("/")
        self.body: Any = document.element
        related = (rel.target_part for rel in document.part.rels.values() if not rel.is_external)
        blobs = {str(part.partname).lstrip("/"): part for part in related}
        asked = {line.part for line in lines}
        self.nodes: Mapping[str, list[Any]] = {
            name: _elements(self.body if name == self.main else parse_xml(blobs[name].blob)) for name in asked
        }
        self.cuts = _Cuts()
        self.places: list[tuple[int, Place, Place]] = []

    def write(self, note: Note) -> None:
        """Write the comment of a note, and keep the place for its marks."""
        line = self.lines[note.line - 1]
        one, other = line.piece(note.column), line.piece(note.last)
        node, last = self._node(line, one), self._node(line, other)
        is_there = line.part == self.main and node.tag == TEXT and not [*node.iterancestors(BOX)]
        said = note.text if is_there else f"{ELSEWHERE.format(note.words)}\n{note.text}"
        comment: Any = self.document.comments.add_comment(said, AUTHOR, INITIALS)
        comment._comment_elm.attrib.pop(qn("w:date"), None)  # the clock is none of ours
        number = int(comment.comment_id)
        if is_there:
            self.places.append((number, self.cuts.cut(node, one.at), self.cuts.cut(last, other.at + 1)))
        elif (held := self._beside(line, node)) is not None:
            self.places.append((number, (held, 0, 0), (held, 0, 0)))

    def mark(self) -> None:
        """Put the marks of all comments round their words."""
        self.cuts.make()
        for number, start, stop in self.places:
            begin, end = self.cuts.behind(start), self.cuts.before(stop)
            begin.addprevious(_mark("w:commentRangeStart", number))
            end.addnext(_reference(number))
            end.addnext(_mark("w:commentRangeEnd", number))

    def _node(self, line: Line, piece: Piece) -> Any:  # noqa: ANN401  # an element of the library
        return self.nodes[line.part][max(piece.element, 0)]

    def _beside(self, line: Line, node: Any) -> Any:  # noqa: ANN401
        """What of the text stands for words beside it: the mark of their note, what holds their box, the beginning."""
        if line.part == self.main:
            return _holder(node)
        for note in (each for each in node.iterancestors() if each.tag in NOTES):
            for mark in self.body.iter(qn(NOTES[note.tag])):
                if mark.get(ID) == note.get(ID):
                    return _holder(mark)
        return next(self.body.iter(RUN), None)


Place = tuple[Any, int, int]
"""An element that stands in the text, which of its parts, and how far into that: where it may be cut."""


class _Cuts:
    """Where runs are cut in two, so that a comment has its words alone."""

    def __init__(self) -> None:
        self.asked: dict[Any, set[tuple[int, int]]] = {}
        self.begins: dict[Place, Any] = {}
        self.ends: dict[Place, Any] = {}

    def behind(self, place: Place) -> Any:  # noqa: ANN401
        """What begins at a place, once all cuts are made."""
        return self.begins[place] if place in self.begins else place[0]

    def before(self, place: Place) -> Any:  # noqa: ANN401
        """What ends at a place, once all cuts are made."""
        return self.ends[place] if place in self.ends else place[0]

    def cut(self, node: Any, at: int) -> Place:  # noqa: ANN401
        """Ask for a cut before a character of a text; of what has no characters, its holder is the place."""
        run = _holder(node)
        if run.tag != RUN or node.tag != TEXT or node.getparent() is not run:
            return run, 0, 0
        place = _parts(run).index(node), at
        self.asked.setdefault(run, set()).add(place)
        return run, *place

    def make(self) -> None:
        """Cut all runs, each from its end, so that the places before a cut stay what they are."""
        for run, places in self.asked.items():
            later = {place: _split(run, *place) for place in sorted(places, reverse=True)}
            before = run
            for place in sorted(places):
                self.ends[run, *place] = before
                before = later[place] if later[place] is not None else before
                self.begins[run, *place] = before


def _elements(root: Any) -> list[Any]:  # noqa: ANN401
    """The elements of a part in the order in which they begin."""
    return [node for node in root.iter() if isinstance(node.tag, str)]


def _holder(node: Any) -> Any:  # noqa: ANN401
    """The run of the text that holds an element, outside any box; or what stands for it in its paragraph."""
    line = [node, *node.iterancestors()]
    boxes = [place for place, each in enumerate(line) if each.tag == BOX]
    outer = line[boxes[-1] + 1 :] if boxes else line
    for each in outer:
        if each.tag == RUN or (each.getparent() is not None and each.getparent().tag == PARAGRAPH):
            return each
    return outer[0]


def _parts(run: Any) -> list[Any]:  # noqa: ANN401
    """What a run holds beside its form."""
    return [each for each in run if each.tag != qn("w:rPr")]


def _split(run: Any, part: int, at: int) -> Any:  # noqa: ANN401
    """What stands behind a character of a part of a run, cut off as a run of its own; none where one side is empty."""
    parts, said = _parts(run), _parts(run)[part].text or ""
    if (part, at) <= (0, 0) or (part == len(parts) - 1 and at >= len(said)):
        return None
    later = deepcopy(run)
    copies = _parts(later)
    for each in parts[part + 1 :]:
        run.remove(each)
    for each in copies[:part]:
        later.remove(each)
    parts[part].text, copies[part].text = said[:at], said[at:]
    for each in (parts[part], copies[part]):
        each.set(SPACE, "preserve")
    run.addnext(later)
    return later


def _mark(name: str, number: int) -> Any:  # noqa: ANN401
    return OxmlElement(name, attrs={ID: str(number)})


def _reference(number: int) -> Any:  # noqa: ANN401
    """The run by which Word knows where a comment belongs."""
    run: Any = OxmlElement("w:r")
    form: Any = OxmlElement("w:rPr")
    form.append(OxmlElement("w:rStyle", attrs={qn("w:val"): "CommentReference"}))
    run.append(form)
    run.append(_mark("w:commentReference", number))
    return run
