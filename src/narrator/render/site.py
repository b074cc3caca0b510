"""Pages of a site beside its briefs: lists of them, what stands above a brief there, and a brief as a mail.

Templates arrange and say the words; addresses and texts are given, and a page that is made of them is read once more
like any other (`finished`). A mail has its styles at each element, since mail programs know no others.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from narrator.render import environment, finished
from narrator.render.html import sanitised, styled
from narrator.render.plain import article_of
from narrator.render.theme import load
from narrator.render.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrator.render.site_views import BarView

SKELETON = "<!DOCTYPE html><html><head></head><body>{}</body></html>"
ELEMENT = re.compile(r"<([a-z][a-z0-9]*)(?=[ >])")
NOTHING_ABOVE = "<body>"


def listing(templates: Path, language: str, names: Mapping[str, Any]) -> str:
    """A page with a list of briefs.

    Raises:
        TemplateError: its template or the theme is broken.
    """
    name, env = f"{language}/site.html.j2", environment.environment(templates, html=True)
    made = environment.run(finished.noting(env), name, _given(names))
    finished.inspect(env, name, made, [])
    return styled(finished.plain(made), load(environment.folders(templates)), [])


def above(templates: Path, language: str, bar: BarView) -> str:
    """What stands above a brief on a site.

    Raises:
        TemplateError: its template is broken.
    """
    name, env = f"{language}/site_bar.html.j2", environment.environment(templates, html=True)
    made = environment.run(finished.noting(env), name, _given({"bar": bar}))
    finished.inspect(env, name, SKELETON.format(made), [])
    return finished.plain(made)


def mailed(templates: Path, language: str, markdown: str, names: Mapping[str, Any]) -> str:
    """A brief as the page of a mail: with its styles at each element, so that it can be read without a style sheet.

    Raises:
        TemplateError: its template is broken.
    """
    article = _with_styles(sanitised(article_of(markdown)))
    name, env = f"{language}/mail.html.j2", environment.environment(templates, html=True)
    given = {**_given(names), "article": finished.GivenMarkup(article)}
    made = environment.run(finished.noting(env), name, given, environment.LIMIT + 2 * len(article))
    finished.inspect(env, name, made, [article])
    page = _with_styles(finished.plain(made).replace(article, "\ue020")).replace("\ue020", article)
    return page.replace("</head>", f"<style>{_looks()['sheet']}</style>\n</head>", 1)


def subject(templates: Path, language: str, names: Mapping[str, Any]) -> str:
    """The subject of a mail, in one line.

    Raises:
        TemplateError: its template is broken.
    """
    env = environment.environment(templates)
    return " ".join(environment.run(env, f"{language}/mail_subject.md.j2", names).split())


@cache
def _looks() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__ or "").joinpath("mail.toml").read_text(encoding="utf-8"))


def _with_styles(html: str) -> str:
    looks: Mapping[str, str] = _looks()["elements"]
    return ELEMENT.sub(lambda m: f'{m[0]} style="{looks[m[1]]}"' if m[1] in looks else m[0], html)


def _given(value: Any) -> Any:  # noqa: ANN401  # texts, views of them, and lists and tables of those
    """What a template is given, every text told apart from what it says itself."""
    if isinstance(value, str):
        return finished.Given(value)
    if isinstance(value, View):
        return type(value)(**{name: _given(each) for name, each in vars(value).items()})
    if isinstance(value, list):
        return [_given(each) for each in value]
    return {key: _given(each) for key, each in value.items()}
