"""The finished page: what its template put round the article is read once more before anybody sees it.

A page template is an editor's. It may arrange the parts that it is given, and say words of its own without a number in
them; it may not leave out or hide a part, print one twice or in another order, and nothing in it acts. So the elements
and attributes of a page are a closed list, well nested, and what was given is known from what the template says.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

import jinja2
from jinja2 import nodes
from markupsafe import Markup

from narrator.render.css_sight import HIDEABLE
from narrator.render.css_vocabulary import names, numbered
from narrator.render.environment import DIGITS_FROM, TemplateError, finalize, find, problem_at, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narrator.model.problem import Problem
    from narrator.render.environment import Sandbox

GIVEN, PART, GIVEN_END, LINKED = map(chr, range(0xE010, 0xE014))
"""What stands round a given text and round a given part in what a page template prints; a given text that can lead to
another page stands as the last one while the page is read."""

VOID = names("meta br hr wbr")
TAGS = VOID | names(
    """
    html head title body header main article section footer nav aside div p span h1 h2 h3 h4 h5 h6 ul li dl dt dd
    a time strong em b i small abbr address
    """
)
"""No list that counts, nothing that loads, acts, is filled in, folded away or struck out."""
HEAD = names("title meta")
ATTRIBUTES = names(
    """
    class id lang role href rel itemscope itemtype itemprop datetime title name content charset property
    aria-label aria-labelledby aria-describedby
    """
)
METAS = re.compile(
    r"viewport|description|author|color-scheme|theme-color|robots|keywords|(dc|dcterms|og|twitter)[.:].+"
)
LINK = re.compile(rf"#|https://|mailto:|{LINKED}\Z")
PLACE = re.compile(r"(?:https?://[a-z0-9.:-]+/|(?:\.\./)*)(?:[A-Za-z0-9][\w.~-]*/)*(?:[a-z0-9][\w-]*\.[a-z]+)?")
"""The address of a page, from another one of the same site or from anywhere."""
UNREAD = names("class id href itemtype lang rel name property charset aria-labelledby aria-describedby")
"""Attributes that no reader is told; the others are read out, or shown by a browser or a search engine."""
SETTINGS = names("viewport theme-color")

CHARTS = names("figure figcaption p svg g title desc text tspan rect line circle path")
CHART_ATTRIBUTES = re.compile(
    r"id|class|role|aria-labelledby|aria-label|data-chart|width|height|[xy][12]?|[cr][xy]?|d|points|transform|dx|dy"
    r"|color|fill|fill-opacity|stroke(-\w+)*|font-(family|size|weight)|text-anchor|overflow|viewBox|preserveAspectRatio"
)

WHOLE = "headline, standfirst and every section in the body, once, in their order, and outside masthead and cards"
DOCTYPE, OUTLINE = "<!DOCTYPE html>", "<html><head>...</head><body>...</body></html>"
_HELD = re.compile(f"([{GIVEN}{PART}])([^{GIVEN}{PART}{GIVEN_END}]*){GIVEN_END}")
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][\w:.-]*(?:=\"[^\"<>]*\")?)*)\s*(/?)>|<!DOCTYPE html>|<.{0,40}"
)
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:.-]*)(?:=\"([^\"<>]*)\")?")
ALLOWED = "elements that arrange and name: header, section, div, p, h2, ul, span, a, time, ..."


class Given(str):
    """A text that a page template was given, beside what it says itself; every other one was made in it."""

    __slots__ = ()


class GivenMarkup(Markup):
    """The same of a part of the page that is ready."""

    __slots__ = ()


@jinja2.pass_eval_context
def _noted(_: object, value: object) -> object:
    """`finalize` for a page: what was given is told apart from what the template says."""
    if isinstance(value, GivenMarkup):
        return Markup(f"{PART}{value}{GIVEN_END}")  # noqa: S704  # as it was given
    return f"{GIVEN}{value}{GIVEN_END}" if isinstance(value, Given) else finalize(value)


@cache
def noting(env: Sandbox) -> Sandbox:
    """The same environment, in which what a template was given is told apart in what it prints."""
    return env.overlay(finalize=_noted)


Wrong = tuple[str, str, str, str]
"""A code, what of the page is wrong as it stands there, what was found, and what was expected."""


def plain(made: str) -> str:
    """What a page template printed, as it goes to readers."""
    return re.sub(f"[{GIVEN}{PART}{GIVEN_END}]", "", made)


def inspect(env: Sandbox, name: str, made: str, parts: Sequence[str]) -> None:
    """Refuse a page whose template does what it may not; `parts`: what it has to print.

    Raises:
        TemplateError: it hides, leaves out or adds something, or something in it acts.
    """
    held: list[tuple[str, str]] = []

    def hole(match: re.Match[str]) -> str:
        held.append((match[1], match[2]))
        return LINKED if match[1] == GIVEN and PLACE.fullmatch(match[2]) else match[1]

    skeleton = _HELD.sub(hole, made)
    faults = [*_read(skeleton, [text for kind, text in held if kind == PART], parts)]
    if faults:
        path = find(env.folders, name)
        source = text_of(path) if path else ""
        problems = (
            problem_at(code, _line(source, found), what, expected, name) for code, found, what, expected in faults
        )
        raise TemplateError(tuple(problems))


def _line(source: str, found: str) -> int:
    at = source.find(found.strip()) if found.strip() else -1
    return source.count("\n", 0, max(at, 0)) + 1


class _Page:
    """A page as it is read: which elements are open, which parts it has shown, which words are its own."""

    def __init__(self, parts: Iterable[str]) -> None:
        self.open: list[tuple[str, frozenset[str]]] = []
        self.began: list[str] = []
        self.left, self.shown = iter([*parts]), list[str]()
        self.words: list[str] = []

    def is_in(self, element: str) -> bool:
        """Whether an element is open."""
        return any(name == element for name, _ in self.open)

    def text(self, text: str) -> Iterator[Wrong]:
        """What is wrong with a text between two tags."""
        names = [name for name, _ in self.open]
        hidden = [f"class {min(classes & HIDEABLE)}" for _, classes in self.open if classes & HIDEABLE]
        for _ in range(text.count(PART)):
            self.shown.append(next(self.left))
            if names[:2] != ["html", "body"] or hidden:
                where = (hidden or names or ["no element"])[-1]
                yield "TPL013", "", f"a part of the article in {where}, where it may be hidden", WHOLE
        yield from self.say(text, text)

    def say(self, text: str, where: str) -> Iterator[Wrong]:
        """What is wrong with words of the template's own."""
        own = unescape(re.sub(f"[{GIVEN}{PART}{LINKED}]", " ", text))
        number = numbered(own)
        if number:
            yield "TPL002", where, f"a number in text that would be printed: {number}", DIGITS_FROM

    def tag(self, tag: re.Match[str]) -> Iterator[Wrong]:
        """What is wrong with a tag."""
        element = tag[2].lower()
        if tag[1]:
            if not self.open or self.open.pop()[0] != element:
                yield "TPL012", tag[0], f"'{tag[0]}' closes what is not open", "elements that are closed in their order"
            return
        self.began.append(element)
        given = {key.lower(): value for key, value in _ATTRIBUTE.findall(tag[3])}
        if (
            element not in TAGS
            or (self.is_in("head") and element not in HEAD)
            or (self.is_in("body") and element in HEAD)
        ):
            yield "TPL012", tag[0], f"the element '{element}'", ALLOWED
        yield from self.attributes(tag[0], element, given)
        if element not in VOID:
            self.open.append((element, frozenset(given.get("class", "").split())))

    def attributes(self, tag: str, element: str, given: dict[str, str]) -> Iterator[Wrong]:
        """What is wrong with the attributes of a tag."""
        named = given.get("name", given.get("property", ""))
        for key, value in given.items():
            is_wrong = key not in ATTRIBUTES or PART in value
            is_wrong |= key == "href" and (element != "a" or not LINK.match(unescape(value)))
            is_wrong |= element == "meta" and not ("charset" in given or METAS.fullmatch(named))
            if is_wrong:
                yield "TPL012", tag, f"the attribute '{key}' of '{element}'", f"one of {', '.join(sorted(ATTRIBUTES))}"
            elif key not in UNREAD and named not in SETTINGS:
                yield from self.say(value, tag)

    def end(self, parts: Sequence[str]) -> Iterator[Wrong]:
        """What is wrong with the page as a whole."""
        outline = [name for name in self.began if name in {"html", "head", "body"}]
        if self.open or outline != ["html", "head", "body"] or self.began[:2] != ["html", "head"]:
            yield (
                "TPL012",
                "<head",
                "a page without one head and one body",
                "<html><head>...</head><body>...</body></html>",
            )
        wanted = [part for part in parts if part.strip()]
        if [part for part in self.shown if part in wanted] != wanted:
            missing = next((part for part in wanted if self.shown.count(part) != 1), "")
            what = re.sub(r"<[^>]*>", "", missing).strip()[:60] or "in another order"
            yield "TPL013", "", f"a part of the article that is left out or repeated: {what}", WHOLE


