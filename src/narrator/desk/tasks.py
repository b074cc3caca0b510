"""What a worker of the desk can be asked; the answers are plain values."""

from __future__ import annotations

import json
from base64 import b64encode
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from narrator.analysis.history import entries
from narrator.desk.bench import files
from narrator.desk.naming import names_now
from narrator.desk.places import excerpt, put_of
from narrator.errors import UserError
from narrator.gate.facts import phrase_of
from narrator.ingest.adding import Told, added, replaced
from narrator.ingest.documents import relative
from narrator.ingest.edit import additional
from narrator.model.kinds import Dimension
from narrator.publish.explained import story_of
from narrator.publish.manifest import FORMS, LEDGER
from narrator.publish.press import pressing
from narrator.publish.rendering import rendered
from narrator.publish.status import status_of
from narrator.publish.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrator.case import Case
    from narrator.desk.bench import Bench
    from narrator.model.figure import Judged
    from narrator.model.problem import Problems

    Answer = dict[str, Any]


def events(bench: Bench) -> Answer:
    """The events by the names of their files, the newest first, with those files; what is wrong with the workspace."""
    found: dict[str, list[str]] = {}
    for path in sorted(files(bench.root), reverse=True):
        found.setdefault(path.stem, []).insert(0, path.name)
    return {"events": found, "problems": _told(bench, bench.desk.problems)}


def state(bench: Bench, event: str, now: str) -> Answer:
    """Where one event stands: what its file says it is, what is built and published of it, its problems' codes."""
    case = bench.case(event)
    found = status_of(case, bench.desk, datetime.fromisoformat(now))
    return {
        **asdict(found),
        "event": event,
        "id": case.id,
        "published_at": found.published_at and found.published_at.isoformat(timespec="minutes"),
        "standings": _counted(case),
        "missing": [figure.id for figure in case.figures if figure.interval.is_empty],
        "unsaid": _unsaid(case),
    }


def _unsaid(case: Case) -> list[str]:
    """The series that have a value for the last day of an event, of its coins or of none, and no record of it."""
    days = case.event.days.days if case.event and case.event.days else None
    if case.event is None or days is None:
        return []
    said = {entry.series.id for entry in entries(case.event, case.figures, case.series)}
    coins = {None, *case.event.assets}
    others = (each for each in case.series if each.id not in said and each.of.get(Dimension.ASSET) in coins)
    return [each.id for each in others if (found := each.on(days[1])) and found.value is not None]


def _counted(case: Case) -> dict[str, list[str]]:
    """The figures of an event that are typed, by their standing."""
    found: dict[str, list[str]] = {}
    for figure in (each for each in case.figures if not each.formula):
        found.setdefault(figure.standing.value, []).append(figure.id)
    return found


def brief(bench: Bench, event: str) -> Answer:
    """A brief: its page as soon as there is one, then its text, its figures, and what is wrong with it."""
    desk, case = bench.desk, bench.case(event)
    lacking = _lacking(bench, case)
    problems, used = (*desk.problems, *case.problems, *lacking), dict[str, str]()
    made: dict[str, Any] = {"stopped": "The draft is not complete"} if lacking else {}
    if case.is_sound and not lacking and not any(problem.is_error for problem in desk.problems):
        try:
            files, _, warnings = rendered(
                case, desk, ["md", "html"], "en", Turns(desk.workspace), lambda page: bench.tell(page.decode()), used
            )
        except UserError as error:
            problems += getattr(error, "problems", ())
            made = {"stopped": str(error)}
        else:
            problems += warnings
            made = {"page": files[FORMS["html"]].decode(), "markdown": files[FORMS["md"]].decode()}
            made["ledger"] = json.loads(files[LEDGER])
    return {
        **made,
        "used": used,
        "status": case.event.file.event.status if case.event else "unreadable",
        "phrases": _phrases(bench, case),
        "reports": {figure.id: [*map(_report, figure.reports)] for figure in case.figures},
        "problems": _told(bench, problems),
    }


def _lacking(bench: Bench, case: Case) -> Problems:
    """What a draft lacks to be ready: without it there is nothing to lead with, and no page."""
    if case.event is None or case.event.file.event.status != "draft":
        return ()
    made_ready = bench.case(case.id, ready(bench, case.id)["text"])
    return tuple(problem for problem in made_ready.problems if problem.is_error and problem not in case.problems)


def _phrases(bench: Bench, case: Case) -> dict[str, str]:
    """How each figure of an event is said."""
    return {figure.id: phrase_of(figure, case, bench.desk) for figure in case.figures}


def _report(judged: Judged) -> dict[str, str]:
    """What a source said, when, what became of it and why, and in which line it is typed."""
    said = judged.report
    return {
        "source": said.source,
        "quoting": said.origin if said.origin != said.source else "",
        "typed": said.typed,
        "time": said.as_of.isoformat(" ", "minutes") if said.as_of else "",
        "role": judged.role.value,
        "reason": judged.reason,
        "at": f"{said.at.file}:{said.at.line}",
    }


