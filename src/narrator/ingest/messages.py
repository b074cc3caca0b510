"""What pydantic and the grammars find, in our own sentences.

Keyed on pydantic's error types, which are stable, never on its English, which is not; the input value stays out of
the sentences (a payload may hold a key).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from narrator.ingest.faults import agreed
from narrator.model.problem import Problem, paste

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from narrator.ingest.faults import Fault
    from narrator.ingest.tree import Document, Path, Tree
    from narrator.model.problem import Pasted

M = TypeVar("M", bound=BaseModel)

ROUNDS = 4
"""Validations of one file: what is taken out may leave a gap above it."""

SHAPES = {"string_type": "text", "dict_type": "a block", "model_type": "a block", "list_type": "a list"}
OF_FILE = "small letters, digits and hyphens, at most 80, a letter or digit at both ends: the name of the file"
MISSPELT = "is not a valid name"
OF_KEY = "small letters, digits and underscores, a letter first; figure ids have dots between them"
BLANKS = {
    "status": "draft",
    "published": "YYYY-MM-DD HH:MM",
    "when": "YYYY-MM-DD",
    "timezone": "AREA/CITY",
    "days": "YYYY-MM-DD",
    "assets": "TICKER, TICKER",
    "asset": "TICKER",
    "main": "FIGURE",
    "about": "FIGURE",
    "who": "NAME",
}
"""What stands in a line to paste for what nobody has typed, where the name of the field does not say it."""
BLANK = re.compile(
    "AMOUNT|UNIT|SOURCE|TICKER(?:, TICKER)?|FIGURE|RECORD|STYLE|DIRECTION|WINDOW|TEXT|VALUE|NAME|KEY|AREA/CITY|GRADE"
    "|A SHORTER TEXT|WHY THIS (?:ONE|GRADE)|WHAT IT COUNTS|WHICH UNIT IT IS IN|WORDS WITH .*"
)
"""What is still to be filled in, where it was pasted as it stood."""
SHORT = 4
"""The shortest word in which a wrong letter is a slip; in shorter ones it makes another name."""


def nearest(typed: str, known: Iterable[str]) -> str:
    """The known word that an unknown one looks like, empty when there is none; the same letters come first."""
    from difflib import get_close_matches  # noqa: PLC0415  # a file without problems needs none of it

    near = get_close_matches(typed, tuple(known), cutoff=0.6)
    return min(near, key=lambda word: sorted(word) != sorted(typed), default="")


def meant(typed: str, known: Iterable[str], blank: str = "") -> tuple[str, str]:
    """The hint behind an unknown word, and the word that was meant; the blank where it may as well be another one.

    Why: A hint asks, a line to paste answers. Only what one slip of the pen makes is sure enough to be answered.
    """
    near = nearest(typed, known)
    return f" (did you mean '{near}'?)" if near else "", near if near and is_slip(typed, near) else blank


def is_slip(typed: str, word: str) -> bool:
    """Whether a word is another one but for case, separators, or a letter too many, too few, wrong or swapped."""
    one, other = (re.split("[-_ ./]+", text.casefold()) for text in (typed, word))
    if "".join(one) == "".join(other):
        return True
    apart = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    if len(one) != len(other) or len(apart) != 1:
        return False
    start = agreed(*apart[0])
    ends = [text[start:][::-1] for text in apart[0]]
    here, there = (text[agreed(*ends) :][::-1] for text in ends)
    if any(map(str.isdigit, here + there)):
        return False
    is_swapped = here == there[::-1] and len(here) == len("ab")
    return is_swapped or (max(len(here), len(there)) <= 1 and min(map(len, apart[0])) >= SHORT)


def identifier(typed: str) -> str:
    """A name as a key of a file: a letter comes first."""
    key = re.sub("[^a-z0-9]+", "_", typed.lower()).strip("_")
    return f"n_{key}" if key[:1].isdigit() else key or "name"


def problem_of(fault: Fault, document: Document, path: Path, skip: int = 0) -> Problem:
    """A fault of a grammar at its place in a file, where `skip` characters stand before it; to paste: the line."""
    message = f"'{_dotted(path)}': found {fault.found}, expected {fault.expected}"
    typed = str(document.value(path))
    line = paste(document.file, typed[:skip] + fault.example + typed[skip + len(fault.text) :], path[-1])
    return Problem(fault.code, message, document.at(path, fault.offset + skip), fault.found, fault.expected, line)


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
            value, shapes = document.value(path), list(dict.fromkeys(SHAPES[detail["type"]] for detail in details))
            typed = value if isinstance(value, str) else "VALUE"
            offers: Mapping[str, Pasted] = {"text": "TEXT", "a block": _as_block(path, value, model), "a list": [typed]}
            shape = "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "a block"
            expected = " or ".join(shapes)
            message = f"'{_dotted(path)}' must be {expected}, not {shape}"
            example: Pasted = {str(path[-1]): offers[shapes[0]]} if path else ""
            yield document.problem("EVT003", message, path, expected, example)


AFFIRMED = frozenset({"true", "y", "on", "1"})
"""What other formats have for `yes`."""


def _as_block(path: Path, value: Tree | None, model: type[BaseModel]) -> Pasted:
    """What was typed as a text or a list, as a block: reports by source, or entries by their ids."""
    if isinstance(value, list):
        return {f"{path[-1]}_{number}": entry for number, entry in enumerate(value, 1)}
    has_reports = "said" in fields_at(model, path)
    return {"said": {"SOURCE": value}} if has_reports and isinstance(value, str) else {"KEY": value or "VALUE"}


def _problem(detail: ErrorDetails, path: Path, document: Document, model: type[BaseModel]) -> Problem:
    """What pydantic says of one place, in our words."""
    field, kind, value = str(path[-1]), detail["type"], document.value(path)
    words: tuple[str, ...] = fields_at(model, path[:-1]) if kind == "extra_forbidden" else ()
    if kind == "literal_error":
        words = tuple(str(detail["ctx"]["expected"]).replace(" or ", ", ").replace("'", "").split(", "))
    is_key, listed = kind == "extra_forbidden" or detail["loc"][-1] == "[key]", f"one of {', '.join(words)}"
    hint, near = meant(field if is_key else str(value), words)
    if kind == "literal_error" and not words[1:]:  # yes, or nothing at all
        listed, expected = f"'{words[0]}'", f"'{words[0]}', or no such line"
        told: Pasted = {field: words[0]} if near or str(value).lower() in AFFIRMED else ""
        return document.problem("EVT004", f"'{_dotted(path)}' must be {listed}{hint}", path, expected, told)
    if is_key:
        right = near or (identifier(field) if not words else "")
        line = right and paste(document.file, value if isinstance(value, str) else {}, right)
        if words:
            return Problem("EVT002", f"unknown field '{field}'{hint}", document.at(path), field, listed, line)
        return Problem("EVT005", f"'{_dotted(path)}' {MISSPELT}", document.at(path), field, OF_KEY, line)
    name = document.file.rpartition("/")[2].partition(".")[0]
    blanks: Mapping[str, Pasted] = {**BLANKS, "id": name, "event": {"id": name}}
    code, says, expected = {
        "missing": ("EVT001", "is missing", f"the field '{field}'"),
        "literal_error": ("EVT004", f"must be {listed}{hint}", listed),
        "string_pattern_mismatch": ("EVT005", MISSPELT, OF_FILE if field == "id" else OF_KEY),
    }.get(kind, ("EVT009", "cannot be read", "the form that docs/event-files.md gives"))
    return document.problem(
        code, f"'{_dotted(path)}' {says}", path, expected, {field: near or blanks.get(field, field.upper())}
    )


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
