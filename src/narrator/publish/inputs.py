"""What an edition is made of, as named hashes: an edition whose inputs are the same is the same, to the byte.

Everything is hashed before it is read for use, so that what changes in between is seen by the next run at the latest.
The heavy parts of narrator are not loaded for it. What a build may read of the workspace and is not named here would be
a fault of the cache: `tests/acceptance/test_every_input_is_named.py` watches what is opened.
"""

from __future__ import annotations

import json
import os
import tomllib
from bisect import bisect_left
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from narrator.case import edited_file
from narrator.errors import bytes_of
from narrator.ingest.documents import record_files
from narrator.model import asset, edition
from narrator.model.place import FILE
from narrator.publish.engine import libraries
from narrator.publish.manifest import digest
from narrator.publish.order import headers_of, in_time
from narrator.render.sources import SHEETS, find, folders, has_own_pages, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from narrator.case import Terms
    from narrator.ingest.headers import Header
    from narrator.publish.manifest import Entry
    from narrator.publish.order import Order

    Corrected = tuple[str, datetime | None]

LENGTH = 32
"""Hex digits of a hash that are kept."""
TEMPLATE = "template "
LIMITS = ("seconds", "megabytes", "forms", "embargo", "file")
"""The settings that change no byte of what is made."""
CODE = frozenset({".py", ".toml", ".html", ".conf"})
RECORDS = ("event", "edited text", "decisions")
"""The inputs that are about this edition alone."""
LOOK = frozenset({"narrator", "libraries", "place in time", "sheets", "page", "theme"})
"""The inputs, beside templates, that may change how an edition says something and nothing of what it says."""
ENGINE, THEME, ASSET = "engine", "theme", "file "
"""`ASSET`: what the name of a file of the theme begins with."""
WORDS = {
    "event": "its event file",
    "edited text": "the text of it that a person edited",
    "decisions": "what the desk let stand of it",
    "published": "what was published of it",
    "sources": "data/sources.yaml",
    "names": "data/names.yaml",
    "settings": "narrator.toml",
    THEME: "the theme of narrator.toml",
    "series": "the rows of data/series that were known at its time",
    "place in time": "its place among the events in time",
    "as of": "the moment as of which it is",
    "without": "what is left out of it",
    "reason": "why something is left out of it",
    "correction": "its correction",
    "corrected at": "when it was corrected",
    "narrator": "narrator itself",
    "libraries": "a library that it is made with",
    ENGINE: "a library or font that its PDF is made with",
    "sheets": "which style sheets there are",
    "page": "whether all that makes its page is packaged",
}
"""What the inputs are called."""


