"""The tables of `docs/event-files.md`, `docs/series.md` and `docs/importers.md`: made from the models, held to them.

The page is written by hand; between `<!-- fields: Model -->` and `<!-- end -->` stands the table of a model, and
between `<!-- list: windows -->` (or another of LISTS) and the end what the grammar itself reads.
"""

from __future__ import annotations

import re
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Literal, Union, get_args, get_origin

from narrator.ingest.lines import DIRECTIONS
from narrator.ingest.mappings import ColumnEntry, MappingFile, ValueEntry
from narrator.ingest.registries import MODELS, NameEntry, SourceEntry, schema_text
from narrator.ingest.series_files import Reading, SeriesEntry
from narrator.ingest.spellings import BEFORE, SCALES, UNITS
from narrator.ingest.times import FORMS
from narrator.model import records
from narrator.model.kinds import KINDS, Part, rows_of
from narrator.model.records import Record, Reports
from support import names, problems
from support.repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from narrator.model.kinds import Group

TABLE = re.compile(r"(<!-- fields: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
LIST = re.compile(r"(<!-- list: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
REGISTRIES: dict[str, type[BaseModel]] = {"SourceEntry": SourceEntry, "NameEntry": NameEntry}
REGISTRIES |= {"SeriesEntry": SeriesEntry, "Reading": Reading}
REGISTRIES |= {"MappingFile": MappingFile, "ValueEntry": ValueEntry, "ColumnEntry": ColumnEntry}


def renewed(page: str) -> str:
    """The page with every table as the models have it now."""
    page = TABLE.sub(lambda match: match[1] + _table(_model(match[2])) + match[3], page)
    return LIST.sub(lambda match: match[1] + LISTS[match[2]]() + match[3], page)


def _windows() -> str:
    return "".join(f"- `{form}`\n" for form in FORMS)


def _units() -> str:
    before: dict[str, list[str]] = {}
    for sign, unit in BEFORE.items():
        before.setdefault(unit, []).append(sign.strip())
    rows = []
    for unit, spellings in UNITS.items():
        typed = dict.fromkeys((*before.get(unit, ()), *(each.strip() for each in spellings)))
        rows.append(f"| {unit} | {', '.join(f'`{each}`' for each in typed)} |")
    return "\n".join(("| unit | how it is typed |", "| --- | --- |", *rows, ""))


def _magnitudes() -> str:
    typed = (f"`{each.strip()}`" for spellings in SCALES.values() for each in spellings if each)
    return f"{', '.join(typed)}\n"


def _instants() -> str:
    rows = []
    for group, kind in KINDS.items():
        whats = [f"`{what}`" for what, row in kind.whats.items() if row.is_instant]
        if whats or (not kind.whats and kind.quantities[Part.AMOUNT].is_instant):
            rows.append(f"- `{group}`" + (f": {', '.join(whats)}" if whats else "") + "\n")
    return "".join(rows)


def _quantities() -> str:
    head = ("| quantity | units | directions | below zero | of | part of |", "| --- | --- | --- | --- | --- | --- |")
    rows = [_quantity(group, part, what) for group, part, what in _typed_quantities()]
    return "\n".join((*head, *rows, ""))


def _typed_quantities() -> Iterator[tuple[Group, Part, str]]:
    for group, kind in KINDS.items():
        yield from ((group, Part.AMOUNT, what) for what in kind.whats or ("",))
        yield from ((group, part, "") for part in kind.quantities if part)


def _quantity(group: Group, part: Part, what: str) -> str:
    row = rows_of(group, what)[part]
    directions = (row.direction,) if row.direction else row.directions or DIRECTIONS[row.form]
    cells = (
        f"`{'.'.join(filter(None, (group, 'NAME', part)))}`" + (f", {what}" if what else ""),
        ", ".join(row.units) or "any",
        ", ".join(way for way in directions if way) or "none",
        "yes" if row.below_zero else "no",
        "an instant" if row.is_instant else "a period",
        ", ".join(KINDS[group].dimensions or ()),
    )
    return f"| {' | '.join(cells)} |"


LISTS = {
    "windows": _windows,
    "units": _units,
    "magnitudes": _magnitudes,
    "instants": _instants,
    "quantities": _quantities,
}


def _model(name: str) -> type[BaseModel]:
    model: type[BaseModel] = REGISTRIES.get(name) or getattr(records, name)
    return model


def _table(model: type[BaseModel]) -> str:
    """The fields of a model, the required ones first, without those of a base that has a table of its own."""
    base = next((base for base in (Record, Reports) if issubclass(model, base) and model is not base), None)
    inherited = base.model_fields if base else {}
    fields = [(name, field) for name, field in model.model_fields.items() if name not in inherited]
    rows = [_row(*each) for each in sorted(fields, key=lambda each: not each[1].is_required())]
    return "\n".join(("| field | | what |", "| --- | --- | --- |", *rows, ""))


def _row(name: str, field: FieldInfo) -> str:
    needed = "required" if field.is_required() else "optional"
    what = (field.description or "").replace("|", "\\|")
    return f"| `{field.alias or name}` | {needed} | {what} ({', '.join(dict.fromkeys(_shapes(field.annotation)))}) |"


def _shapes(annotation: object) -> Iterator[str]:
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        for branch in get_args(annotation):
            yield from _shapes(branch)
    elif origin is Literal:
        yield " or ".join(f"`{word}`" for word in get_args(annotation))
    elif origin is Annotated:
        yield from _shapes(get_args(annotation)[0])
    elif annotation is not type(None):
        is_quantity = isinstance(annotation, type) and issubclass(annotation, Reports)
        yield "a quantity" if is_quantity else "text" if annotation is str else "list" if origin is list else "block"


def write(root: Path) -> None:
    """Write the schemas and the generated parts of the documentation of a checkout anew."""
    for kind in MODELS:
        (root / "data" / "schema" / f"{kind}.json").write_text(schema_text(kind), encoding="utf-8")
    for name, renew in (
        ("event-files", renewed),
        ("series", renewed),
        ("importers", renewed),
        ("templates", names.renewed),
        ("problems", problems.renewed),
    ):
        page = root / "docs" / f"{name}.md"
        page.write_text(renew(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write(ROOT)
