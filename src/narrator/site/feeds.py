"""What machines read of a site: Atom, JSON Feed, and schema.org in the page of a brief.

Every moment is one of a publication, never the clock. The id of a brief is made of its event and its language alone, so
that a correction brings its entry up to date and makes no second one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from narrator.analysis.changes import sources
from narrator.ingest.links import REFERENCE
from narrator.model.source import has_name
from narrator.publish.manifest import FORMS
from narrator.render.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrator.case import Desk
    from narrator.publish.published import Publication
    from narrator.site.editions import Brief

ATOM, JSON = "feed.atom", "feed.json"
MOST = 50
"""How many briefs a feed has, the newest."""
XML = '<?xml version="1.0" encoding="utf-8"?>\n'


def id_of(brief: Brief) -> str:
    """The id of a brief, for good."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'narrator:{brief.folder}')}"


def atom(desk: Desk, briefs: Sequence[Brief]) -> bytes:
    """The newest briefs as Atom (RFC 4287)."""
    site = desk.workspace.settings.site
    updated = max((brief.latest.time for brief in briefs), default=None)
    lines = [
        f'{XML}<feed xmlns="http://www.w3.org/2005/Atom"{_attribute("xml:base", site.url)}>',
        _element("title", site.title or desk.workspace.settings.desk),
        _element("id", site.url or f"urn:uuid:{uuid5(NAMESPACE_URL, f'narrator:{desk.workspace.settings.desk}')}"),
        _element("updated", updated.isoformat() if updated else "1970-01-01T00:00:00+00:00"),
        '<link rel="self" type="application/atom+xml" href="feed.atom"/>',
        '<link rel="alternate" type="text/html" href="index.html"/>',
        f"<author>{_element('name', site.author or desk.workspace.settings.desk)}</author>",
    ]
    for brief in briefs[:MOST]:
        lines += _entry(brief)
    return ("\n".join(filter(None, [*lines, "</feed>"])) + "\n").encode()


def _entry(brief: Brief) -> Iterator[str]:
    title, summary = brief.latest.head
    yield "<entry>"
    yield _element("id", id_of(brief))
    yield _element("title", title)
    yield f'<link rel="alternate" type="text/html" href={quoteattr(f"{brief.folder}index.html")}/>'
    if FORMS["pdf"] in brief.latest.forms:
        yield f'<link rel="related" type="application/pdf" href={quoteattr(f"{brief.folder}brief.pdf")}/>'
    yield _element("published", brief.editions[0].publication.time)
    yield _element("updated", brief.latest.publication.time)
    yield _element("summary", summary)
    yield from (f"<category term={quoteattr(name.named(brief.language))}/>" for name in brief.about)
    yield f'<content type="text">{_xml(plain(brief.latest.text))}</content>'
    yield "</entry>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_xml(text)}</{name}>" if text else ""


def _attribute(name: str, text: str) -> str:
    return f" {name}={quoteattr(text)}" if text else ""


def _xml(text: str) -> str:
    """A text in XML, which has no other control characters than these."""
    return escape("".join(c for c in text if c >= " " or c in "\n\t"))


def json_feed(desk: Desk, briefs: Sequence[Brief]) -> bytes:
    """The newest briefs as a JSON Feed (1.1)."""
    settings = desk.workspace.settings
    site = settings.site
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.title or settings.desk,
        **({"home_page_url": site.url, "feed_url": urljoin(site.url, JSON)} if site.url else {}),
        "authors": [{"name": site.author or settings.desk}],
        "items": [_item(brief, site.url) for brief in briefs[:MOST]],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _item(brief: Brief, url: str) -> dict[str, Any]:
    title, summary = brief.latest.head
    pdf = {"url": urljoin(url, f"{brief.folder}brief.pdf"), "mime_type": "application/pdf"}
    return {
        "id": id_of(brief),
        "url": urljoin(url, f"{brief.folder}index.html"),
        "title": title,
        **({"summary": summary} if summary else {}),
        "content_text": plain(brief.latest.text),
        "date_published": brief.editions[0].publication.time,
        "date_modified": brief.latest.publication.time,
        "language": brief.latest.publication.locale,
        "tags": [name.named(brief.language) for name in brief.about],
        **({"attachments": [pdf]} if FORMS["pdf"] in brief.latest.forms else {}),
    }


def linked_data(desk: Desk, brief: Brief) -> str:
    """A brief as schema.org has it, as an element of data for the head of its page: nothing in it is markup."""
    told = json.dumps(_article(desk, brief), ensure_ascii=True, separators=(",", ":"))
    safe = told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{safe}</script>'


def _article(desk: Desk, brief: Brief) -> Mapping[str, Any]:
    title, summary = brief.latest.head
    settings, latest = desk.workspace.settings, brief.latest.publication
    organisation = {"@type": "Organization", "name": settings.site.author or settings.desk}
    corrections = [
        {
            "@type": "CorrectionComment",
            "text": _worded(each.publication),
            "datePublished": each.publication.ledger.get("corrected", each.publication.time),
        }
        for each in brief.corrections
    ]
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": id_of(brief),
        "headline": title,
        **({"description": summary} if summary else {}),
        "inLanguage": latest.locale,
        "datePublished": brief.editions[0].publication.time,
        "dateModified": latest.time,
        "version": str(latest.number),
        "author": organisation,
        "publisher": {"@type": "Organization", "name": settings.desk},
        **({"mainEntityOfPage": urljoin(settings.site.url, brief.folder)} if settings.site.url else {}),
        "about": [{"@type": "Thing", "name": name.named(brief.language)} for name in brief.about],
        "citation": [*_cited(desk, brief)],
        **({"correction": corrections} if corrections else {}),
    }


def _worded(publication: Publication) -> str:
    """What was corrected, each figure that it refers to as the brief prints it in its tables, where it does."""
    prints = sorted(publication.ledger.get("prints", ()), key=lambda each: each["in"] not in {"key", "table"})
    printed: dict[str, str] = {each["figure"]: each["text"] for each in reversed(prints)}
    return REFERENCE.sub(lambda match: str(printed.get(match[1], match[1])), publication.correction)


def _cited(desk: Desk, brief: Brief) -> Iterator[Mapping[str, str]]:
    """Whose figures it prints, each once, by the name that a reader is told."""
    figures = brief.latest.publication.ledger["figures"]
    for source in dict.fromkeys(name for figure in figures for name in sources(figure)):
        if has_name(source):
            known = desk.sources.find(source)
            named = known.named(brief.language) if known.known else desk.names.say(source, brief.language)
            yield {"@type": "CreativeWork", "name": named}
