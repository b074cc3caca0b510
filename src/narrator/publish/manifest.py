"""`out/manifest.json`: what the builds wrote, so that the next one knows its own files from a person's.

No clock time, duration or absolute path stands in it; the same editions give the same bytes. It is written last: a file
without an entry is not built yet. While one edition is being replaced its entry is gone, and `unfinished` names the
hashes that each of its files may have: a build that was killed there leaves every listed file true to its entry, and
the next build still knows the files as narrator's own.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = "manifest.json"
FORMS = {"md": "brief.md", "html": "brief.html", "pdf": "brief.pdf"}
LEDGER = "ledger.json"
NAMES = (*FORMS.values(), LEDGER)

READY, PUBLISHED, INCOMPLETE = "ready", "published", "incomplete"

FOLDER = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?/[a-z]{2}(?:-[A-Z]{2})?")
"""An event id and a locale: the only names that become part of a path."""


class UnsafeNameError(ValueError):
    """A name that must not become part of a path; a bug, because ingest lets none through."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is no safe path in out/")


class BrokenManifestError(ValueError):
    """The manifest is not one that a build wrote."""


def digest(data: bytes) -> str:
    """The hash that manifest and publications hold."""
    return hashlib.sha256(data).hexdigest()


def as_json(document: Mapping[str, Any]) -> bytes:
    """A document as the bytes that narrator writes, keys in the order given."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Stored:
    """One file that a build wrote."""

    sha256: str
    size: int

    @classmethod
    def of(cls, data: bytes) -> Stored:
        """What the manifest says of these bytes."""
        return cls(digest(data), len(data))


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition in out/; `files` by path relative to out/.

    `status`: ready, published (it is what was published), or incomplete (a file is gone or was edited).
    `key`: hash of what the edition says, text and ledger, whatever forms were asked for.
    `record`: hash of the event file that it was built from.
    `choices`: the variants that it used, for the memory of later editions.
    """

    event: str
    locale: str
    status: str
    key: str
    record: str
    choices: Mapping[str, int]
    files: Mapping[str, Stored] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not FOLDER.fullmatch(self.folder):
            raise UnsafeNameError(self.folder)
        for path in self.files.keys() - set(self.paths.values()):
            raise UnsafeNameError(path)

    @property
    def folder(self) -> str:
        """The folder of the edition, relative to out/."""
        return f"{self.event}/{self.locale}"

    @property
    def paths(self) -> Mapping[str, str]:
        """The path of each file that an edition can have, by name."""
        return {name: f"{self.folder}/{name}" for name in NAMES}


@dataclass(frozen=True, slots=True)
class Manifest:
    """The editions in out/ by folder, and the hashes of files whose replacement was not finished, by path."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    unfinished: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def get(self, event: str, locale: str) -> Entry | None:
        """The entry of an edition."""
        return self.entries.get(f"{event}/{locale}")

    def hashes(self, path: str) -> frozenset[str]:
        """The hashes that a file may have and still be narrator's own."""
        entry = self.entries.get(path.rpartition("/")[0])
        stored = entry.files.get(path) if entry else None
        return self.unfinished.get(path, frozenset()) | ({stored.sha256} if stored else frozenset())

    def during(self, entry: Entry) -> Manifest:
        """The manifest while an edition is being replaced by this one."""
        new = {path: frozenset({stored.sha256}) for path, stored in entry.files.items()}
        open_ = {path: self.hashes(path) | new.get(path, frozenset()) for path in entry.paths.values()}
        others = {folder: other for folder, other in self.entries.items() if folder != entry.folder}
        return Manifest(others, {**self.unfinished, **{path: known for path, known in open_.items() if known}})

    def after(self, entry: Entry) -> Manifest:
        """The manifest when an edition is in place."""
        unfinished = {path: known for path, known in self.unfinished.items() if path not in entry.paths.values()}
        return Manifest({**self.entries, entry.folder: entry}, unfinished)

    def verified(self, read: Callable[[str], bytes | None]) -> Manifest:
        """The manifest without the files that are no longer what it says."""
        entries = {}
        for folder, entry in self.entries.items():
            files = {path: stored for path, stored in entry.files.items() if _is(stored, read(path))}
            if files:
                entries[folder] = entry if files == entry.files else replace(entry, status=INCOMPLETE, files=files)
        return replace(self, entries=entries)

    def to_bytes(self) -> bytes:
        """The file, sorted."""
        entries = [asdict(entry) for _, entry in sorted(self.entries.items())]
        for raw in entries:
            raw.update(choices=dict(sorted(raw["choices"].items())), files=dict(sorted(raw["files"].items())))
        unfinished = {path: sorted(known) for path, known in sorted(self.unfinished.items())}
        return as_json({"editions": entries, **({"unfinished": unfinished} if unfinished else {})})

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """The manifest of a file.

        Raises:
            BrokenManifestError: the file is none.
        """
        try:
            document = json.loads(data)
            entries = [
                Entry(**{**raw, "files": {path: Stored(**stored) for path, stored in raw["files"].items()}})
                for raw in document["editions"]
            ]
            unfinished = {path: frozenset(known) for path, known in document.get("unfinished", {}).items()}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BrokenManifestError(str(error)) from error
        return cls({entry.folder: entry for entry in entries}, unfinished)


def _is(stored: Stored, data: bytes | None) -> bool:
    return data is not None and Stored.of(data) == stored
