"""Holds what was written against its records, as `fsck` does, and writes nothing.

out/ against its manifest and the publications, each brief against its ledger, data/published/ against itself, and
data/edited/ and data/accepted/ against the events and texts that they were made for. What a killed command may leave,
an unfinished edition or a temporary file, has codes of its own: nothing is lost by it.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

from narrator.case import EDITED, TEXT, edited_file
from narrator.errors import Exit, UnreadFileError, UserError
from narrator.ingest.documents import record_files, relative
from narrator.ingest.headers import read_header
from narrator.model.catalogue import entries
from narrator.model.problem import Location, Problem
from narrator.model.text import front_matter
from narrator.publish.borne_out import untrue
from narrator.publish.edited import edited_text, record_of
from narrator.publish.locks import is_locked
from narrator.publish.manifest import FILE, LEDGER, NAMES, PUBLISHED, UNFINISHED, digest, entry_of, from_bytes
from narrator.publish.published import FILE as PUBLICATION
from narrator.publish.published import BrokenPublicationError, read
from narrator.publish.writer import TEMPORARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from narrator.case import Desk
    from narrator.model.problem import Problems
    from narrator.publish.manifest import Entry
    from narrator.publish.published import Publication

BROKEN = (ValueError, TypeError, KeyError, AttributeError, IndexError)  # of reading what narrator did not write
AS_OF = re.compile(r'^as_of: "?([^"\n]*)', re.MULTILINE)


class BusyError(UserError):
    """What a build changes while it is looked at is neither right nor wrong."""

    exit, code = Exit.OUTPUT, "OUT001"

    def __init__(self, folder: str) -> None:
        super().__init__(f"a build is at work on {folder}/; verify it when that is done")


def verify(desk: Desk, out: Path, *, is_asked: bool = False) -> tuple[Problems, Counter[str]]:
    """What is wrong with the state of a workspace, and how much of each kind was looked at.

    `is_asked`: the folder of editions was named, so that there has to be one.

    Raises:
        BusyError: a build is at work on it.
    """
    look = Look(desk, out)
    before = look.read(out / FILE)
    published = look.publications()
    look.editions(before, published, is_asked=is_asked)
    look.edited_texts()
    look.decisions()
    look.leftovers()
    if look.problems and (is_locked(desk.workspace.root, out) or (before and look.read(out / FILE) != before)):
        raise BusyError(look.shown(out))
    return tuple(look.problems), look.counts


class Look:
    """One look at a workspace: what is wrong with it, and what was looked at."""

    def __init__(self, desk: Desk, out: Path) -> None:
        self.desk, self.out, self.root = desk, out, desk.workspace.root
        self.events = {path.stem: path for path in record_files(desk.workspace.events)}
        self.texts: dict[str, str] = {}
        self.counts: Counter[str] = Counter({"edition": 0, "publication": 0, "edited_text": 0, "decision": 0})
        accepted = relative(desk.workspace.data / "accepted", self.root)
        self.problems = [problem for problem in desk.problems if problem.at.file.startswith(f"{accepted}/")]

    def shown(self, path: Path) -> str:
        """A path as messages print it."""
        return relative(path, self.root)

    def note(self, code: str, path: Path, message: str, **more: Any) -> None:  # noqa: ANN401  # those of a problem
        """Note what is wrong with a file."""
        at = Location(self.shown(path), more.pop("line", 1))
        facts = {"expected": entries()[code].expected, "example": entries()[code].example, **more}
        self.problems.append(Problem(code, f"{at.file} {message}", at, **facts))

    def read(self, path: Path) -> bytes | None:
        """The bytes of a file; None where there is none, and, with a problem, where it cannot be read."""
        try:
            if path.is_symlink() or not path.is_file():
                if os.path.lexists(path):
                    self.note("VER010", path, "is a link or no file at all")
                return None
            return path.read_bytes()
        except OSError as error:
            self.note("VER010", path, f"cannot be read: {error.strerror or error}")
            return None

    def below(self, folder: Path) -> Iterator[Path]:
        """Every file below a folder, and every link."""
        for place, folders, names in os.walk(folder, onerror=self._unread):
            folders.sort()
            links = [name for name in folders if (folder / place / name).is_symlink()]
            yield from (folder / place / name for name in sorted((*names, *links)))

    def _unread(self, error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            self.note("VER010", self.out.parent / error.filename, f"cannot be read: {error.strerror}")

    def publications(self) -> Mapping[str, Publication | None]:
        """The latest publication of each edition, None where it is broken."""
        found: dict[str, dict[int, Publication | None]] = {}
        folder = self.desk.workspace.data / "published"
        for path in sorted(folder.glob("*.json")):
            match = PUBLICATION.fullmatch(path.name)
            if match:
                self.counts["publication"] += 1
                found.setdefault(match[1], {})[int(match[2])] = self._publication(path, int(match[2]))
            else:
                self.note("VER007", path, "has not the name of a publication", found=path.name)
        for edition, numbers in found.items():
            for number in sorted({*range(1, max(numbers))} - {*numbers}):
                name, last = f"{edition}.{number}.json", f"{edition}.{max(numbers)}.json"
                self.note("VER008", folder / name, f"is gone, though {last} came after it")
        return {edition: numbers[max(numbers)] for edition, numbers in found.items()}

    def _publication(self, path: Path, number: int) -> Publication | None:
        if self.read(path) is None:
            return None
        try:
            publication = read(path)
            ledger = publication.ledger["event"], publication.ledger["locale"]
            is_whole = publication.name == path.name and ledger == (publication.event, publication.locale)
        except (BrokenPublicationError, *BROKEN) as error:
            self.note("VER007", path, f"is not as narrator wrote it: {error}")
            return None
        why = "has no correction" if is_whole else "is the record of another edition, by what it holds"
        if not is_whole or (number > 1 and not publication.correction):
            self.note("VER007", path, why, found=publication.name)
        kept = path.with_suffix("")
        for name, hashed in publication.forms.items() if kept.is_dir() else ():
            data, is_there = self.read(kept / name), os.path.lexists(kept / name)
            if not is_there or (data is not None and digest(data) != hashed):
                self.note("VER007", kept / name, "is not as it was published" if is_there else "is gone", found=name)
        return publication

    def editions(self, manifest: bytes | None, published: Mapping[str, Publication | None], *, is_asked: bool) -> None:
        """The folder of editions against its manifest, and each edition against its ledger and its publication."""
        path = self.out / FILE
        if manifest is None and is_asked and not os.path.lexists(path):
            self.note("VER002", path, "is gone, or no build wrote into this folder")
        try:
            listed = from_bytes(manifest).values() if manifest else ()
            strays = [name for each in listed for name in each.files if name not in _own(each, is_unfinished=True)]
        except BROKEN as error:
            self.note("VER001", path, f"is not as a build wrote it: {error}")
            return
        for name in strays:
            self.note("VER001", path, f"lists what no build writes: {name}", found=name)
        for entry in listed:
            self.counts["edition"] += 1
            self._edition(entry)
            self._has_its_own(entry)
            self._is_published(entry, published)
            self._is_current(entry)
        known = {self.out / name for entry in listed for name in _own(entry, is_unfinished=entry.status == UNFINISHED)}
        known |= {self.out / entry.folder / FILE for entry in listed}
        for file in self.below(self.out):
            if file not in {path, *known} and not TEMPORARY.fullmatch(file.name):
                self.note("VER004", file, "is not listed in the manifest", found=file.name)

    def _edition(self, entry: Entry) -> None:
        files, build = {}, f"narrator build --event {entry.event}"
        if entry.status == UNFINISHED:
            path = self.out / entry.folder
            self.note("VER005", path, "was not written to its end", found=UNFINISHED, example=build, event=entry.event)
        for name in sorted(_own(entry, is_unfinished=entry.status == UNFINISHED)):
            path, hashed, away = self.out / name, entry.files.get(name), f"rm {self.shown(self.out / name)}"
            data = self.read(path)
            if data is None:
                if hashed and not os.path.lexists(path):
                    self.note("VER002", path, "is gone", example=build, event=entry.event)
            elif digest(data) not in ({hashed} if hashed else entry.hashes):
                self.note("VER003", path, "was changed since it was built", example=away, event=entry.event)
            else:
                files[path.name] = data
        if LEDGER in files and entry.status != UNFINISHED:
            self._ledger(entry, files)

    def _has_its_own(self, entry: Entry) -> None:
        """The manifest of an edition against that of the folder; a narrator of before wrote none."""
        data = self.read(path := self.out / entry.folder / FILE)
        try:
            own = entry_of(data, entry.folder) if data is not None else entry
        except BROKEN as error:
            self.note("VER001", path, f"is not as a build wrote it: {error}", event=entry.event)
            return
        if UNFINISHED not in {own.status, entry.status} and own.files != entry.files:
            self.note("VER001", path, f"lists other files than {self.shown(self.out / FILE)}", event=entry.event)

    def _ledger(self, entry: Entry, files: Mapping[str, bytes]) -> None:
        try:
            wrong = [*untrue(entry, json.loads(files[LEDGER]), files)]
        except BROKEN as error:
            wrong = [(LEDGER, 1, f"is no ledger: {error}", "")]
        for name, line, why, found in wrong:
            self.note("VER006", self.out / entry.folder / name, why, line=line, found=found, event=entry.event)

    def _is_published(self, entry: Entry, published: Mapping[str, Publication | None]) -> None:
        edition, folder = f"{entry.event}.{entry.locale}", self.out / entry.folder
        latest = published.get(edition)
        if entry.status == PUBLISHED and edition not in published:
            self.note("VER008", folder, "is marked as published, and no record says so", event=entry.event)
        if entry.status != PUBLISHED or latest is None:
            return
        hashes = {name.rpartition("/")[2]: hashed for name, hashed in entry.files.items()}
        other = [name for name, hashed in latest.forms.items() if hashes.get(name, hashed) != hashed]
        with suppress(OSError, *BROKEN):  # told elsewhere
            other += (
                c.id for c in latest.moved(json.loads((folder / LEDGER).read_bytes()), self.desk.workspace.policy)
            )
        if other:
            why = f"is marked as published, and differs from {latest.name}: {', '.join(other)}"
            self.note("VER009", folder, why, found=", ".join(other), event=entry.event)

    def _is_current(self, entry: Entry) -> None:
        path = self.events.get(entry.event)
        try:
            record = record_of(self.desk, path, entry.locale) if path else ""
        except UnreadFileError as error:
            self.note("VER010", self.out / entry.folder, f"cannot be held against its records: {error}")
            return
        if record != entry.record:
            why = "is older than what it is made of: event file, edited text or decision" if path else "is of no event"
            self.note("VER014", self.out / entry.folder, why, event=entry.event)

    def edited_texts(self) -> None:
        """The articles that people have edited against their events."""
        for path in sorted((self.root / EDITED).glob("*.md")):
            match = TEXT.fullmatch(path.name)
            event = self.events.get(match["event"]) if match else None
            self.counts["edited_text"] += 1
            if not match or not event:
                self.note("VER015", path, "is of no event in data/events, and nothing is made of it")
                continue
            try:
                text = edited_text(self.desk.workspace, *match.groups()) or ""
            except UserError as error:
                self.problems.append(Problem("PUB003", str(error), Location(edited_file(*match.groups()))))
                continue
            self.texts[match["event"]] = f"{self.texts.get(match['event'], '')}\n\n{text}"
            base, header = AS_OF.search(front_matter(text)), read_header(event)
            if base and header and base[1] != header.published.isoformat():
                line, now = text.count("\n", 0, base.start()) + 1, f'as_of: "{header.published.isoformat()}"'
                why = f"was made of a brief as of {base[1]}; the event has another time"
                self.note("VER011", path, why, line=line, found=base[1], example=now, event=match["event"])

    def decisions(self) -> None:
        """The decisions of the desk against the texts that they are about, where these are in the workspace."""
        from narrator.reading.documents import of_markdown  # noqa: PLC0415  # few workspaces have such texts

        self.counts["decision"] += len(self.desk.decisions)
        read = {event: " ".join(of_markdown(text).text.split()) for event, text in self.texts.items()}
        for each in self.desk.decisions:
            sentence = " ".join(each.sentence.split())
            if sentence not in read.get(each.event, sentence):
                path, line = self._decision(sentence)
                self.note("VER012", path, "lets a sentence stand that is gone", line=line, found=sentence)

    def _decision(self, sentence: str) -> tuple[Path, int]:
        """Where a decision stands, by its sentence."""
        folder = self.desk.workspace.data / "accepted"
        for path in record_files(folder):
            for number, line in enumerate((self.read(path) or b"").decode(errors="replace").splitlines(), 1):
                if sentence[:40] in line:  # a person may have broken the rest into lines
                    return path, number
        return folder, 1

    def leftovers(self) -> None:
        """Temporary files of commands that were killed: the next one that writes there takes them away."""
        below = map(self.below, (self.desk.workspace.data, self.desk.workspace.templates, self.out))
        for file in chain(self.root.iterdir(), *below):
            if TEMPORARY.fullmatch(file.name):
                self.note("VER013", file, "was left by a command that was killed", found=file.name)


def _own(entry: Entry, *, is_unfinished: bool = False) -> set[str]:
    """The files that an edition may list; of a finished one those that it does."""
    names = {f"{entry.folder}/{name}" for name in NAMES}
    return names if is_unfinished else names & {*entry.files}
