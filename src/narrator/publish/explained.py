"""An edition by its messages, as an editor asks for it: why something leads, stands in the table, or is missing.

The draft is made in the confined child, like that of a build; nothing is written.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from narrator import pipeline
from narrator.publish.confine import run_confined
from narrator.publish.press import limits
from narrator.publish.turns import Turns

if TYPE_CHECKING:
    from narrator.case import Case, Desk
    from narrator.model.ledger import Ledger
    from narrator.render.choices import Turn
    from narrator.render.draft import Draft
    from narrator.story.message import Message, Story


def story_of(case: Case, desk: Desk, locale: str = "en") -> dict[str, Any]:
    """The messages of an edition, the heaviest first, and the figures that belong to none.

    Of each message its weight as named terms, its section, the line of one that has no figures, and its figures: where
    each is told, where it is printed (or mentioned, where no amount is), and who paid each of its debts in which line
    of `brief.md`.

    Raises:
        EditionError: the article could not be drafted.
    """
    task = partial(_story, case, desk, locale, Turns(desk.workspace).of(case, locale))
    told: dict[str, Any] = json.loads(run_confined(task, **limits(desk)))
    return told


def _story(case: Case, desk: Desk, locale: str, turn: Turn) -> bytes:
    """Runs in the child: the story as JSON."""
    scene, draft = pipeline.draft(case, desk, turn, locale)
    ledger, story = pipeline.ledger_of(case, scene, draft, locale), draft.story
    if story is None:
        raise AssertionError(case.id)
    figures = _figures(ledger, draft, story)
    messages = sorted(story.messages, key=lambda message: -message.weight)
    placed = {figure for message in messages for figure in (*message.figures, *message.rest)}
    told = {
        "event": case.id,
        "locale": scene.locale,
        "messages": [_message(message, figures, draft) for message in messages],
        "left": [figures[figure.id] for figure in case.figures if figure.id not in placed],
    }
    return json.dumps(told).encode()


def _message(message: Message, figures: dict[str, dict[str, Any]], draft: Draft) -> dict[str, Any]:
    roles = {figure: role for role, ids in message.roles.items() for figure in ids}
    return {
        "id": message.id,
        "kind": message.kind,
        "section": message.section,
        "place": message.place,
        "weight": message.weight,
        "terms": [{"term": term, "points": points} for term, points in message.terms],
        "line": None if message.figures else draft.line_of(message.id),
        "records": [*message.records],
        "figures": [{**figures[name], "role": roles.get(name)} for name in message.figures],
        "rest": [figures[name] for name in message.rest],
    }


def _figures(ledger: Ledger, draft: Draft, story: Story) -> dict[str, dict[str, Any]]:
    """Each figure with where it is told and printed, and its debts; one that no line pays has None."""
    mentions = draft.mentions()
    paid: dict[tuple[str, str], dict[str, Any]] = {}
    for each in draft.paid():
        paid.setdefault((each.owed, each.figure), {"line": each.number, "by": each.by})
    return {
        figure.id: {
            "id": figure.id,
            "told": ledger.told_in(figure.id),
            "mentioned": mentions.get(figure.id, (None, None))[1],
            "prints": [
                {"line": each.line, "in": each.place} for each in sorted(ledger.prints) if each.figure == figure.id
            ],
            "debts": [{"owed": owed, "paid": paid.get((owed, figure.id))} for owed in story.debts.get(figure.id, ())],
        }
        for figure in ledger.figures
    }