def _told(bench: Bench, problems: Problems, typed: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Problems with the lines that they are about, errors first."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: (not problem.is_error, problem.at))
    found = [(problem, excerpt(bench.root, problem, typed)) for problem in ordered]
    own = [next((each["text"] for each in lines if each["parts"]), "") for _, lines in found]
    return [
        {**asdict(problem), "lines": lines, "put": put_of(problem, line)}
        for (problem, lines), line in zip(found, own, strict=True)
    ]


def story(bench: Bench, event: str) -> Answer:
    """The messages of a brief, what each of its figures owes, and in which line that was paid.

    Raises:
        EditionError: the article could not be drafted.
    """
    case = bench.case(event)
    return story_of(case, bench.desk) if case.is_sound else {}


def pdf(bench: Bench, page: str) -> Answer:
    """The PDF of a page, in base64."""
    with pressing(None, page.encode(), bench.desk) as child:
        return {"pdf": b64encode(child.answer()).decode()}


def check(bench: Bench, event: str, text: str) -> Answer:
    """What would be wrong with an event that held this text."""
    case = bench.case(event, text)
    return {"problems": _told(bench, case.problems, {relative(case.path, bench.root): text})}


def report(bench: Bench, event: str, told: Mapping[str, str], fields: Mapping[str, str]) -> Answer:
    """What an event would be with one more report: its text, how the figure is said before and after, what is wrong."""
    path = bench.path(event)
    file = relative(path, bench.root)
    after = added(path.read_text(encoding="utf-8"), Told(**told), fields, file)
    was, now = bench.case(event), bench.case(event, after)
    said = [_phrases(bench, case) for case in (was, now)]
    ids = dict.fromkeys(name for phrases in said for name in phrases)
    return {
        "text": after,
        "problems": _told(bench, additional(was.problems, now.problems), {file: after}),
        "changed": [
            {"figure": name, "before": said[0].get(name, ""), "after": said[1].get(name, "")}
            for name in ids
            if said[0].get(name) != said[1].get(name) or name == told["figure"]
        ],
    }


def audit(bench: Bench, event: str, text: str) -> Answer:
    """What the audit finds of a text against an event: each place with what may stand there."""
    from narrator.gate.mending import instruction, phrases  # noqa: PLC0415  # with the audit
    from narrator.gate.several import heard  # noqa: PLC0415
    from narrator.reading.documents import of_markdown  # noqa: PLC0415

    case = bench.case(event)
    found = heard(of_markdown(text), [case], bench.desk) if case.event else ()
    return {
        "mentions": len(found),
        "problems": _told(bench, tuple(problem for problem in case.problems if problem.is_error)),
        "found": [
            {
                "line": one.mention.line,
                "column": one.mention.column,
                "text": one.mention.text,
                "sentence": one.remark.sentence,
                "severity": one.remark.severity,
                "accepted": one.remark.accepted,
                "code": one.remark.finding.verdict.code,
                "reason": one.remark.finding.reason,
                "figure": one.remark.finding.figure or None,
                "mend": instruction(one, bench.desk),
                "phrases": phrases(one, bench.desk)[:3],
            }
            for one in found
            if one.remark.severity or one.remark.accepted
        ],
    }


def article(bench: Bench, event: str) -> Answer:
    """The text of a brief alone, as it is now; empty where none can be made."""
    desk, case, text = bench.desk, bench.case(event), ""
    with suppress(UserError):
        if case.is_sound:
            text = rendered(case, desk, ["md"], "en", Turns(desk.workspace))[0][FORMS["md"]].decode()
    return {"markdown": text}


def templates(bench: Bench) -> Answer:
    """Every template and style sheet by name, with where it comes from: packaged, or the workspace."""
    from narrator.render.catalogue import files  # noqa: PLC0415  # Jinja2 is loaded by now
    from narrator.render.sources import PACKAGED  # noqa: PLC0415

    found = files(bench.desk.workspace.templates)
    places = {name: "packaged" if path.is_relative_to(PACKAGED) else "workspace" for name, path in found.items()}
    return {"templates": [*places.items()]}


def names(bench: Bench, event: str, template: str) -> Answer:
    """The names that a template can use, with what they hold in this brief."""
    case = bench.case(event)
    return {"names": names_now(case, bench.desk, template) if case.is_sound else []}


def ready(bench: Bench, event: str) -> Answer:
    """The text of an event file with `status: ready`."""
    path = bench.path(event)
    text = path.read_text(encoding="utf-8")
    return {"text": replaced(text, ("event", "status"), "ready", relative(path, bench.root))}


TASKS: dict[str, Callable[..., Answer]] = {
    task.__name__: task
    for task in (events, state, brief, story, pdf, check, report, audit, article, templates, names, ready)
}
