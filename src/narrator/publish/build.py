"""Builds editions: examine in this process, render in a confined child, compare with what was published, write.

One event after the other, each by itself: what is wrong with one becomes problems, and the others go on. The exit code
is the first that applies of `errors.PRECEDENCE`. Draft and held events are not built, nor are their problems told:
`check` does that.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from narrator import pipeline
from narrator.errors import Exit, OutputError, UserError, first_exit
from narrator.model.problem import Location, Problem
from narrator.pipeline import Terms
from narrator.publish import memory
from narrator.publish.confine import TaskBugError, problem_of, run_confined
from narrator.publish.manifest import FORMS, LEDGER, PUBLISHED, READY, Entry, as_json, digest
from narrator.publish.out import open_out
from narrator.publish.published import edited_text, frozen, latest_publication, record_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrator.model.event import Event
    from narrator.model.problem import Problems
    from narrator.pipeline import Case, Desk
    from narrator.publish.out import Out

CODES = {Exit.OUTPUT: "OUT001", Exit.REFUSED: "OUT002", Exit.RENDERING: "RND001", Exit.INVALID: "PUB004"}
OTHER = "RND002"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build. `named`: one event was asked for by name. `republish`: published briefs may change."""

    desk: Desk
    paths: tuple[Path, ...]
    out: Path
    forms: tuple[str, ...] = tuple(FORMS)
    locales: tuple[str, ...] = ("en",)
    terms: Terms = Terms()  # noqa: RUF009  # frozen
    strict: bool = False
    named: bool = False
    republish: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """An event that was not built although nothing is wrong with it."""

    event: str
    why: str


