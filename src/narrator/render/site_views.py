"""What the templates of a site see: lists of briefs, and what stands above one."""

from __future__ import annotations

from dataclasses import dataclass

from narrator.render.view import View


@dataclass(frozen=True, kw_only=True)
class LinkView(View):
    """What leads somewhere: its `name`, and where it leads, from the page on which it stands."""

    name: str
    href: str


@dataclass(frozen=True, kw_only=True)
class EntryView(View):
    """A brief in a list: `title`, `description`, `href`; when it was `corrected`, empty where not; its other forms.

    `text`, `pdf`, `mail`: where they lie, empty where it has none; `assets`: what it is about.
    """

    title: str
    description: str
    href: str
    corrected: str
    text: str
    pdf: str
    mail: str
    assets: list[LinkView]


@dataclass(frozen=True, kw_only=True)
class DayView(View):
    """The briefs of one day, by the `name` of the day."""

    name: str
    entries: list[EntryView]


@dataclass(frozen=True, kw_only=True)
class BarView(View):
    """What stands above a brief: where the list is, its other forms, its other editions.

    `current`: of an edition that was corrected, where the last one is. `since`: when that came out.
    """

    home: str
    text: str
    pdf: str
    mail: str
    current: str
    since: str
    earlier: list[LinkView]
