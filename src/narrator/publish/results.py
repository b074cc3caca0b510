"""What a build is asked for, and what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from narrator.case import Terms
from narrator.errors import Exit, first_exit
from narrator.model.problem import Location, Problem, as_errors
from narrator.publish.confine import problem_of
from narrator.publish.manifest import USUAL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from narrator.case import Desk
    from narrator.errors import UserError
    from narrator.model.problem import Problems

CODES = {
    Exit.BUG: "BUG001",
    Exit.OUTPUT: "OUT001",
    Exit.REFUSED: "OUT002",
    Exit.INVALID: "PUB003",
    Exit.RENDERING: "RND001",
}
OTHER = "RND002"
LISTS = ("built", "unchanged", "skipped", "removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build, and how.

    `named`: the events asked for by name, which have to be ready; `whole`: `paths` are all events of the workspace.
    `republish`: published briefs may change; `correction`: what was wrong in the one that was published, and
    `corrected_at`: when it was corrected, where that is to be said. `force`: also what has not changed. `jobs`: how
    many processes; `fail_fast`: none that comes after one that failed.
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
    force: bool = False
    fail_fast: bool = False
    jobs: int = 1


@dataclass(slots=True)
class BuildResult:
    """What came of a build.

    `unchanged`: the editions that are there and are as a build would make them; `skipped`: each event that is not
    ready, and why it was not built; `removed`: the editions that left the folder.
    """

    is_strict: bool = False
    problems: Problems = ()
    built: list[dict[str, Any]] = field(default_factory=list)
    unchanged: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, str]] = field(default_factory=list)
    removed: list[dict[str, str]] = field(default_factory=list)

    @property
    def exit(self) -> Exit:
        """The exit code of the run."""
        return first_exit(frozenset(problem.exit for problem in self.problems if problem.is_error))

    def add(self, other: BuildResult) -> None:
        """What came of an event, behind what came of those before it."""
        self.problems += other.problems
        for name in LISTS:
            getattr(self, name).extend(getattr(other, name))

    def note(self, problems: Problems) -> bool:
        """Add problems, warnings as errors when the run is strict; whether there is no error among them."""
        noted = as_errors(problems) if self.is_strict else problems
        self.problems += noted
        return not any(problem.is_error for problem in noted)


def joined(results: Sequence[BuildResult]) -> BuildResult:
    """What came of a build in several editions; what is the same of several of them is told once."""
    whole = BuildResult(results[0].is_strict)
    for result in results:
        whole.add(result)
    whole.problems = tuple(dict.fromkeys(whole.problems))
    whole.skipped = [each for n, each in enumerate(whole.skipped) if each not in whole.skipped[:n]]
    return whole


def raw_of(result: BuildResult) -> dict[str, Any]:
    """What came of one event, as another process is told."""
    lists = {name: getattr(result, name) for name in LISTS}
    return {"problems": [as_raw(problem) for problem in result.problems], **lists}


def part_of(raw: dict[str, Any]) -> BuildResult:
    """What came of one event, as another process told it."""
    return BuildResult(problems=tuple(map(problem_of, raw["problems"])), **{name: raw[name] for name in LISTS})


def as_raw(problem: Problem) -> dict[str, Any]:
    """A problem as it is kept, for `problem_of`."""
    return {**asdict(problem), "at": asdict(problem.at)}


def edition(root: Path, out: Path, folder: str, files: Sequence[str]) -> dict[str, Any]:
    """How an edition is told of, by its folder in `out` and its files."""
    event, _, locale = folder.partition("/")
    return {"event": event, "locale": locale, "folder": shown(root, out / folder), "files": sorted(files)}


def shown(root: Path, path: Path) -> str:
    """A path relative to the workspace, where it lies in it."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def told(error: UserError, path: str, event: str | None = None) -> Problems:
    """What stopped an edition, as problems."""
    carried = tuple(replace(problem, event=event) for problem in getattr(error, "problems", ()))
    if any(problem.is_error for problem in carried):
        return carried
    message, _, trace = str(error).partition("\n")
    code = CODES.get(error.exit, OTHER)
    return (*carried, Problem(code, message, Location(path), trace.strip(), event=event, exit=error.exit))
