"""One brief through all stages, in order; with what it hands parts of the way to, the only one that knows them all.

`examine` is what `check` needs: records to figures, signals and problems. `audit` holds a text against them, and `edit`
goes on to the edition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from narrator.analysis import checks
from narrator.analysis.changes import revised
from narrator.analysis.context import with_history
from narrator.analysis.derive import derive
from narrator.analysis.history import contradictions, entries, without_trading
from narrator.analysis.signals import signals
from narrator.case import Case, Desk, Terms, edited_file, locale_of
from narrator.ingest.events import load_event
from narrator.ingest.links import REFERENCE, paragraphs_of
from narrator.ingest.registries import load_accepted, load_names, load_sources
from narrator.model.figure import Figures
from narrator.model.ledger import Ledger
from narrator.model.problem import Problem
from narrator.model.quantity import CURRENCIES, MEASURES
from narrator.reconcile.figures import reconcile
from narrator.remarks import discrepancies, remark
from narrator.series.table import load_series
from narrator.story.coverage import untold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from fractions import Fraction
    from pathlib import Path

    from narrator.audit.matter import Matter
    from narrator.config import Workspace
    from narrator.model.event import Event
    from narrator.model.problem import Problems
    from narrator.reading.documents import Document
    from narrator.remarks import Remark
    from narrator.render.choices import Turn
    from narrator.render.draft import Draft
    from narrator.render.views import Scene


BINDING = {"supported", "unattributed", "qualifier"}
"""Verdicts after which a mention is known to be its figure."""
REFERRED = ("a reference to a figure, or words without an amount", "[FIGURE]")
"""What stands for an amount in a text of the desk, and its example."""


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
    series, series_problems = load_series(workspace.data / "series", workspace.root, sources)
    problems = (*source_problems, *name_problems, *decision_problems, *series_problems)
    return Desk(workspace, sources, names, problems, decisions, series)


def examine(path: Path, desk: Desk, terms: Terms | None = None, text: bytes | None = None) -> Case:
    """An event file through ingest, reconciliation and analysis, with every problem found on the way.

    `text` is what it is to hold, where that is not what it holds.
    """
    terms, lexicon = terms or Terms(), tuple(desk.workspace.settings.lexicon.values())
    policy = desk.workspace.policy
    loaded = load_event(
        path, desk.workspace.root, desk.sources, desk.names, lexicon, text, policy.window_ends.value,
        desk.series, terms.as_of,
    )  # fmt: skip
    event = loaded.event
    if event is None:
        return Case(path.stem, path, None, loaded.problems)
    as_of = terms.as_of or event.published
    reconciled = reconcile(event, desk.sources, policy, as_of)
    kept = Figures({figure.id: figure for figure in reconciled if figure.id not in terms.without})
    known = tuple(each.known(as_of) for each in desk.series)
    derived = derive(event, kept, policy)
    held = [*entries(event, derived, known)]
    figures = with_history(derived, held, policy)
    found = (*checks.check(event, figures, policy), *_withheld(event, terms, reconciled))
    found = (*found, *contradictions(event, held, policy), *without_trading(event, derived, known))
    holds = signals(event, figures, policy)
    found = (*found, *untold(event, figures, holds))
    case = Case(event.id, path, event, loaded.problems, figures, holds, as_of, terms.reason, series=known)
    found = (*found, *_amounts_in_words(case, desk))
    return replace(case, problems=(*loaded.problems, *(replace(problem, event=event.id) for problem in found)))


def _amounts_in_words(case: Case, desk: Desk) -> Iterator[Problem]:
    """The amounts in words of the desk's own paragraphs and outlook that no figure supports: no build passes them."""
    typed = [*paragraphs_of(case.event)] if case.event else []
    if case.event is None or not typed:
        return
    from narrator.reading.documents import of_markdown  # noqa: PLC0415  # few events have such paragraphs
    from narrator.reading.lexicon import Lexicon  # noqa: PLC0415
    from narrator.reading.mentions import may_state  # noqa: PLC0415

    lexicon = Lexicon.of(desk.names, nouns=sorted(case.figures.units - CURRENCIES - MEASURES))
    every = ((where, path, of_markdown(REFERENCE.sub("it", text))) for where, path, text in typed)
    read = [each for each in every if may_state(each[-1], lexicon)]
    if not read:
        return
    from narrator.audit.bound import NO_FIGURE, audit_bound  # noqa: PLC0415  # fewer have amounts in them

    matter = _matter(case, desk)
    for where, path, document in read:
        for finding in audit_bound(document, matter, ()):
            said = finding.mention.text
            if finding.why == NO_FIGURE and not any(map(str.isdigit, said)):
                message = f"the number '{said}' in '{where}', which is the desk's own text"
                yield Problem("TXT010", message, case.event.place(path), said, *REFERRED)


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

    findings = judged(document, _matter(case, desk))
    return tuple(remark(finding, document, case, desk, language) for finding in findings)


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


