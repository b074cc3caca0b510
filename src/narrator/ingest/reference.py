"""The reference of everything that is typed, `docs/event-files.md`, made from the models and held to them by a test."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from narrator.ingest.registries import NameEntry, SourceEntry
from narrator.model.records import (
    Account,
    Claim,
    Commentary,
    Flow,
    Header,
    LeftOut,
    Level,
    Liquidation,
    LongLine,
    Macro,
    Position,
    Price,
    Record,
    Reports,
    Risk,
    Scenario,
    Sentiment,
    Statement,
    Unconfirmed,
    Watch,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

OPENING = """\
# What is typed into the files of a workspace

Made from the models by `narrator.ingest.reference`; change it there. `data/schema/` has the same as JSON Schema: with
the first line `# yaml-language-server: $schema=../schema/event.json` an editor completes and checks while one types.

Files are YAML in block style, or JSON with the same contents and every value as text in quotes. Every value is text
until a field reads it: `no` stays `no`, `4.20` keeps its zero. There are no braces or brackets, quotation marks round
values, anchors, aliases or tags; text that begins with one of these signs, or has a `: ` or ` #` in it, goes under `|`:

```yaml
note: |
  "Longs" are counted by account: one account can be several people.
```

Ids are small letters, digits and underscores, a letter first. `[figure.id]` in a text of the desk's own stands for the
figure, `[figure.id:headline]` for it in another style; other digits are refused there, unless a name of
`data/names.yaml` or of `[lexicon]` in `narrator.toml` has them. Texts are stored in Unicode form NFC. A file has at
most a megabyte, 32 levels and 50,000 values, a text at most 64 KB.
"""

LINES = """\
## Report lines

```
[inflow|outflow|up|down|gain|loss] [about|nearly|more than|at least|less than|at most] [from AMOUNT to] AMOUNT
    [to AMOUNT] [= [about] AMOUNT] [at TIME] [quoting SOURCE] [, revised|, provisional|, coverage not stated]
```

A direction word alone leaves the amount unstated. Instead of an amount: `not reported` (it will be), `none` (a true
zero), `not stated`. A list under one source is its history, and each of its lines has a time or `revised`; under
`circulating` each line stands by itself. A flow has `inflow` or `outflow`. Coins with money make a second figure
`.coins`, `from` makes `.from`. The long form is a block:
"""

REGISTRIES = """\
## `data/sources.yaml` and `data/names.yaml`

Blocks under an id each; aliases are a list, one line each. A spelling belongs to one id. `unnamed` (with a number:
`unnamed 2`), `several unnamed`, `unverified`, `market data`, `public data` and `social media` are reserved: they need
no entry and may not be one.
"""

KINDS: dict[str, type[BaseModel]] = {
    "event": Header,
    "liquidations": Liquidation,
    "flows": Flow,
    "prices": Price,
    "positions": Position,
    "macro": Macro,
    "sentiment": Sentiment,
    "accounts": Account,
    "levels": Level,
    "statements": Statement,
    "claims": Claim,
    "unconfirmed": Unconfirmed,
    "left_out": LeftOut,
    "outlook.watch": Watch,
    "outlook.scenarios": Scenario,
    "outlook.risks": Risk,
    "commentary": Commentary,
}
"""The blocks of an event file and what an entry in each may have."""


def reference_text() -> str:
    """The whole of `docs/event-files.md`."""
    parts = [
        OPENING,
        LINES + "\n" + _table(LongLine),
        "## Every quantity\n\n" + _table(Reports),
        "## Every record of amounts\n\nBesides its own fields and those of a quantity (its amount):\n\n"
        + _table(Record, without=Reports),
        *(_kind(name, model) for name, model in KINDS.items()),
        "## `snapshots`\n\nFigures the way they arrive: a block under `SOURCE at TIME`, in it figure ids with their "
        "report lines. An asset of the event, or a\n`total`, needs no record of its own.\n",
        REGISTRIES,
        "### A source\n\n" + _table(SourceEntry),
        "### A name\n\n" + _table(NameEntry),
    ]
    return "\n".join(parts)


def _kind(name: str, model: type[BaseModel]) -> str:
    is_record = issubclass(model, Record)
    also = " Also what every record of amounts has." if is_record else ""
    return f"## `{name}`\n\n{model.__doc__}{also}\n\n" + _table(model, without=Record if is_record else None)


def _table(model: type[BaseModel], without: type[BaseModel] | None = None) -> str:
    """The fields of a model, the required ones first, except those of a base that has a table of its own."""
    left_out = without.model_fields if without else {}
    fields = [(name, field) for name, field in model.model_fields.items() if name not in left_out]
    ordered = sorted(fields, key=lambda each: not each[1].is_required())
    if not ordered:
        return "No fields of its own.\n"
    return "\n".join(("| field | | what |", "| --- | --- | --- |", *(_row(*each) for each in ordered), ""))


def _row(name: str, field: FieldInfo) -> str:
    needed = "required" if field.is_required() else "optional"
    shape = ", ".join(dict.fromkeys(_shapes(field.annotation)))
    what = (field.description or "").replace("|", "\\|")
    return f"| `{field.alias or name}` | {needed} | {what} ({shape}) |"


def _shapes(annotation: object) -> Iterator[str]:
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        for branch in get_args(annotation):
            yield from _shapes(branch)
    elif origin is Literal:
        yield " or ".join(f"`{word}`" for word in get_args(annotation))
    elif origin is Annotated:
        yield from _shapes(get_args(annotation)[0])
    elif origin is list:
        yield "list"
    elif isinstance(annotation, type) and issubclass(annotation, Reports):
        yield "a quantity"
    elif annotation is not type(None):
        yield "text" if annotation is str else "block"
