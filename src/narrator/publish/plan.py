"""The plan of a build: which editions are to be made, and why, before anything heavy is loaded.

An edition is current where its inputs are those that it was made of (`inputs`), and its files those that were written,
by their hashes. It is neither examined nor rendered then, and its warnings are told again as they were.

A published edition is frozen: templates, theme, its place in time and newer libraries make no other of it. Its records,
registries and histories may, and are looked at, since readers have to be told then.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrator.errors import UserError
from narrator.ingest.headers import read_header
from narrator.model.edition import name_of
from narrator.model.problem import Location, Problem
from narrator.publish.confine import problem_of
from narrator.publish.engine import engine
from narrator.publish.inputs import ASSET, ENGINE, LENGTH, LOOK, TEMPLATE, Inputs, said
from narrator.publish.manifest import FILE, FORMS, LEDGER, PUBLISHED, UNFINISHED, UNTRUE, USUAL, digest, listed
from narrator.publish.order import READY, twins
from narrator.publish.out import own_entry, read_real, refuse_links
from narrator.publish.results import BuildResult, as_raw, edition, shown
from narrator.publish.rows import known_by
from narrator.publish.state import State
from narrator.render.sources import SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from narrator.case import Desk, Terms
    from narrator.ingest.headers import Header
    from narrator.model.problem import Problems
    from narrator.publish.manifest import Entry

ASKED = ("forms", "locale", "correction", "corrected_at", "strict", "republish", "force")
"""What a plan asks of a request."""


class UnknownError(Exception):
    """What only the histories themselves can tell."""


@dataclass(frozen=True, slots=True)
class Look:
    """How an edition stands before a build.

    `why`: what speaks for making it, nothing where it is current; `status`: that of its event, where it says so.
    `changed`: the inputs that are not what it was made of; `frozen`: those that are not, and make no other of it.
    `warnings`: what was to be warned of when it was made.
    """

    folder: str
    status: str = ""
    why: tuple[str, ...] = ()
    entry: Entry | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    frozen: tuple[str, ...] = ()
    warnings: Problems = ()

    @property
    def is_current(self) -> bool:
        """Whether nothing is to be done for it."""
        return self.entry is not None and not self.why

    @property
    def kept(self) -> tuple[str, ...]:
        """Why it stays as it is though something has changed."""
        return tuple(f"it is published, and stays: {said(name)}" for name in self.frozen)

    def inputs_with(self, used: Mapping[str, str]) -> dict[str, str]:
        """The inputs of the edition made now, with the templates that it used.

        Where nothing had changed, those of forms that were not asked for are as good as before.
        """
        kept = self.entry.inputs if self.entry and not self.changed and not self.frozen else {}
        return {**kept, **self.inputs, **used} if self.inputs else {}


class Plan:
    """The plan of one run; what it hashes, it hashes before the run reads it."""

    def __init__(  # noqa: PLR0913  # which editions, and what is asked of them
        self,
        root: Path,
        out: Path,
        terms: Terms,
        *,
        forms: Sequence[str] = USUAL,
        locale: str = "en",
        correction: str = "",
        corrected_at: datetime | None = None,
        strict: bool = False,
        republish: bool = False,
        force: bool = False,
    ) -> None:
        self.root, self.out, self.locale = root, out, locale
        self.inputs, self.state = Inputs(root, locale, terms, (correction, corrected_at)), State(root, out)
        self.inputs.known = self._known
        self._names = [*(FORMS[form] for form in forms), LEDGER]
        self._strict, self._republish, self._force = strict, republish, force
        self._rows: Callable[[datetime], str] | None = None
        self._looks: dict[Path, Look] = {}
        self._twins: dict[Path, Path] = {}
        self._page = self.inputs.page

    def opened(self, desk: Desk) -> None:
        """The desk that was read meanwhile: its problems are known from now on, and so are its histories."""
        self._rows = known_by(desk.series)
        told = [as_raw(problem) for problem in desk.problems]
        self.state.keep("desk", {"of": self.inputs.desk, "problems": told})

    def _known(self, as_of: datetime) -> str:
        """The hash of the rows that were known at a moment.

        Raises:
            UnknownError: no run has found out yet, and the desk is not read.
        """
        facts = self.state["series"]
        known: dict[str, str] = facts.get("known", {}) if facts.get("of") == self.inputs.series else {}
        moment = as_of.isoformat()
        if moment not in known:
            if self._rows is None:
                raise UnknownError
            known = {**known, moment: self._rows(as_of)}
            self.state.keep("series", {"of": self.inputs.series, "known": known})
        return known[moment]

    def only(self, paths: Sequence[Path]) -> None:
        """What the run is about, of which no two may be of one edition, nor of one with another event of the desk."""
        self._twins = twins((*self.inputs.events, *paths))

    def clash(self, path: Path) -> Problems:
        """What is wrong where another file is of the same edition."""
        other = self._twins.get(path)
        if other is None:
            return ()
        at, name = Location(shown(self.root, path)), shown(self.root, other)
        message = f"{at.file} and {name} are of one edition: one of them would overwrite the other"
        return (Problem("EVT094", message, at, name, "one file of an event", event=path.stem),)

    def look(self, path: Path) -> Look:
        """How the edition of an event stands.

        Raises:
            UnknownError: that is not known before the desk is read.
        """
        if path not in self._looks:
            try:
                self._looks[path] = self._look(path)
            except UNTRUE:
                why = "its manifest is not as a build wrote it"
                self._looks[path] = Look(f"{path.stem}/{self.locale}", READY, (why,))
        return self._looks[path]

    def _look(self, path: Path) -> Look:
        folder = f"{path.stem}/{self.locale}"
        if path in self._twins:
            return Look(folder, why=(f"{self._twins[path].name} is of the same event",))
        try:
            header, entry = self._header(path), self._entry(folder)
            if header is None:
                return Look(folder, why=("its event file cannot be read",), entry=entry)
            now = self.inputs.of(path, header)
        except (OSError, UserError):
            return Look(folder, why=("a file that it is made of cannot be read",))
        if header.status != READY:
            return Look(folder, header.status, (f"its status is {header.status}",), entry, now)
        if entry is None or not entry.inputs:
            why = "it was not built yet" if entry is None else "narrator has changed since it was built"
            return Look(folder, READY, (why,), entry, now)
        used = self.inputs.templates(entry.inputs)
        is_other_engine = FORMS["pdf"] in self._files(entry) and entry.made != engine()
        both = {**now, **used}
        changed = [name for name in sorted({**entry.inputs, **both}) if entry.inputs.get(name) != both.get(name)]
        changed += [ENGINE] * is_other_engine
        is_frozen = entry.status == PUBLISHED and not self._republish and all(map(_is_look, changed))
        found = Look(folder, READY, (), entry, now, () if is_frozen else (*changed,), (*changed,) if is_frozen else ())
        reasons = (*self._why(entry, path.stem), *map(said, found.changed))
        return replace(found, why=reasons, warnings=tuple(problem_of(dict(raw)) for raw in entry.warnings))

    def _entry(self, folder: str) -> Entry | None:
        """What is there of an edition, in real folders."""
        place = self.out / folder
        return None if place.is_symlink() or place.parent.is_symlink() else own_entry(self.out, folder)

    def _header(self, path: Path) -> Header | None:
        if path.parent == self.inputs.data / "events" and path.stem in self.inputs.headers:
            return self.inputs.headers[path.stem]
        return read_header(path)

    def _files(self, entry: Entry) -> dict[str, str]:
        return {name.rpartition("/")[2]: hashed for name, hashed in entry.files.items()}

    def _why(self, entry: Entry, event: str) -> Iterator[str]:
        """What speaks for making an edition, beside its inputs."""
        files = self._files(entry)
        if self._force:
            yield "it was asked for anew"
        if entry.status == UNFINISHED:
            yield "its last build was not finished"
        if self._strict and entry.warnings:
            yield "its warnings are errors"
        if self.inputs.is_published(event) and entry.status != PUBLISHED and not self._republish:
            yield "it is not what was published"
        yield from (f"there is no {name} yet" for name in self._names if name not in files and entry.files)
        yield from self._differing(entry)

    def _differing(self, entry: Entry) -> Iterator[str]:
        """Which files of an edition are not as they were written."""
        for name, hashed in sorted(self._files(entry).items()):
            data = read_real(self.out / entry.folder / name)
            if data is None:
                yield f"{name} is gone"
            elif digest(data) != hashed:
                yield f"{name} was edited since it was built"

    def quick(self, paths: Sequence[Path], named: frozenset[str], *, whole: bool) -> BuildResult | None:
        """What comes of a build that has nothing to do; None where there is anything to do or to look at."""
        desk, result = self.state["desk"], BuildResult(self._strict)
        try:
            refuse_links(self.root, self.out)
            self.only(paths)
            if desk.get("of") != self.inputs.desk or not result.note(tuple(map(problem_of, desk["problems"]))):
                return None
            data = read_real(self.out / FILE)
            entries = listed(self.out / FILE, data)
            there = {entry.event for entry in entries.values()}
            for path in paths:
                look = self.look(path)
                if look.status not in {"", READY} and path.stem not in {*named, *there} and self.is_quiet(path):
                    result.skipped.append(skipped(path.stem, look.status))
                elif not (look.is_current and result.note(look.warnings) and _is_listed(entries, look)):
                    return None
                else:
                    result.unchanged.append(self.told(look))
        except (OSError, UnknownError, UserError, *UNTRUE):
            return None
        if whole and (there - {path.stem for path in paths} or any(self.gone(entries))):
            return None
        self.remember(paths, set(), {})
        self.state.write()
        return result

    def gone(self, entries: Mapping[str, Entry]) -> Iterator[Entry]:
        """The editions that are there of which `narrator.toml` has none any more."""
        names = {*map(name_of, self.inputs.editions)}
        yield from (entry for entry in entries.values() if name_of(entry.locale) not in names)

    def remember(self, paths: Sequence[Path], failed: set[str], why: Mapping[str, Sequence[str]]) -> None:
        """Know of some events which failed, and of editions why they were made."""
        earlier = {*self.state["failed"]} - {self.failing(path.stem) for path in paths}
        self.state.keep("failed", dict.fromkeys(sorted(earlier | {*map(self.failing, failed)}), ""))
        self.state.keep("why", dict(sorted({**self.state["why"], **why}.items())))

    def failing(self, event: str) -> str:
        """What the edition of an event is called among those that failed."""
        return f"{event}/{self.locale}" if name_of(self.locale) else event

    def told(self, look: Look) -> dict[str, object]:
        """An edition that has not changed, with the files that were asked for."""
        return edition(self.root, self.out, look.folder, self._names)

    def is_quiet(self, path: Path) -> bool:
        """Whether it is known of an event that is not ready that it can be read."""
        return bool(self.state["quiet"].get(path.stem) == self._quiet(path))

    def keep_quiet(self, path: Path) -> None:
        """Know it of an event."""
        self.state.keep("quiet", {**self.state["quiet"], path.stem: self._quiet(path)})

    def _quiet(self, path: Path) -> str:
        return digest(self.inputs.desk.encode() + (read_real(path) or b""))

    def used(self, templates: Mapping[str, str]) -> dict[str, str]:
        """What was used of templates and style sheets, by name, as inputs."""
        found = {f"{TEMPLATE}{name}": hashed[:LENGTH] for name, hashed in templates.items()}
        return {**found, **(self._page if any(name.startswith(SHEETS) for name in templates) else {})}


def skipped(event: str, status: str) -> dict[str, str]:
    """An event that is not ready, and that nothing is made of for it."""
    return {"event": event, "status": status, "why": f"its status is {status}"}


def _is_look(name: str) -> bool:
    return name in {*LOOK, ENGINE} or name.startswith((TEMPLATE, ASSET))


def _is_listed(entries: Mapping[str, Entry], look: Look) -> bool:
    """Whether the list of all editions has one as its own manifest has it."""
    entry = entries.get(look.folder)
    return bool(entry and look.entry and entry == replace(look.entry, inputs={}, warnings=[]))
