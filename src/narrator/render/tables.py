"""Tables: their structure for those who see them, hear them, or read them on a phone.

Markdown knows rows and columns only. Here a table gets its caption, its heads a scope, a row with nothing but a bold
name becomes the head of a group, and each cell knows the head of its column.
"""

from __future__ import annotations

import re
from html import escape

from narrator.render import marks
from narrator.render.fonts import text_of

LONG_CELL = 400
"""Characters: a cell with more takes so many lines that its row may break between two pages."""

_CAPTION = re.compile(r"<p><em>((?:(?!</?p>|</em>).)*)</em></p>\s*<table>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])\b([^>]*)>(.*?)</\1>", re.DOTALL)
_BOLD = re.compile(r"\s*<strong>[^<]*</strong>\s*")


def structured(html: str) -> str:
    """The tables of a page with captions, scopes, groups and columns of numbers."""
    html = _CAPTION.sub(r"<table><caption>\1</caption>", html)
    html = html.replace(' align="right"', ' class="number"').replace(' align="left"', "")
    html = re.sub(r"<th(?=[ >])", '<th scope="col"', html)
    html = re.sub(
        r"(<tbody>|</tr>)(\s*<tr>\s*)<td([^>]*)>(.*?)</td>", r'\1\2<th scope="row"\3>\4</th>', html, flags=re.DOTALL
    )
    html = re.sub(r"<table>.*?</table>", lambda table: _labelled(table[0]), html, flags=re.DOTALL)
    return html.replace("<table>", '<div class="table" tabindex="0"><table>').replace("</table>", "</table></div>")


def _labelled(table: str) -> str:
    """A table in groups, whose cells carry the head of their column."""
    heads = [text_of(head) for head in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table, re.DOTALL)]
    rows = re.split(r"(?=<tr>)", table)
    made = "".join(_grouped(row) or _with_labels(row, heads[1:]) for row in rows)
    return re.sub(r"<tbody>\s*</tbody>", "", made)


def _grouped(row: str) -> str:
    """A row that has nothing but a bold name as the head of the rows below it, which are a body of their own."""
    cells = _CELL.findall(row)
    is_name = bool(cells) and bool(_BOLD.fullmatch(cells[0][2])) and 'scope="row"' in cells[0][1]
    if not is_name or len(cells) == 1 or any(text_of(cell) for *_, cell in cells[1:]):
        return ""
    head = f'<tr class="group"><th scope="rowgroup" colspan="{len(cells)}">{cells[0][2]}</th></tr>'
    return f"</tbody><tbody>{head}{row.partition('</tr>')[2]}"


def _with_labels(row: str, heads: list[str]) -> str:
    left = iter(heads)
    if any(len(text_of(cell)) > LONG_CELL for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)):
        row = row.replace("<tr>", '<tr class="long">', 1)
    return re.sub(
        r"<td([^>]*)>", lambda cell: f'<td{cell[1]} data-label="{escape(marks.unmarked(next(left, "")))}">', row
    )
