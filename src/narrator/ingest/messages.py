"""What pydantic and the grammars find, in our own sentences.

Keyed on pydantic's error types, which are stable, never on its English, which is not; the input value stays out of
the sentences (a payload may hold a key).
"""

from __future__ import annotations

from difflib import get_close_matches
from types import UnionType
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError

from narrator.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from narrator.ingest.documents import Document
    from narrator.ingest.faults import Fault
    from narrator.ingest.tree import Path, Tree


M = TypeVar("M", bound=BaseModel)

ROUNDS = 4
"""Validations of one file: what is taken out may leave a gap above it."""


class Sentence(NamedTuple):
    """How one type of error is worded; `{field}`, `{path}` and `{expected}` are filled in."""

    code: str
    message: str
    expected: str = ""


SENTENCES = {
    "missing": Sentence("EVT001", "'{path}' is missing", "the field '{field}'"),
    "extra_forbidden": Sentence("EVT002", "unknown field '{field}'{near}", "{known}"),
    "literal_error": Sentence("EVT004", "'{path}' is none of the words that it may be{near}", "{known}"),
    "string_pattern_mismatch": Sentence("EVT005", "'{path}' is not spelled as it may be", "{spelling}"),
}
BLOCK = ("'key: value' lines below the key", "{field}:\n  key: value")
SHAPES = {
    "string_type": ("text on the line of the key", "{field}: text"),
    "dict_type": BLOCK,
    "model_type": BLOCK,
    "list_type": ("lines that begin with '- '", "{field}:\n  - text"),
}
SHAPE = Sentence("EVT003", "'{path}' is {shape}, which it may not be", "{shapes}")
OTHER = Sentence("EVT009", "'{path}' cannot be read", "what docs/event-files.md says of it")
SPELLINGS = {
    "id": "small letters, digits and hyphens, at most 80, a letter or digit at both ends: the name of the file",
    "": "small letters, digits and underscores, a letter first; figure ids have dots between them",
}
EXAMPLES = {
    "event": "event:\n  id: 2026-03-03-example",
    "id": "id: 2026-03-03-example",
    "status": "status: draft",
    "published": "published: 2026-03-03 09:00",
    "timezone": "timezone: Asia/Shanghai",
    "days": "days: 2026-03-02 to 2026-03-03",
    "assets": "assets: BTC, ETH",
    "asset": "asset: BTC",
    "who": "who: a trader known for an earlier short",
    "kind": "kind: quote",
    "place": "place: after",
    "by": "by: A. Editor",
    "view_of": "view_of: desk",
    "about": "about: liquidations.total",
    "amount": "amount: $210 million",
    "name": "name: CoinGlass",
    "en": "en: Bitcoin",
}
"""Lines to paste; for the other fields the shape of a line does."""


def nearest(typed: str, known: Iterable[str]) -> str:
    """The known word that an unknown one looks like, empty when there is none."""
    return next(iter(get_close_matches(typed, tuple(known), n=1, cutoff=0.6)), "")


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """The hint behind an unknown word, empty when nothing is near it."""
    near = nearest(typed, known)
    return f" (did you mean '{near}'?)" if near else ""


def problem_of(fault: Fault, document: Document, path: Path, skip: int = 0) -> Problem:
    """A fault of a grammar at its place in a file; the example is the corrected line."""
    key = path[-1]
    example = f"- {fault.example}" if isinstance(key, int) else f"{key}: {fault.example}"
    where = ".".join(map(str, path))
    message = f"'{where}': found {fault.found}, expected {fault.expected}"
    return Problem(fault.code, message, document.at(path, fault.offset + skip), fault.found, fault.expected, example)


def validated(
    document: Document, model: type[M], stand_ins: Mapping[str, Tree] | None = None
) -> tuple[M | None, Document, list[Problem]]:
    """The contents of a file as a model, with what stands in the way.

    What is wrong is taken out, so that the rest can be read on, and a block of `stand_ins` put where a whole block is
    gone; a file of which nothing is left gives None.
    """
    problems: list[Problem] = []
    for _ in range(ROUNDS):
        try:
            return model.model_validate(document.tree), document, problems
        except ValidationError as error:
            problems.extend(problems_of(error, document, model).values())
            details = error.errors(include_url=False, include_input=False)
            document = document.without([_path(detail, document) for detail in details])
            for block, value in (stand_ins or {}).items():
                document.tree.setdefault(block, value)
    return None, document, problems


