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
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrator import pipeline
from narrator.errors import Exit, OutputError, UserError
from narrator.ingest.glyphs import without_fonts
from narrator.model.problem import Location, Problem
from narrator.publish.confine import EditionError
from narrator.publish.edited import record_of
from narrator.publish.faults import reported
from narrator.publish.manifest import FORMS, LEDGER, PUBLISHED, READY, Entry, digest
from narrator.publish.out import open_out
from narrator.publish.plan import ASKED, Plan, as_raw, skipped
from narrator.publish.press import pressing, printer, started
from narrator.publish.published import frozen
from narrator.publish.rendering import rendered
from narrator.publish.results import BuildResult, edition, shown, told
from narrator.publish.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from narrator.case import Case
    from narrator.model.event import Event
    from narrator.publish.confine import Child
    from narrator.publish.out import Out
    from narrator.publish.plan import Look
    from narrator.publish.results import BuildRequest


NEVER = "{} was never published in {}: there is nothing to correct; leave --correction out"


@dataclass(frozen=True, slots=True)
class Run:
    """One run: what was asked for, its plan, and where it goes; `press`: one for a single event, started already."""

    request: BuildRequest
    plan: Plan
    turns: Turns
    out: Out | None = None
    press: Child | None = None

    @property
    def root(self) -> Path:
        """The workspace."""
        return self.request.desk.workspace.root

    def shown(self, folder: str = "") -> str:
        """A place in the folder of editions, as messages have it."""
        return shown(self.root, self.request.out / folder)


def plan_of(request: BuildRequest) -> Plan:
    """The plan of what is asked for."""
    return Plan(
        request.desk.workspace.root, request.out, request.terms, **{name: getattr(request, name) for name in ASKED}
    )


def build_all(request: BuildRequest, press: Child | None = None, plan: Plan | None = None) -> BuildResult:
    """Build the editions of all events asked for, as far as possible; all problems of all events are told at once.

    `press`: one for a single event, and `plan`: that of the request, where they were begun already.
    """
    result = BuildResult(request.strict)
    plan = plan or plan_of(request)
    plan.opened(request.desk)
    run = Run(request, plan, Turns(request.desk.workspace, plan.inputs.order), press=press)
    with ExitStack() as stack:
        if result.note(request.desk.problems):
            try:
                run = replace(run, out=stack.enter_context(open_out(run.root, request.out)))
            except OutputError as error:
                result.note(told(error, run.shown()))
        if run.out and not press and not all(run.plan.look(path).is_current for path in request.paths):
            run = replace(run, press=_prepare(request, stack))
        parts = [BuildResult(request.strict) for _ in request.paths]
        _in_turn((_event(run, path, part) for path, part in zip(request.paths, parts, strict=True)), stack)
        for part in parts:
            result.add(part)
        if run.out and request.whole:
            listed = {entry.event for entry in run.out.entries.values()}
            for event_id in sorted(listed - {path.stem for path in request.paths}):
                _withdraw(run, run.out, event_id, "its file is gone", result)
        run.plan.state.write()
    return result


def _event(run: Run, path: Path, result: BuildResult) -> Generator[None]:
    """Build one event, as far as it is sound and not as it was; waits once, while its PDF is made."""
    request, look = run.request, run.plan.look(path)
    if run.out and look.is_current:
        result.note(look.warnings)
        result.unchanged.append(run.plan.told(look))
        return
    case = pipeline.examine(path, request.desk, request.terms)
    if "pdf" not in request.forms:
        case = replace(case, problems=tuple(without_fonts(case.problems)))
    event = case.event
    if event and event.file.event.status != "ready":
        run.plan.keep_quiet(path)
        _skip(run, event, result)
    elif result.note(case.problems) and event and run.out:
        try:
            with run.out.holding(f"{event.id}/{request.locale}"):
                yield from _edition(run, run.out, case, look, result)
        except UserError as error:
            result.note(reported(case, request.desk, request.locale, told(error, event.path, event.id)))


def _skip(run: Run, event: Event, result: BuildResult) -> None:
    """Tell why an event is not built, and take what an earlier build made of it out of the folder."""
    status = event.file.event.status
    told_of = skipped(event.id, status)
    result.skipped.append(told_of)
    if event.id in run.request.named:
        at, message = event.place("event.status"), f"{event.id} is not built: {told_of['why']}"
        result.note((Problem("EVT092", message, at, status, "a ready event", "status: ready", event.id),))
    if run.out:
        _withdraw(run, run.out, event.id, told_of["why"], result)


def _withdraw(run: Run, out: Out, event_id: str, why: str, result: BuildResult) -> None:
    """Take the editions of an event out of the folder, and warn where one of them is published all the same."""
    for entry in [entry for entry in out.entries.values() if entry.event == event_id]:
        try:
            published = run.turns.publications.latest(event_id, entry.locale)
            out.drop(entry)
        except UserError as error:
            result.note(told(error, run.shown(entry.folder), event_id))
            continue
        result.removed.append({"event": event_id, "locale": entry.locale, "why": why})
        if published:
            message = f"{event_id} has left {run.shown()}/, but it is published: {published.name} stands"
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


def _edition(run: Run, out: Out, case: Case, look: Look, result: BuildResult) -> Generator[None]:
    """Render and write one edition, and tell the result of it.

    Raises:
        EditionError: it could not be rendered, or would change what was published.
    """
    request, event, locale = run.request, case.event, run.request.locale
    if event is None:
        raise AssertionError(case.id)
    published = run.turns.publications.latest(event.id, locale)
    if request.correction and not published:
        raise EditionError(NEVER.format(event.id, locale), Exit.REFUSED)
    case = run.turns.publications.corrected(case, locale, request.correction, request.corrected_at)
    used: dict[str, str] = {}
    with ExitStack() as stack:
        begun: list[Child] = []

        def begin(page: bytes) -> None:
            begun.append(stack.enter_context(pressing(run.press, page, request.desk)))

        wants = begin if "pdf" in request.forms else None
        files, choices, warnings = rendered(case, request.desk, request.forms, locale, run.turns, wants, used)
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
    entry = Entry(event.id, locale, status, key, record_of(request.desk, case.path, locale), choices)
    noted = [as_raw(problem) for problem in (*case.problems, *warnings)]
    out.put(replace(entry, inputs=look.inputs_with(run.plan.used(used)), warnings=noted), asked)
    result.built.append(edition(run.root, request.out, entry.folder, [*asked]))
