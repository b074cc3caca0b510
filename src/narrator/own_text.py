"""Our own text: what the numbers of a draft say otherwise than their figures, and whose sentence that is.

A sentence of the packaged templates that contradicts its figures is a bug; one of the workspace's templates or of the
event file is its writer's to mend.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.audit.bound import Span, audit_bound
from narrator.audit.judge import audit
from narrator.audit.matter import matter_of
from narrator.audit.verdicts import Verdict
from narrator.case import EDITED
from narrator.errors import Exit, UserError
from narrator.model.catalogue import Severity
from narrator.model.problem import Location, Problem
from narrator.reading.documents import of_markdown
from narrator.render import draft as drafts
from narrator.render.environment import TemplateError
from narrator.render.escape import bare_dollars, either_way
from narrator.render.origin import has_typed, line_of, overridden, typed_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narrator.audit.verdicts import Finding
    from narrator.model.problem import Problems
    from narrator.render.choices import Turn
    from narrator.render.draft import Draft
    from narrator.render.notice import Notice
    from narrator.render.views import Scene


class DiscrepancyError(UserError):
    """A brief says what the figures do not; carries the problems."""

    exit = Exit.DISCREPANCY

    def __init__(self, problems: Problems) -> None:
        count = f"{len(problems)} discrepanc{'y' if len(problems) == 1 else 'ies'}"
        super().__init__(f"{count} between the text and the figures")
        self.problems = problems


class OwnTextError(UserError):
    """A sentence of our own says what its figures do not: a bug; carries the problems."""

    exit = Exit.BUG

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{len(problems)} sentences of narrator's own contradict their figures")
        self.problems = problems


def apart(text: str, notice: Notice, scene: Scene, file: str) -> str:
    """A text with blanks for its correction, which quotes what was wrong: no figure of today says so.

    What a notice tells of two ledgers is apart, too, word for word as it was made of them.

    Raises:
        DiscrepancyError: the correction does not stand in it.
    """
    if not scene.correction:
        return text
    said = scene.corrected
    lines = "\n".join(notice.lines)
    bare = bare_dollars(text)
    is_told = said and said in bare and all(line in bare for line in notice.lines)
    if not is_told or any(owed not in lines for owed in notice.owed):
        is_ours, there = not file.startswith(EDITED), Location(file)
        found = "it does not stand in the text" if said else "it names a figure that the event does not have"
        where = "notice.said in the template of the article" if is_ours else "a paragraph with it"
        leaves = (Exit.TEMPLATE if is_ours else Exit.DISCREPANCY) if said else Exit.INVALID
        line = "\n\n".join(notice.lines) or f"**Correction:** {said or scene.correction}"
        message = f"{file}: the correction is not printed: {found}"
        raise DiscrepancyError((Problem("PUB005", message, there, found, where, line, scene.event.id, exit=leaves),))
    return _blanked(text, said, notice)


def _blanked(text: str, said: str, notice: Notice) -> str:
    for line in filter(None, (*notice.lines, said)):
        text = either_way(line).sub(lambda match: " " * len(match[0]), text, count=1)
    return text


def held(written: Draft, scene: Scene, turn: Turn, file: str) -> Problems:
    """What the numbers of a draft say otherwise than their figures, as far as it is only to be warned of.

    Raises:
        DiscrepancyError: a template of the workspace, or a text of the event file, says what the figures do not.
        OwnTextError: a sentence of ours does.
    """
    found = _contradictions(written, scene)
    typed = {key: at for key, (_, sentence) in found.items() if (at := typed_at(scene, sentence))}
    others = _templates(found.keys() - typed.keys(), scene, turn, found)
    problems = tuple(
        _contradiction(*said, scene, typed.get(key) or others.get(key), file) for key, said in found.items()
    )
    if any(problem.exit is Exit.BUG for problem in problems):
        raise OwnTextError(problems)
    if any(problem.is_error for problem in problems):
        raise DiscrepancyError(problems)
    return problems


def _contradictions(written: Draft, scene: Scene) -> dict[tuple[str, ...], tuple[Finding, str]]:
    """What the audit finds in a draft whose numbers are bound, each once, with its sentence."""
    matter = matter_of(scene.event, scene.figures, scene.sources, scene.names, scene.workspace)
    document = of_markdown(_blanked(written.article, scene.corrected, written.notice))
    found: dict[tuple[str, ...], tuple[Finding, str]] = {}
    moved = (each for each in audit(document, matter) if each.verdict is Verdict.NAME) if has_typed(scene) else ()
    for each in (*audit_bound(document, matter, (Span(*span) for span in written.spans())), *moved):
        before, after = document.around(each.mention.start, each.mention.end, each.mention.sentence)
        shown = " ".join(f"{before}>>{each.mention.text}<<{after}".split())
        if each.verdict is Verdict.NAME and not typed_at(scene, shown):
            continue  # which figure a sentence is about is asked of a person's sentences only
        found.setdefault((each.verdict, each.figure, each.mention.text), (each, shown))
    return found


def _templates(
    keys: Iterable[tuple[str, ...]], scene: Scene, turn: Turn, found: Mapping[tuple[str, ...], tuple[Finding, str]]
) -> dict[tuple[str, ...], Location]:
    """The templates of the workspace without which a draft does not say what it says; a packaged one is none."""
    own = overridden(scene.workspace.templates, scene.language) if keys else ()

    def without(names: Iterable[str]) -> Mapping[tuple[str, ...], object]:
        packaged = replace(scene, set_aside=frozenset(names), views={})
        return _contradictions(drafts.write(packaged, turn), packaged)

    theirs = set(keys) - set(without(own)) if own else set()
    blamed: dict[tuple[str, ...], Location] = {}
    for name in own if theirs else ():
        with suppress(TemplateError):  # others of the workspace need it
            said = without({name})
            blamed |= {key: line_of(scene, name, found[key][1]) for key in theirs - set(said) - set(blamed)}
    return {key: blamed.get(key, Location(f"templates/{own[0]}")) for key in theirs}


def _contradiction(finding: Finding, sentence: str, scene: Scene, by: Location | None, file: str) -> Problem:
    """A discrepancy of a bound number; `by`: where a person wrote what it stands in, None where we did."""
    verdict, where = finding.verdict, f" ({finding.at.file}:{finding.at.line})" if finding.at else ""
    return Problem(
        verdict.code,
        f"{verdict}: {finding.reason}{where}",
        by or Location(file, finding.mention.line, finding.mention.column),
        sentence,
        f"what {finding.figure} allows" if finding.figure else "a figure of the event, or no number",
        event=scene.event.id,
        figure=finding.figure or None,
        severity=(verdict.severity or Severity.ERROR) if by else Severity.ERROR,
        exit=Exit.DISCREPANCY if by else Exit.BUG,
    )
