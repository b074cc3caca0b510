"""Makes one edition: rendered in confined children, compared with what was published, written."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrator.errors import Exit
from narrator.model.problem import Location, Problem
from narrator.publish.confine import EditionError
from narrator.publish.edited import record_of
from narrator.publish.manifest import FORMS, LEDGER, PUBLISHED, READY, Entry, digest
from narrator.publish.press import pressing
from narrator.publish.published import frozen
from narrator.publish.rendering import rendered
from narrator.publish.results import as_raw, edition, shown

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from pathlib import Path

    from narrator.case import Case
    from narrator.model.event import Event
    from narrator.model.problem import Problems
    from narrator.publish.confine import Child
    from narrator.publish.out import Out
    from narrator.publish.plan import Look, Plan
    from narrator.publish.published import Publication
    from narrator.publish.results import BuildRequest, BuildResult
    from narrator.publish.turns import Turns

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


def make(run: Run, out: Out, case: Case, look: Look, result: BuildResult) -> Generator[None]:
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
        lost: Problems = ()
        for child in begun:
            yield
            lost = _printed(child, files, request.forms, event)
    result.note(warnings)
    asked = {name: files[name] for name in (*(FORMS[form] for form in request.forms), LEDGER) if name in files}
    status = _status(request, published, event, asked) if published else READY
    key = digest(files[FORMS["md"]] + files[LEDGER])
    entry = Entry(event.id, locale, status, key, record_of(request.desk, case.path, locale), choices)
    noted = [as_raw(problem) for problem in (*case.problems, *warnings)]
    lacks = [FORMS["pdf"]] if lost else []
    out.put(replace(entry, lacks=lacks, inputs=look.inputs_with(run.plan.used(used)), warnings=noted), asked)
    result.note(lost)
    result.built.append(edition(run.root, request.out, entry.folder, [*asked]))


def _printed(child: Child, files: dict[str, bytes], forms: Iterable[str], event: Event) -> Problems:
    """Add the PDF to the files of an edition; where it cannot be made and another form is there, what stood against it.

    Raises:
        EditionError: it cannot be made, for a reason that stops the whole edition, or it is all that was asked for.
    """
    pdf = FORMS["pdf"]
    try:
        files[pdf] = child.answer()
    except EditionError as error:
        if error.exit is not Exit.RENDERING or {*forms} == {"pdf"}:
            raise
        why = f"{pdf} could not be made: {error}; the other forms are there"
        return (Problem("RND003", why, Location(event.path), str(error), event=event.id),)
    return ()


def _status(request: BuildRequest, published: Publication, event: Event, files: Mapping[str, bytes]) -> str:
    """Whether an edition is what was published of it.

    Raises:
        EditionError: it is not, and nobody said that it may change.
    """
    forms = {name: digest(data) for name, data in files.items() if name != LEDGER}
    against = frozen(published, event, json.loads(files[LEDGER]), forms, request.desk.workspace.policy)
    if against and not request.republish:
        raise EditionError(event.id, Exit.REFUSED, against)
    return READY if against else PUBLISHED
