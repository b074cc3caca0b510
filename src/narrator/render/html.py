"""The page: marked Markdown to one self-contained HTML file that fetches nothing and runs no script.

The order is the defence (SECURITY.md 1.3): Markdown without raw HTML, then the allow-list of nh3, and only then our own
elements in place of the marks. A figure becomes `<data class="figure">`; its card (who said what) stands once per
figure at the end of the page and is shown by CSS while the reader points at the figure, focuses or taps it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256
from html import escape, unescape
from typing import TYPE_CHECKING, Any

import nh3
from markdown import Markdown
from markdown.extensions.tables import TableExtension
from markupsafe import Markup

from narrator.render import environment, finished, marks
from narrator.render.brand import LOGO, placed
from narrator.render.brand import of as brand_of
from narrator.render.carried import carrying
from narrator.render.charting import illustrated
from narrator.render.fonts import font_faces, text_of
from narrator.render.tables import structured
from narrator.render.theme import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.render.cards import Card
    from narrator.render.draft import Draft
    from narrator.render.environment import Sandbox
    from narrator.render.theme import Theme
    from narrator.render.views import Scene

TAGS = {
    *("h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "em", "strong", "a", "blockquote", "br", "hr", "code"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
LINKS = ("https://", "mailto:", "#")
PUNCTUATION = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

_OPENING = re.compile(
    r"\s*<h1>(?P<headline>.*?)</h1>\s*"
    r"(?:<blockquote>(?P<notice>(?:(?!</blockquote>).)*)</blockquote>\s*)?"
    r"(?:<p><strong>(?P<standfirst>(?:(?!</p>).)*)</strong></p>\s*)?"
    r"(?:<p><em>(?P<dateline>(?:(?!</p>).)*)</em></p>\s*)?",
    re.DOTALL,
)
_CHART = re.compile(f"<p>{marks.CHART}([^{marks.CHART_END}]*){marks.CHART_END}</p>")
_LAST = re.compile(r" (?=[^\s<>]+$)")
"""Before the last word of a headline, which never stands on a line of its own."""
_SECTION = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page holds beside its article.

    `texts` are plain: title, description, language, desk, published and published_iso. `cards` are the cards of all
    figures by figure id, `charts` finished SVG by chart id. `ledger`: what it carries of its ledger.
    """

    texts: Mapping[str, str]
    theme: Theme
    cards: Mapping[str, Card]
    charts: Mapping[str, Markup]
    ledger: str = ""


def page(draft: Draft, scene: Scene, ledger: str = "") -> str:
    """The page of a brief, and in it what it carries of its ledger.

    Raises:
        TemplateError: a page template or a style sheet is broken.
    """
    made, drawn = illustrated(scene, draft.body, draft.names, draft.story)
    texts = {
        "title": draft.title,
        "description": draft.description,
        "language": scene.language,
        "desk": scene.workspace.settings.desk,
        "published": scene.published,
        "published_iso": scene.event.published.isoformat(),
    }
    templates = scene.workspace.templates
    sheets = load(environment.folders(templates), brand_of(scene.workspace))
    context = PageContext(texts, sheets, made, drawn, ledger)
    return compose(draft.body, context, environment.environment(templates, html=True))


def compose(body: str, context: PageContext, env: Sandbox) -> str:
    """The page of a marked Markdown article.

    Raises:
        TemplateError: the page template is broken.
    """
    article = figured(structured(charted(sanitised(body), context.charts)), context.cards)
    opening = _OPENING.match(article)
    parts = opening.groupdict() if opening else dict.fromkeys(_OPENING.groupindex)
    parts |= {"headline": _LAST.sub("\u00a0", parts["headline"] or "")}
    sections = _sections(article[opening.end() if opening else 0 :])
    printed = [context.cards[name] for name in dict.fromkeys(match[1] for match in marks.PRINTED.finditer(body))]
    names = {
        **_given(context.texts),
        **{name: _trusted(text or "") for name, text in parts.items()},
        "logo": _given(LOGO if context.theme.brand.logo else ""),
        "dateline_words": _given(unescape(text_of(parts["dateline"] or ""))),
        "sections": [_trusted(section) for section in sections],
        "cards": [_given(asdict(card)) for card in printed],
    }
    limit = environment.LIMIT + 10 * len(article)  # an article of thousands of figures has thousands of cards
    name = f"{context.texts['language']}/page.html.j2"
    made = environment.run(finished.noting(env), name, names, limit)
    finished.inspect(env, name, made, [*_held(parts), *sections])
    whole = placed(finished.plain(made), context.theme.brand.image(context.texts["desk"]))
    return styled(carrying(whole, context.ledger), context.theme, [card.id for card in printed])


