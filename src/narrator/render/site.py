"""Pages of a site beside its briefs: lists of them, what stands above a brief there, and a brief as a mail.

Templates arrange and say the words; addresses and texts are given, and a page that is made of them is read once more
like any other (`finished`). A mail has its styles at each element, since mail programs know no others.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any

from narrator.render import brand, environment, finished
from narrator.render.html import sanitised, styled
from narrator.render.plain import article_of
from narrator.render.theme import load
from narrator.render.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrator.config import Workspace
    from narrator.render.site_views import BarView

SKELETON = "<!DOCTYPE html><html><head></head><body>{}</body></html>"
ELEMENT = re.compile(r"<([a-z][a-z0-9]*)(?=[ >])")
NOTHING_ABOVE = "<body>"
PICTURE = "logo@narrator.invalid"
"""What a mail calls the logo that comes with it."""


def listing(workspace: Workspace, language: str, names: Mapping[str, Any]) -> str:
    """A page with a list of briefs.

    Raises:
        TemplateError: its template or the theme is broken.
    """
    name, env = f"{language}/site.html.j2", environment.environment(workspace.templates, html=True)
    own = brand.of(workspace)
    made = environment.run(finished.noting(env), name, _given({**names, "logo": brand.LOGO if own.logo else ""}))
    finished.inspect(env, name, made, [])
    page = brand.placed(finished.plain(made), own.image(workspace.settings.desk))
    return styled(page, load(environment.folders(workspace.templates), own), [])


def above(templates: Path, language: str, bar: BarView) -> str:
    """What stands above a brief on a site.

    Raises:
        TemplateError: its template is broken.
    """
    name, env = f"{language}/site_bar.html.j2", environment.environment(templates, html=True)
    made = environment.run(finished.noting(env), name, _given({"bar": bar}))
    finished.inspect(env, name, SKELETON.format(made), [])
    return finished.plain(made)


def mailed(workspace: Workspace, language: str, markdown: str, names: Mapping[str, Any]) -> str:
    """A brief as the page of a mail: with its styles at each element, so that it can be read without a style sheet.

    Its logo is no part of it: programs show none that is, so that it comes with the mail, as `PICTURE`.

    Raises:
        TemplateError: its template is broken.
    """
    told, own = workspace.settings.theme, brand.of(workspace)
    looks = _looks(told.on_light, told.on_dark)
    article = _with_styles(sanitised(article_of(markdown)), looks)
    name, env = f"{language}/mail.html.j2", environment.environment(workspace.templates, html=True)
    given = _given({**names, "logo": brand.LOGO if own.logo else ""}) | {"article": finished.GivenMarkup(article)}
    made = environment.run(finished.noting(env), name, given, environment.LIMIT + 2 * len(article))
    finished.inspect(env, name, made, [article])
    page = _with_styles(finished.plain(made).replace(article, "\ue020"), looks).replace("\ue020", article)
    page = brand.placed(page, _with_styles(own.image(workspace.settings.desk, f"cid:{PICTURE}"), looks))
    return page.replace("</head>", f"<style>{looks['sheet']}</style>\n</head>", 1)


def subject(templates: Path, language: str, names: Mapping[str, Any]) -> str:
    """The subject of a mail, in one line.

    Raises:
        TemplateError: its template is broken.
    """
    env = environment.environment(templates)
    return " ".join(environment.run(env, f"{language}/mail_subject.md.j2", names).split())


@cache
def _looks(accent: str, accent_dark: str) -> Mapping[str, Any]:
    text = resources.files(__package__ or "").joinpath("mail.toml").read_text(encoding="utf-8")
    return tomllib.loads(Template(text).substitute(accent=accent, accent_dark=accent_dark))


def _with_styles(html: str, told: Mapping[str, Any]) -> str:
    looks: Mapping[str, str] = told["elements"]
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
