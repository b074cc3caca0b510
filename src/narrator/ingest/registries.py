"""The registries of a workspace: `data/sources.yaml` and `data/names.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import Field, RootModel

from narrator.ingest.documents import Document, read_document, relative
from narrator.ingest.messages import validated
from narrator.model.name import Name, Names
from narrator.model.problem import Problem
from narrator.model.records import Entry, Identifier
from narrator.model.source import RESERVED, Grade, Source, Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path as FilePath

    from narrator.model.problem import Problems


class SourceEntry(Entry):
    """One source, under the id that event files may use."""

    name: str = Field(description="as a brief prints it")
    kind: Literal["data vendor", "exchange", "issuer", "outlet", "official body", "person", "model", "other"] = Field(
        "other", description="what kind of publisher"
    )
    grade: Literal["A", "B", "C", "D", "E", "F"] | None = Field(
        None, description="A reliable to E unreliable, F cannot be judged; needs `reason`"
    )
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


class SourcesFile(RootModel[dict[Identifier, SourceEntry]]):
    """The sources of a workspace, by id."""


class NamesFile(RootModel[dict[Identifier, NameEntry]]):
    """The names of a workspace, by id."""


F = TypeVar("F", bound=SourcesFile | NamesFile)


def load_sources(path: FilePath, root: FilePath) -> tuple[Sources, Problems]:
    """The sources of a file; none, without a problem, where there is no file."""
    file, document, problems = _read(path, root, SourcesFile)
    entries = file.root if file else {}
    problems += _ungrounded(entries, document)
    spellings = {id_: (entry.name, *entry.aliases) for id_, entry in entries.items()}
    problems += _shared(spellings, document, "SRC002", taken=RESERVED)
    return Sources.of(tuple(_source(id_, entry) for id_, entry in entries.items())), tuple(problems)


def load_names(path: FilePath, root: FilePath) -> tuple[Names, Problems]:
    """The names of a file; none, without a problem, where there is no file."""
    file, document, problems = _read(path, root, NamesFile)
    entries = file.root if file else {}
    spellings = {
        id_: tuple(filter(None, (entry.en, entry.zh, entry.ticker, *entry.aliases))) for id_, entry in entries.items()
    }
    problems += _shared(spellings, document, "NAM001")
    return Names.of(tuple(_name(id_, entry) for id_, entry in entries.items())), tuple(problems)


def _read(path: FilePath, root: FilePath, model: type[F]) -> tuple[F | None, Document, list[Problem]]:
    if not path.is_file():
        return None, Document(relative(path, root), {}, {}, ()), []
    typed = read_document(path, root)
    file, document, problems = validated(typed, model)
    return file, document, [*typed.problems, *problems]


def _source(id_: str, entry: SourceEntry) -> Source:
    return Source(
        id_,
        entry.name,
        entry.kind,
        Grade(entry.grade) if entry.grade else None,
        entry.reason or "",
        tuple(entry.aliases),
        {"zh": entry.zh} if entry.zh else {},
    )


def _name(id_: str, entry: NameEntry) -> Name:
    forms = {"en": entry.en, **({"zh": entry.zh} if entry.zh else {})}
    return Name(id_, entry.kind, forms, tuple(entry.aliases), entry.ticker)


def _ungrounded(entries: Mapping[str, SourceEntry], document: Document) -> Iterator[Problem]:
    """A grade decides which figures are printed, so it has a reason that can be read (Admiralty code)."""
    for id_, entry in entries.items():
        if entry.grade and not entry.reason and (id_, "reason") not in document.broken:
            at = document.at((id_, "grade"), 0)
            example = "reason: It lists its venues and its totals add up."
            yield Problem(
                "SRC001", f"the grade of '{id_}' has no reason", at, entry.grade, "reason: in a sentence", example
            )


def _shared(
    spellings: Mapping[str, Iterable[str]], document: Document, code: str, taken: Iterable[str] = ()
) -> Iterator[Problem]:
    """A spelling under two ids would find either of them."""
    owners = dict.fromkeys(taken, "")
    for id_, typed in spellings.items():
        for spelling in dict.fromkeys(each.casefold() for each in (id_, *typed)):
            owner = owners.setdefault(spelling, id_)
            if owner != id_:
                message = (
                    f"'{spelling}', a spelling of '{id_}', is also one of '{owner}'"
                    if owner
                    else f"'{spelling}' is a reserved word"
                )
                yield Problem(code, message, document.at((id_,)), spelling, "each spelling under one id")
