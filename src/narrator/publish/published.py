"""What was published, for good: `data/published/<event>.<locale>.<n>.json`, committed with the records.

A publication holds the ledger, the hash of each form, when, by whom, what was corrected, and the variants used. It is
written once and never changed; publishing again writes the next number and needs a correction. Only an edition that
lies in out/ as it was built, from the event file as it is now, can be published.

A published brief is frozen. A build compares what it would write with the latest publication:

- the same bytes: written, and marked `published` in the manifest;
- a figure would change (PUB001, one problem a figure) or only the text would (PUB002): refused, exit 14;
- only the text would change and out/ holds the published files: they stay, with a warning (PUB003).

To correct a brief: `narrator build --event ID --republish`, read it, then `narrator publish ID --approved-by NAME
--correction TEXT`.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from narrator import pipeline
from narrator.errors import Exit, UserError
from narrator.model.problem import Location, Problem, Severity
from narrator.publish.manifest import INCOMPLETE, LEDGER, PUBLISHED, as_json, digest
from narrator.publish.out import open_out
from narrator.publish.writer import create_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrator.config import Workspace
    from narrator.model.event import Event
    from narrator.model.problem import Problems
    from narrator.pipeline import Case, Desk
    from narrator.publish.manifest import Entry

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff]")
"""Characters that nobody sees, or that narrator uses itself."""
FACTS = ("low", "high", "low_open", "high_open", "unit", "approximate", "direction", "nature", "standing")
"""What a reader is told of a figure; where its reports stand in the file may change."""
CORRECT = "narrator build --event {0} --republish, then narrator publish {0} --approved-by NAME --correction TEXT"


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
    """Who publishes, when, and what is corrected when it is not the first time."""

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
    def as_of(self) -> datetime:
        """The as-of of its ledger."""
        return datetime.fromisoformat(self.ledger["as_of"])

    def differing(self, forms: Mapping[str, str]) -> list[str]:
        """The names of forms, given by hash, that were published otherwise."""
        return [name for name, hashed in forms.items() if self.forms.get(name, hashed) != hashed]

    def moved(self, ledger: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
        """The figures that a ledger has otherwise: as they were published, and as they would be."""
        was, now = _facts(self.ledger), _facts(ledger)
        ids = (*was, *(figure for figure in now if figure not in was))
        return {f: (_said(was.get(f)), _said(now.get(f))) for f in ids if was.get(f) != now.get(f)}


def _facts(ledger: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {figure["id"]: {fact: figure[fact] for fact in FACTS} for figure in ledger["figures"]}


def _said(facts: Mapping[str, Any] | None) -> str:
    if facts is None:
        return "not in the brief"
    told = dict(facts)
    low, high = told.pop("low"), told.pop("high")
    amount = str(low) if low == high else f"{low or '?'} to {high or '?'}"
    opened = [name.replace("_", " ") for name in ("low_open", "high_open", "approximate") if told.pop(name)]
    return ", ".join([f"{amount} {told.pop('unit')}", *opened, *(str(fact) for fact in told.values() if fact)])


def latest_publication(workspace: Workspace, event: str, locale: str) -> Publication | None:
    """The last publication of an event in a language.

    Raises:
        BrokenPublicationError: its file is not as it was written.
    """
    folder = workspace.data / "published"
    pattern = re.compile(rf"{re.escape(event)}\.{re.escape(locale)}\.([1-9]\d*)\.json")
    found = {int(match[1]): path for path in folder.glob("*.json") if (match := pattern.fullmatch(path.name))}
    return _read(found[max(found)]) if found else None


def _read(path: Path) -> Publication:
    try:
        publication = Publication(**json.loads(path.read_bytes()))
        publication.as_of, _facts(publication.ledger), publication.forms.items(), publication.choices.items()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BrokenPublicationError(path, str(error)) from error
    return publication


class EditedTextError(UserError):
    """The text that a person edited cannot be read."""

    exit = Exit.INVALID

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")


def edited_text(workspace: Workspace, event: str, locale: str) -> str | None:
    """The text of an edition that a person has edited, if there is one.

    Raises:
        EditedTextError: it is not UTF-8, or holds characters that nobody sees.
    """
    name = pipeline.edited_file(event, locale)
    path = workspace.root / name
    if not path.is_file():
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise EditedTextError(name, "not text in UTF-8; save it as UTF-8") from error
    hidden = UNSEEN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        raise EditedTextError(name, f"U+{ord(hidden[0]):04X} in line {line}, a character that nobody sees; delete it")
    return text


def record_of(workspace: Workspace, path: Path, locale: str) -> str:
    """The hash of what an edition is made from: the event file, and the text that a person edited."""
    edited = workspace.root / pipeline.edited_file(path.stem, locale)
    return digest(path.read_bytes() + (edited.read_bytes() if edited.is_file() else b""))


def frozen(
    published: Publication, event: Event, ledger: Mapping[str, Any], forms: Mapping[str, str], lying: Entry | None
) -> Problems:
    """What stands against writing these forms, by hash, of a published brief; `lying` is the edition now in out/."""
    there = Location(event.path)
    refused = Problem("PUB001", "", there, example=CORRECT.format(event.id), event=event.id, exit=Exit.REFUSED)
    moved = tuple(
        replace(
            refused,
            message=f"published figure {figure} would change",
            at=event.places.get(figure, there),
            found=now,
            expected=was,
            figure=figure,
        )
        for figure, (was, now) in published.moved(ledger).items()
    )
    names = ", ".join(published.differing(forms))
    if moved or not names:
        return moved
    why = f"templates, theme or texts would change {names}, though no figure"
    if lying and lying.status == PUBLISHED:
        message = f"left as it was published: {why}"
        return (replace(refused, code="PUB003", message=message, severity=Severity.WARNING),)
    return (replace(refused, code="PUB002", message=f"it is published, and {why}"),)


def record_publication(desk: Desk, path: Path, locale: str, approval: Approval) -> Path:
    """Record that the edition of an event in out/ is published; the file that says so.

    Raises:
        PublicationRefusedError: it is not ready or not built, or the same edition is published already.
        OutputError: the file could not be written.
    """
    case = pipeline.examine(path, desk)
    workspace = desk.workspace
    with open_out(workspace.root, workspace.root / "out") as out:
        entry = _edition(case, out.manifest.get(case.id, locale), locale)
        if entry.record != record_of(workspace, path, locale):
            raise PublicationRefusedError(case.id, f"its event file has changed since; {_build(case.id)}")
        forms = {name: entry.files[p].sha256 for name, p in entry.paths.items() if p in entry.files and name != LEDGER}
        ledger = json.loads(out.folder.read(entry.paths[LEDGER]) or b"")
        latest = latest_publication(workspace, case.id, locale)
        if latest and latest.forms == forms and not latest.moved(ledger):
            raise PublicationRefusedError(case.id, f"this very edition is published already, in {latest.name}")
        _check(approval, case.id, latest)
        number = latest.number + 1 if latest else 1
        told = approval.time.isoformat(), approval.approver, approval.correction
        publication = Publication(case.id, locale, number, *told, forms, entry.choices, ledger)
        written = workspace.data / "published" / publication.name
        create_text(written, as_json(asdict(publication)).decode())
        out.mark(entry, PUBLISHED)
    return written


def _build(event: str) -> str:
    return f"run: narrator build --event {event}"


def _edition(case: Case, entry: Entry | None, locale: str) -> Entry:
    if case.event is None or not case.is_sound:
        raise PublicationRefusedError(case.id, f"its records have errors; run: narrator check --event {case.id}")
    status = case.event.file.event.status
    if status != "ready":
        raise PublicationRefusedError(case.id, f"its status is {status}; write `status: ready`, then build and read it")
    if entry is None or entry.status == INCOMPLETE or entry.paths[LEDGER] not in entry.files:
        raise PublicationRefusedError(case.id, f"out/ has no current edition of it in {locale}; {_build(case.id)}")
    return entry


def _check(approval: Approval, event: str, latest: Publication | None) -> None:
    if not approval.approver.strip():
        raise PublicationRefusedError(event, 'somebody has to sign it; write --approved-by "A. Editor"')
    if latest and not approval.correction.strip():
        raise PublicationRefusedError(event, f"{latest.name} stands; say what changed: --correction TEXT")
