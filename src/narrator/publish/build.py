"""Builds editions: examine in this process, render in a confined child, compare with what was published, write.

Each event by itself, in their order, and the text of one while the PDF of the one before it is made: what is wrong with
one becomes problems, and the others go on. Nothing but what is packaged is laid out in this process. The exit code
is the first that applies of `errors.PRECEDENCE`. Draft and held events are not built, nor are their problems told
(`check` does that), and what an earlier build made of them leaves `out/`, which never holds more than the records ask
for; a build of the whole workspace also removes what was made of events that are no longer there. What was published of
them stays on record in `data/published/`: a hold recalls nothing that readers have seen, and a warning says so.
"""

from __future__ import annotations

import json
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from narrator import pipeline
from narrator.case import Terms
from narrator.errors import Exit, OutputError, UserError, first_exit
from narrator.ingest.glyphs import without_fonts
from narrator.model.problem import Location, Problem
from narrator.publish.confine import EditionError
from narrator.publish.edited import record_of
from narrator.publish.faults import reported
from narrator.publish.manifest import FORMS, LEDGER, PUBLISHED, READY, USUAL, Entry, digest
from narrator.publish.out import open_out
from narrator.publish.press import pressing, printer, started
from narrator.publish.published import frozen
from narrator.publish.rendering import rendered
from narrator.publish.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from narrator.case import Case, Desk
    from narrator.model.event import Event
    from narrator.model.problem import Problems
    from narrator.publish.confine import Child
    from narrator.publish.out import Out

