"""A spreadsheet as rows of texts: its values and never its formulas, and no more of it than a limit is unpacked."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from narrator.importers.payload import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.importers.payload import Payload

LARGEST = 100_000_000
"""Bytes of all parts, unpacked."""
MOST_PARTS = 2_000
MOST_ROWS = 200_000
DECLARED = (b"<!DOCTYPE", b"<!ENTITY")


def sheet_rows(payload: Payload, sheet: str, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """The rows of a sheet by the names of its first one, or by those of `columns`, with their numbers.

    Raises:
        UnreadPayloadError: it is no spreadsheet, or one that unpacks to too much.
    """
    import openpyxl  # noqa: PLC0415  # an extra, and heavy

    _inspect(payload)
    try:
        book = openpyxl.load_workbook(BytesIO(payload.raw), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # noqa: BLE001  # openpyxl names no errors of its own for broken files
        payload.refuse("IMP001", "the file is no spreadsheet", error, "an .xlsx file")
    if sheet and sheet not in book.sheetnames:
        payload.refuse(
            "IMP002", f"there is no sheet '{sheet}'", ", ".join(book.sheetnames), "one of them under `sheet`"
        )
    cells = (book[sheet] if sheet else book.worksheets[0]).iter_rows(max_row=MOST_ROWS, values_only=True)
    names = [*columns] or [str(cell or "").strip() for cell in next(cells, ())]
    for at, values in enumerate(cells, 1 if columns else 2):
        if any(value is not None for value in values):
            yield at, Row(zip(names, map(_text, values), strict=False))


def _inspect(payload: Payload) -> None:
    """Refuse an archive that unpacks to too much, or declares entities."""
    try:
        with zipfile.ZipFile(BytesIO(payload.raw)) as archive:
            parts = archive.infolist()
            size, left = sum(part.file_size for part in parts), LARGEST
            if len(parts) > MOST_PARTS or size > LARGEST:
                payload.refuse(
                    "IMP001", "the spreadsheet is too large", f"{len(parts)} parts, {size:,} bytes", f"{LARGEST:,}"
                )
            for part in parts:
                with archive.open(part) as file:  # what it says of its size is not believed
                    start = file.read(4_096)
                    left -= len(start)
                    while left > 0 and (more := file.read(1 << 20)):
                        left -= len(more)
                if left <= 0 or any(sign in start for sign in DECLARED):
                    payload.refuse("IMP001", "the spreadsheet unpacks to too much, or declares entities", part.filename)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        payload.refuse("IMP001", "the file is no spreadsheet", error, "an .xlsx file")


def _text(value: object) -> str | Decimal | None:
    """A cell as a text, a day by its digits; a number is what it prints as."""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return None if value is None else str(value)
