"""Templates are untrusted: what they may do, and how a broken one is told."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from narrator.render import environment
from narrator.render.environment import TemplateError
from narrator.render.view import NOTHING, View
from support.corpora import strings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MARKER = "narrator-ssti-marker"


@pytest.fixture
def render(tmp_path: Path) -> Callable[..., str]:
    folder = tmp_path / "templates"
    folder.mkdir()

    def run(source: str, **names: object) -> str:
        (folder / "t.md.j2").write_text(source, encoding="utf-8")
        return environment.run(environment.environment(folder), "t.md.j2", names)

    return run


def problem(render: Callable[..., str], source: str, **names: object) -> tuple[str, str, int]:
    with pytest.raises(TemplateError) as caught:
        render(source, **names)
    first = caught.value.problems[0]
    return first.code, first.message, first.at.line


def test_a_view_gives_its_names_and_nothing_else(render: Callable[..., str]) -> None:
    assert render("{{ figure.body }}", figure=Body()) == "much"
    assert problem(render, "{{ figure.bodi }}", figure=Body())[0] == "TPL009"
    assert problem(render, "{{ figure._hidden }}", figure=Body())[0] == "TPL009"


def test_an_undefined_name_is_an_error_at_its_line(render: Callable[..., str]) -> None:
    code, message, line = problem(render, "a line\n{{ missing }}\n")
    assert (code, line) == ("TPL009", 2)
    assert "missing" in message


class Body(View):
    """A view of one name."""

    _hidden = "not for templates"

    @property
    def body(self) -> str:
        return "much"


@pytest.mark.parametrize("value", [1, 1.5, Decimal(7), True, None, [], {}, View(), NOTHING])
def test_a_bare_value_cannot_be_printed(render: Callable[..., str], value: object) -> None:
    assert problem(render, "{{ value }}", value=value)[0] == "TPL009"


def test_what_is_absent_holds_nothing_to_go_through(render: Callable[..., str]) -> None:
    assert render("{% for each in gone.figures %}one{% else %}none{% endfor %}", gone=NOTHING).strip() == "none"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("lost $5 million", 1),
        ("{% if a %}\nabout\n24 hours\n{% endif %}", 3),
        ('{{ "}}{%" }}\n 5 {{ "%}" }}', 2),
        ("{{ '5 million' }}", 1),
    ],
)
def test_a_digit_in_printed_text_is_refused(render: Callable[..., str], source: str, line: int) -> None:
    code, _, at = problem(render, source, a=NOTHING)
    assert (code, at) == ("TPL002", line)


def test_digits_in_tags_attributes_and_comments_are_free(render: Callable[..., str]) -> None:
    assert render('{# 24 #}<td colspan="2">{% if "x9" == "x9" %}a{% endif %}</td>') == '<td colspan="2">a</td>'


@pytest.mark.parametrize(
    "source",
    [
        "{{ cycler.__init__.__globals__ }}",
        "{{ ''.__class__ }}",
        "{{ view.parse_raw('x') }}",
        "{{ 'a' * 9 }}",
        "{{ '%9d' % 1 }}",
        "{{ 'a'.ljust(9) }}",
        "{{ 9 ** 9 }}",
        "{{ text | safe }}",
        "{{ text | attr('x') }}",
        "{% autoescape false %}a{% endautoescape %}",
        "".join(f"{{% for {name} in x %}}" for name in "abcd") + "{% endfor %}" * 4,
        "{% include '../secret' %}",
        "{% include '/etc/passwd' %}",
        "{{ range(9) }}",
        "{{ lipsum() }}",
        "{% if %}",
    ],
)
def test_what_templates_may_not_do(render: Callable[..., str], source: str) -> None:
    with pytest.raises(TemplateError):
        render(source, view=View(), text="t", x=["a"])


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path, render: Callable[..., str]) -> None:
    secret = tmp_path / "secret.j2"
    secret.write_text("canary", encoding="utf-8")
    folder = tmp_path / "templates"
    (folder / "link.j2").symlink_to(secret)
    assert "no such template" in problem(render, "{% include 'link.j2' %}")[1]


def test_a_broken_template_is_told_with_its_own_file_and_line(tmp_path: Path, render: Callable[..., str]) -> None:
    inner = tmp_path / "templates" / "inner.j2"
    inner.write_text("first\n\n{{ nowhere }}\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        render("{% include 'inner.j2' %}")
    at = caught.value.problems[0].at
    assert (at.file, at.line) == ("templates/inner.j2", 3)


@pytest.mark.parametrize("levels", [120, 2_000])
@pytest.mark.parametrize("parts", [("", "{% if a %}", "x", "{% endif %}", ""), ("{{ ", "(", "a", ")", " }}")])
def test_a_template_too_deep_for_python_is_told(
    parts: tuple[str, ...], levels: int, render: Callable[..., str]
) -> None:
    start, opening, inside, closing, end = parts
    source = start + opening * levels + inside + closing * levels + end
    assert problem(render, source, a="a")[:2] == ("TPL006", "template t.md.j2: tags or brackets nested too deeply")


def test_a_template_too_long_to_compile_is_told(render: Callable[..., str]) -> None:
    assert problem(render, "x" * 50_001)[:2] == ("TPL001", "template t.md.j2: 50,001 characters")
    assert render("x" * 50_000) == "x" * 50_000


def test_output_is_capped(render: Callable[..., str]) -> None:
    long = "x" * 1000
    assert problem(render, "{% for a in rows %}{{ text }}{% endfor %}", rows=["r"] * 1001, text=long)[0] == "TPL007"


def test_no_public_injection_gets_out(render: Callable[..., str], tmp_path: Path) -> None:
    escaped = []
    payloads = strings("ssti")
    assert len(payloads) > 50
    for payload in payloads:
        try:
            printed = render(payload, view=Body(), text="t")
        except TemplateError:
            continue
        if re.search(r"\b49\b|root:|uid=|<class|<module|SECRET", printed):
            escaped.append((payload, printed))
    assert escaped == []
    assert not list(tmp_path.glob(f"**/{MARKER}*"))


def test_vary_prints_the_chosen_passage(render: Callable[..., str]) -> None:
    source = '{% vary "k" %}one{% or %}two{% or %}three{% endvary %}'
    chosen = [render(source, choose=lambda _key, _count, i=i: i).strip() for i in range(3)]
    assert chosen == ["one", "two", "three"]


def test_a_set_of_its_own_can_extend_the_packaged_article_by_one_block(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "en").mkdir(parents=True)
    own = '{% extends "packaged/en/brief.md.j2" %}{% block view %}our view{% endblock %}'
    (folder / "en" / "brief.md.j2").write_text(own, encoding="utf-8")
    env = environment.environment(folder)
    template = env.get_template("en/brief.md.j2")
    assert "our view" in "".join(template.blocks["view"](template.new_context({})))
    assert set(template.blocks) == {"view"} < set(env.get_template("packaged/en/brief.md.j2").blocks)


def test_nothing_of_a_template_is_computed_while_it_is_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = environment.environment(tmp_path)
    cap = Mock(side_effect=lambda text: f"<{text}>")
    monkeypatch.setitem(env.filters, "cap", cap)
    source = '{{ "a"|cap }}{% set b = "b"|cap %}{{ b ~ "c" }}{% if "d"|cap == "e" %}f{% endif %}'
    code = env.compile(source, "x")
    assert cap.call_count == 0
    assert env.template_class.from_code(env, code, {}).render().strip() == "<a><b>c"
    assert cap.call_count == 3
