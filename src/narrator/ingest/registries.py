"""The registries of a workspace: `data/sources.yaml` and `data/names.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from pydantic import Field, RootModel

from narrator.ingest.documents import read_document, relative
from narrator.ingest.messages import validated
from narrator.ingest.tree import Document
from narrator.model.name import Name, Names
from narrator.model.problem import Problem
from narrator.model.records import Entry, Identifier
from narrator.model.source import RESERVED, Grade, Source, Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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
            each.name,
            each.kind,
            Grade(each.grade) if each.grade else None,
            each.reason or "",
            tuple(each.aliases),
            {"zh": each.zh} if each.zh else {},
        )
        for id_, each in entries.items()
    )
    return Sources.of(tuple(sources)), document.problems


def load_names(path: FilePath, root: FilePath) -> tuple[Names, Problems]:
    """The names of a file; none, without a problem, where there is no file."""
    file, document = _read(path, root, NamesFile)
    names = tuple(
        Name(id_, each.kind, {"en": each.en, **({"zh": each.zh} if each.zh else {})}, tuple(each.aliases), each.ticker)
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
