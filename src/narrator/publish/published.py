"""What was published, for good: `data/published/<event>.<locale>.<n>.json`, committed with the records.

A publication holds the ledger, the hash of each form, when, by whom, what was corrected, and the variants used; the
forms themselves lie beside it in a folder of its name, since out/ is disposable and what readers saw is not. It is
written once and never changed; publishing again writes the next number and needs a correction. Only an edition that
lies in out/ as it was built, from the event file as it is now, can be published.

A published brief is frozen. A build compares what it would write with the latest publication: the same bytes are
written, and marked `published` in the manifest; it is refused (exit 14) when a figure would change (PUB001, one problem
a figure) or only the text would (PUB002).

To correct a brief: `narrator build --event ID --republish --correction TEXT`, which prints the text at the head of
every form, with what readers were told and are told now where figures have changed; read it, then
`narrator publish ID --approved-by NAME`. What is recorded is what the reader is told: the correction is that of the
edition as it was built, and one given to `publish` has to be the same. From then on every build of the edition prints
it.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from narrator import pipeline
from narrator.analysis.changes import changes, signed, with_rumours
from narrator.case import Replaced
from narrator.errors import Exit, UserError
from narrator.model.edition import KEY, language_of
from narrator.model.ledger import carried
from narrator.model.problem import Location, Problem
from narrator.publish.edited import record_of
from narrator.publish.editions import asked_for, under_embargo
from narrator.publish.inputs import as_published
from narrator.publish.manifest import FORMS, LEDGER, PUBLISHED, as_json, digest
from narrator.publish.out import open_out
from narrator.publish.writer import Change, first, locked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrator.analysis import changes as revisions
    from narrator.case import Case, Desk
    from narrator.config import Workspace
    from narrator.model.event import Event
    from narrator.model.policy import Policy
    from narrator.model.problem import Problems
    from narrator.publish.manifest import Entry

FILE = re.compile(rf"([^.]+\.{KEY})\.([1-9]\d*)\.json")
CORRECT = "narrator build --event {0} --republish --correction TEXT, then narrator publish {0} --approved-by NAME"


class BrokenPublicationError(UserError):
    """A file in data/published is not as narrator wrote it."""

    exit = Exit.INVALID

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: not a publication ({reason}); restore it from version control")


class PublicationRefusedError(UserError):
    """An edition cannot be published as it is."""

    exit = Exit.REFUSED

    def __init__(self, event: str, reason: str) -> None:
        super().__init__(f"{event} is not published: {reason}")


@dataclass(frozen=True, slots=True)
class Approval:
    """Who publishes, when, and the correction where it is repeated, to be held against that of the edition."""

    approver: str
    time: datetime
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """One edition as it was published; `forms` holds the hash of each file by name."""

    event: str
    locale: str
    number: int
    time: str
    approver: str
    correction: str
    forms: Mapping[str, str]
    choices: Mapping[str, int]
    ledger: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.event}.{self.locale}.{self.number}.json"

    @property
    def before(self) -> str:
        """The name of the file of the one before it, where there is one."""
        return f"{self.event}.{self.locale}.{self.number - 1}.json"

    @property
    def corrected(self) -> datetime | None:
        """When it was corrected, where somebody has said so."""
        said = self.ledger.get("corrected")
        return datetime.fromisoformat(said) if said else None

    @property
    def folder(self) -> str:
        """The name of the folder beside its file in which its forms lie."""
        return self.name.removesuffix(".json")

    @property
    def as_of(self) -> datetime:
        """The as-of of its ledger."""
        return datetime.fromisoformat(self.ledger["as_of"])

    def moved(
        self, ledger: Mapping[str, Any], policy: Policy, event: Event | None = None
    ) -> tuple[revisions.Change, ...]:
        """What a ledger has otherwise than readers were told; with its event, also of what was told as a rumour."""
        return changes(self.ledger, with_rumours(ledger, event, language_of(self.locale)) if event else ledger, policy)


class Publications:
    """What a workspace has published; its folder is listed once, when the first edition is asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self.folder = workspace.data / "published"

    @cached_property
    def _latest(self) -> dict[str, tuple[int, Path]]:
        found: dict[str, tuple[int, Path]] = {}
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if match := FILE.fullmatch(path.name):
                found[match[1]] = max(found.get(match[1], (0, path)), (int(match[2]), path))
        return found

    def latest(self, event: str, locale: str) -> Publication | None:
        """The last publication of an event in a language.

        Raises:
            BrokenPublicationError: its file is not as it was written.
        """
        found = self._latest.get(f"{event}.{locale}")
        return read(found[1]) if found else None

    def corrected(self, case: Case, locale: str, correction: str = "", at: datetime | None = None) -> Case:
        """A case with what its edition corrects: what was published last, or what that corrected in its turn.

        `correction`: what is to be corrected now, and `at`: when that is, where somebody has said so.

        Raises:
            BrokenPublicationError: a publication is not as it was written.
            PublicationRefusedError: it is corrected before it was published.
        """
        latest = self.latest(case.id, locale)
        if latest is None:
            return case
        is_new = correction not in {"", latest.correction}
        told, when = (latest, at) if is_new else (self._before(latest), latest.corrected)
        if is_new and at and at < datetime.fromisoformat(latest.time):
            raise PublicationRefusedError(case.id, f"it was corrected at {at}, before it was published: {latest.time}")
        replaced = Replaced(told.ledger, datetime.fromisoformat(told.time), when) if told else None
        return replace(case, correction=correction or latest.correction, replaced=replaced)

    def _before(self, publication: Publication) -> Publication | None:
        path = self.folder / publication.before
        return read(path) if path.is_file() else None


