"""What `narrator publish --target` does: all that was published comes to where readers find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.cli import report
from narrator.errors import Exit
from narrator.site.editions import briefs
from narrator.site.pages import files
from narrator.site.target import put

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.case import Desk


def place(target: Path, desk: Desk) -> Path:
    """Where a site is to be, which is not where editions are built.

    Raises:
        WrongUseError: it is.
    """
    if target.resolve().is_relative_to(desk.workspace.root.resolve() / "out"):
        raise report.WrongUseError(found="out/ is what was built, and a site what was published", write="--target site")
    return target


def bring(desk: Desk, target: Path) -> Exit:
    """Bring all that was published to a place, and say what is there; nothing where a registry has errors."""
    errors = [problem for problem in desk.problems if problem.is_error]
    report.tell(errors)
    if errors:
        return report.exit_of(errors)
    found, missing = briefs(desk)
    for name in missing:
        report.say(f"{report.one_line(name)}: not on the site, its forms are neither beside it nor in out/", err=True)
    is_new = put(target, files(desk, found))
    editions = sum(len(brief.editions) for brief in found)
    told = report.counted(brief=len(found), edition=editions)
    report.say(f"{report.one_line(target.name)}: {told}{'' if is_new else ', as it was'}")
    return Exit.DONE
