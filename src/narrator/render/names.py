"""The names of templates: what every template of an article sees, and what some see beside it.

What a name holds is said by a type: the class of a view, `text`, `truth`, or one of them in brackets for a list. The
checker of templates and docs/templates.md read the same types as the code that fills them.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from fnmatch import fnmatch
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, get_args

from narrator.charts.scale import DRAWN, Chart
from narrator.model.audience import Profile
from narrator.render import cards, charting, groups, outlook, site_views
from narrator.render.article import MessageView, SectionView, StoryView
from narrator.render.boundaries import BoundariesView
from narrator.render.escape import md_escape
from narrator.render.notice import CorrectionView, NoticeView
from narrator.render.owed import OwedView
from narrator.render.plates import PlateView
from narrator.render.view import View
from narrator.render.views import FigureView

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.render.views import Scene
    from narrator.render.writer import Writer

TEXT, TRUTH = "text", "truth"
PLAIN = {"str": TEXT, "bool": TRUTH}
LISTED = re.compile(r"(?:list|tuple)\[(\w+)(?:, \.\.\.)?\]")
CHOSEN_BY_RECORD = re.compile(r"\\\{\w+\\\}")
HOME = View.__module__.rpartition(".")[0]
"""Where the views of templates live."""


class Name(NamedTuple):
    """A name of a template: the type of what it holds, and what that is."""

    holds: str
    says: str


ARTICLE: Mapping[str, Name] = {
    "boundaries": Name(BoundariesView.__name__, "what concerns the whole of the data"),
    "charts": Name(f"[{TEXT}]", "the charts, each to be placed by `chart(id)`"),
    "commentary": Name(groups.CommentaryView.__name__, "the paragraphs of editors by section"),
    "derived": Name(groups.DerivedView.__name__, "the computed figures by name"),
    "desk": Name(TEXT, "the name of the desk"),
    "event": Name(groups.EventView.__name__, "the event"),
    "figures": Name(f"[{FigureView.__name__}]", "every figure"),
    "lexicon": Name(groups.LexiconView.__name__, "the names with digits of narrator.toml"),
    "disclosure": Name(TEXT, "what narrator.toml has printed at the end"),
    "main": Name(FigureView.__name__, "the main figure"),
    "method": Name(TEXT, "where the method is described, an address"),
    "notice": Name(NoticeView.__name__, "the notice of a correction"),
    "outlook": Name(outlook.OutlookView.__name__, "what to watch, scenarios and risks"),
    "profile": Name(groups.ProfileView.__name__, "the length asked for"),
    "signals": Name(groups.SignalsView.__name__, "the statements that are computed from figures"),
    "story": Name(StoryView.__name__, "the messages in their order"),
}
"""What every template of an article sees."""
NARROW = Name(TRUTH, "whether its first form came out too long")
OWN: Mapping[str, Mapping[str, Name]] = {
    "messages/*.md.j2": {
        "message": Name(MessageView.__name__, "the message that it says"),
        "point": Name(TRUTH, "whether one short sentence is asked for, for the key points"),
    },
    "headline.md.j2": {
        "narrow": NARROW,
        "contrasted": Name(TRUTH, "whether what lies between figures is to be told too, if there is room"),
        "roomy": Name(TRUTH, "whether there is room to say what was closed, and whose count it is"),
    },
    "bridges.md.j2": {
        "section": Name(SectionView.__name__, "the section that begins"),
        "before": Name(SectionView.__name__, "the one before it"),
    },
    "headings.md.j2": {"section": Name(SectionView.__name__, "the section"), "narrow": NARROW},
    "doubt.md.j2": {
        "figure": Name(FigureView.__name__, "the figure that is in doubt"),
        "near": Name(TRUTH, "whether the sentence before tells that figure and no other"),
        "reason": Name(TEXT, "why its sources differ, a sentence, where the article has not said it yet"),
    },
    "note.md.j2": {
        "figure": Name(FigureView.__name__, "the figure of the record that has the note"),
        "text": Name(TEXT, "the note, a sentence; empty where it is told how the desk checked the figure"),
        "near": Name(TRUTH, "whether no sentence about another record stands between"),
    },
    "correction.md.j2": {"correction": Name(CorrectionView.__name__, "what the edition sets right")},
    "owed.md.j2": {"owed": Name(f"[{OwedView.__name__}]", "what no template paid in the paragraph above")},
    "frames.md.j2": {
        "source": Name(TEXT, "the name of the source"),
        "of": Name(TEXT, "its kind"),
        "weak": Name(TRUTH, "whether nobody better has said it"),
        "bare": Name(TEXT, "its name without an article"),
        "role": Name(TEXT, "what a person is, where that is said there"),
        "own": Name(TRUTH, "whether the figure is its own matter"),
        "computed": Name(TRUTH, "whether the figure was computed from theirs"),
        "priced": Name(TRUTH, "whether it is a price, a rate or a statistic, which nobody counts"),
    },
    "page.html.j2": {
        "logo": Name(TEXT, "the logo, a picture, where the desk has one"),
        "title": Name(TEXT, "the headline as plain text"),
        "description": Name(TEXT, "what a search engine shows"),
        "language": Name(TEXT, "the language of the page"),
        "desk": Name(TEXT, "the name of the desk"),
        "published": Name(TEXT, "when the edition is of, as it is printed"),
        "published_iso": Name(TEXT, "the same for machines"),
        "notice": Name(TEXT, "the notice of a correction that stands before all else"),
        "headline": Name(TEXT, "the headline"),
        "standfirst": Name(TEXT, "the line below it"),
        "dateline": Name(TEXT, "who and when"),
        "dateline_words": Name(TEXT, "the same as plain text"),
        "sections": Name(f"[{TEXT}]", "the article, the lead first"),
        "cards": Name("[Card]", "a card for each figure that is printed"),
    },
    "site.html.j2": {
        "logo": Name(TEXT, "the logo, a picture, where the desk has one"),
        "title": Name(TEXT, "what the list is of: the name of the site, or of an asset"),
        "site": Name(TEXT, "the name of the site"),
        "desk": Name(TEXT, "the name of the desk"),
        "language": Name(TEXT, "the language of the page"),
        "home": Name(TEXT, "where the list of all is, empty there"),
        "feeds": Name(f"[{site_views.LinkView.__name__}]", "what readers of news are given"),
        "assets": Name(f"[{site_views.LinkView.__name__}]", "the lists by asset"),
        "days": Name(f"[{site_views.DayView.__name__}]", "the briefs by day, the newest first"),
    },
    "site_bar.html.j2": {"bar": Name(site_views.BarView.__name__, "what stands above a brief")},
    "mail.html.j2": {
        "logo": Name(TEXT, "the logo, a picture, where the desk has one"),
        "title": Name(TEXT, "the headline as plain text"),
        "language": Name(TEXT, "the language of the mail"),
        "article": Name(TEXT, "the article"),
        "pdf": Name(TEXT, "the name of the PDF that goes with it, empty without one"),
        "href": Name(TEXT, "where the brief is on the site, empty where nobody has said where that is"),
    },
    "mail_subject.md.j2": {
        "title": Name(TEXT, "the headline as plain text"),
        "corrected": Name(TEXT, "what was corrected, empty where nothing was"),
    },
    "chart-*.svg.j2": {
        "id": Name(TEXT, "the name of the chart in its page"),
        "kind": Name(TEXT, "the relation that it shows"),
        "chart": Name("Chart", "its places and words"),
        "title": Name(TEXT, "its finding"),
        "caption": Name(TEXT, "key, window, source and as-of"),
        "printed": Name(TEXT, "the printed range"),
        "colours": Name("Colours", "the colours of print"),
    },
    "page_words.md.j2": {
        "said_by": Name(f"[{cards.SourceView.__name__}]", "every source of the page"),
        "roles": Name(f"[{TEXT}]", "what can become of a report"),
        "plates": Name(f"[{PlateView.__name__}]", "the charts of the page"),
    },
}
"""What some templates of a language see beside the names of an article."""
ALONE = frozenset({"frames.md.j2", "page.html.j2", "site.html.j2", "site_bar.html.j2", "mail*.j2", "chart-*.svg.j2"})
"""Templates that see their own names and no others."""


def context(scene: Scene, writer: Writer) -> dict[str, object]:
    """What the names of an article hold in an edition."""
    settings = scene.workspace.settings
    return {
        "boundaries": BoundariesView(scene),
        "charts": [*writer.charts],
        "commentary": groups.CommentaryView(scene),
        "derived": groups.DerivedView(scene),
        "disclosure": md_escape(settings.disclosure),
        "desk": md_escape(settings.desk),
        "event": groups.EventView(scene),
        "figures": [scene.view(figure) for figure in scene.figures],
        "lexicon": groups.LexiconView(settings.lexicon),
        "main": scene.figure(scene.event.file.event.main),
        "method": settings.method,
        "outlook": outlook.OutlookView(scene),
        "profile": groups.ProfileView(*(settings.profile == each for each in get_args(Profile))),
        "signals": groups.SignalsView(scene),
        "story": StoryView(writer),
    }


def names_of(template: str) -> dict[str, str]:
    """The names that a template is given, each with the type of what it holds."""
    _, _, file = template.removeprefix("packaged/").partition("/")
    own = [names for pattern, names in OWN.items() if fnmatch(file, pattern)]
    is_alone = any(fnmatch(file, pattern) for pattern in ALONE)
    return {name: each.holds for names in (*([] if is_alone else [ARTICLE]), *own) for name, each in names.items()}


@cache
def views() -> Mapping[str, type[View]]:
    """The classes of views by name."""
    return {view.__name__: view for view in _below(View) if view.__module__.startswith(HOME)}


def _below(view: type[View]) -> Iterator[type[View]]:
    for each in view.__subclasses__():
        yield from (each, *_below(each))


SHAPES = {shape.__name__: shape for shape in (cards.Card, cards.CardRow, Chart)}
"""What pages and charts are given beside views, read field by field."""
KEYED: Mapping[str, frozenset[str]] = {"Texts": DRAWN, "Colours": frozenset(charting.COLOURS)}
"""What else they are given: texts by name."""


@cache
def members(name: str) -> Mapping[str, str]:
    """What can be read of a view: name by name the type of what it holds; of a text, a truth or a list nothing."""
    if name in KEYED:
        return dict.fromkeys(sorted(KEYED[name]), TEXT)
    view = views().get(name)
    shape = view if view and is_dataclass(view) else SHAPES.get(name)
    if shape:
        return {each.name: type_of(str(each.type)) for each in fields(shape)}
    found = {each: kind.__name__ for each, kind in view._open.items()} if view else {}  # noqa: SLF001  # of the same room
    for each in dir(view) if view else ():
        read = getattr(view, each)
        if isinstance(read, property) and not each.startswith("_"):
            found[each] = type_of(str(getattr(read.fget, "__annotations__", {})["return"]))
    return found


def member(view: str, name: str) -> str | None:
    """The type of what a name of a view holds; None where the view has no such name."""
    for each, holds in members(view).items():
        if re.fullmatch(CHOSEN_BY_RECORD.sub("[a-z0-9_]+", re.escape(each)), name):
            return holds
    return None


def type_of(annotation: str) -> str:
    """The type in the words of templates: `FigureView | Nothing` holds a FigureView, `list[str]` a list of texts."""
    first = annotation.partition(" | ")[0]
    listed = LISTED.fullmatch(first)
    name = (listed[1] if listed else first).rpartition(".")[2]
    name = PLAIN.get(name, name)
    return f"[{name}]" if listed else name