def draft(case: Case, desk: Desk, turn: Turn, language: str = "en") -> tuple[Scene, Draft]:
    """A sound case as marked Markdown, with the scene that it was made from.

    Raises:
        TemplateError: a template is broken.
    """
    from narrator.render import draft as drafts  # noqa: PLC0415  # Jinja2 is heavy, and check needs none of it
    from narrator.render.views import Scene  # noqa: PLC0415

    if case.event is None or case.as_of is None:
        raise AssertionError(case.id)
    ledger = Ledger(case.id, desk.workspace.key(language), case.as_of, case.figures)
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
        series=case.series,
        revision=revised(case.replaced, ledger.to_json(), case.event, desk.workspace.policy) if case.replaced else None,
    )
    return scene, drafts.write(scene, turn)


def edit(  # noqa: PLR0913  # a case, a desk, and what is asked for
    case: Case,
    desk: Desk,
    turn: Turn,
    forms: frozenset[str],
    language: str = "en",
    *,
    text: str | None = None,
    laid: Callable[[str], object] | None = None,
) -> Edition:
    """A sound case as an edition in the forms asked for, audited before anything comes of it.

    `md`, `docx`, and `html`, of which `publish` makes the PDF too.

    Args:
        case: the figures, without errors.
        desk: the workspace.
        turn: its place in time, which decides between variants.
        forms: the forms asked for.
        language: the language of the edition.
        text: the article as a person has edited it, where one has.
        laid: is given the page before it is known that it may be printed, to make something of it meanwhile.

    Raises:
        TemplateError: a template or the theme is broken.
        DiscrepancyError: the text says what the figures do not.
    """
    scene, written = draft(case, desk, turn, language)
    key = desk.workspace.key(language)
    file = edited_file(case.id, key) if text is not None else f"{case.id}/{key}/brief.md"
    audited: Callable[[], Problems] = partial(_held, written, scene, turn, file)
    if text is not None:
        from narrator.own_text import apart  # noqa: PLC0415  # check needs none of it

        remarks, found = _audited(apart(text, written.notice, scene, file), file, case, desk, language)
        written, audited = _bound(written, text, remarks), lambda: found
    ledger = ledger_of(case, scene, written, key)
    page = None
    try:
        if "html" in forms:
            from narrator.render import html  # noqa: PLC0415  # Markdown and nh3

            page = html.page(written, scene, ledger.carried)
            if laid:
                laid(page)
    except Exception:
        audited()  # what is wrong with the text is told first
        raise
    problems = audited()
    made = None
    if "docx" in forms:
        from narrator.render import word  # noqa: PLC0415  # an extra

        made = word.word(written, scene, ledger.carried)
    markdown = written.math_safe if desk.workspace.settings.math_safe else written.markdown
    return Edition(case.id, key, markdown, page, ledger.to_json(), written.choices, problems, made)


def _held(written: Draft, scene: Scene, turn: Turn, file: str) -> Problems:
    """What our own text is to be warned of; loaded and done beside what is made of the page."""
    from narrator.own_text import apart, held  # noqa: PLC0415

    apart(written.markdown, written.notice, scene, file)
    return held(written, scene, turn, file)


def ledger_of(case: Case, scene: Scene, written: Draft, key: str = "en") -> Ledger:
    """The ledger of a draft: every figure, and every place where it is printed; `key`: that of the edition."""
    told = {figure: place for figure, (place, _) in written.mentions().items()}
    corrected = case.replaced.corrected if case.replaced else None
    return Ledger(case.id, key, scene.as_of, case.figures, written.prints(), told, case.correction, corrected)


def _audited(text: str, file: str, case: Case, desk: Desk, language: str) -> tuple[tuple[Remark, ...], Problems]:
    """What the audit remarks on a text, and what of it is to be warned of.

    Raises:
        DiscrepancyError: the text says what the figures do not.
    """
    from narrator.own_text import DiscrepancyError  # noqa: PLC0415
    from narrator.reading.documents import of_markdown  # noqa: PLC0415  # draft and check need none of it

    remarks = audit(of_markdown(text), case, desk, language)
    problems = discrepancies(remarks, file, case.id)
    if any(problem.is_error for problem in problems):
        raise DiscrepancyError(problems)
    return remarks, problems


def _bound(written: Draft, text: str, remarks: Iterable[Remark]) -> Draft:
    """The text that a person made of a draft, its mentions bound to their figures."""
    from narrator.render.edited import Place, edited  # noqa: PLC0415

    found = (remark.finding for remark in remarks if remark.finding.verdict in BINDING and remark.finding.figure)
    return edited(written, text, (Place(f.mention.line, f.mention.column, f.figure, f.mention.text) for f in found))
