"""The files of a site: pages of briefs and of their earlier editions, lists by day and by asset, feeds, texts, mails.

Every address is relative, so that the site may lie anywhere; what a template makes is made in one confined child.
"""

from __future__ import annotations

import json
import re
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from narrator.case import locale_of
from narrator.publish.confine import run_confined
from narrator.publish.manifest import FORMS
from narrator.publish.press import limits
from narrator.render import catalogue, site
from narrator.render.plain import plain
from narrator.render.site_views import BarView, DayView, EntryView, LinkView
from narrator.site import feeds
from narrator.site.mail import mail
from narrator.wording.phrase import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrator.case import Desk
    from narrator.model.name import Name
    from narrator.site.editions import Brief, Edition

INDEX, TEXT, MAIL = "index.html", "brief.txt", "brief.eml"
UP = "../"
SLUG = re.compile(r"[^a-z0-9]+")
OTHERS = {"md": "brief.md", "pdf": "brief.pdf", "docx": "brief.docx"}
"""The forms that lie beside a page as they are."""
BODY = re.compile(r"<body[^>]*>")


def files(desk: Desk, briefs: Sequence[Brief]) -> dict[str, bytes]:
    """Every file of a site by its place.

    Raises:
        EditionError: a template or the theme is broken, or takes too long.
    """
    catalogue.compiled(desk.workspace.templates)
    allowed = limits(desk)
    made = json.loads(
        run_confined(partial(_made, desk, briefs), **{**allowed, "seconds": allowed["seconds"] + len(briefs)})
    )
    found = {place: page.encode() for place, page in made["lists"].items()}
    found |= {feeds.ATOM: feeds.atom(desk, briefs), feeds.JSON: feeds.json_feed(desk, briefs)}
    for brief in briefs:
        for edition in brief.editions:
            found |= _edition(desk, brief, edition, made)
    return found


def _place(brief: Brief, edition: Edition) -> str:
    """Where an edition lies: the one that holds at the place of its brief, the others below it by number."""
    return brief.folder + ("" if edition is brief.latest else f"{edition.publication.number}/")


def _edition(desk: Desk, brief: Brief, edition: Edition, made: Mapping[str, Any]) -> dict[str, bytes]:
    place = _place(brief, edition)
    root = UP * place.count("/")
    head = f'<link rel="alternate" type="application/atom+xml" href="{root}{feeds.ATOM}">\n'
    head += f'<link rel="alternate" type="application/feed+json" href="{root}{feeds.JSON}">\n'
    is_latest = edition is brief.latest
    head += feeds.linked_data(desk, brief) if is_latest else f'<link rel="canonical" href="{UP}">'
    head += "" if is_latest else '\n<meta name="robots" content="noindex">'
    page = BODY.sub(lambda body: f"{body[0]}\n{made['bars'][place]}", edition.page, count=1)
    page = page.replace("</head>", f"{head}\n</head>", 1)
    text = plain(edition.text)
    others = {name: edition.forms[name] for name in OTHERS.values() if name in edition.forms}
    letter = mail(desk, edition, made["mails"][place], text)
    said = {INDEX: page.encode(), TEXT: text.encode(), MAIL: letter, **others}
    return {place + name: data for name, data in said.items()}


def _made(desk: Desk, briefs: Sequence[Brief]) -> bytes:
    """Runs in the child: what templates say of all of them."""
    pairs = [(brief, edition) for brief in briefs for edition in brief.editions]
    return json.dumps(
        {
            "lists": dict(_lists(desk, briefs)),
            "bars": {_place(*pair): _bar(desk, *pair) for pair in pairs},
            "mails": {_place(*pair): _mail(desk, *pair) for pair in pairs},
        }
    ).encode()


