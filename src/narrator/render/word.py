"""The Word file: the article in the styles that Word itself has, so that an editor's own apply to it.

Nothing in it acts or is fetched: no macro, no field but the page number, no link but those of the article. The same
draft gives the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm

from narrator.render.blocks import Chart, Table, blocks
from narrator.render.charting import illustrated
from narrator.render.html import sanitised
from narrator.render.pictures import picture
from narrator.render.sheet import ACROSS, Facts, packed, prepared
from narrator.render.tables import structured

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docx.document import Document
    from docx.text.paragraph import Paragraph as Written

    from narrator.render.blocks import Block, Paragraph, Span
    from narrator.render.draft import Draft
    from narrator.render.pictures import Picture
    from narrator.render.views import Scene

STYLES = {
    "title": "Title",
    "standfirst": "Subtitle",
    "dateline": "Dateline",
    "heading 1": "Heading 1",
    "heading 2": "Heading 2",
    "heading 3": "Heading 3",
    "quote": "Quote",
    "continued": "List Continue",
}
TABLE = "Light Shading"
DEEPEST = {"bullet": 3, "number": 3, "continued": 3}
LEAST, MOST = 4, 40
"""Characters that a column of a table is at least and at most as wide as."""


def word(draft: Draft, scene: Scene, ledger: str = "") -> bytes:
    """The Word file of a brief, and in it what it carries of its ledger.

    Raises:
        TemplateError, UndrawnError: a chart template is broken.
    """
    _, drawn = illustrated(scene, draft.body, draft.names, draft.story)
    pictures = {name: picture(name, str(figure)) for name, figure in drawn.items()}
    settings, published = scene.workspace.settings, scene.event.published
    facts = Facts(draft.title, draft.description, settings.desk, scene.locale, published, ledger, settings.theme)
    return compose(blocks(structured(sanitised(draft.body))), pictures, facts)


def compose(article: Iterable[Block], pictures: Mapping[str, Picture], facts: Facts) -> bytes:
    """The Word file of the blocks of an article; a chart without a picture leaves no gap."""
    document = prepared(facts)
    writer = _Writer(document)
    for block in article:
        if isinstance(block, Table):
            writer.table(block)
        elif isinstance(block, Chart):
            if block.id in pictures:
                writer.chart(pictures[block.id])
        else:
            writer.paragraph(block)
    return packed(document)


class _Writer:
    """Writes blocks into a document, one below the other."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.counts: dict[int, int] = {}

    def paragraph(self, block: Paragraph) -> None:
        """A paragraph in its style."""
        name = STYLES.get(block.role, "Normal")
        if block.role in {"bullet", "number"}:
            depth = min(block.depth, DEEPEST[block.role])
            name = f"List {block.role.title()}" + (f" {depth}" if depth > 1 else "")
        written = self.document.add_paragraph(style=name)
        if block.role == "number":
            self._counted(written, block)
        self._spans(written, block.spans)

    def _counted(self, written: Written, block: Paragraph) -> None:
        """A list that counts on its own, and not on from the list above."""
        numbering = self.document.part.numbering_part.element
        if block.list not in self.counts:
            style: Any = written.style
            used = style.element.pPr.numPr.numId.val
            kind = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == used)
            num = numbering.add_num(kind)
            num.add_lvlOverride(ilvl=0).add_startOverride(1)
            self.counts[block.list] = num.numId
        properties: Any = written._p.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = self.counts[block.list]

    def table(self, block: Table) -> None:
        """A table whose head stands on every page that it runs on to; numbers are set to the right."""
        if block.caption:
            caption = self.document.add_paragraph(block.caption, style="Caption")
            caption.paragraph_format.keep_with_next = True
        columns = max(map(len, block.rows), default=0)
        if not columns:
            return
        table = self.document.add_table(len(block.rows), columns, style=TABLE)
        table.autofit = False
        widths = _widths(block, columns)
        for grid, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            grid.w = width
        _look(table._tbl.tblPr)
        for number, (row, cells) in enumerate(zip(table.rows, block.rows, strict=True)):
            properties: Any = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if not number:
                properties.append(OxmlElement("w:tblHeader"))
            for cell, typed, width in zip(row.cells, cells, widths, strict=False):
                cell.width = width
                written = cell.paragraphs[0]
                written.style = self.document.styles["Table Text"]
                if typed.is_number:
                    written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._spans(written, typed.spans)
        self.document.add_paragraph(style="Table Text")

    def chart(self, drawn: Picture) -> None:
        """A chart: its finding, the picture with what it shows in words, its source."""
        finding = self.document.add_paragraph(drawn.finding, style="Chart Title")
        finding.paragraph_format.keep_with_next = True
        holder = self.document.add_paragraph()
        holder.paragraph_format.keep_with_next = True
        inline: Any = holder.add_run().add_picture(BytesIO(drawn.png), width=Mm(ACROSS))
        for side in ("distT", "distB", "distL", "distR"):
            inline._inline.set(side, "0")
        shown = inline._inline.docPr
        shown.set("descr", drawn.told)
        shown.set("title", drawn.title)
        self.document.add_paragraph(drawn.source, style="Caption")

    def _spans(self, written: Written, spans: Iterable[Span]) -> None:
        for span in spans:
            run = written.add_run(span.text)
            run.bold, run.italic = span.bold or None, span.italic or None
            if span.link.startswith("#"):
                continue
            if span.link:
                related = self.document.part.relate_to(span.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                link = OxmlElement("w:hyperlink")
                link.set(qn("r:id"), related)
                run.underline = True
                written._p.append(link)
                link.append(run._r)


def _widths(table: Table, columns: int) -> list[int]:
    """The widths of the columns: as the root of their longest cell, so that a long one does not starve the others."""
    longest = [max((len(row[at].text) for row in table.rows if at < len(row)), default=0) for at in range(columns)]
    parts = [sqrt(min(max(length, LEAST), MOST)) for length in longest]
    return [int(Mm(ACROSS) * part / sum(parts)) for part in parts]


def _look(properties: Any) -> None:  # noqa: ANN401  # an element of the library
    """The head in the form of the style, the rest plain."""
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    look.attrib.clear()
    facts = {"val": "0620", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0"}
    for name, value in {**facts, "noHBand": "1", "noVBand": "1"}.items():
        look.set(qn(f"w:{name}"), value)
