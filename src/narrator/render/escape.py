"""Escaping: text of a record as Markdown that every CommonMark and GitHub reader prints letter for letter.

Only characters that can mean something where they stand are escaped, so that `brief.md` stays readable as plain text.
"""

from __future__ import annotations

import re

_SPACES = re.compile(r"[\s\u0085\u2028\u2029]+")
_INLINE = re.compile(
    r"[\\`*_\[\]<>|~#]"  # emphasis, code, links, raw HTML, table cells, strikethrough, headings
    r"|:(?=//)|@|(?<=www)\."  # GitHub makes links of bare addresses
)
_ENTITY = re.compile(r"&(?=#?\w+;)")
"""An entity, not the & of S&P. It is spelled out: Python-Markdown would let `\\&comma;` through as an entity."""

_BLOCK = re.compile(r"^(?:[-+=:]|\d+(?=[.)](?: |$)))")
_MARKS = re.compile("[\ue000-\uf8ff]")


class MarkInTextError(ValueError):
    """Record text with a private-use character, which `ingest` refuses: it could forge the mark of a figure."""

    def __init__(self, text: str) -> None:
        super().__init__(f"private-use character in record text: {text[:60]!r}")


def md_escape(text: str) -> str:
    """Text of a record as Markdown on one line, with nothing in it that Markdown could read as markup.

    Raises:
        MarkInTextError: the text holds a private-use character.
    """
    if _MARKS.search(text):
        raise MarkInTextError(text)
    line = _SPACES.sub(" ", text).strip()
    escaped = _INLINE.sub(r"\\\g<0>", _ENTITY.sub("&amp;", line))
    start = _BLOCK.match(escaped)
    if start is None:
        return escaped
    end = start.end()
    return f"{escaped[:end]}\\{escaped[end:]}" if escaped[0].isdigit() else f"\\{escaped}"


def unescaped(text: str) -> str:
    """Markdown of a text as that text."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def escaped_piece(piece: str) -> str:
    """A piece of a text, escaped, the spaces at its ends kept."""
    return " " * piece[:1].isspace() + md_escape(piece) + " " * (bool(piece.strip()) and piece[-1:].isspace())


_DOLLAR = re.compile(r"\\.|<https?://[^<>\s]*>|\$", re.DOTALL)
"""A dollar, and what stands with one or before one that is none: an escape, an address."""


def math_safe(markdown: str) -> str:
    """Markdown in which no dollar begins a formula, for readers that take what stands between two for mathematics.

    Every reader of CommonMark prints it letter for letter as before; a dollar that is escaped already stays.
    """
    return _DOLLAR.sub(lambda match: "\\$" if match[0] == "$" else match[0], markdown)


def bare_dollars(markdown: str) -> str:
    """The same Markdown with its dollars as they are usually written."""
    return re.sub(r"\\(.)", lambda match: "$" if match[1] == "$" else match[0], markdown, flags=re.DOTALL)


def either_way(text: str) -> re.Pattern[str]:
    """A text as it stands in Markdown, its dollars bare or escaped."""
    return re.compile("".join("\\\\?\\$" if char == "$" else re.escape(char) for char in text))