CODES = {
    Exit.BUG: "BUG001",
    Exit.OUTPUT: "OUT001",
    Exit.REFUSED: "OUT002",
    Exit.INVALID: "PUB003",
    Exit.RENDERING: "RND001",
}
OTHER = "RND002"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build, and how.

    `named`: the events asked for by name, which have to be ready; `whole`: `paths` are all events of the workspace.
    `republish`: published briefs may change; `correction`: what was wrong in the one that was published, and
    `corrected_at`: when it was corrected, where that is to be said.
    """

    desk: Desk
    paths: Sequence[Path]
    out: Path
    forms: tuple[str, ...] = USUAL
    locale: str = "en"
    terms: Terms = Terms()  # noqa: RUF009  # frozen
    strict: bool = False
    republish: bool = False
    correction: str = ""
    corrected_at: datetime | None = None
    named: frozenset[str] = frozenset()
    whole: bool = False


@dataclass(slots=True)
class BuildResult:
    """What came of a build.

    `skipped`: each event that is not ready, and why it was not built; `removed`: the editions that left the folder.
    """

    is_strict: bool = False
    problems: Problems = ()
    built: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, str]] = field(default_factory=list)
    removed: list[dict[str, str]] = field(default_factory=list)

    @property
    def exit(self) -> Exit:
        """The exit code of the run."""
        return first_exit(frozenset(problem.exit for problem in self.problems if problem.is_error))

    def add(self, other: BuildResult) -> None:
        """What came of an event, behind what came of those before it."""
        self.problems += other.problems
        for name in ("built", "skipped", "removed"):
            getattr(self, name).extend(getattr(other, name))

    def note(self, problems: Problems) -> bool:
        """Add problems, warnings as errors when the run is strict; whether there is no error among them."""
        noted = pipeline.strict(problems) if self.is_strict else problems
        self.problems += noted
        return not any(problem.is_error for problem in noted)


def build_all(request: BuildRequest, press: Child | None = None) -> BuildResult:
    """Build the editions of all events asked for, as far as possible; all problems of all events are told at once.

    `press`: one for a single event, where it was started already.
    """
    result, turns = BuildResult(request.strict), Turns(request.desk.workspace)
    with ExitStack() as stack:
        out = None
        if result.note(request.desk.problems):
            try:
                out = stack.enter_context(open_out(request.desk.workspace.root, request.out))
            except OutputError as error:
                result.note(_told(error, _shown(request, request.out)))
        press = press or (_prepare(request, stack) if out else None)
        parts = [BuildResult(request.strict) for _ in request.paths]
        pairs = zip(request.paths, parts, strict=True)
        _in_turn((_event(request, out, path, turns, part, press) for path, part in pairs), stack)
        for part in parts:
            result.add(part)
        if out and request.whole:
            listed = {entry.event for entry in out.entries.values()}
            for event_id in sorted(listed - {path.stem for path in request.paths}):
                _withdraw(request, out, event_id, "its file is gone", turns, result)
    return result


def _event(  # noqa: PLR0913, PLR0917  # which event, where it goes, and who is told
    request: BuildRequest, out: Out | None, path: Path, turns: Turns, result: BuildResult, press: Child | None
) -> Generator[None]:
    """Build one event, as far as it is sound; waits once, while its PDF is made."""
    case = pipeline.examine(path, request.desk, request.terms)
    if "pdf" not in request.forms:
        case = replace(case, problems=tuple(without_fonts(case.problems)))
    event = case.event
    if event and event.file.event.status != "ready":
        _skip(request, out, event, turns, result)
    elif result.note(case.problems) and event and out:
        try:
            with out.holding(f"{event.id}/{request.locale}"):
                yield from _edition(request, out, case, turns, result, press)
        except UserError as error:
            result.note(reported(case, request.desk, request.locale, _told(error, event.path, event.id)))


def _skip(request: BuildRequest, out: Out | None, event: Event, turns: Turns, result: BuildResult) -> None:
    """Tell why an event is not built, and take what an earlier build made of it out of the folder."""
    status = event.file.event.status
    why = f"its status is {status}"
    result.skipped.append({"event": event.id, "status": status, "why": why})
    if event.id in request.named:
        at, message = event.place("event.status"), f"{event.id} is not built: {why}"
        result.note((Problem("EVT092", message, at, status, "a ready event", "status: ready", event.id),))
    if out:
        _withdraw(request, out, event.id, why, turns, result)


def _withdraw(  # noqa: PLR0913, PLR0917  # whose editions go from where, why, and who is told
    request: BuildRequest, out: Out, event_id: str, why: str, turns: Turns, result: BuildResult
) -> None:
    """Take the editions of an event out of the folder, and warn where one of them is published all the same."""
    folder = _shown(request, request.out)
    for entry in [entry for entry in out.entries.values() if entry.event == event_id]:
        try:
            published = turns.publications.latest(event_id, entry.locale)
            out.drop(entry)
        except UserError as error:
            result.note(_told(error, f"{folder}/{entry.folder}", event_id))
            continue
        result.removed.append({"event": event_id, "locale": entry.locale, "why": why})
        if published:
            message = f"{event_id} has left {folder}/, but it is published: {published.name} stands"
            how = "a correction, or a ready event; narrator recalls nothing that readers have seen"
            at = Location(f"data/published/{published.name}")
            result.note((Problem("PUB004", message, at, why, how, event=event_id),))


def _in_turn(events: Iterable[Generator[None]], stack: ExitStack) -> None:
    """Each as far as it waits for its PDF, then the one before it to its end."""
    before: Generator[None] = (None for _ in ())
    for event in events:
        stack.callback(event.close)
        try:
            next(event, None)
        finally:  # what was begun is not lost when this one is interrupted
            deque(before, maxlen=0)
        before = event
    deque(before, maxlen=0)


def _prepare(request: BuildRequest, stack: ExitStack) -> Child | None:
    """Load here what each child would, and lay out a packaged page; one that is alone does so while it waits."""
    is_printed = "pdf" in request.forms
    if len(request.paths) == 1:
        return stack.enter_context(started(is_wanted=is_printed))
    import narrator.audit.judge  # noqa: PLC0415
    import narrator.reading.documents  # noqa: F401, PLC0415
    from narrator.render import html  # noqa: F401, PLC0415

    if is_printed:
        printer()
    return None


def _edition(  # noqa: PLR0913, PLR0917  # which edition, where it goes, and who is told
    request: BuildRequest, out: Out, case: Case, turns: Turns, result: BuildResult, press: Child | None
) -> Generator[None]:
    """Render and write one edition, and tell the result of it.

    Raises:
        EditionError: it could not be rendered, or would change what was published.
    """
    event, locale = case.event, request.locale
    if event is None:
        raise AssertionError(case.id)
    published = turns.publications.latest(event.id, locale)
    if request.correction and not published:
        why = f"{event.id} was never published in {locale}: there is nothing to correct; leave --correction out"
        raise EditionError(why, Exit.REFUSED)
    case = turns.publications.corrected(case, locale, request.correction, request.corrected_at)
    with ExitStack() as stack:
        begun: list[Child] = []

        def begin(page: bytes) -> None:
            begun.append(stack.enter_context(pressing(press, page, request.desk)))

        is_printed = "pdf" in request.forms
        files, choices, warnings = rendered(
            case, request.desk, request.forms, locale, turns, begin if is_printed else None
        )
        for child in begun:
            yield
            files[FORMS["pdf"]] = child.answer()
    result.note(warnings)
    asked = {name: files[name] for name in (*(FORMS[form] for form in request.forms), LEDGER)}
    forms = {name: digest(data) for name, data in asked.items() if name != LEDGER}
    ledger, policy = json.loads(files[LEDGER]), request.desk.workspace.policy
    against = frozen(published, event, ledger, forms, policy) if published else ()
    if against and not request.republish:
        raise EditionError(event.id, Exit.REFUSED, against)
    status = PUBLISHED if published and not against else READY
    key = digest(files[FORMS["md"]] + files[LEDGER])
    out.put(Entry(event.id, locale, status, key, record_of(request.desk, case.path, locale), choices), asked)
    folder = _shown(request, request.out / event.id / locale)
    result.built.append({"event": event.id, "locale": locale, "folder": folder, "files": sorted(asked)})


def _shown(request: BuildRequest, path: Path) -> str:
    """A path relative to the workspace, where it lies in it."""
    root = request.desk.workspace.root
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _told(error: UserError, path: str, event: str | None = None) -> Problems:
    """What stopped an edition, as problems."""
    carried = tuple(replace(problem, event=event) for problem in getattr(error, "problems", ()))
    if any(problem.is_error for problem in carried):
        return carried
    message, _, trace = str(error).partition("\n")
    code = CODES.get(error.exit, OTHER)
    return (*carried, Problem(code, message, Location(path), trace.strip(), event=event, exit=error.exit))
