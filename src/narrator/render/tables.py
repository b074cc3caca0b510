"""Tables: their structure for those who see them, hear them, or read them on a phone.

Markdown knows rows and columns only. Here a table gets its caption, its heads a scope, a row with nothing but a bold
name becomes the head of a group, amounts of one unit stand with their decimal points below one another, and each cell
knows the head of its column.
"""

from __future__ import annotations

import re
from html import escape, unescape

from narrator.render import marks
from narrator.render.fonts import text_of

LONG_CELL = 400
"""Characters: a cell with more takes so many lines that its row may break between two pages."""
MOST_LACKING = 3
"""Decimals: an amount with so many fewer than another is moved no further."""

_CAPTION = re.compile(r"<p><em>((?:(?!</?p>|</em>).)*)</em></p>\s*<table>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])\b([^>]*)>(.*?)</\1>", re.DOTALL)
_BOLD = re.compile(r"\s*<strong>[^<]*</strong>\s*")
_POINT = re.compile(r"[0-9](?:\.([0-9]+))?([^0-9]*)")
"""The end of an amount: its decimals, and the unit behind them."""


def structured(html: str) -> str:
    """The tables of a page with captions, scopes, groups and columns of numbers."""
    html = _CAPTION.sub(r"<table><caption>\1</caption>", html)
    html = html.replace(' align="right"', ' class="number"').replace(' align="left"', "")
    html = re.sub(r"<th(?=[ >])", '<th scope="col"', html)
    html = re.sub(
        r"(<tbody>|</tr>)(\s*<tr>\s*)<td([^>]*)>(.*?)</td>", r'\1\2<th scope="row"\3>\4</th>', html, flags=re.DOTALL
    )
    html = re.sub(r"<table>.*?</table>", lambda table: _aligned(_labelled(table[0])), html, flags=re.DOTALL)
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


def _aligned(table: str) -> str:
    """A table in which amounts of one unit leave room for the decimals that others of them have."""
    ends = [_end(cell) for cell in re.findall(r'<td class="number"[^>]*>(.*?)</td>', table, re.DOTALL)]
    most: dict[str, int] = {}
    for unit, decimals in ends:
        most[unit] = max(most.get(unit, 0), decimals)
    left = iter(ends)

    def moved(_: re.Match[str]) -> str:
        unit, decimals = next(left)
        lacking = min(most[unit] - decimals, MOST_LACKING)
        return (
            f'<td class="number{f" lacks{lacking}" if lacking else ""}{" whole" if lacking and not decimals else ""}"'
        )

    return re.sub(r'<td class="number"', moved, table)


def _end(cell: str) -> tuple[str, int]:
    """The unit of an amount and how many decimals it has; of a range, those of its upper end."""
    said = marks.unmarked(unescape(text_of(cell)))
    found = [*_POINT.finditer(said)]
    return (found[-1][2].strip(), len(found[-1][1] or "")) if found else ("", 0)
