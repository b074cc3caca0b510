"""What a draft of any day must keep: every figure told, nothing owed unpaid, sentences that are whole.

Each fault is a line that begins with what is broken; a draft without faults gives none.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from narrator.model.ids import field_of
from narrator.model.source import MARKET_DATA, is_unnamed, is_without_name
from narrator.render import marks
from narrator.render.layout import Area, area
from narrator.render.shared import carrier
from narrator.render.voice_views import VoiceView
from narrator.story.scope import is_told
from narrator.story.voices import beside, ends, within
from support.prose import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.model.figure import Figure
    from narrator.render.draft import Draft
    from narrator.render.views import Scene
    from narrator.story.voices import Voice

GAP = re.compile(
    r" [,.;:](?!\w)|\(\)|\S  +\S|\bNone\b(?! of)|\.\.|,,|,\.|\bthe the\b|\ba (?:an|the)\b|\*{4}"
    r"|:\.|\bnot yet reported|differ too widely|not available"
    r"|\bat (?:at|above|below|up|down)\b| (?:of|at|to|by|in|for|than|worth|and|with)[,.;]"
    r"|\[[a-z_]+\.|[\ue000-\uf8ff]|\{[{%]"
)
LOWER = re.compile(r"(?<!\bvs|\bNo)(?<!\b[A-Z])(?<!\bJan|\bFeb|\bAug|\bOct|\bNov|\bDec)(?<!\bSept)[.!?][”\"]? [a-z]")
MOST_WORDS, MOST_TITLE = 25, 75
SOFT = {
    "forecast": re.compile(r"forecast|project|expect"),
    "rumour": re.compile(r"nconfirmed|rumou?r"),
    "opinion": re.compile(r"opinion|puts? |takes? the view|as .+ sees|view"),
    "plan": re.compile(r"plan"),
    "estimated": re.compile(r"estimat|model|puts? "),
}
VAGUE = re.compile(r"unnamed|unverified|nobody has verified|no source|social media|public data", re.IGNORECASE)
TABLE = "## Figures and sources"
CARRIES = re.compile(r"Figures without a (?:named )?source are from")
"""How the first screen says once whose a figure without a source is."""


def faults(scene: Scene, draft: Draft) -> Iterator[str]:
    """Every fault of a draft."""
    yield from _untold(scene, draft)
    yield from _unpaid(scene, draft)
    yield from _form(draft)
    yield from _labels(draft)
    article = draft.body.split(TABLE)[0]
    for line in article.split("\n"):
        if line and area(line) is Area.PROSE:
            yield from _paragraph(scene, line, carries=bool(CARRIES.search(article.split("\n## ")[0])))
    yield from _doubts(scene, article)


def _untold(scene: Scene, draft: Draft) -> Iterator[str]:
    printed = {entry.figure for entry in draft.prints()}
    mentioned = draft.mentions()
    for figure in scene.figures:
        if figure.is_printable and is_told(figure) and figure.id not in printed:
            yield f"untold: {figure.id}"
        if figure.id not in printed and figure.id not in mentioned:
            yield f"nowhere: {figure.id}"


def _unpaid(scene: Scene, draft: Draft) -> Iterator[str]:
    """What the figures owe that a sentence prints, and that no line of the article pays."""
    assert draft.story
    paid = {(each.owed, each.figure) for each in draft.paid()}
    lines = [line for line in draft.body.split(TABLE)[0].split("\n") if area(line) is Area.PROSE]
    found = (match for line in lines for match in marks.PRINTED.finditer(line) if not _is_beside(scene, match))
    for name in sorted({match[1] for match in found}):
        yield from (f"unpaid: {owed} of {name}" for owed in draft.story.debts[name] if (owed, name) not in paid)


def _form(draft: Draft) -> Iterator[str]:
    body = marks.unmarked(draft.body)
    lines = [line for line in body.split("\n") if line and area(line) is not Area.TABLE]
    yield from (f"gap: {line!r}" for line in lines if GAP.search(line))
    prose = [line for line in lines if area(line) in {Area.PROSE, Area.POINT, Area.STANDFIRST}]
    yield from (f"small letter: {line!r}" for line in prose if LOWER.search(line))
    starts = [line.lstrip('-*#> “"‘') for line in lines]
    yield from (f"small first letter: {line!r}" for line in starts if line[:1].islower() and not _may_be_small(line))
    yield from (f"odd start: {line!r}" for line in starts if line[:1] in ",.;:)")
    points = [line for line in lines if line.startswith("- ")]
    yield from (f"long point: {line!r}" for line in points if len(words(line[2:])) > MOST_WORDS)
    if len(draft.title) > MOST_TITLE:
        yield f"long headline: {draft.title!r}"
    headings = Counter(line for line in lines if line.startswith("## "))
    yield from (f"heading twice: {line}" for line, times in headings.items() if times > 1)
    if re.search(r"^## .*\n+(?=## |\Z)", body, re.MULTILINE):
        yield "empty section"


def _may_be_small(line: str) -> bool:
    """Whether a line begins with a name in an odd case or with a digit, or is an item with its reason."""
    return bool(re.match(r"[a-z]+[A-Z0-9]|[^.!?]*, because ", line))


def _labels(draft: Draft) -> Iterator[str]:
    for name, table in zip(("key", "all"), marks.unmarked(draft.body).split(TABLE), strict=False):
        rows = [line.split(" | ")[0] for line in table.split("\n") if line.startswith("| ") and "|" in line[2:]]
        yield from (f"label twice ({name}): {row}" for row, times in Counter(rows).items() if times > 1)


def _paragraph(scene: Scene, line: str, *, carries: bool) -> Iterator[str]:
    text = marks.unmarked(marks.OWED.sub("", line))
    for name in dict.fromkeys(match[1] for match in marks.PRINTED.finditer(line) if not _is_beside(scene, match)):
        figure = scene.figures[name]
        if _owes_window(scene, figure) and not _has_window(scene, figure, text):
            yield f"window: {name} ({scene.window_said(figure)}) in {text!r}"
        if not _has_voice(scene, figure, text, carries=carries):
            yield f"voice: {name} ({scene.source_of(figure)}) in {text!r}"
        marked = SOFT.get(figure.nature.value)
        if marked and not marked.search(text):
            yield f"nature: {name} ({figure.nature}) in {text!r}"


def _is_beside(scene: Scene, match: re.Match[str]) -> bool:
    """Whether a mark prints what somebody says beside or within a figure, and not the figure."""
    figure = scene.figures[match[1]]
    said = (*beside(figure), *within(figure))
    views = [VoiceView(scene, figure, voice, "") for voice in said]
    return match[2] in {marks.unmarked(text) for view in views for text in (view.thing, view.text, view.full)}


def _owes_window(scene: Scene, figure: Figure) -> bool:
    is_within = figure.derived_from or (field_of(figure.id) == "peak_hour" and figure.window.until is None)
    return not is_within and scene.owes_window(figure) and not scene.is_of_main_window(figure)


def _has_window(scene: Scene, figure: Figure, text: str) -> bool:
    said = scene.window_said(figure)
    ways = said, said.replace("from ", "since ", 1)  # a forecast and what it is of say the same window each their way
    forms = *ways, scene.rules.ahead(said)
    return any(form.removeprefix("on ").removeprefix("in ").removeprefix("within ") in text for form in forms)


def _has_voice(scene: Scene, figure: Figure, text: str, *, carries: bool) -> bool:
    source = scene.source_of(figure)
    is_told_once = carries and (is_unnamed(source or "") or source == carrier(scene))
    if source is None or source == MARKET_DATA or is_told_once or (is_unnamed(source) and scene.all_unnamed):
        return True
    if is_without_name(source) and getattr(scene.event.record(figure.id), "view_of", None):
        return True  # whose opinion it is stands in the place of who passes it on
    if is_unnamed(source) or source in {"several unnamed", "unverified", "social media", "public data"}:
        return bool(VAGUE.search(text))
    name = str(scene.named(source)).lower().removeprefix("the ")  # its data show without the article
    return name in text.lower()


def _doubts(scene: Scene, article: str) -> Iterator[str]:
    lines = (marks.unmarked(line) for line in article.split("\n") if area(line) is Area.PROSE)
    prose = "\n".join(lines).lower()  # a value may begin a sentence: At most 1,560 accounts were hit
    for figure in filter(is_told, scene.figures):
        for voice in (*beside(figure), *ends(within(figure))):
            if not is_said(scene, figure, voice, prose):
                yield f"doubt: {figure.id}: {scene.said(voice.quantity, figure)} of {voice.source}"


def is_said(scene: Scene, figure: Figure, voice: Voice, prose: str) -> bool:
    """Whether a text in small letters has what a source says: between two ends, above a level, or as it is printed."""
    said = scene.said(voice.quantity, figure).lower()
    turns = [(" to ", " and "), ("more than ", "above "), ("less than ", "below "), ("below ", "less than ")]
    turns += [(f"{way} ", f"{way} an estimated ") for way in ("below", "above")]
    turns += [("about ", "")] * (voice.nature == "estimated")  # never behind "estimated"
    is_nil = voice.quantity.interval.is_point and not voice.quantity.interval.low
    if is_nil and "no net flows" in prose:
        return True
    return any(way in prose for way in (said, *(said.replace(*turn) for turn in turns)))
