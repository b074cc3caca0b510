"""Texts to be read: Markdown, HTML and plain text as plain characters that know where they came from.

Markup is left out, so that `**$400**&ndash;500 million` reads `$400–500 million`; every offset of the plain text leads
back to a line and a column of the source. One blank character stands between two words, a newline where the source has
one; an empty line (`BREAK`) ends a paragraph, a heading, a list item, a row of a table. Characters that nobody sees are
left out. Code, comments, scripts, styles and the ticks of a chart's axis are no text.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from narrator.errors import Exit, UserError
from narrator.model.text import IGNORABLE, front_matter
from narrator.reading.hanzi import simplified
from narrator.reading.patterns import lazy, patterns
from narrator.reading.spacing import closed
from narrator.reading.spellings import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BREAK = "\n\n"
HIDDEN = f"(?:(?![\u202d\u202e])[{IGNORABLE}\ufe00-\ufe0f\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f])+"
"""What turns the order of characters round (U+202D, U+202E) stays: nobody knows what a reader sees behind it."""
SPACES = r"[ \t\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]{2,}|[\t\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]"
WIDE, UNFINISHED = patterns(__name__, "WIDE", "UNFINISHED")
LIST = r"(?:[-*+•●▪◦‣·][ \t]+|\(?[0-9]{1,3}[.)、][ \t]+)"

UNSEEN = lazy(HIDDEN)
# Each pattern is linear: a tag holds no "<", and what is not closed runs to the end, as it does in a browser.
TAG = r"</?(?P<tag>[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>(?>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*))>"
RAW = (
    r"(?is:<(?P<raw>script|style|code|pre|template)\b[^<>]*>.*?(?:</(?P=raw)\s*>|\Z))|(?s:<!--.*?(?:-->|\Z))"
    r"|<[!?][^<>]*>|<text class=\"tick\"[^<>]*>[^<]*</text>"
    r"|(?<=[A-Za-z.,;:)”\"%>\u4e00-\u9fff])<sup>\[?[0-9]{1,3}\]?</sup>|(?P<raised>(?<=[0-9])<sup>(?=[0-9]))"
)
ENTITY = r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"

HTML = lazy(rf"{RAW}|{TAG}|{ENTITY}|\n\s*|{HIDDEN}|{SPACES}")
BROKEN = r"(?P<broken>\u2010\n(?=[A-Za-z])|(?<=[0-9A-Za-z]-)\n(?=[a-z]))"
"""Where a word goes on in the next line: after a hyphen of the typesetter, or its own."""
PLAIN = lazy(
    rf"{BROKEN}|(?P<line>\n[ \t\r\n]*)(?P<block>{LIST}|(?=[\"“(]?[A-Z])(?!(?:Hong )?Kong dollars))?|{HIDDEN}|{SPACES}"
)
MARKDOWN = lazy(
    rf"(?P<line>\n[ \t\r\n>]*)(?P<block>\#{{1,6}}[ \t]+|{LIST}|[-=*_]{{3,}}[ \t]*(?=\n|\Z)"
    r"|(?P<fence>```+|~~~+)(?s:.*?)(?:\n[ \t]*(?P=fence)[`~]*|\Z)"
    r"|\[\^[^\]\n]{1,60}\]:|\[[^\]\n]{1,200}\]:[ \t]*\S+[^\n]*|\|?[ \t]*:?-+:?[ \t]*\|[-:| \t]*(?=\n|\Z)|\|)?"
    rf"|``(?>(?:[^`\n]|`(?!`))*)``|`++[^`\n]++`++|\\[!-/:-@\[-`{{-~]|\*+|(?<!\w)_++|(?<!_)_++(?!\w)|~~+"
    r"|\[\^[^\]\n]{1,60}\]|\[[0-9]{1,3}\](?![(\[:])|!?\[|\](?:\([^()\n]*(?>(?:\([^()\n]*\)[^()\n]*)*)\)|\[[^\]\n]{0,200}\])?"
    rf"|<https?://[^<>\s]*>|{RAW}|{TAG}|{ENTITY}|{HIDDEN}|{SPACES}"
)
SPOT = lazy(
    rf"[ \t\r\n\x00-\x1f\x7f-\x9f<&\u2010{IGNORABLE}\ufe00-\ufe0f\ufff9-\ufffb\u2028\u2029`\\*_~\[\]!]"
    r"(?:(?<! )|(?=\s))"
)
"""What each match of these patterns begins with: a text is searched quickly for one of some characters."""
SILENT = lazy(r"^(?:---$|(?!(?:title|description|headline|summary|standfirst)\s*:)[\w-]+\s*:.*$)", re.MULTILINE)
HEADING = lazy(r"#(?<=^#)#{0,5} .*\|.*$", re.MULTILINE)
"""A heading with a bar, which parts two titles and no cells."""
ATTRIBUTE, META, DESCRIBED, NUMBERED = patterns(__name__, "ATTRIBUTE", "META", "DESCRIBED", "NUMBERED")
(SENTENCE,) = patterns(__name__, "SENTENCE")
INLINE = listed("a abbr b cite data del em font i ins kbd label mark q s small span strong sub sup time tspan u var")
CELLS = frozenset({"td", "th", "dd"})
SEPARATE = " | "
"""Between the cells of a row, a term and what it is, the name and the value of a bar: one sentence, no one quantity."""

SHORTENED = frozenset(
    listed(
        "jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr prof st vs no nos fig figs p pp approx ca c cf"
        " e.g i.e etc inc corp ltd co u.s u.k u.s.a e.u a.m p.m est gov sen rep gen"
    )
)
LONGEST = 1500
"""How long a sentence is before it is cut, in characters: nobody writes a longer one."""
WRAPPED = range(40, 161)
"""Line lengths of plain text after which the sentence may go on in the next line, whatever it begins with."""


class Place(NamedTuple):
    """Where something stands in the source, from 1; `page` in a PDF, where the line is that of the page."""

    line: int
    column: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be read.

    `paragraphs` are the offsets at which they begin, with the length of the text at the end; `sentences` those at which
    they begin and end. `origin` holds pairs of offsets, plain and source, from which characters run alike; `lines` the
    source offsets at which lines begin, `pages` those of pages.
    """

    text: str
    origin: tuple[tuple[int, ...], tuple[int, ...]]
    lines: tuple[int, ...]
    paragraphs: tuple[int, ...]
    sentences: tuple[tuple[int, ...], tuple[int, ...]]
    pages: tuple[int, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether there is a letter or a digit in it; else nothing was read, and nothing can be said of it."""
        return any(map(str.isalnum, self.text))

    def place(self, offset: int) -> Place:
        """Where a character of the text stands in the source."""
        piece = bisect_right(self.origin[0], offset) - 1
        at = self.origin[1][piece] + offset - self.origin[0][piece]
        line = bisect_right(self.lines, at)
        column = at - self.lines[line - 1] + 1
        if not self.pages:
            return Place(line, column)
        page = bisect_right(self.pages, at)
        return Place(line - bisect_right(self.lines, self.pages[page - 1]) + 1, column, page)

    def around(self, start: int, end: int, sentence: tuple[int, int]) -> tuple[str, str]:
        """The rest of a sentence before and after what stands in it."""
        return self.text[sentence[0] : start], self.text[end : max(sentence[1], end)]

    def paragraph(self, offset: int) -> int:
        """The number, from 0, of the paragraph that holds an offset."""
        return bisect_right(self.paragraphs, offset, hi=len(self.paragraphs) - 1) - 1

    def sentence(self, offset: int) -> tuple[int, int]:
        """The offsets of the sentence that holds an offset, without the blanks around it."""
        number = bisect_right(self.sentences[0], offset) - 1
        return self.sentences[0][number], self.sentences[1][number]


class UnreadableError(UserError):
    """A text in which nothing can be read: empty, pictures only, code only."""

    exit, code = Exit.INVALID, "TXT006"

    def __init__(self, reason: str = "nothing can be read in it; give a text with words or numbers in it") -> None:
        super().__init__(reason)


@lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """A text in small letters, letter for letter."""
    return text.replace("\u0130", "I").lower()  # the one letter that grows in length


def of_markdown(source: str) -> Document:
    """A Markdown text; of its front matter the title and the description."""
    front = front_matter(source)
    source = SILENT.sub(lambda line: " " * len(line[0]), front) + source[len(front) :]
    source = HEADING.sub(lambda line: line[0].replace("|", "—"), source)
    return stripped(source, MARKDOWN, _in_markdown)


def of_html(source: str) -> Document:
    """A page: its text, its title, descriptions of images and of the page."""
    return stripped(source, HTML, _in_html)


def of_plain(source: str) -> Document:
    """A text without markup: paragraphs end at empty lines, before list items and after short lines."""
    return stripped(source, PLAIN, in_plain)


def stripped(
    source: str, pattern: re.Pattern[str], reading: Callable[[re.Match[str]], str], pages: tuple[int, ...] = ()
) -> Document:
    """The document of a source in which each match of the pattern is read as other characters."""
    # A line begins after a newline; the one put before the first line makes it like any other.
    source = f"\n{source}"
    pieces: list[str] = []
    plain: list[int] = []
    origin: list[int] = []
    length = last = 0
    for spot in SPOT.finditer(source):
        found = pattern.match(source, spot.start()) if spot.start() >= last else None
        if found is None:
            continue
        start, stop = found.span()
        for at, piece in ((last, source[last:start]), (start, reading(found))):
            if piece and not (piece.isspace() and (not pieces or pieces[-1] == BREAK)):
                pieces.append(piece)
                plain.append(length)
                origin.append(at - 1)
                length += len(piece)
        last = stop
    pieces.append(source[last:])
    text = WIDE.sub(lambda wide: normalize("NFKC", wide[0]), "".join(pieces))
    plain.append(length)
    origin.append(last - 1)
    text, places = closed(simplified(text), plain, origin)
    lines = tuple(newline.end() - 1 for newline in re.finditer("\n", source))
    paragraphs = (0, *(found.end() for found in re.finditer(r"\n\n+", text)), len(text))
    ends = [
        (found.start() + len(found[0].rstrip()), found.end()) for found in SENTENCE.finditer(text) if _ends(text, found)
    ]
    ends = [*_cut(text, ends)]
    starts, stops = (0, *(after for _, after in ends)), (*(end for end, _ in ends), len(text))
    return Document(text, places, lines, paragraphs, (starts, stops), pages)


def _cut(text: str, ends: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ends of sentences and the beginnings after them; one that goes on for pages is cut between two words."""
    start = 0
    for end, after in (*ends, (len(text), len(text))):
        while end - start > LONGEST:
            blank = text.find(" ", start + LONGEST, end)
            if blank < 0:
                break
            yield blank, blank + 1
            start = blank + 1
        start = after
        if end < len(text):
            yield end, after


def _ends(text: str, found: re.Match[str]) -> bool:
    """Whether a stop ends a sentence, or shortens a word."""
    if found[0].rstrip() != "." or text.startswith(BREAK, found.start() + 1):
        return True
    return not is_shortened(text[max(0, found.start() - 12) : found.start()])


def is_shortened(text: str) -> bool:
    """Whether a stop behind a text is that of its last word, and ends no sentence."""
    word = (text.split() or [""])[-1].lstrip('("“').lower()
    return word in SHORTENED or (len(word) == 1 and word.isalpha())


def in_plain(found: re.Match[str], wrapped: range = WRAPPED) -> str:
    """What a match of PLAIN reads as; `wrapped`: the lengths of lines that may go on in the next one."""
    line = found["line"]
    if line is None:
        return " " if found[0].isspace() and not found["broken"] else ""
    if line.count("\n") > 1 or found["block"]:
        return BREAK
    start = found.string.rfind("\n", 0, found.start()) + 1
    is_full = found.start() - start in wrapped or UNFINISHED.search(found.string, start, found.start()) is not None
    goes_on = found["block"] is None or (is_full if found["block"] == "" else found.start() - start in wrapped)
    return "\n" if goes_on else BREAK


def _in_markdown(found: re.Match[str]) -> str:
    line, block, text = found["line"], found["block"] or "", found[0]
    if line is None:
        return text[1] if text[0] == "\\" else _in_html(found) if text[0] in "<&" else " " if text.isspace() else ""
    above = found.string.rfind("\n", 0, found.start()) + 1
    if line.count("\n") > 1 or found.string.startswith("#", above):
        return BREAK
    # A number begins a list, and is none of the text, only after an empty line, as 1 or below another item.
    is_text = block[:1].isdigit() and block[:2] != "1." and not NUMBERED.match(found.string, above)
    return f"\n{block}" if is_text else BREAK if block else "\n"


def _in_html(found: re.Match[str]) -> str:
    text, tag = found[0], found["tag"]
    if found["raised"]:
        return "^"
    if tag is None:
        blank = "\n" if "\n" in text else " "
        return UNSEEN.sub("", html.unescape(text)) if text[0] == "&" else blank if text.isspace() else ""
    name, attributes = tag.lower(), found["attributes"]
    if name in CELLS or 'class="value"' in attributes:
        return SEPARATE if text[1] != "/" else ""
    said = _described(attributes) if name == "meta" else ATTRIBUTE.findall(attributes) if "=" in attributes else ()
    description = BREAK.join(html.unescape(one or other) for one, other in said)
    if description.strip():
        return f"{BREAK}{description}{BREAK}"
    return "" if name in INLINE or text[1:5] in {"/dt>", "/tex"} else "\n" if name == "br" else BREAK


def _described(attributes: str) -> list[tuple[str, str]]:
    """What an element of the head says of the page as its title or description."""
    said = [(name.lower(), one, other) for name, one, other in META.findall(attributes)]
    is_description = any(DESCRIBED.fullmatch(one or other) for _, one, other in said)
    return [(one, other) for name, one, other in said if is_description and name == "content"]
