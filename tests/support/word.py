"""Word files for tests, written part by part: what an editor saves, and what a stranger may send."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "word/document.xml"


def relations(**targets: str) -> str:
    """The part that says what goes with another one: `footnotes="footnotes.xml"`."""
    each = (
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(each)}</Relationships>'


def part(root: str, inside: str) -> str:
    """A part of a Word file."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} xmlns:w="{W}">{inside}</w:{root}>'


def p(*runs: str) -> str:
    """A paragraph of runs; one that begins with < is markup already."""
    told = (run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{''.join(told)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of texts."""
    told = ("".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in told)}</w:tbl>"


def word(body: str, parts: Mapping[str, str] = {}, **beside: str) -> bytes:
    """A Word file; `beside` are parts by the kind of their relation, `parts` any others by name."""
    files = {
        "_rels/.rels": relations(officeDocument=MAIN),
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}.xml" for kind in beside}),
        MAIN: part("document", f"<w:body>{body}</w:body>"),
        **{f"word/{kind}.xml": part(kind, inside) for kind, inside in beside.items()},
        **parts,
    }
    return zipped(files.items())


def zipped(files: Iterable[tuple[str, str]]) -> bytes:
    """An archive of named texts, in order, names twice where they are given twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(name, text)
    return out.getvalue()