def problems_of(error: ValidationError, document: Document, model: type[BaseModel]) -> dict[Path, Problem]:
    """The problems behind a validation error, one for each path; those that the document names already are left out."""
    found: dict[Path, Problem] = {}
    shapes: dict[Path, list[tuple[str, str]]] = {}
    for detail in error.errors(include_url=False, include_input=False):
        path = _path(detail, document)
        if detail["type"] in SHAPES:
            shapes.setdefault(path, []).append(SHAPES[detail["type"]])
        elif path not in document.broken and path not in found:
            found[path] = _problem(detail, path, document, model)
    for path, expected in sorted(shapes.items(), key=lambda each: -len(each[0])):
        # A union names each branch that failed; where a branch fits and something in it is wrong, that says it all.
        if not any(deeper[: len(path)] == path for deeper in (*found, *document.broken)):
            value = document.value(path)
            shape = "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "a block"
            words = " or ".join(dict.fromkeys(words for words, _ in expected))
            filled = {"path": _dotted(path), "shape": shape, "shapes": words, "example": expected[0][1]}
            found[path] = _worded(SHAPE, filled, document, path)
    return found


def _path(detail: ErrorDetails, document: Document) -> Path:
    """The place in the file that an error is about: its location without the branches of unions."""
    path: Path = ()
    for part in detail["loc"]:
        if document.value((*path, part)) is not None:
            path = (*path, part)
    if detail["type"] in {"missing", "extra_forbidden"} and path[-1:] != detail["loc"][-1:]:
        path = (*path, detail["loc"][-1])
    return path


def _problem(detail: ErrorDetails, path: Path, document: Document, model: type[BaseModel]) -> Problem:
    field, context = str(path[-1]), detail.get("ctx", {})
    kind = detail["type"]
    known = fields_at(model, path[:-1]) if kind == "extra_forbidden" else ()
    if kind == "literal_error":
        known = tuple(str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", "))
        kind = "extra_forbidden" if detail["loc"][-1] == "[key]" else kind
    typed = document.value(path) if kind == "literal_error" else field
    filled = {
        "path": _dotted(path),
        "field": field,
        "near": did_you_mean(str(typed), known),
        "known": f"one of {', '.join(known)}",
        "spelling": SPELLINGS.get(field, SPELLINGS[""]),
    }
    return _worded(SENTENCES.get(kind, OTHER), filled, document, path)


def _worded(sentence: Sentence, filled: dict[str, str], document: Document, path: Path) -> Problem:
    field = str(path[-1]) if path else ""
    value = document.value(path)
    near = filled.get("near", "").partition("'")[2].partition("'")[0]
    is_value = isinstance(value, str) and sentence.code in {"EVT003", "EVT004", "EVT005"}
    first = filled.get("known", "").removeprefix("one of ").partition(",")[0]
    if sentence.code == "EVT002":
        example = near and f"{near}: {value}" if isinstance(value, str) else near and f"{near}:"
    elif sentence.code == "EVT004":
        example = f"{field}: {near or first}"
    else:
        example = EXAMPLES.get(field) or filled.get("example", "{field}: text").replace("{field}", field)
    found = str(value) if is_value else "" if sentence.code == "EVT001" else field
    at = document.at(path, 0 if is_value else None)
    message, expected = (text.format_map(filled) for text in (sentence.message, sentence.expected))
    return Problem(sentence.code, message, at, found, expected, example)


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))


def fields_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The fields that a block at a path may have, as they are typed."""
    annotations: list[object] = [model]
    for part in path:
        annotations = [branch for annotation in annotations for branch in _step(annotation, part)]
    models = [each for each in annotations if isinstance(each, type) and issubclass(each, BaseModel)]
    return tuple(field.alias or name for each in models for name, field in each.model_fields.items())


def _step(annotation: object, part: str | int) -> Iterator[object]:
    if isinstance(annotation, type) and issubclass(annotation, RootModel):
        yield from _step(annotation.model_fields["root"].annotation, part)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if (field.alias or name) == part:
                yield from _branches(field.annotation)
    elif get_origin(annotation) in {dict, list}:
        yield from _branches(get_args(annotation)[-1])


def _branches(annotation: object) -> Iterator[object]:
    if get_origin(annotation) in {Union, UnionType}:
        for branch in get_args(annotation):
            yield from _branches(branch)
    else:
        yield get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