def _held(parts: Mapping[str, str | None]) -> Iterator[str]:
    """What of the opening readers have to see; who and when may stand above it alone."""
    yield from (parts[name] or "" for name in ("notice", "headline", "standfirst"))
    dateline = parts["dateline"] or ""
    yield dateline if "data-figure" in dateline else ""


def _trusted(html: str) -> Markup:
    return finished.GivenMarkup(html)  # it has been through nh3, and what came after is ours


def _given(value: Any) -> Any:  # noqa: ANN401  # texts, and lists and tables of them
    """What a template is given, every text told apart from what it says itself."""
    if isinstance(value, str):
        return finished.Given(value)
    if isinstance(value, list | tuple):
        return [_given(each) for each in value]
    return {key: _given(each) for key, each in value.items()}


def sanitised(markdown: str) -> str:
    """Markdown as HTML of known elements, attributes and link schemes; raw HTML in it comes out as text."""
    converter = Markdown(extensions=[TableExtension(use_align_attribute=True)], output_format="html")
    converter.ESCAPED_CHARS = PUNCTUATION
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return nh3.clean(
        converter.convert(markdown),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        link_rel="noopener noreferrer",
    )


def _kept(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("a", "href"):
        return value if value.startswith(LINKS) else None
    return value


def charted(html: str, charts: Mapping[str, Markup]) -> str:
    """The charts in place of their marks; a chart that is not there leaves no gap."""
    return _CHART.sub(lambda match: charts.get(unescape(match[1]), Markup("")), html)


def figured(html: str, cards: Mapping[str, Card]) -> str:
    """Every printed figure as a `<data>` element that a reader can point at, focus and tap."""

    def element(match: re.Match[str]) -> str:
        card = cards[match[1]]
        return (
            f'<data class="figure" data-figure="{card.id}" data-standing="{card.standing}" data-nature="{card.nature}"'
            f' value="{escape(card.value)}" tabindex="0" aria-describedby="card-{card.id}">{match[2]}</data>'
        )

    return marks.PRINTED.sub(element, html)


def _sections(html: str) -> list[str]:
    """The article after its opening: the lead as it stands, then one section per heading, named by it."""
    lead, *rest = re.split(r"(?=<h2>)", html)
    return [lead, *(_section(text, number) for number, text in enumerate(rest, start=1))]


def _section(html: str, number: int) -> str:
    heading = _SECTION.match(html)
    words = re.findall(r"[a-z]+", text_of(heading[1] if heading else "").lower())
    name = "-".join((*words[:6], str(number)))
    return f'<section aria-labelledby="{name}">' + html.replace("<h2>", f'<h2 id="{name}">', 1) + "</section>"


def styled(page: str, theme: Theme, shown: list[str]) -> str:
    """The page with its fonts, theme and content security policy: only these very styles may apply."""
    styles = {
        "all": font_faces(page, theme.common + theme.screen + theme.printed, theme.brand.fonts) + theme.common,
        "screen": theme.screen + "".join(map(_shown_by, shown)),
        "print": theme.printed,
    }
    safe = {medium: style.replace("</", "<\\/") for medium, style in styles.items()}
    hashes = " ".join(f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in safe.values())
    pictures = " img-src data:;" if theme.brand.logo else ""
    policy = f"default-src 'none'; style-src {hashes};{pictures} font-src data:; base-uri 'none'; form-action 'none'"
    elements = "".join(f'<style media="{medium}">{style}</style>\n' for medium, style in safe.items())
    first = f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace("<head>", first, 1).replace("</head>", f"{elements}</head>", 1)


def _shown_by(figure_id: str) -> str:
    """The rule that shows a card: while its figure is pointed at, or has the focus and nothing else is pointed at."""
    figure = f'[data-figure="{figure_id}"]'
    card = f'[id="card-{figure_id}"]'
    return (
        f":root:has({figure}:hover) {card},:root:not(:has(.figure:hover)):has({figure}:focus) {card}{{display:block}}\n"
    )
