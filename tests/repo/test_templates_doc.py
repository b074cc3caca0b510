"""docs/templates.md lists every name that a template can use, and no other."""

from __future__ import annotations

import re

from narrator import pipeline
from narrator.analysis.derive import DERIVED
from narrator.model.records import EventFile
from narrator.render import draft
from narrator.render.choices import Turn
from narrator.render.views import Nothing, View
from support.briefs import EVENTS, case, desk
from support.command import narrator
from support.repository import ROOT

DOCUMENTED = re.compile(r"`([a-z_]+(?:\.[a-z_]+)?)`")
GROUPS = (
    "event",
    "liquidations",
    "flows",
    "prices",
    "accounts",
    "levels",
    "outlook",
    "boundaries",
    "commentary",
    "signals",
)
RECORD = {"id", "amount", "coins", "start", "by_desk", "own_word"}


def names_of(view: View) -> frozenset[str]:
    return frozenset(view._makers)  # noqa: SLF001  # a template must not see what names there are


def listed() -> set[str]:
    text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    return set(DOCUMENTED.findall(text))


def made() -> dict[str, set[str]]:
    """The names that the code makes, over all events of the workspace."""
    found: dict[str, set[str]] = {}
    for event in EVENTS:
        scene, _ = pipeline.draft(case(event), desk(), Turn())
        context = draft.names(scene)
        found.setdefault("", set()).update(context)
        for group in GROUPS:
            view = context[group]
            assert isinstance(view, View)
            found.setdefault(group, set()).update(names_of(view))
        found.setdefault("figure", set()).update(names_of(scene.figure(next(iter(scene.figures)).id)))
        for figure in scene.figures:
            record = scene.record(figure.id)
            if not isinstance(record, Nothing):
                found.setdefault("record", set()).update(names_of(record))
        for scenario in context["outlook"].scenarios:  # type: ignore[attr-defined]  # a view
            found.setdefault("scenario", set()).update(names_of(scenario))
    return found


def test_every_name_is_listed_and_no_other() -> None:
    names = made()
    assert len(names["figure"]) > 50
    fields = {field for kind in EventFile.model_fields.values() for field in _fields(kind.annotation)}
    names["record"] = (names["record"] - fields) | RECORD
    names["derived"] = {entry.name.format(asset="btc") for entry in DERIVED}
    expected = names.pop("") | {f"{group}.{name}" for group, members in names.items() for name in members}
    prefixes = (*(f"{group}." for group in names), *sorted(names))
    documented = {name for name in listed() if name in expected or name.startswith(prefixes)}
    assert documented - expected - set(names) == set()
    assert expected - listed() == set()


def _fields(annotation: object) -> set[str]:
    """The field names of the record model of one kind."""
    models = [part for part in getattr(annotation, "__args__", ()) if hasattr(part, "model_fields")]
    return {field for model in models for field in model.model_fields}


def test_the_packaged_templates_are_sound_and_name_nothing_that_is_not_there() -> None:
    ran = narrator(ROOT, "templates", "check")
    assert (ran.code, ran.out, ran.err) == (0, "all templates are sound\n", "")
