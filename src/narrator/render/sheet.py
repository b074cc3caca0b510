"""The sheet of a Word file: its page, its styles, its footer, what it says of itself, and how it is packed."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import UTC
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Inches, Mm, Pt, RGBColor

from narrator.model.theme import Theme
from narrator.render.charting import COLOURS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from docx.document import Document

PAPERS = {"A4": (Mm(210), Mm(297)), "letter": (Inches(8.5), Inches(11))}
MARGIN, ACROSS = Mm(25), 160
"""The margins above and below, and the millimetres between those at the sides."""
FONT = "Calibri"
LOOKS: Mapping[str, tuple[float, str, bool, bool, float, float]] = {
    "Normal": (10.5, "ink", False, False, 0, 7),
    "Title": (22, "ink", True, False, 0, 6),
    "Subtitle": (13, "soft", False, False, 0, 6),
    "Dateline": (9.5, "soft", False, False, 0, 12),
    "Heading 1": (14, "accent", True, False, 16, 4),
    "Heading 2": (12, "accent", True, False, 12, 4),
    "Heading 3": (10.5, "accent", True, False, 10, 4),
    "Quote": (10.5, "ink", False, True, 0, 7),
    "Caption": (9, "soft", False, False, 2, 10),
    "Chart Title": (10.5, "ink", True, False, 10, 4),
    "Table Text": (9, "ink", False, False, 1, 1),
    "Footer": (9, "soft", False, False, 0, 0),
}
"""Of each style: points, colour, bold, italic, points above and below it."""
OWN = {"Dateline": "Normal", "Chart Title": "Normal", "Table Text": "Normal"}
INDENT = Mm(8)
USUAL = Theme()
DATE = (1980, 1, 1, 0, 0, 0)
"""Of every part: the first day that an archive can tell, since the clock is none of ours."""
LEDGER = "urn:narrator:ledger"
"""The namespace of the ledger that the file carries."""
NEEDLESS = frozenset({"stylesWithEffects", "thumbnail", "customXml", "webSettings"})
"""Parts of the library's empty document that say nothing of ours, by the ends of their kinds."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says of itself, what it carries of its ledger, and how the desk has its briefs look."""

    title: str
    description: str
    desk: str
    locale: str
    published: datetime
    ledger: str = ""
    theme: Theme = USUAL


def prepared(facts: Facts) -> Document:
    """The library's empty document as one of ours: page, styles, footer, and what it says of itself."""
    document = docx.Document()
    for part in (document.part, document.part.package):
        if part is not None:
            for name, relation in [*part.rels.items()]:
                if relation.reltype.rpartition("/")[2] in NEEDLESS:
                    del part.rels[name]
    section = document.sections[0]
    section.page_width, section.page_height = PAPERS[facts.theme.paper]
    section.top_margin = section.bottom_margin = MARGIN
    section.left_margin = section.right_margin = Emu((section.page_width - Mm(ACROSS)) // 2)
    for name, base in OWN.items():
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[base]
    for name in LOOKS:
        _styled(document, name, {**COLOURS, "accent": facts.theme.on_light})
    quote: Any = document.styles["Quote"]
    quote.paragraph_format.left_indent = INDENT
    _modern(document, facts.locale)
    _footer(document, facts)
    told, moment = document.core_properties, facts.published.astimezone(UTC).replace(tzinfo=None)
    told.title, told.author, told.language = facts.title, facts.desk, facts.locale
    told.subject, told.comments, told.last_modified_by = facts.description, "", facts.desk
    told.created = told.modified = moment
    _carry(document, facts.ledger)
    return document


def _styled(document: Document, name: str, colours: Mapping[str, str]) -> None:
    size, colour, bold, italic, above, below = LOOKS[name]
    style: Any = document.styles[name]
    if (properties := style.element.rPr) is not None:
        style.element.remove(properties)
    if (layout := style.element.pPr) is not None:
        for kind in ("w:numPr", "w:pBdr", "w:tabs"):
            for each in layout.findall(qn(kind)):
                layout.remove(each)
    font = style.font
    font.name, font.size = FONT, Pt(size)
    font.bold, font.italic = bold or None, italic or None  # a style says no to nothing that a table says
    font.color.rgb = RGBColor.from_string(colours[colour].removeprefix("#").upper())
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)


def _modern(document: Document, locale: str) -> None:
    """The language of the text, and the layout of today's Word in place of that of 2010."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)
    settings = document.settings.element
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")


def _footer(document: Document, facts: Facts) -> None:
    """The desk, and the number of the page, which Word counts: no number stands in the file."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    written = footer.paragraphs[0]
    written.paragraph_format.tab_stops.add_tab_stop(Mm(ACROSS), WD_TAB_ALIGNMENT.RIGHT)
    written.add_run(f"{facts.desk}\t")
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t/></w:r></w:fldSimple>')
    written._p.append(field)


def _carry(document: Document, ledger: str) -> None:
    """Put a ledger into the file as data, which Word keeps when an editor saves it."""
    if ledger:
        data = f'<ledger xmlns="{LEDGER}">{escape(ledger, quote=False)}</ledger>'.encode()
        part = Part(PackURI("/customXml/ledger.xml"), "application/xml", data, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def packed(document: Document) -> bytes:
    """The file, without the moment at which it was made."""
    made, file = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, DATE)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, old.read(name))
    return file.getvalue()