def _read(skeleton: str, shown: Iterable[str], parts: Sequence[str]) -> Iterator[Wrong]:
    page, last = _Page(shown), 0
    for tag in _TAG.finditer(skeleton):
        yield from page.text(skeleton[last : tag.start()])
        last = tag.end()
        if tag[2] is not None:
            yield from page.tag(tag)
        elif tag[0] != DOCTYPE:
            yield "TPL012", tag[0], f"markup that is not allowed: {tag[0][:40]}", ALLOWED
    yield from page.text(skeleton[last:])
    yield from page.end(parts)


def foreseen(tree: nodes.Template, name: str) -> Iterator[Problem]:
    """What of a page template is wrong whatever it is given: elements and attributes that no page has."""
    for piece in tree.find_all(nodes.TemplateData):
        for tag in _TAG.finditer(piece.data):
            wrong = [key for key, _ in _ATTRIBUTE.findall(tag[3] or "") if key.lower() not in ATTRIBUTES]
            if tag[2] and (tag[2].lower() not in TAGS or wrong):
                line, found = piece.lineno + piece.data.count("\n", 0, tag.start()), f"'{tag[0]}' in a page"
                yield problem_at("TPL012", line, found, ALLOWED, name)


def inspect_chart(name: str, drawn: str) -> None:
    """Refuse a chart with anything but shapes and words.

    Raises:
        TemplateError: there is something else in it.
    """
    for tag in _TAG.finditer(drawn):
        keys = [key for key, _ in _ATTRIBUTE.findall(tag[3] or "")]
        wrong = [key for key in keys if not CHART_ATTRIBUTES.fullmatch(key)]
        if tag[2] not in CHARTS or wrong:
            found = f"the attribute '{wrong[0]}' in a chart" if wrong else f"markup in a chart: {tag[0][:40]}"
            raise TemplateError(
                (problem_at("TPL012", 1, found, "shapes and words: rect, line, circle, path, text", name),)
            )