class Inputs:
    """The inputs of the editions of a run; each file of the workspace is read once.

    `known`: the hash of the rows of the histories that were known at a moment.
    """

    def __init__(self, root: Path, locale: str, terms: Terms, corrected: Corrected = ("", None)) -> None:
        """`locale`: the key of the editions."""
        self.root, self.locale, self.terms, self.corrected = root, locale, terms, corrected
        self.data = root / "data"
        self.known: Callable[[datetime], str] | None = None
        self._hashes: dict[str, str] = {}
        self.events = record_files(self.data / "events")
        self._typed = _read(root / FILE)
        told = edition.typed(self._typed or b"")
        self.editions, own = edition.keys(told), edition.settings_of(told, locale)
        self.templates_of = folders(root / edition.templates_of(own))
        self._files = {name: _read(self.data / f"{name}.yaml") for name in ("sources", "names")}
        self._accepted = {path.name: bytes_of(path) for path in record_files(self.data / "accepted")}
        self._series = [(str(path.relative_to(root)), bytes_of(path)) for path in _below(self.data / "series")]
        self._fixed = {
            **{name: _hash(data) for name, data in self._files.items() if data is not None},
            **_settings(self._typed or b"", root, locale),
            "narrator": code(),
            "libraries": _hash(json.dumps(libraries()).encode()),
        }

    @cached_property
    def headers(self) -> Mapping[str, Header]:
        """The headers of all events that have one, by id."""
        return headers_of(self.events)

    @cached_property
    def order(self) -> Order:
        """The events that are ready, in time."""
        return in_time(self.headers)

    @cached_property
    def _published(self) -> Mapping[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for path in sorted((self.data / "published").glob("*.json")):
            found.setdefault(path.name.rpartition(".")[0].rpartition(".")[0], []).append(path)
        return found

    def is_published(self, event: str) -> bool:
        """Whether anything was published of the edition of an event."""
        return f"{event}.{self.locale}" in self._published

    def of(self, path: Path, header: Header) -> dict[str, str]:
        """The inputs of an edition by name, but for the templates, which are known when it is made.

        Raises:
            UnreadFileError: the system does not give one of the files.
        """
        event, as_of = path.stem, self.terms.as_of or header.published
        edited = _read(self.root / edited_file(event, self.locale))
        name = event.encode()
        about = b"".join(data for _, data in sorted(self._accepted.items()) if name in data or b"\\" in data)
        published = self.published(event)
        found = {
            "event": _hash(bytes_of(path)),
            **self._fixed,
            "place in time": str(bisect_left(self.order, (header.published.timestamp(), event))),
            "as of": as_of.isoformat(),
            "edited text": _hash(edited) if edited is not None else "",
            "decisions": _hash(about) if about else "",
            "published": published,
            "series": self.known(as_of) if self._series and self.known else "",
            "without": ", ".join(sorted(self.terms.without)),
            "reason": self.terms.reason,
            "correction": self.corrected[0],
            "corrected at": self.corrected[1].isoformat() if self.corrected[1] else "",
        }
        return {name: value for name, value in found.items() if value}

    def published(self, event: str) -> str:
        """The hash of what was published of an edition; empty where nothing was."""
        paths = self._published.get(f"{event}.{self.locale}", ())
        return _hash(b"".join(map(bytes_of, paths))) if paths else ""

    def templates(self, names: Iterable[str]) -> dict[str, str]:
        """The inputs that templates and style sheets are, by the names under which they were loaded."""
        used = [name.removeprefix(TEMPLATE) for name in names if name.startswith(TEMPLATE)]
        found = {f"{TEMPLATE}{name}": self._template(name) for name in used}
        if any(name.startswith(SHEETS) for name in used):
            found |= self.page
        return found

    @cached_property
    def page(self) -> dict[str, str]:
        """What a page depends on beside the templates that it loads."""
        page = "own" if has_own_pages(self.templates_of) else "packaged"
        return {"sheets": ", ".join(sheets(self.templates_of)), "page": page}

    def _template(self, name: str) -> str:
        if name not in self._hashes:
            path = find(self.templates_of, name)
            self._hashes[name] = _hash(path.read_bytes()) if path else ""
        return self._hashes[name]

    @cached_property
    def series(self) -> str:
        """The hash of all histories, with what they are read by; empty where there are none."""
        parts = (self._files["sources"], self._typed, code(), *self._series)
        return _hash(repr(parts).encode()) if self._series else ""

    @cached_property
    def desk(self) -> str:
        """The hash of what the registries, decisions and histories are read from, whose problems every run tells."""
        events = [path.name for path in self.events]
        fixed = {**_settings(self._typed or b"", self.root), "narrator": code(), "libraries": libraries()}
        return _hash(repr((self._typed, self._files, self._accepted, self.series, events, fixed)).encode())


def said(name: str) -> str:
    """What changed, in words."""
    return f"{WORDS.get(name, name)} changed"


def as_published(entry: Entry, folder: Path, name: str, data: bytes) -> Entry:
    """An edition with the publication that has just been made of it among its inputs, so that it stays as it is."""
    there = {path.name: bytes_of(path) for path in folder.glob(f"{entry.event}.{entry.locale}.*.json")}
    inputs = {each: value for each, value in entry.inputs.items() if not each.startswith("correct")}
    hashed = _hash(b"".join(each for _, each in sorted({**there, name: data}.items())))
    return replace(entry, inputs={**inputs, "published": hashed} if inputs else {})


def _hash(data: bytes) -> str:
    return digest(data)[:LENGTH]


def _read(path: Path) -> bytes | None:
    return bytes_of(path) if path.is_file() else None


def _below(folder: Path) -> list[Path]:
    return sorted(Path(place, name) for place, _, names in os.walk(folder) for name in names)


def _settings(data: bytes, root: Path, key: str = "") -> dict[str, str]:
    """The hashes of what `narrator.toml` sets, however it is typed, its theme apart, and of the files of that.

    What it sets for one edition is none of another's; without a key the files of all count.
    """
    try:
        told = tomllib.loads(data.decode())
    except ValueError:
        return {"settings": _hash(data)}
    themes = [edition.settings_of(told, each).get(THEME) for each in ([key] if key else edition.keys(told))]
    told = edition.settings_of(told, key)
    kept = {name: value for name, value in told.items() if name not in {*LIMITS, THEME}}
    kept |= {edition.TABLE: edition.name_of(key)} if edition.name_of(key) else {}
    found = {"settings": _hash(_as_typed(kept))}
    if THEME in told:
        found[THEME] = _hash(_as_typed(told[THEME]))
    for name, path in (pair for theme in themes for pair in asset.files(theme).items()):
        with suppress(asset.AssetError):
            found[f"{ASSET}{path}"] = _hash(asset.bytes_of(root, name, path))
    return found


def _as_typed(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, default=str).encode()


@cache
def code() -> str:
    """The hash of narrator itself: its modules and tables."""
    home = Path(__file__).parents[1]
    paths = [path for path in _below(home) if path.suffix in CODE and "templates" not in path.relative_to(home).parts]
    return _hash(repr([(str(path.relative_to(home)), path.read_bytes()) for path in paths]).encode())
