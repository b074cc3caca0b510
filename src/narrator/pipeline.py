"""One brief through all stages, in order; the only module that knows them all.

`examine` is what `check` needs: records to figures, signals and problems. `edit` goes on to the edition.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrator.analysis import checks
from narrator.analysis.derive import derive
from narrator.analysis.signals import signals
from narrator.errors import Exit, UserError
from narrator.ingest.events import load_event
from narrator.ingest.links import REFERENCE
from narrator.ingest.registries import load_accepted, load_names, load_sources
from narrator.model.catalogue import Severity
from narrator.model.figure import Figures
from narrator.model.ledger import Ledger
from narrator.model.problem import Location, Problem
from narrator.reconcile.figures import reconcile
from narrator.story.coverage import untold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from fractions import Fraction
    from pathlib import Path

    from narrator.audit.documents import Document
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding
    from narrator.config import Workspace
    from narrator.ingest.registries import AcceptedEntry
    from narrator.model.event import Event
    from narrator.model.name import Names
    from narrator.model.problem import Problems
    from narrator.model.signal import Signal
    from narrator.model.source import Sources
    from narrator.render.choices import Turn
    from narrator.render.draft import Draft
    from narrator.render.views import Scene


EDITED = "data/edited"
"""The folder of the articles that people have edited."""
BINDING = {"supported", "unattributed", "qualifier"}
"""Verdicts after which a mention is known to be its figure."""
WIDTH = 76
"""How much of a sentence is shown on either side of a mention, in characters."""
REFERRED = ("a reference to a figure, or words without an amount", "[FIGURE]")
"""What stands for an amount in a text of the desk, and its example."""
WITH_SOURCE = {"unattributed", "as_fact"}
"""Discrepancies that are mended by saying who says so."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace with its registries and the desk's decisions, read once for all events."""

    workspace: Workspace
    sources: Sources
    names: Names
    problems: Problems
    decisions: tuple[AcceptedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One event with its figures and signals as of a moment; `event` is None when the file could not be read.

    `reason`: why figures were left out, where some were; `correction`: what was wrong in what was published before.
    """

    id: str
    path: Path
    event: Event | None
    problems: Problems
    figures: Figures = field(default_factory=Figures)
    signals: Mapping[str, Signal] = field(default_factory=dict)
    as_of: datetime | None = None
    reason: str = ""
    correction: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether a brief can be made of it."""
        return self.event is not None and not any(problem.is_error for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Remark:
    """What the audit found of one mention, with what the figures allow, worded, and who lets it stand all the same.

    `before` and `after`: the rest of its sentence. `note`: why a decision about it no longer counts.
    """

    finding: Finding
    before: str
    after: str
    allowed: str
    accepted: str = ""
    note: str = ""

    @property
    def severity(self) -> Severity | None:
        """Blocking or warning; none where there is nothing to mend or somebody has accepted it."""
        return None if self.accepted else self.finding.verdict.severity

    @property
    def sentence(self) -> str:
        """The sentence in one line."""
        return " ".join(f"{self.before}{self.finding.mention.text}{self.after}".split())

    @property
    def excerpt(self) -> tuple[str, str, str]:
        """The mention with what is around it in its sentence, each in one line."""
        before = self.before if len(self.before) <= WIDTH else f"...{self.before[-WIDTH:]}"
        after = self.after if len(self.after) <= WIDTH else f"{self.after[:WIDTH]}..."
        one, two, three = (" ".join(part.split()) for part in (f"{before}|", self.finding.mention.text, f"|{after}"))
        return one[:-1], two, three[1:]


class DiscrepancyError(UserError):
    """A brief says what the figures do not; carries the problems."""

    exit = Exit.DISCREPANCY

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{len(problems)} discrepancies between the text and the figures")
        self.problems = problems


class OwnTextError(UserError):
    """A sentence of our own says what its figures do not: a bug; carries the problems."""

    exit = Exit.BUG

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{len(problems)} sentences of narrator's own contradict their figures")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Edition:
    """A brief in one language: its forms, its ledger, and the variants that it used; `word` is the Word file."""

    event: str
    locale: str
    markdown: str
    html: str | None
    ledger: Mapping[str, object]
    choices: Mapping[str, int]
    problems: Problems = ()
    word: bytes | None = None


def open_desk(workspace: Workspace) -> Desk:
    """The registries and decisions of a workspace."""
    sources, source_problems = load_sources(workspace.data / "sources.yaml", workspace.root)
    names, name_problems = load_names(workspace.data / "names.yaml", workspace.root)
    decisions, decision_problems = load_accepted(workspace.data / "accepted", workspace.root, workspace.events)
    return Desk(workspace, sources, names, (*source_problems, *name_problems, *decision_problems), decisions)


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an event is examined: as of when (its publication by default), without which figures, and why."""

    as_of: datetime | None = None
    without: frozenset[str] = frozenset()
    reason: str = ""


def examine(path: Path, desk: Desk, terms: Terms = Terms()) -> Case:  # frozen
    """An event file through ingest, reconciliation and analysis, with every problem found on the way."""
    lexicon = tuple(desk.workspace.settings.lexicon.values())
    loaded = load_event(path, desk.workspace.root, desk.sources, desk.names, lexicon)
    event = loaded.event
    if event is None:
        return Case(path.stem, path, None, loaded.problems)
    policy = desk.workspace.policy
    as_of = terms.as_of or event.published
    reconciled = reconcile(event, desk.sources, policy, as_of)
    kept = Figures({figure.id: figure for figure in reconciled if figure.id not in terms.without})
    figures = derive(event, kept, policy)
    found = (*checks.check(event, figures, policy), *_withheld(event, terms, reconciled))
    holds = signals(event, figures, policy)
    found = (*found, *untold(event, figures, holds))
    case = Case(event.id, path, event, loaded.problems, figures, holds, as_of, terms.reason)
    found = (*found, *_amounts_in_words(case, desk))
    return replace(case, problems=(*loaded.problems, *(replace(problem, event=event.id) for problem in found)))


def _amounts_in_words(case: Case, desk: Desk) -> Iterator[Problem]:
    """The amounts in words of an editor's paragraphs that no figure supports, which no build lets pass."""
    typed = case.event.file.commentary if case.event else {}
    if case.event is None or not typed:
        return
    from narrator.audit.bound import NO_FIGURE, audit_bound  # noqa: PLC0415  # few events have such paragraphs
    from narrator.audit.documents import of_markdown  # noqa: PLC0415

    matter = _matter(case, desk)
    for section, blocks in typed.items():
        for number, block in enumerate(blocks if isinstance(blocks, list) else [blocks]):
            at = case.event.place(f"commentary.{section}.{f'{number}.' if isinstance(blocks, list) else ''}en")
            for finding in audit_bound(of_markdown(REFERENCE.sub("it", block.en or "")), matter, ()):
                said = finding.mention.text
                if finding.why == NO_FIGURE and not any(map(str.isdigit, said)):
                    message = f"the number '{said}' in 'commentary.{section}', which is the desk's own text"
                    yield Problem("TXT010", message, at, said, *REFERRED)


def _withheld(event: Event, terms: Terms, figures: Figures) -> Problems:
    """What is wrong with the figures that are to be left out: not there, or the one that the brief is about."""
    main, there = event.file.event.main, event.place("event")
    return tuple(
        Problem("EVT090", f"cannot leave out {name}: {why}", there, found=name, expected="a side figure", figure=name)
        for name in sorted(terms.without)
        for why in (["the brief is about it"] if name == main else [] if figures.get(name) else ["no such figure"])
    )


def audit(document: Document, case: Case, desk: Desk, language: str = "en") -> tuple[Remark, ...]:
    """A text read back against the figures of a case, in the order of the text."""
    from narrator.audit.judge import audit as judged  # noqa: PLC0415  # check needs none of it

    matter = _matter(case, desk)
    mine = [decision for decision in desk.decisions if decision.event == case.id]
    remarks = []
    for finding in judged(document, matter):
        mention, (start, stop) = finding.mention, finding.mention.sentence
        around = document.text[start : mention.start], document.text[mention.end : max(stop, mention.end)]
        remarks.append(_decided(Remark(finding, *around, _allowed(finding, case, desk, language)), mine))
    return tuple(remarks)


def by_chance(case: Case, desk: Desk, remarks: Iterable[Remark]) -> Mapping[str, Fraction]:
    """Which part of the numbers that somebody may make up would pass, by unit, and of `ratios` of figures.

    `remarks`: what was found of all mentions of a text, whose units and figures it is about.
    """
    from narrator.audit.chance import chances, made_up_ratios  # noqa: PLC0415

    matter, found = _matter(case, desk), [remark.finding for remark in remarks]
    ratios = made_up_ratios(matter, (each.figure for each in found if each.figure))
    units = dict.fromkeys(unit for each in found if (unit := each.mention.unit))
    return {**chances(matter, units), **({} if ratios is None else {"ratios": ratios})}


def _matter(case: Case, desk: Desk) -> Matter:
    from narrator.audit.matter import matter_of  # noqa: PLC0415

    if case.event is None:
        raise AssertionError(case.id)
    return matter_of(case.event, case.figures, desk.sources, desk.names, desk.workspace)


def _allowed(finding: Finding, case: Case, desk: Desk, language: str) -> str:
    """A phrase to paste; of what a text worked out itself the formula."""
    from narrator.wording import phrase  # noqa: PLC0415  # Babel

    figure = case.figures.get(finding.offered or finding.figure)
    if finding.formula or figure is None or finding.verdict.is_sound:
        return finding.formula
    expression = phrase.expression_of(figure, desk.sources, case.figures, desk.names, language)
    say, style = phrase.bare, phrase.default_style(figure)
    if finding.verdict in WITH_SOURCE:
        say, style = phrase.say, phrase.Style.BODY
    return say(expression, style, locale_of(desk, language), desk.workspace.policy)


def _decided(remark: Remark, decisions: Iterable[AcceptedEntry]) -> Remark:
    """A remark with the decision of the desk about it; one that was made of another sentence or figure is no more."""
    found = remark.finding
    if found.verdict.is_sound:
        return remark
    mine = (found.mention.text, found.verdict.value, remark.sentence, remark.allowed)
    for decision in decisions:
        theirs = (decision.mention, decision.verdict, decision.sentence, decision.allowed)
        same = [" ".join(one.split()) == " ".join(other.split()) for one, other in zip(mine, theirs, strict=True)]
        if all(same):
            return replace(remark, accepted=f"accepted by {decision.by} on {decision.when}: {decision.why}")
        if all(same[:2]):
            changed = "figure" if same[2] else "sentence"
            remark = replace(
                remark, note=f"the {changed} has changed since {decision.by} let it stand on {decision.when}"
            )
    return remark


def discrepancies(remarks: Iterable[Remark], file: str, event: str) -> Problems:
    """What the audit found in a text, as problems; what somebody accepted is none."""
    return tuple(
        Problem(
            f.verdict.code,
            f"{f.verdict}: {f.reason}" + (f" ({f.at.file}:{f.at.line})" if f.at else ""),
            Location(file, f.mention.line, f.mention.column),
            "{}>>{}<<{}".format(*remark.excerpt),
            remark.note
            or (f"what {f.offered or f.figure} allows" if remark.allowed else "a figure of the event, or no number"),
            remark.allowed,
            event,
            f.figure or None,
            remark.severity,
            Exit.DISCREPANCY,
        )
        for remark in remarks
        for f in (remark.finding,)
        if remark.severity is not None
    )


def strict(problems: Problems) -> Problems:
    """The problems with every warning made an error."""
    return tuple(replace(problem, severity=Severity.ERROR) for problem in problems)


def locale_of(desk: Desk, language: str) -> str:
    """The locale in which a language is written at this desk."""
    return {"en": desk.workspace.settings.english}[language]


def draft(case: Case, desk: Desk, turn: Turn, language: str = "en") -> tuple[Scene, Draft]:
    """A sound case as marked Markdown, with the scene that it was made from.

    Raises:
        TemplateError: a template is broken.
    """
    from narrator.render import draft as drafts  # noqa: PLC0415  # Jinja2 is heavy, and check needs none of it
    from narrator.render.views import Scene  # noqa: PLC0415

    if case.event is None or case.as_of is None:
        raise AssertionError(case.id)
    scene = Scene(
        event=case.event,
        figures=case.figures,
        signals=case.signals,
        sources=desk.sources,
        names=desk.names,
        workspace=desk.workspace,
        locale=locale_of(desk, language),
        as_of=case.as_of,
        reason=case.reason,
        correction=case.correction,
    )
    return scene, drafts.write(scene, turn)


def edit(  # noqa: PLR0913  # a case, a desk, and what is asked for
    case: Case, desk: Desk, turn: Turn, forms: frozenset[str], language: str = "en", *, text: str | None = None
) -> Edition:
    """A sound case as an edition in the forms asked for, audited before anything is made of it.

    `md`, `docx`, and `html`, of which `publish` makes the PDF too.

    Args:
        case: the figures, without errors.
        desk: the workspace.
        turn: its place in time, which decides between variants.
        forms: the forms asked for.
        language: the language of the edition.
        text: the article as a person has edited it, where one has.

    Raises:
        TemplateError: a template or the theme is broken.
        DiscrepancyError: the text says what the figures do not.
    """
    scene, written = draft(case, desk, turn, language)
    file = edited_file(case.id, language) if text is not None else f"{case.id}/{language}/brief.md"
    if text is None:
        _apart(written.markdown, scene, file)
        problems = _held(written, scene, turn, file)
    else:
        remarks, problems = _audited(_apart(text, scene, file), file, case, desk, language)
        written = _bound(written, text, remarks)
    ledger = ledger_of(case, scene, written, language)
    page = None
    if "html" in forms:
        from narrator.render import html  # noqa: PLC0415  # Markdown and nh3

        page = html.page(written, scene, ledger.carried)
    made = None
    if "docx" in forms:
        from narrator.render import word  # noqa: PLC0415  # an extra

        made = word.word(written, scene, ledger.carried)
    return Edition(case.id, language, written.markdown, page, ledger.to_json(), written.choices, problems, made)


def ledger_of(case: Case, scene: Scene, written: Draft, language: str = "en") -> Ledger:
    """The ledger of a draft: every figure, and every place where it is printed."""
    told = {figure: place for figure, (place, _) in written.mentions().items()}
    return Ledger(case.id, language, scene.as_of, case.figures, written.prints(), told, correction=case.correction)


def _apart(text: str, scene: Scene, file: str) -> str:
    """A text with blanks for its correction, which quotes what was wrong: no figure of today says so.

    Raises:
        DiscrepancyError: the correction does not stand in it.
    """
    if not scene.correction:
        return text
    said = scene.corrected
    if not said or said not in text:
        is_ours, there = not file.startswith(EDITED), Location(file)
        found = "it does not stand in the text" if said else "it names a figure that the event does not have"
        where = "event.correction in the template of the article" if is_ours else "a paragraph with it"
        leaves = (Exit.TEMPLATE if is_ours else Exit.DISCREPANCY) if said else Exit.INVALID
        line, message = f"**Correction:** {said or scene.correction}", f"{file}: the correction is not printed: {found}"
        raise DiscrepancyError((Problem("PUB005", message, there, found, where, line, scene.event.id, exit=leaves),))
    return _blanked(text, said)


def _blanked(text: str, said: str) -> str:
    return text.replace(said, " " * len(said), 1) if said else text


def _audited(text: str, file: str, case: Case, desk: Desk, language: str) -> tuple[tuple[Remark, ...], Problems]:
    """What the audit remarks on a text, and what of it is to be warned of.

    Raises:
        DiscrepancyError: the text says what the figures do not.
    """
    from narrator.audit.documents import of_markdown  # noqa: PLC0415  # draft and check need none of it

    remarks = audit(of_markdown(text), case, desk, language)
    problems = discrepancies(remarks, file, case.id)
    if any(problem.is_error for problem in problems):
        raise DiscrepancyError(problems)
    return remarks, problems


def _held(written: Draft, scene: Scene, turn: Turn, file: str) -> Problems:
    """What the numbers of a draft say otherwise than their figures, as far as it is only to be warned of.

    Raises:
        DiscrepancyError: a template of the workspace, or a text of the event file, says what the figures do not.
        OwnTextError: a sentence of ours does.
    """
    from narrator.render.origin import typed_at  # noqa: PLC0415  # Jinja2

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
    from narrator.audit.bound import Span, audit_bound  # noqa: PLC0415  # check needs none of it
    from narrator.audit.documents import of_markdown  # noqa: PLC0415
    from narrator.audit.judge import audit as judged  # noqa: PLC0415
    from narrator.audit.matter import matter_of  # noqa: PLC0415
    from narrator.audit.verdicts import Verdict  # noqa: PLC0415
    from narrator.render.origin import has_typed, typed_at  # noqa: PLC0415

    matter = matter_of(scene.event, scene.figures, scene.sources, scene.names, scene.workspace)
    document = of_markdown(_blanked(written.article, scene.corrected))
    found: dict[tuple[str, ...], tuple[Finding, str]] = {}
    moved = (each for each in judged(document, matter) if each.verdict is Verdict.NAME) if has_typed(scene) else ()
    for each in (*audit_bound(document, matter, (Span(*span) for span in written.spans())), *moved):
        start, stop = each.mention.sentence
        sentence = (
            document.text[start : each.mention.start],
            document.text[each.mention.end : max(stop, each.mention.end)],
        )
        shown = " ".join(f"{sentence[0]}>>{each.mention.text}<<{sentence[1]}".split())
        if each.verdict is Verdict.NAME and not typed_at(scene, shown):
            continue  # which figure a sentence is about is asked of a person's sentences only
        found.setdefault((each.verdict, each.figure, each.mention.text), (each, shown))
    return found


def _templates(
    keys: Iterable[tuple[str, ...]], scene: Scene, turn: Turn, found: Mapping[tuple[str, ...], tuple[Finding, str]]
) -> dict[tuple[str, ...], Location]:
    """The templates of the workspace without which a draft does not say what it says; a packaged one is none."""
    from narrator.render import draft as drafts  # noqa: PLC0415  # Jinja2
    from narrator.render.environment import TemplateError  # noqa: PLC0415
    from narrator.render.origin import line_of, overridden  # noqa: PLC0415

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


def _bound(written: Draft, text: str, remarks: Iterable[Remark]) -> Draft:
    """The text that a person made of a draft, its mentions bound to their figures."""
    from narrator.render.edited import Place, edited  # noqa: PLC0415

    found = (remark.finding for remark in remarks if remark.finding.verdict in BINDING and remark.finding.figure)
    return edited(written, text, (Place(f.mention.line, f.mention.column, f.figure, f.mention.text) for f in found))


def edited_file(event: str, language: str) -> str:
    """Where the text of an edition stands that a person has edited, from the root of the workspace."""
    return f"{EDITED}/{event}.{language}.md"
