"""Views of records: their texts by field name, and their quantities as figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.ingest.times import read_window
from narrator.model.ids import is_rival
from narrator.model.kinds import Part
from narrator.model.quantity import is_ticker
from narrator.model.records import Flow
from narrator.model.source import DESK
from narrator.render import marks
from narrator.render.marks import Own
from narrator.render.shared import own_figure
from narrator.render.subjects import without_owner, without_plural
from narrator.render.view import View, give
from narrator.story.scope import are_investors, is_yield
from narrator.story.voices import came_from

if TYPE_CHECKING:
    from narrator.model.figure import Figure
    from narrator.model.records import Entry
    from narrator.render.setting import Setting

NAMED = frozenset({"asset", "venue", "where", "who", "by", "contract", "fund", "view_of"})
FIELDS = (
    "side", "asset", "venue", "fund", "contract", "instrument", "what", "who", "when", "name", "band", "also_known_as",
    "where", "role", "view_of", "kind", "text", "quote", "language", "checked", "by", "trigger", "cumulative",
    "since",
)  # fmt: skip
"""The fields of records that a template may read, each a text or nothing."""
FULL_STOP = re.compile(r"(?<!\.)\.$")
"""What ends a quotation or a clause as typed; the sentence that holds it has its own."""
CLOSED = frozenset(
    {"side", "cumulative", "kind", "language", "instrument", "accounts.what", "positions.what", "levels.role"}
)
"""Fields with a closed list of values, which conditions read."""


def _says_etf(name: str) -> bool:
    """Whether the id of a flow says that it is one of exchange-traded funds."""
    return "etf" in name.split("_")


class RecordView(View):
    """One record: its texts by field name, and its quantities as figures."""

    def __init__(self, scene: Setting, path: str, entry: Entry) -> None:
        self._scene, self._path, self._entry = scene, path, entry

    @property
    def id(self) -> str:
        """Its name in the file."""
        return self._path.partition(".")[2]

    @property
    def share_of(self) -> str | None:
        """What its share is a share of, where that is no figure: `its cost`."""
        share = getattr(self._entry, Part.SHARE, None)
        of = getattr(share, "of", None)
        is_figure = of and (self._scene.figure(of) or self._scene.record(f"{self._path.partition('.')[0]}.{of}"))
        return self._scene.text(of.removeprefix("of ")) if of and not is_figure else None

    @property
    def introduced(self) -> str:
        """Where the role of one who speaks of a figure of their own is said, unless it was beside that figure."""
        figure = own_figure(self._scene, self._entry)
        return marks.debt(Own.ROLE, figure.id) if figure else ""

    @property
    def threshold(self) -> str | None:
        """The amount at which what is watched would be decided."""
        return self._scene.threshold(getattr(self._entry, "figure", None), getattr(self._entry, "trigger", None))

    @property
    def way(self) -> str | None:
        """On which side of that amount: `below`, `above`, or the direction word alone."""
        return (getattr(self._entry, "trigger", None) or "").partition(" ")[0] or None

    @property
    def ahead(self) -> bool:
        """Whether what it tells of had not begun when the event was published."""
        event, typed = self._scene.event, getattr(self._entry, "when", None)
        days = read_window(typed, event.zone, event.published).days if typed else None
        return days is not None and days[0] > event.published.date()

    @property
    def borne_out(self) -> bool:
        """Whether a history of its figure has nothing as large from the day on since which that is claimed."""
        since, event = getattr(self._entry, "since", None), self._scene.event
        first = read_window(f"since {since}", event.zone, event.published).start if since else None
        rival = self._rival_of_claim
        last = rival.window.start if rival else None
        return first is not None and last is not None and last < first

    @property
    def british(self) -> bool:
        """Whether the edition is spelled as in Britain: unrealised, not unrealized."""
        return self._scene.locale == "en-GB"

    @property
    def by_desk(self) -> bool:
        """Whether the desk says it."""
        entry = self._entry
        return DESK in {getattr(entry, "who", None), getattr(entry, "by", None), getattr(entry, "view_of", None)}

    @property
    def etf(self) -> bool:
        """Whether the flows of the event are those of exchange-traded funds: an id says so, or a fund is a ticker."""
        flows = self._scene.event.file.flows.items()
        return any(_says_etf(name) or (flow.fund or "").isupper() for name, flow in flows)

    @property
    def in_coins(self) -> bool:
        """Whether it is a flow of coins of which nobody says that they went into funds, or to which venue."""
        flow, figure = self._entry, self._scene.figures.get(self._path)
        if not isinstance(flow, Flow) or not (flow.asset and figure) or figure.worth or not is_ticker(figure.unit):
            return False
        alike = ((name, each) for name, each in self._scene.event.file.flows.items() if each.asset == flow.asset)
        of_funds = any(_says_etf(name) or each.fund for name, each in alike)
        return not (flow.fund or flow.venue or of_funds)

    @property
    def pooled(self) -> str:
        """What its funds hold, as it stands before their name: bond funds, soybean funds; a name of one is kept."""
        asset = self._text("asset") or ""
        return without_plural(asset) if asset.rpartition(" ")[2].islower() else asset

    @property
    def its(self) -> str | None:
        """What it is, behind the name of the body that decides it, else of the one who says it: its policy rate."""
        said_by = getattr(self._scene.figures.get(self._path), "source", None)
        return without_owner(self._text("what") or "", self._text("who") or self._scene.named(said_by) or "")

    @property
    def note(self) -> str | None:
        """Its note, a sentence."""
        return self._scene.sentence(getattr(self._entry, "note", None))

    def _referred(self, field: str) -> View:
        return self._scene.figure(getattr(self._entry, field, None))

    def _contained(self, field: str) -> list[View]:
        typed = getattr(self._entry, field, None) or ""
        figures = (self._scene.figures.get(part.strip()) for part in typed.split(","))
        return [self._scene.view(figure) for figure in figures if figure]

    @property
    def _rival_of_claim(self) -> Figure | None:
        of = getattr(self._entry, "about", None)
        return next((f for f in self._scene.figures if is_rival(f.id) and f.derived_from == (of,)), None)

    def _rival(self) -> View:
        return self._scene.figure(getattr(self._rival_of_claim, "id", None))

    def _start(self) -> View:
        now = self._scene.figures.get(self._path)
        return self._scene.figure(getattr(now and came_from(self._scene.figures, now), "id", None))

    def _quantity(self, part: Part) -> View:
        return self._scene.figure(f"{self._path}.{part}".removesuffix("."))

    def _text(self, name: str) -> str | None:
        value = getattr(self._entry, name, None)
        kind = self._path.partition(".")[0]
        if not value or name in CLOSED or f"{kind}.{name}" in CLOSED:
            return value
        if name in NAMED:
            return self._scene.named(value)
        if name in {"text", "quote"}:
            linked = self._scene.linked(value, getattr(self._entry, "contains", None))
            return linked and FULL_STOP.sub("", linked)
        dated = {"when": value, "since": f"since {value}"}.get(name)
        said = self._scene.when(dated) if dated else self._scene.text(value)
        return said.removeprefix("the ") if said and name == "name" else said


QUANTITIES = {
    "amount": ("Its amount.", Part.AMOUNT),
    Part.COINS: "The coins beside money.",
    Part.PRICE: "Its price.",
    Part.SHARE: "Its share of something.",
}
give(RecordView, "FigureView | Nothing", QUANTITIES, lambda self, part: self._quantity(part))
give(RecordView, "str | None", dict.fromkeys(FIELDS, "The field of that name."), lambda self, name: self._text(name))
START = {"start": "Where its amount came from, by all who differ on it."}
give(RecordView, "FigureView | Nothing", START, lambda self, _: self._start())
REFERENCES = {
    "about": "The figure that a claim or a statement is about.",
    "figure": "The figure that would decide what is watched.",
}
give(RecordView, "FigureView | Nothing", REFERENCES, lambda self, field: self._referred(field))
RIVAL = {"rival": "Of a claim: the last value before that of its figure that was as large, where a history has it."}
give(
    RecordView,
    "FigureView | Nothing",
    RIVAL,
    lambda self, _: self._scene.figure(getattr(self._rival_of_claim, "id", None)),
)
CONTENTS = {"contains": "The figures that a statement contains."}
give(RecordView, "list[FigureView]", CONTENTS, lambda self, field: self._contained(field))
OF = {
    "bond": "Whether it is the yield of a bond.",
    "investors": "Whether it is what those buy and sell who are no fund.",
}
give(RecordView, "bool", OF, lambda self, of: (is_yield if of == "bond" else are_investors)(self._entry))
