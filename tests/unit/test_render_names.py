"""What a template is given is what is declared of its names: name by name, and type by type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.render import environment, html
from narrator.render.names import TEXT, TRUTH, members, names_of, views
from narrator.render.undefined import Names
from narrator.render.view import NOTHING, View
from support.briefs import EVENTS, case, desk, turn

if TYPE_CHECKING:
    from collections.abc import Mapping

BESIDE = {"choose", "chart"}
"""What is called, and not read."""


def test_no_two_views_have_one_name() -> None:
    by_subclass: list[str] = []
    left = [View]
    while left:
        below = left.pop().__subclasses__()
        by_subclass += [view.__name__ for view in below]
        left += below
    assert len(by_subclass) > 20
    assert sorted(by_subclass) == sorted(set(by_subclass))


def test_every_member_of_a_view_holds_what_the_checker_knows() -> None:
    held = {kind.strip("[]") for view in views() for kind in members(view).values()}
    assert len(held) > 10
    assert held - {TEXT, TRUTH} <= views().keys()


@pytest.mark.parametrize(
    ("template", "source", "missing"),
    [
        ("page.html.j2", "{{ title }}{{ heading }}{{ cards[0].label }}{{ cards[0].colour }}", ["heading", "colour"]),
        (
            "page.html.j2",
            "{% for c in cards %}{% for row in c.rows %}{{ row.said }}{{ row.sad }}{% endfor %}{% endfor %}",
            ["sad"],
        ),
        ("chart-levels.svg.j2", "{{ id }}{{ story }}{{ colours.ink }}{{ colours.red }}", ["story", "red"]),
        ("chart-levels.svg.j2", "{% for row in chart.rows %}{{ row.tip }}{{ row.top }}{% endfor %}", ["top"]),
        ("chart-frame.svg.j2", "{% macro m(row) %}{{ row.mark_y }}{{ row.marky }}{% endmacro %}", ["marky"]),
    ],
)
def test_a_name_that_no_page_and_no_chart_has_is_found(template: str, source: str, missing: list[str]) -> None:
    name = f"en/{template}"
    found = Names({name: environment.environment(environment.PACKAGED).parse(source)}).undefined(name)
    assert [each for _, each in found] == missing


def test_every_template_is_given_what_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Mapping[str, object]] = {}
    run = environment.run

    def noted(env: environment.Sandbox, name: str, context: Mapping[str, object], *limit: int) -> str:
        if name.endswith(".md.j2"):
            given[name] = context
        return run(env, name, context, *limit)

    monkeypatch.setattr(environment, "run", noted)
    for event in EVENTS[:2]:
        scene, draft = pipeline.draft(case(event), desk(), turn(case(event)))
        html.page(draft, scene)
    told = {name for name in given if "/messages/" not in name}
    assert {"en/brief.md.j2", "en/headline.md.j2", "en/doubt.md.j2", "en/frames.md.j2", "en/page_words.md.j2"} <= told
    assert len(given) - len(told) > 5
    for template, context in given.items():
        declared = names_of(template)
        assert context.keys() - BESIDE == declared.keys(), template
        for name, value in context.items():
            if name not in BESIDE:
                assert _is_a(declared[name], value), (template, name)


def _is_a(kind: str, value: object) -> bool:
    if kind.startswith("["):
        return isinstance(value, list) and all(_is_a(kind[1:-1], item) for item in value)
    if kind in {TEXT, TRUTH}:
        return isinstance(value, str if kind == TEXT else bool)
    return value is NOTHING or isinstance(value, views()[kind])
