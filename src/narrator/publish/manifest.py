"""Manifests: what the builds wrote, so that the next one knows its own files from a person's.

Each edition has one in its folder, `out/<event>/<locale>/manifest.json`; `out/manifest.json` lists what they say. No
clock time, duration or absolute path stands in them; the same editions give the same bytes. They are written last: a
file that no entry lists is not built yet. While an edition is being replaced its entry lists no file, but the hashes
that its files may have: a build that was killed there leaves every listed file true to its entry, and the next build
still knows the files as narrator's own.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from narrator.errors import OutputError
from narrator.model.edition import KEY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FILE = "manifest.json"
FORMS = {"md": "brief.md", "html": "brief.html", "pdf": "brief.pdf", "docx": "brief.docx"}
USUAL = ("md", "html", "pdf")
"""The forms of a build that is asked for none; a Word file needs an extra."""
LEDGER = "ledger.json"
NAMES = (*FORMS.values(), LEDGER)

READY, PUBLISHED, UNFINISHED = "ready", "published", "unfinished"

FOLDER = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,78}}[a-z0-9])?/{KEY}")
"""An event id and the key of an edition: the only names that become part of a path."""


OWN = ("inputs", "warnings")
"""What of an edition its own manifest alone says."""
UNTRUE = (ValueError, TypeError, KeyError, AttributeError)
"""How reading a manifest fails that no build wrote."""


class UnsafeNameError(ValueError):
    """A name that must not become part of a path; a bug, because ingest lets none through."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is not a safe path in out/")


def digest(data: bytes) -> str:
    """The hash that manifest and publications hold."""
    return hashlib.sha256(data).hexdigest()


def as_json(document: Mapping[str, Any]) -> bytes:
    """A document as the bytes that narrator writes, keys in the order given."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition in out/; `files` holds their hashes by path relative to out/.

    `locale`: the key of the edition, a language and the name of it where it has one.
    `status`: ready, published (it is what was published), or unfinished (it is being replaced).
    `key`: hash of what the edition says, text and ledger, whatever forms were asked for.
    `record`: hash of the event file that it was built from.
    `choices`: the variants that it used, to be recorded when it is published.
    `known`: while it is being replaced, the hashes that its files may have.
    `made`: the versions of what its PDF was made with, where it has one.
    `lacks`: the forms of it that could not be made, the others are there.
    `inputs`: what it was made of, as hashes by name (`inputs`), and `warnings`: what was to be warned of then; in its
    own manifest alone.
    """

    event: str
    locale: str
    status: str
    key: str
    record: str
    choices: Mapping[str, int]
    files: Mapping[str, str] = field(default_factory=dict)
    known: Sequence[str] = ()
    made: Mapping[str, str] = field(default_factory=dict)
    lacks: Sequence[str] = field(default_factory=list)
    inputs: Mapping[str, str] = field(default_factory=dict)
    warnings: Sequence[Mapping[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not FOLDER.fullmatch(self.folder):
            raise UnsafeNameError(self.folder)

    @property
    def folder(self) -> str:
        """The folder of the edition, relative to out/."""
        return f"{self.event}/{self.locale}"

    @property
    def hashes(self) -> set[str]:
        """The hashes that its files may have and still be narrator's own."""
        return {*self.known, *self.files.values()}

    def lists(self, name: str, data: bytes | None) -> bool:
        """Whether a file is there and as it was built."""
        return data is not None and self.files.get(f"{self.folder}/{name}") == digest(data)

    def of(self, files: Mapping[str, bytes | None]) -> Entry:
        """The entry with its files, given by name, those that are there."""
        hashes = {f"{self.folder}/{name}": digest(data) for name, data in files.items() if data is not None}
        return replace(self, files=hashes)

    def replacing(self, old: Entry) -> Entry:
        """The entry while another one, its files and all, gives way to this one."""
        return replace(self, status=UNFINISHED, files={}, known=sorted(self.hashes | old.hashes))


def to_bytes(entries: Mapping[str, Entry]) -> bytes:
    """The manifest of some editions, sorted."""
    editions = [_brief(entry) for _, entry in sorted(entries.items())]
    return (json.dumps({"editions": editions}, indent=2, sort_keys=True) + "\n").encode()


def _brief(entry: Entry) -> dict[str, Any]:
    facts = asdict(replace(entry, inputs={}, warnings=[]))
    return {name: value for name, value in facts.items() if name not in OWN}


def entry_bytes(entry: Entry) -> bytes:
    """The manifest of one edition."""
    return (json.dumps(asdict(entry), indent=2, sort_keys=True) + "\n").encode()


def entry_of(data: bytes, folder: str) -> Entry:
    """The edition that the manifest in its folder is of.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: no build wrote it, or it is that of another edition.
    """
    entry = Entry(**json.loads(data))
    if not isinstance(entry.inputs, dict):
        raise TypeError(folder)
    if entry.folder != folder:
        raise UnsafeNameError(entry.folder)
    return entry


def listed(path: Path, data: bytes | None) -> dict[str, Entry]:
    """The editions that the manifest at a path lists, by folder; none where there is none.

    Raises:
        OutputError: no build wrote it.
    """
    try:
        return {} if data is None else from_bytes(data)
    except UNTRUE as error:
        reason = f"it is not as a build wrote it ({error}); delete {path.parent.name}/ and build again"
        raise OutputError(path, reason) from error


def from_bytes(data: bytes) -> dict[str, Entry]:
    """The editions that a manifest lists, by folder.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: no build wrote it.
    """
    entries = [Entry(**raw) for raw in json.loads(data)["editions"]]
    return {entry.folder: entry for entry in entries}
