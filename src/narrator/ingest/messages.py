"""What pydantic and the grammars find, in our own sentences.

Keyed on pydantic's error types, which are stable, never on its English, which is not; the input value stays out of
the sentences (a payload may hold a key).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from narrator.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from narrator.ingest.faults import Fault
    from narrator.ingest.tree import Document, Path, Tree

M = TypeVar("M", bound=BaseModel)

ROUNDS = 4
"""Validations of one file: what is taken out may leave a gap above it."""

SENTENCES = {
    "missing": ("EVT001", "'{path}' is missing", "the field '{field}'", "{line}"),
    "extra_forbidden": ("EVT002", "unknown field '{field}'{hint}", "one of {words}", "{renamed}"),
    "shape": ("EVT003", "'{path}' is {shape}, which it may not be", "{shapes}", "{line}"),
    "literal_error": ("EVT004", "'{path}' is none of the words that it may be{hint}", "one of {words}", "{line}"),
    "string_pattern_mismatch": ("EVT005", "'{path}' is not spelled as it may be", "{spelling}", "{line}"),
}
"""By pydantic's type of error: our code, message, what is expected, the line to paste."""
OTHER = ("EVT009", "'{path}' cannot be read", "what docs/event-files.md says of it", "{line}")
BLOCK = ("'key: value' lines below the key", "{}:\n  key: value")
SHAPES = {
    "string_type": ("text on the line of the key", "{}: text"),
    "dict_type": BLOCK,
    "model_type": BLOCK,
    "list_type": ("lines that begin with '- '", "{}:\n  - text"),
}
SPELLINGS = {
    "id": "small letters, digits and hyphens, at most 80, a letter or digit at both ends: the name of the file",
    "": "small letters, digits and underscores, a letter first; figure ids have dots between them",
}
VALUES = {
    "event": "\n  id: 2026-03-03-example",
    "id": " 2026-03-03-example",
    "status": " draft",
    "published": " 2026-03-03 09:00",
    "timezone": " Asia/Shanghai",
    "days": " 2026-03-02 to 2026-03-03",
    "assets": " BTC, ETH",
    "asset": " BTC",
    "kind": " quote",
    "place": " after",
    "about": " liquidations.total",
    "amount": " $210 million",
}
"""Values to paste, where not any text would do."""


def nearest(typed: str, known: Iterable[str]) -> str:
    """The known word that an unknown one looks like, empty when there is none."""
    from difflib import get_close_matches  # noqa: PLC0415  # a file without problems needs none of it

    return next(iter(get_close_matches(typed, tuple(known), n=1, cutoff=0.6)), "")


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """The hint behind an unknown word, empty when nothing is near it."""
    near = nearest(typed, known)
    return f" (did you mean '{near}'?)" if near else ""


def problem_of(fault: Fault, document: Document, path: Path, skip: int = 0) -> Problem:
    """A fault of a grammar at its place in a file; the example is the corrected line."""
    message = f"'{_dotted(path)}': found {fault.found}, expected {fault.expected}"
    at, example = document.at(path, fault.offset + skip), line_at(path, fault.example)
    return Problem(fault.code, message, at, fault.found, fault.expected, example)


def line_at(path: Path, value: str) -> str:
    """The line with a value at a place of a file: of a list, or of a block."""
    return f"- {value}" if isinstance(path[-1], int) else f"{path[-1]}: {value}"


def validated(document: Document, model: type[M], stand_ins: Mapping[str, Tree] | None = None) -> M | None:
    """The contents of a file as a model; what stands in the way is noted in the document.

    It is taken out, so that the rest can be read on, and a block of `stand_ins` put where a whole block is gone; a file
    of which nothing is left gives None.
    """
    for _ in range(ROUNDS):
        try:
            return model.model_validate(document.tree)
        except ValidationError as error:
            wrong: dict[Path, list[ErrorDetails]] = {}
            for detail in error.errors(include_url=False, include_input=False):
                wrong.setdefault(_path(detail, document), []).append(detail)
            document.found += _problems(wrong, document, model)
            document.take_out(wrong)
            for block, value in (stand_ins or {}).items():
                document.tree.setdefault(block, value)
    return None


def _path(detail: ErrorDetails, document: Document) -> Path:
    """The place in the file that an error is about: its location without the branches of unions."""
    path: Path = ()
    for part in detail["loc"]:
        if document.value((*path, part)) is not None:
            path = (*path, part)
    if detail["type"] in {"missing", "extra_forbidden"} and path[-1:] != detail["loc"][-1:]:
        path = (*path, detail["loc"][-1])
    return path


def _problems(
    wrong: Mapping[Path, list[ErrorDetails]], document: Document, model: type[BaseModel]
) -> Iterator[Problem]:
    """One problem for each path, but for what the document names already.

    A union names each branch that failed; where a branch fits and something in it is wrong, that says it all.
    """
    for path, details in wrong.items():
        telling = next((detail for detail in details if detail["type"] not in SHAPES), None)
        if telling and path not in document.broken:
            yield _problem(telling, path, document, model)
        elif not telling and not any(deeper[: len(path)] == path for deeper in {*wrong, *document.broken} - {path}):
            shapes = [SHAPES[detail["type"]] for detail in details]
            value = document.value(path)
            shape = "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "a block"
            expected = " or ".join(dict.fromkeys(shape for shape, _ in shapes))
            line = shapes[0][1].format(path[-1] if path else "")
            yield _worded("shape", document, path, {"shape": shape, "shapes": expected, "line": line})


def _problem(detail: ErrorDetails, path: Path, document: Document, model: type[BaseModel]) -> Problem:
    field, kind, value = str(path[-1]), detail["type"], document.value(path)
    words = fields_at(model, path[:-1]) if kind == "extra_forbidden" else ()
    if kind == "literal_error":
        words = tuple(str(detail["ctx"]["expected"]).replace(" or ", ", ").replace("'", "").split(", "))
        kind = "extra_forbidden" if detail["loc"][-1] == "[key]" else kind
    near = nearest(str(value) if kind == "literal_error" else field, words)
    line = f"{field}: {near or words[0]}" if kind == "literal_error" else f"{field}:{VALUES.get(field, ' text')}"
    filled = {
        "hint": f" (did you mean '{near}'?)" if near else "",
        "words": ", ".join(words),
        "renamed": near and (f"{near}: {value}" if isinstance(value, str) else f"{near}:"),
        "spelling": SPELLINGS.get(field, SPELLINGS[""]),
        "line": line,
    }
    return _worded(kind, document, path, filled)


def _worded(kind: str, document: Document, path: Path, filled: dict[str, str]) -> Problem:
    """A problem of the value at a path, or of its key where it is the field that is wrong."""
    code, *sentences = SENTENCES.get(kind, OTHER)
    field = str(path[-1]) if path else ""
    message, expected, example = (text.format(path=_dotted(path), field=field, **filled) for text in sentences)
    problem = document.problem(code, message, path, expected, example)
    return replace(problem, at=document.at(path), found=field) if kind == "extra_forbidden" else problem


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))


def fields_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The fields that a block at a path may have, as they are typed."""
    models = [model]
    for part in path:
        fields = [(field.alias or name, field) for each in models for name, field in each.model_fields.items()]
        # Keys of entries and indices of lists name no field: what they hold was found with the field above them.
        models = [
            found for name, field in fields if name in {part, "root"} for found in _models(field.annotation)
        ] or models
    return tuple(field.alias or name for each in models for name, field in each.model_fields.items())


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
