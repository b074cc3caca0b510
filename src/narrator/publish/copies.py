"""Copies of what was published for those who take files: each form of an edition under a name of its own.

A name is made of the event, the edition and the number of the publication, so that no two are one file, whatever a
system takes for the same; what is there already stays, or nothing is copied.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from narrator.errors import Exit, UserError, bytes_of
from narrator.model.edition import name_of
from narrator.publish.manifest import FORMS, digest
from narrator.publish.writer import NotOverwrittenError, first, locked, take

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrator.case import Desk
    from narrator.publish.published import Publication

OF_ALL, OF_ONE = "{id}_v{n}", "{id}_{edition}_v{n}"
"""How files are named where nobody says otherwise: those of the usual edition, and of one with a name."""


class NotThereError(UserError):
    """What was published is nowhere any more."""

    exit = Exit.INVALID

    def __init__(self, publication: str, form: str) -> None:
        super().__init__(f"{form} of {publication} is neither beside its record nor in out/ as it was published")


def copy(desk: Desk, publication: Publication, folder: Path) -> list[Path]:
    """Put the forms of a publication into a folder; the files that are there then.

    Raises:
        NotOverwrittenError: another file has one of the names; nothing is copied.
        NotThereError: a form is nowhere any more.
        OutputError: the system refused.
    """
    files = {stem_of(desk, publication) + PurePath(name).suffix: name for name in publication.forms}
    data = {name: _form(desk, publication, form) for name, form in files.items()}
    with locked(folder) as opened:
        there = {path.name.casefold(): path.name for path in folder.iterdir()}
        for name, new in data.items():
            taken = there.get(name.casefold())
            if taken and (taken != name or opened.read(name) != new):
                raise NotOverwrittenError(folder / taken, "is another file of that name; take it away first")
        take([first(opened, name, new) for name, new in data.items() if name.casefold() not in there])
    return [folder / name for name in sorted(data)]


def stem_of(desk: Desk, publication: Publication) -> str:
    """What the files of a publication are called, without their endings."""
    settings, edition = desk.workspace.settings, name_of(publication.locale)
    pattern = desk.workspace.own.file or (settings.file if not edition else "") or (OF_ONE if edition else OF_ALL)
    said: Mapping[str, str] = {
        "id": publication.event,
        "date": publication.as_of.date().isoformat(),
        "edition": edition or "default",
        "n": str(publication.number),
    }
    return pattern.format_map(said)


def _form(desk: Desk, publication: Publication, name: str) -> bytes:
    root, beside = desk.workspace.root, desk.workspace.data / "published" / publication.folder
    for path in (beside / name, root / "out" / publication.event / publication.locale / name):
        is_there = name in FORMS.values() and path.is_file() and not path.is_symlink()
        if is_there and digest(data := bytes_of(path)) == publication.forms[name]:
            return data
    raise NotThereError(publication.name, name)
