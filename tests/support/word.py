"""Word files for tests, written part by part: what an editor saves, and what a stranger may send."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "word/document.xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def relations(**targets: str) -> str:
    """The part that says what goes with another one: `footnotes="footnotes.xml"`."""
    each = (
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(each)}</Relationships>'


def content_types(parts: Mapping[str, str]) -> str:
    """The part that says what each part is."""
    usual = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    told = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in {**usual, "png": "image/png"}.items()]
    told += [f'<Override PartName="/{name}" ContentType="{KIND.format(kind)}"/>' for name, kind in parts.items()]
    return f'<Types xmlns="{TYPES}">{"".join(told)}</Types>'


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


def word(body: str, parts: Mapping[str, str] = {}, *, types: bool = False, **beside: str) -> bytes:
    """A Word file; `beside` are parts by the kind of their relation, `parts` any others by name.

    `types`: with the list of its parts, without which it can be read but not written again.
    """
    kinds = {MAIN: "document.main"} | {f"word/{kind}.xml": kind for kind in beside}
    files = {
        **({"[Content_Types].xml": content_types(kinds)} if types else {}),
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
