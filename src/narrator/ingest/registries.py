"""The files beside the events: `data/sources.yaml`, `data/names.yaml`, `data/accepted/*.yaml`, and the JSON Schemas.

A schema is what an editor completes and checks while one types. They are committed in `data/schema/`, and a test holds
them to the models.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import Field, RootModel
from pydantic.json_schema import GenerateJsonSchema

from narrator.ingest.documents import read_document, record_files, relative
from narrator.ingest.glyphs import unprintable
from narrator.ingest.messages import validated
from narrator.ingest.series_files import SeriesFile
from narrator.ingest.tree import Document
from narrator.model.glyphs import missing
from narrator.model.name import Name, Names
from narrator.model.problem import Problem
from narrator.model.records import Entry, EventFile, Identifier
from narrator.model.source import RESERVED, Grade, Source, Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path as FilePath

    from pydantic import BaseModel
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

    from narrator.ingest.tree import Path
    from narrator.model.problem import Problems


class SourceEntry(Entry):
    """One source, under the id that event files may use."""

    name: str = Field(description="as a brief prints it")
    kind: Literal["data vendor", "exchange", "issuer", "outlet", "official body", "person", "model", "other"] = Field(
        "other", description="what kind of publisher"
    )
    grade: Literal["A", "B", "C", "D", "E", "F"] | None = Field(None, description="A to F; needs `reason`")
    reason: str | None = Field(None, description="why the grade, in a sentence")
    aliases: list[str] = Field(default_factory=list, description="other names under which reports come")
    zh: str | None = Field(None, description="as a Chinese brief prints it")


class NameEntry(Entry):
    """One person, account, venue, asset or the like, under an id."""

    kind: Literal["person", "account", "venue", "asset", "index", "fund", "institution", "company", "term"] = Field(
        description="what it is the name of"
    )
    en: str = Field(description="as an English brief prints it")
    zh: str | None = Field(None, description="as a Chinese brief prints it")
    aliases: list[str] = Field(default_factory=list, description="other forms that event files use")
    ticker: str | None = Field(None, pattern=r"^[A-Z0-9.-]{1,12}$", description="its ticker")


class AcceptedEntry(Entry):
    """One discrepancy that somebody has looked at and lets stand, as the audit reported it."""

    event: str = Field(description="the id of the event")
    sentence: str = Field(description="the whole sentence; once it has changed, the decision no longer counts")
    mention: str = Field(description="the words that were flagged")
    verdict: str = Field(description="the kind of discrepancy: `word`, `name`, ...")
    allowed: str = Field("", description="what the figures allowed then; once that has changed, it no longer counts")
    why: str = Field(description="why it may stand")
    by: str = Field(description="who decided")
    when: str = Field(pattern=r"^\d{4}-[01]\d-[0-3]\d$", description="when: `YYYY-MM-DD`")


class SourcesFile(RootModel[dict[Identifier, SourceEntry]]):
    """The sources of a workspace, by id."""


class NamesFile(RootModel[dict[Identifier, NameEntry]]):
    """The names of a workspace, by id."""


class AcceptedFile(RootModel[dict[Identifier, AcceptedEntry]]):
    """Decisions of the desk, by an id of its own."""


DIALECT = "https://json-schema.org/draft/2020-12/schema"
F = TypeVar("F", bound=SourcesFile | NamesFile | AcceptedFile)
MODELS: dict[str, type[BaseModel]] = {"event": EventFile, "accepted": AcceptedFile}
MODELS |= {"sources": SourcesFile, "names": NamesFile, "series": SeriesFile}
"""The kinds of file that have a schema."""


def load_sources(path: FilePath, root: FilePath) -> tuple[Sources, Problems]:
    """The sources of a file; none, without a problem, where there is no file."""
    file, document = _read(path, root, SourcesFile)
    entries = file.root if file else {}
    for id_, entry in entries.items():
        # A grade decides which figures are printed, so it has a reason that can be read (Admiralty code).
        if entry.grade and not entry.reason and (id_, "reason") not in document.broken:
            message, example = f"the grade of '{id_}' has no reason", {"reason": "WHY THIS GRADE"}
            document.refuse("SRC001", message, (id_, "grade"), "reason: in a sentence", example)
    _refuse_shared({id_: (each.name, *each.aliases) for id_, each in entries.items()}, document, "SRC002", RESERVED)
    sources = (
        Source(
            id_,
            e.name,
            e.kind,
            e.grade and Grade(e.grade),
            e.reason or "",
            tuple(e.aliases),
            _forms(zh=e.zh),
            unprintable=_unprintable("SRC012", document, (id_, "name"), e.name),
        )
        for id_, e in entries.items()
    )
    return Sources.of(tuple(sources)), document.problems


def _unprintable(code: str, document: Document, path: Path, name: str) -> Problem | None:
    """What is wrong with a name of which no font has a character: a problem of the events that use it."""
    return unprintable(code, document, path, name) if missing(name) else None


def _forms(**typed: str | None) -> dict[str, str]:
    """The forms of a name by language, as far as they were typed."""
    return {language: form for language, form in typed.items() if form}


def load_names(path: FilePath, root: FilePath) -> tuple[Names, Problems]:
    """The names of a file; none, without a problem, where there is no file."""
    file, document = _read(path, root, NamesFile)
    names = tuple(
        Name(
            id_,
            each.kind,
            _forms(en=each.en, zh=each.zh),
            tuple(each.aliases),
            each.ticker,
            _unprintable("NAM011", document, (id_, "en"), each.en),
        )
        for id_, each in (file.root if file else {}).items()
    )
    spellings = {name.id: (*name.forms.values(), name.ticker or name.id, *name.aliases) for name in names}
    _refuse_shared(spellings, document, "NAM001")
    return Names.of(names), document.problems


def _read(path: FilePath, root: FilePath, model: type[F]) -> tuple[F | None, Document]:
    if not path.is_file():
        return None, Document(relative(path, root))
    document = read_document(path, root)
    return validated(document, model), document


def _refuse_shared(
    spellings: Mapping[str, Iterable[str]], document: Document, code: str, reserved: Iterable[str] = ()
) -> None:
    """A spelling under two ids would find either of them."""
    owners = dict.fromkeys(reserved, "")
    for id_, typed in spellings.items():
        for spelling in dict.fromkeys(each.casefold() for each in (id_, *typed)):
            owner = owners.setdefault(spelling, id_)
            if owner != id_:
                also = f"'{spelling}', a spelling of '{id_}', is also one of '{owner}'"
                message = also if owner else f"'{spelling}' is a reserved word"
                at, expected = document.at((id_,)), "each spelling under one id"
                document.found.append(Problem(code, message, at, spelling, expected))


def load_accepted(folder: FilePath, root: FilePath, events: FilePath) -> tuple[tuple[AcceptedEntry, ...], Problems]:
    """The decisions in a folder, in the order of file names; none where there is no folder.

    One about an event that is not among those of another folder is warned of: nothing is ever held against it.
    """
    read = [_read(path, root, AcceptedFile) for path in record_files(folder)]
    known = {path.stem for path in record_files(events)} if read else set()
    entries: list[AcceptedEntry] = []
    for file, document in read:
        for id_, entry in file.root.items() if file else ():
            entries.append(entry)
            if entry.event not in known:
                message, at = f"'{id_}' lets stand what no event has: {entry.event}", document.at((id_, "event"))
                document.found.append(Problem("EVT093", message, at, entry.event, "the id of an event in data/events"))
    return tuple(entries), tuple(problem for _, document in read for problem in document.problems)


class _AsTyped(GenerateJsonSchema):
    """The schema of what is typed: a field that may be left out is left out, it is never null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Text; an editor reads a bare `42` as a number, where our reader keeps it as text."""
        typed = super().str_schema(schema)
        return typed if "pattern" in typed else {**typed, "type": ["string", "number"]}


def schema_text(kind: str) -> str:
    """The JSON Schema of a kind of file (`event`, `sources`, `names`, `accepted`), as it is committed."""
    schema = MODELS[kind].model_json_schema(by_alias=True, schema_generator=_AsTyped)
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"