@dataclass(slots=True)
class BuildResult:
    """What came of a build."""

    problems: Problems = ()
    built: list[Mapping[str, Any]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def failed(self) -> frozenset[str | None]:
        """The events with an error; None stands for what belongs to no event."""
        return frozenset(problem.event for problem in self.problems if problem.is_error)

    @property
    def exit(self) -> Exit:
        """The exit code of the run."""
        return first_exit(frozenset(problem.exit for problem in self.problems if problem.is_error))


def build_all(request: BuildRequest) -> BuildResult:
    """Build the editions of all events asked for, as far as possible; all problems of all events are told at once."""
    run = _Run(request)
    run.note(request.desk.problems)
    with ExitStack() as stack:
        out = None
        try:
            out = stack.enter_context(open_out(request.desk.workspace.root, request.out))
        except OutputError as error:
            run.note(_told(error, run.shown(request.out)))
        is_stopped = run.result.exit is not Exit.DONE
        if not is_stopped and len(request.paths) > 1 and "pdf" in request.forms:
            pipeline.warm()
        for path in request.paths:
            run.event(path, None if is_stopped else out)
    return run.result


class _Run:
    """One build at work; `result` grows."""

    def __init__(self, request: BuildRequest) -> None:
        self.request = request
        self.result = BuildResult()
        self.seen: dict[str, Path] = {}

    def shown(self, path: Path) -> str:
        """A path relative to the workspace, where it lies in it."""
        root = self.request.desk.workspace.root
        return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)

    def note(self, problems: Problems) -> bool:
        """Add problems, warnings as errors when the run is strict; whether there is an error among them."""
        noted = pipeline.strict(problems) if self.request.strict else problems
        self.result.problems += noted
        return any(problem.is_error for problem in noted)

    def event(self, path: Path, out: Out | None) -> None:
        """Examine one event and, where there is a folder to write to and nothing against it, build its editions."""
        case = pipeline.examine(path, self.request.desk, self.request.terms)
        event = case.event
        if event is not None and event.file.event.status != "ready":
            self._skip(event)
        elif not self.note((*case.problems, *self._twice(case))) and event is not None and out is not None:
            for locale in self.request.locales:
                self._edition(case, event, locale, out)

    def _skip(self, event: Event) -> None:
        why = f"its status is {event.file.event.status}"
        self.result.skipped.append(Skipped(event.id, why))
        if self.request.named:
            at = event.place("event.status")
            self.note((Problem("PUB005", f"not built: {why}", at, example="status: ready", event=event.id),))

    def _twice(self, case: Case) -> Problems:
        """An event id that two files share, which would write into one folder."""
        first = self.seen.setdefault(case.id, case.path)
        if first == case.path:
            return ()
        message = f"{self.shown(first)} has the id {case.id} too"
        return (Problem("OUT003", message, Location(self.shown(case.path)), event=case.id),)

    def _edition(self, case: Case, event: Event, locale: str, out: Out) -> None:
        try:
            against = self._built(case, event, locale, out)
        except (UserError, TaskBugError) as error:
            against = _told(error, event.path, event.id)
        self.note(against)

    def _built(self, case: Case, event: Event, locale: str, out: Out) -> Problems:
        """Render and write one edition; what stood against it."""
        files, choices, warnings = self._rendered(case, locale)
        self.note(warnings)
        asked = {name: files[name] for name in (*(FORMS[form] for form in self.request.forms), LEDGER)}
        forms = {name: digest(data) for name, data in asked.items() if name != LEDGER}
        published = latest_publication(self.request.desk.workspace, event.id, locale)
        lying = out.manifest.get(event.id, locale)
        against = frozen(published, event, json.loads(files[LEDGER]), forms, lying) if published else ()
        if against and not self.request.republish:
            return against
        status = PUBLISHED if published and not against else READY
        key = digest(files[FORMS["md"]] + files[LEDGER])
        record = record_of(self.request.desk.workspace, case.path, locale)
        out.put(Entry(event.id, locale, status, key, record, choices), asked)
        folder = self.shown(out.folder.path / event.id / locale)
        self.result.built.append({"event": event.id, "locale": locale, "folder": folder, "files": sorted(asked)})
        return ()

    def _rendered(self, case: Case, locale: str) -> tuple[dict[str, bytes], dict[str, int], Problems]:
        """The files of an edition by name, its choices, and what it warns of, out of the child."""
        desk = self.request.desk
        settings = desk.workspace.settings
        text = edited_text(desk.workspace, case.id, locale)
        task = partial(_render, case, desk, locale, frozenset(self.request.forms), text)
        told = json.loads(run_confined(task, seconds=settings.seconds, megabytes=settings.megabytes))
        files = {name: b64decode(data) for name, data in told["files"].items()}
        return files, told["choices"], tuple(map(problem_of, told["problems"]))


def _render(case: Case, desk: Desk, locale: str, forms: frozenset[str], text: str | None) -> bytes:
    """Runs in the child: an edition as JSON."""
    edition = pipeline.edit(case, desk, memory.memory_of(case, desk, locale), forms, locale, text=text)
    page = None if edition.html is None else edition.html.encode()
    made = {"md": edition.markdown.encode(), "html": page, "pdf": edition.pdf}
    files = {LEDGER: as_json(edition.ledger), **{FORMS[form]: data for form, data in made.items() if data is not None}}
    packed = {name: b64encode(data).decode() for name, data in files.items()}
    problems = [asdict(problem) for problem in edition.problems]
    return json.dumps({"files": packed, "choices": dict(edition.choices), "problems": problems}).encode()


def _told(error: UserError | TaskBugError, path: str, event: str | None = None) -> Problems:
    """What stopped an edition, as problems."""
    at = Location(path)
    if isinstance(error, TaskBugError):
        trace = str(error).strip()
        message = f"a bug in narrator, not in your records: {trace.splitlines()[-1]}"
        return (Problem("BUG001", message, at, trace, event=event, exit=Exit.BUG),)
    carried = tuple(replace(problem, event=event) for problem in getattr(error, "problems", ()))
    if any(problem.is_error for problem in carried):
        return carried
    return (*carried, Problem(CODES.get(error.exit, OTHER), str(error), at, event=event, exit=error.exit))