def _bar(desk: Desk, brief: Brief, edition: Edition) -> str:
    is_latest = edition is brief.latest
    after = brief.editions[brief.editions.index(edition) + 1] if not is_latest else edition
    bar = BarView(
        home=UP * _place(brief, edition).count("/") + INDEX,
        text=TEXT,
        pdf=OTHERS["pdf"] if OTHERS["pdf"] in edition.forms else "",
        mail=MAIL,
        current="" if is_latest else f"{UP}{INDEX}",
        since="" if is_latest else _day(desk, brief, after),
        earlier=[
            LinkView(name=_day(desk, brief, each), href=f"{each.publication.number}/{INDEX}")
            for each in (brief.editions[:-1] if is_latest else ())
        ],
    )
    return site.above(desk.workspace.templates, brief.language, bar)


def _day(desk: Desk, brief: Brief, edition: Edition) -> str:
    """The day on which an edition came out, in words."""
    return rules(locale_of(desk, brief.language), desk.workspace.policy).day(edition.time.date())


def _mail(desk: Desk, brief: Brief, edition: Edition) -> tuple[str, str]:
    """The subject and the page of a mail."""
    workspace, url = desk.workspace, desk.workspace.settings.site.url
    title, _ = edition.head
    pdf = OTHERS["pdf"] if OTHERS["pdf"] in edition.forms else ""
    href = urljoin(url, brief.folder) if url else ""
    said = {"title": title, "corrected": edition.publication.correction}
    names = {"title": title, "language": brief.language, "pdf": pdf, "href": href}
    page = site.mailed(workspace, brief.language, edition.text, names)
    return site.subject(workspace.templates, brief.language, said), page


def _lists(desk: Desk, briefs: Sequence[Brief]) -> Iterator[tuple[str, str]]:
    """The list of all briefs by day, and one for each asset, in the language of the newest."""
    settings = desk.workspace.settings
    language = briefs[0].language if briefs else "en"
    assets = {_slug(name): name for brief in briefs for name in brief.about}
    name = settings.site.title or settings.desk
    common = {"site": name, "desk": settings.desk, "language": language}
    both = [LinkView(name="Atom", href=feeds.ATOM), LinkView(name="JSON Feed", href=feeds.JSON)]
    links = [LinkView(name=each.named(language), href=f"asset/{slug}.html") for slug, each in sorted(assets.items())]
    days = _days(desk, briefs, "")
    all_of = {**common, "title": name, "home": "", "feeds": both, "assets": links, "days": days}
    yield INDEX, site.listing(desk.workspace, language, all_of)
    for slug, asset in assets.items():
        own = [brief for brief in briefs if asset in brief.about]
        names = {"title": asset.named(language), "home": f"{UP}{INDEX}", "feeds": [], "assets": []}
        page = {**common, **names, "days": _days(desk, own, UP)}
        yield f"asset/{slug}.html", site.listing(desk.workspace, language, page)


def _slug(name: Name) -> str:
    return SLUG.sub("-", name.id.casefold()).strip("-") or "asset"


def _days(desk: Desk, briefs: Sequence[Brief], root: str) -> list[DayView]:
    """Briefs by the day that they are of, the newest first."""
    day = rules(locale_of(desk, briefs[0].language), desk.workspace.policy).day if briefs else str
    grouped = groupby(briefs, key=lambda brief: brief.latest.publication.as_of.date())
    return [DayView(name=day(of), entries=[_entry(desk, brief, root) for brief in group]) for of, group in grouped]


def _entry(desk: Desk, brief: Brief, root: str) -> EntryView:
    title, description = brief.latest.head
    place = root + brief.folder
    assets = [LinkView(name=n.named(brief.language), href=f"{root}asset/{_slug(n)}.html") for n in brief.about]
    return EntryView(
        title=title,
        description=description,
        href=place + INDEX,
        corrected=_day(desk, brief, brief.latest) if brief.corrections else "",
        text=place + TEXT,
        pdf=place + OTHERS["pdf"] if FORMS["pdf"] in brief.latest.forms else "",
        mail=place + MAIL,
        assets=assets,
    )
