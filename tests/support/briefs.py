"""The briefs of this workspace, drafted once for all tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.model.source import MARKET_DATA, SEVERAL_UNNAMED, is_unnamed
from narrator.own_text import DiscrepancyError, OwnTextError
from narrator.publish.turns import Turns
from support.repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrator.case import Case, Desk
    from narrator.model.event import Event
    from narrator.model.figure import Figure
    from narrator.model.ledger import Print
    from narrator.render.choices import Turn
    from narrator.render.draft import Draft
    from narrator.render.views import Scene

DATA, SEEDS = ROOT / "data" / "events", ROOT / "tests" / "cases" / "seeds"
"""The four events as the desk publishes them, and as the articles have them, of which other texts were written."""
EVENTS = tuple(path.stem for path in sorted(DATA.glob("*.yaml")))


@dataclass(frozen=True)
class Brief:
    """One drafted brief and what a test needs to know of its figures."""

    event: str
    main: str
    zone: str
    markdown: str
    body: str
    prints: tuple[Print, ...]
    natures: Mapping[str, str]
    must_name: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, int]
    speakers: tuple[str, ...]


UNNAMED_SAID = r"unnamed|name not given|one provider|one (?:data )?source"
"""Of which something stands beside a figure whose source has no name, unless the first screen says it for all."""


@cache
def desk() -> Desk:
    workspace, problems = config.load(ROOT)
    assert problems == ()
    return pipeline.open_desk(workspace)


@cache
def turns() -> Turns:
    return Turns(desk().workspace)


def turn(examined: Case) -> Turn:
    """The turn of an edition among the events of this workspace."""
    return turns().of(examined, "en")


@cache
def case(event: str, folder: Path = DATA) -> Case:
    return pipeline.examine(folder / f"{event}.yaml", desk())


@cache
def brief(event: str, folder: Path = DATA) -> Brief:
    examined = case(event, folder)
    assert examined.event is not None
    assert [problem for problem in examined.problems if problem.is_error] == []
    scene, draft = pipeline.draft(examined, desk(), turn(examined))
    return Brief(
        event=event,
        main=str(examined.event.file.event.main),
        zone=scene.zone,
        markdown=draft.markdown,
        body=draft.body,
        prints=draft.prints(),
        natures={figure.id: figure.nature.value for figure in examined.figures},
        must_name={figure.id: _names(figure, examined.event) for figure in examined.figures},
        choices=draft.choices,
        speakers=tuple(desk().names.say(statement.who) for statement in examined.event.file.statements.values()),
    )


def drafted(case: Case, where: Desk, turn: Turn) -> tuple[Scene, Draft, list[str]]:
    """An event drafted once, and what `build`, which audits that very draft, would refuse of it."""
    scene, draft = pipeline.draft(case, where, turn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "draft", lambda *_: (scene, draft))
        try:
            pipeline.edit(case, where, turn, frozenset({"md"}))
        except (DiscrepancyError, OwnTextError) as refused:
            return scene, draft, [f"refused: {problem.message}: {problem.found}" for problem in refused.problems]
    return scene, draft, []


def _names(figure: Figure, event: Event) -> tuple[str, ...]:
    """Patterns of which each must stand in the paragraph of a figure."""
    source = figure.source
    if source is None or source == MARKET_DATA:
        return ()
    kind, name, *_ = figure.id.split(".")
    view_of = getattr(getattr(event.file, kind, {}).get(name), "view_of", None)
    if view_of:
        return (view_of,)
    if figure.weak:
        return (rf"unverified|nobody has verified|{re.escape(desk().sources.find(source).named('en'))}",)
    if source == SEVERAL_UNNAMED:
        return (r"several",)
    if is_unnamed(source):
        return (UNNAMED_SAID,)
    return (desk().sources.find(source).named("en").replace(".", r"\."),)
