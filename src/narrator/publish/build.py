"""Builds editions: examine in this process, render in a confined child, compare with what was published, write.

Each event by itself, in their order, and the text of one while the PDF of the one before it is made: what is wrong with
one becomes problems, and the others go on. Nothing but what is packaged is laid out in this process. The exit code
is the first that applies of `errors.PRECEDENCE`. Draft and held events are not built, nor are their problems told
(`check` does that), and what an earlier build made of them leaves `out/`, which never holds more than the records ask
for; a build of the whole workspace also removes what was made of events that are no longer there. What was published of
them stays on record in `data/published/`: a hold recalls nothing that readers have seen, and a warning says so.
"""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from narrator import pipeline
from narrator.errors import OutputError, UserError
from narrator.ingest.glyphs import without_fonts
from narrator.model.problem import Location, Problem
from narrator.publish.editions import placed
from narrator.publish.faults import reported
from narrator.publish.jobs import BUG, DIED, STOP, in_processes
from narrator.publish.making import Run, make
from narrator.publish.manifest import READY
from narrator.publish.out import open_out
from narrator.publish.plan import ASKED, Plan, skipped
from narrator.publish.press import printer, started
from narrator.publish.results import BuildResult, part_of, raw_of, shown, told
from narrator.publish.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from narrator.model.event import Event
    from narrator.publish.confine import Child
    from narrator.publish.out import Out
    from narrator.publish.results import BuildRequest


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
    plan.only(request.paths)
    plan.opened(request.desk)
    run = Run(request, plan, Turns(request.desk.workspace, plan.inputs.order), press=press)
    with ExitStack() as stack:
        if result.note(request.desk.problems):
            try:
                run = replace(run, out=stack.enter_context(open_out(run.root, request.out)))
            except OutputError as error:
                result.note(told(error, run.shown()))
        todo = [path for path in request.paths if run.out and not run.plan.look(path).is_current]
        if todo and not press:
            run = replace(run, press=_prepare(request, stack, is_alone=len(todo) == 1))
        parts = [BuildResult(request.strict) for _ in request.paths]
        _made(run, parts, stack)
        for part in parts:
            result.add(part)
        if run.out and request.whole:
            listed = {entry.event for entry in run.out.entries.values()}
            for event_id in sorted(listed - {path.stem for path in request.paths}):
                _withdraw(run, run.out, event_id, "its file is gone", result)
            for entry in [*plan.gone(run.out.entries)]:
                _withdraw(run, run.out, entry.event, "narrator.toml has no such edition", result, only=entry.locale)
        _remember(run, parts)
    return result


def _made(run: Run, parts: list[BuildResult], stack: ExitStack) -> None:
    """Make what is to be made, one after the other, or several at once."""
    request = run.request
    if request.jobs == 1 or not run.out:
        _in_turn(_events(run, parts), stack)
        return
    looks = [run.plan.look(path) for path in request.paths]
    ours = [n for n, look in enumerate(looks) if look.is_current or look.status not in {"", READY}]
    _in_turn((_event(run, request.paths[n], parts[n]) for n in ours), stack)
    theirs = [n for n in range(len(parts)) if n not in {*ours}]
    done = in_processes(partial(_one, run), theirs, request.jobs) if theirs else {}
    for n in theirs:
        parts[n] = _part(run, request.paths[n], done.get(n))


def _events(run: Run, parts: list[BuildResult]) -> Iterator[Generator[None]]:
    for n, path in enumerate(run.request.paths):
        if run.request.fail_fast and any(part.exit for part in parts[:n]):
            parts[n].skipped.append(_untried(path))
        else:
            yield _event(run, path, parts[n])


def _one(run: Run, number: int) -> dict[str, Any]:
    """What comes of one event, as a process of its own tells it."""
    part = BuildResult(run.request.strict)
    deque(_event(run, run.request.paths[number], part), maxlen=0)
    return {**raw_of(part), STOP: bool(run.request.fail_fast and part.exit)}


def _part(run: Run, path: Path, told_of: dict[str, Any] | None) -> BuildResult:
    """What came of one event in another process."""
    if told_of is None:
        return BuildResult(skipped=[_untried(path)])
    if BUG not in told_of and DIED not in told_of:
        return part_of({name: value for name, value in told_of.items() if name != STOP})
    is_bug, trace = BUG in told_of, str(told_of.get(BUG, ""))
    message = (
        f"a bug in narrator, not in your records: {trace.splitlines()[-1]}" if is_bug else "the process of it died"
    )
    code, at = ("BUG001" if is_bug else "RND001"), Location(shown(run.root, path))
    return BuildResult(problems=(Problem(code, message, at, trace.strip(), event=path.stem),))


def _untried(path: Path) -> dict[str, str]:
    return {"event": path.stem, "status": READY, "why": "an event before it failed"}


def _remember(run: Run, parts: Iterable[BuildResult]) -> None:
    """Keep for the next run what failed, and why what was made."""
    pairs = [(path, part) for path, part in zip(run.request.paths, parts, strict=True) if not _is_untried(part)]
    failed = {path.stem for path, part in pairs if part.exit or not run.out}
    made = [path for path, part in pairs if part.built]
    why = {run.plan.look(path).folder: [*run.plan.look(path).why] for path in made}
    run.plan.remember([path for path, _ in pairs], failed, why)
    run.plan.state.write()


def _is_untried(part: BuildResult) -> bool:
    return any(each["status"] == READY for each in part.skipped)


def _event(run: Run, path: Path, result: BuildResult) -> Generator[None]:
    """Build one event, as far as it is sound and not as it was; waits once, while its PDF is made."""
    request, look = run.request, run.plan.look(path)
    if run.out and look.is_current:
        result.note(look.warnings)
        result.unchanged.append(run.plan.told(look))
        return
    if not result.note(run.plan.clash(path)):
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
                yield from make(run, run.out, case, look, result)
        except UserError as error:
            found = placed(told(error, event.path, event.id), request.desk.workspace)
            result.note(reported(case, request.desk, request.locale, found))


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


def _withdraw(run: Run, out: Out, event_id: str, why: str, result: BuildResult, *, only: str = "") -> None:  # noqa: PLR0913
    """Take the editions of an event out of the folder, and warn where one of them is published all the same."""
    for entry in [e for e in out.entries.values() if e.event == event_id and only in {"", e.locale}]:
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


def _prepare(request: BuildRequest, stack: ExitStack, *, is_alone: bool) -> Child | None:
    """Load here what each child would, and lay out a packaged page; one that is alone does so while it waits."""
    is_printed = "pdf" in request.forms
    if is_alone:
        return stack.enter_context(started(is_wanted=is_printed))
    import narrator.audit.judge  # noqa: PLC0415
    import narrator.reading.documents  # noqa: F401, PLC0415
    from narrator.render import html  # noqa: F401, PLC0415

    if is_printed:
        printer()
    return None
