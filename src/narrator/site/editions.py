"""What a site is made of: every publication with its forms, by brief."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from narrator.errors import bytes_of
from narrator.ingest.documents import relative
from narrator.model.edition import name_of
from narrator.publish.manifest import FORMS, digest
from narrator.publish.published import FILE, read
from narrator.render.plain import head_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from narrator.case import Desk
    from narrator.model.name import Name
    from narrator.publish.published import Publication

NEEDED = (FORMS["md"], FORMS["html"])
"""Without its text and its page an edition is on no site."""
ABOUT = frozenset({"asset", "index"})
"""Kinds of names that have a list of their own."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication with its forms by name."""

    publication: Publication
    forms: Mapping[str, bytes]

    @property
    def text(self) -> str:
        """Its text."""
        return self.forms[NEEDED[0]].decode()

    @property
    def page(self) -> str:
        """Its page."""
        return self.forms[NEEDED[1]].decode()

    @property
    def head(self) -> tuple[str, str]:
        """Its headline and its standfirst."""
        return head_of(self.text)

    @property
    def time(self) -> datetime:
        """When it was published."""
        return datetime.fromisoformat(self.publication.time)


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief in one language: its editions, the last of them what holds, and what it is about."""

    editions: tuple[Edition, ...]
    about: tuple[Name, ...]

    @property
    def latest(self) -> Edition:
        """What holds."""
        return self.editions[-1]

    @property
    def folder(self) -> str:
        """Its place on a site: for good, whatever is corrected."""
        return f"{self.latest.publication.event}/{self.latest.publication.locale}/"

    @property
    def language(self) -> str:
        """Its language."""
        return self.latest.publication.locale.partition("-")[0]

    @property
    def corrections(self) -> Iterable[Edition]:
        """The editions that correct others."""
        return self.editions[1:]


def briefs(desk: Desk) -> tuple[list[Brief], list[str]]:
    """Every brief that was published, the newest first; and the records whose forms are nowhere any more.

    An edition with a name is for those for whom it was made, and on no site.

    Raises:
        BrokenPublicationError: a publication is not as it was written.
    """
    found: dict[str, dict[int, Publication]] = {}
    folder, missing = desk.workspace.data / "published", list[str]()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if (match := FILE.fullmatch(path.name)) and not name_of(match[1].partition(".")[2]):
            found.setdefault(match[1], {})[int(match[2])] = read(path)
    made = []
    for numbers in found.values():
        editions = []
        for publication in (numbers[number] for number in sorted(numbers)):
            forms = dict(_forms(publication, folder, desk.workspace.root))
            if all(name in forms for name in NEEDED):
                editions.append(Edition(publication, forms))
            else:
                missing.append(relative(folder / publication.name, desk.workspace.root))
        if editions:
            made.append(Brief(tuple(editions), tuple(_about(editions[-1], desk))))
    return sorted(made, key=_newest, reverse=True), missing


def _newest(brief: Brief) -> tuple[float, str]:
    return brief.latest.publication.as_of.timestamp(), brief.folder


def _forms(publication: Publication, folder: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    """The forms of a publication as they lie beside its record, else as they lie in out/; only what was published."""
    places = folder / publication.folder, root / "out" / publication.event / publication.locale
    for name, hashed in publication.forms.items():
        for path in (place / name for place in places if name in FORMS.values()):
            if path.is_file() and not path.is_symlink() and digest(data := bytes_of(path)) == hashed:
                yield name, data
                break


def _about(edition: Edition, desk: Desk) -> Iterator[Name]:
    """The assets and indices of its figures, each once, in the order of its ledger."""
    subjects = dict.fromkeys(str(figure["subject"]) for figure in edition.publication.ledger["figures"])
    names = {name.id: name for subject in subjects if (name := desk.names.find(subject)) and name.kind in ABOUT}
    yield from names.values()