def read(path: Path) -> Publication:
    """The publication in a file.

    Raises:
        BrokenPublicationError: it is not as it was written.
    """
    try:
        publication = Publication(**json.loads(path.read_bytes()))
        publication.as_of, publication.corrected, publication.forms.items(), publication.choices.items()
        for figure in publication.ledger["figures"]:
            signed(carried(figure))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BrokenPublicationError(path, str(error)) from error
    return publication


def frozen(
    published: Publication, event: Event, ledger: Mapping[str, Any], forms: Mapping[str, str], policy: Policy
) -> Problems:
    """What stands against writing these forms, given by hash, of a published brief."""
    there, how = Location(event.path), CORRECT.format(f"{event.id}{asked_for(published.locale)}")
    refused = partial(Problem, example=how, event=event.id)
    moved = [
        refused("PUB001", _changed(change), at, found=now, expected=was, figure=change.id)
        for change in published.moved(ledger, policy, event)
        for was, now in [change.told]
        for at in [event.places.get(change.id, there)]
    ]
    differing = ", ".join(name for name, hashed in forms.items() if published.forms.get(name, hashed) != hashed)
    if differing and not moved:
        text = f"it is published, and templates, theme or texts would change {differing}, though no figure"
        moved = [refused("PUB002", text, there)]
    return tuple(moved)


def _changed(change: revisions.Change) -> str:
    what = "rumour" if change.now and "text" in change.now else "figure"
    return f"published {what} {change.id} would change: {', '.join(change.kinds)} (level {change.level:d})"


def record_publication(desk: Desk, path: Path, locale: str, approval: Approval) -> Path:
    """Record that the edition of an event in out/ is published; the file that says so.

    Raises:
        PublicationRefusedError: it is not ready or not built, or the same edition is published already.
        OutputError: the file could not be written.
    """
    case, folder = pipeline.examine(path, desk), desk.workspace.data / "published"
    root, edition = desk.workspace.root, f"{case.id}/{locale}"
    with open_out(root, root / "out") as out, out.holding(edition):
        entry = out.entries.get(edition)
        files = out.files(entry) if entry else {}
        latest = Publications(desk.workspace).latest(case.id, locale)
        is_sound = case.is_sound and not any(problem.is_error for problem in desk.problems)
        refused = _unready(
            case, locale, entry, files, record_of(desk, path, locale), is_sound=is_sound
        ) or under_embargo(case, desk, approval.time)
        if entry is None or refused:
            raise PublicationRefusedError(case.id, refused)
        forms = {name: digest(data) for name, data in files.items() if name != LEDGER}
        ledger = json.loads(files[LEDGER])
        if latest and latest.forms == forms and not latest.moved(ledger, desk.workspace.policy):
            if entry.status != PUBLISHED and latest.approver == approval.approver:  # it was killed halfway
                with locked(folder):  # which sweeps it
                    out.mark(as_published(entry, folder, latest.name, (folder / latest.name).read_bytes()), PUBLISHED)
                return folder / latest.name
            raise PublicationRefusedError(case.id, f"this very edition is published already, in {latest.name}")
        correction = _correction(case.id, ledger, forms, latest, approval)
        number = latest.number + 1 if latest else 1
        told = approval.time.isoformat(), approval.approver, correction
        held = with_rumours(ledger, case.event, language_of(locale)) if case.event else ledger
        if held.get("rumours") or (latest and latest.ledger.get("rumours")):
            ledger = held
        publication = Publication(case.id, locale, number, *told, forms, entry.choices, ledger)
        with locked(folder) as records, records.enter(publication.folder) as kept:
            copies = [Change(kept, name, kept.read(name), files[name]) for name in forms]
            data = as_json(asdict(publication))
            marked = as_published(entry, folder, publication.name, data)
            out.mark(marked, PUBLISHED, [*copies, first(records, publication.name, data)])
    return folder / publication.name


def _correction(
    event: str, ledger: Mapping[str, Any], forms: Mapping[str, str], latest: Publication | None, approval: Approval
) -> str:
    """What an edition says that it corrects.

    Raises:
        PublicationRefusedError: it changes what was published and does not say so, or something else, or lacks a form.
    """
    correction = str(ledger.get("correction", ""))
    if latest and correction in {"", latest.correction}:
        how = (
            f"say what changed: narrator build --event {event}{asked_for(latest.locale)} --republish --correction TEXT"
        )
        raise PublicationRefusedError(event, f"{latest.name} stands; {how}")
    if approval.correction not in {"", correction}:
        shown = f"'{correction}'" if correction else "no correction"
        raise PublicationRefusedError(event, f"its text has {shown}; build it with the one to be published")
    lost = [form for form, name in FORMS.items() if latest and name in latest.forms and name not in forms]
    if latest and lost:
        to = ",".join(form for form, name in FORMS.items() if name in forms or form in lost)
        how = f"build it once more, with its correction, --to {to}"
        raise PublicationRefusedError(event, f"{latest.name} had {', '.join(lost)}, and this has not; {how}")
    return correction


def _unready(  # noqa: PLR0913  # what is to be published, and what speaks for it
    case: Case, locale: str, entry: Entry | None, files: Mapping[str, bytes], record: str, *, is_sound: bool
) -> str:
    """What keeps an edition from being published, if anything does."""
    build = f"run: narrator build --event {case.id}{asked_for(locale)}"
    if case.event is None or not is_sound:
        return f"its records have errors; run: narrator check --event {case.id}"
    status = case.event.file.event.status
    if status != "ready":
        return f"its status is {status}; write `status: ready`, then build and read it"
    if entry and entry.lacks:
        return f"{', '.join(entry.lacks)} could not be made; {build}"
    if entry is None or not files or len(files) < len(entry.files):
        return f"out/ has no current edition of it in {locale}; {build}"
    return f"its event file has changed since; {build}" if entry.record != record else ""
