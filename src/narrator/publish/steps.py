"""What a build would do, edition by edition, told before any of it: `narrator build --plan`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from narrator.model.edition import DEFAULT, language_of, name_of
from narrator.publish.manifest import FILE, listed
from narrator.publish.order import READY
from narrator.publish.out import own_entries, read_real

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from narrator.model.problem import Problems
    from narrator.publish.plan import Plan

BUILD, FAIL, KEEP, SKIP, REMOVE = "build", "fail", "keep", "skip", "remove"
"""What is done with an edition: it is made, it cannot be, it stays as it is, it is not ready, it leaves the folder."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a build would do with an edition, and why."""

    event: str
    locale: str
    do: str
    why: tuple[str, ...] = ()


def steps(
    plan: Plan, paths: Sequence[Path], problems_of: Callable[[Path], Problems], *, whole: bool
) -> Iterator[tuple[Step, Problems]]:
    """The steps of a build, with what was found of each event that is to be made.

    `problems_of`: what is wrong with an event, asked of no edition that is known to be as it was.
    """
    there = {**listed(plan.out / FILE, read_real(plan.out / FILE)), **own_entries(plan.out)}
    for path in paths:
        look, event = plan.look(path), path.stem
        if look.is_current:
            yield Step(event, plan.locale, KEEP, look.kept), look.warnings
            continue
        problems = problems_of(path)
        if look.status in {"", READY}:
            is_sound = not any(problem.is_error for problem in problems)
            yield Step(event, plan.locale, BUILD if is_sound else FAIL, look.why), problems
        else:
            yield Step(event, plan.locale, REMOVE if look.folder in there else SKIP, look.why), ()
    if not whole or plan.locale != plan.inputs.editions[0]:
        return
    left, known = {entry.folder for entry in plan.gone(there)}, {path.stem for path in paths}
    for entry in sorted(there.values(), key=lambda each: each.folder):
        if entry.event not in known or entry.folder in left:
            why = "its file is gone" if entry.event not in known else "narrator.toml has no such edition"
            yield Step(entry.event, entry.locale, REMOVE, (why,)), ()


def matrix(found: Sequence[Step]) -> dict[str, Any]:
    """The editions to be made as the matrix of a CI service, those that will fail too: each fails in its own job."""
    wanted = [(each.event, each.locale) for each in found if each.do in {BUILD, FAIL}]
    rows = [(event, language_of(key), name_of(key) or DEFAULT) for event, key in wanted]
    return {"include": [dict(zip(("event", "locale", "edition"), row, strict=True)) for row in rows]}


def raw(step: Step) -> dict[str, Any]:
    """A step as it is told to a machine."""
    return {**asdict(step), "why": [*step.why]}
