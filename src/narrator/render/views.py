"""Views: what a template sees. Read-only names over figures, records and signals; no number, no pydantic object.

Every text that a view gives is safe Markdown already: record text is escaped at this border, and a figure's phrase
carries the mark of its figure. `docs/templates.md` lists the names; a repo test holds it against this module.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from narrator.model.figure import Role, Standing
from narrator.model.quantity import Direction
from narrator.model.records import Reports
from narrator.model.report import Nature
from narrator.model.source import DESK, MARKET_DATA, RESERVED, is_unnamed
from narrator.model.window import Span
from narrator.render import marks
from narrator.render.texts import Texts
from narrator.wording.expression import kind_of
from narrator.wording.phrase import Style, default_style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrator.model.figure import Figure
    from narrator.model.report import Report


class View:
    """Names that a template may read, computed when asked; an unknown name is undefined, which fails the template."""

    __slots__ = ("_made", "_makers")

    def __init__(self, **makers: object) -> None:
        self._makers: dict[str, object] = makers
        self._made: dict[str, object] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # what a name holds is the template's matter
        if name not in self._makers:
            raise AttributeError(name)
        if name not in self._made:
            maker = self._makers[name]
            self._made[name] = maker() if callable(maker) else maker
        return self._made[name]


class Nothing(View):
    """What an absent figure or record is to a template: false, and so is everything in it; printing it is an error."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Nothing:
        return self

    def __bool__(self) -> bool:
        return False


NOTHING = Nothing()


@dataclass(frozen=True, slots=True)
class Scene(Texts):
    """The texts of an event with the views of its figures and records, each made once."""

    views: dict[str, View] = field(default_factory=dict)

    def figure(self, figure_id: str | None) -> View:
        """The view of a figure; nothing where the event has no such figure."""
        figure = self.figures.get(figure_id or "")
        if figure is None:
            return NOTHING
        if figure.id not in self.views:
            self.views[figure.id] = View(**self._identity(figure.id), **self._figure_names(figure), **_flags(figure))
        return self.views[figure.id]

    def label(self, figure_id: str) -> View:
        """What a figure is of, for a label, also of one that was left out."""
        return View(**self._identity(figure_id), voices=[])

    def record(self, figure_id: str) -> View:
        """The view of the record that a figure belongs to; nothing for derived figures."""
        kind, name, *_ = figure_id.split(".")
        records = getattr(self.event.file, kind, None)
        if not isinstance(records, dict) or name not in records:
            return NOTHING
        key = f"{kind}.{name}."
        if key not in self.views:
            self.views[key] = self.record_view(kind, name, records[name])
        return self.views[key]

    def _identity(self, figure_id: str) -> dict[str, object]:
        """The parts of a figure's id, and its record."""
        metric, *_, name = parts = figure_id.split(".")
        record = lambda: self.record(figure_id)  # noqa: E731  # computed when asked
        return {"id": figure_id, "metric": metric, "name": name, "field": "".join(parts[2:]), "record": record}

    def _figure_names(self, figure: Figure) -> dict[str, object]:
        """The texts of a figure: its phrases, and who says it."""
        styles = {style.value: partial(self.printed, figure, style) for style in Style}
        measurement = self.event.measurements.get(figure.id)
        without_way: dict[str, Any] = {"kind": kind_of(figure.unit), "direction": None}
        return {
            **styles,
            "subject": lambda: self.named(figure.key.subject),
            "phrase": lambda: self.printed(figure, default_style(figure)),
            "size": partial(self.printed, figure, Style.BODY, **without_way),
            "again": partial(self.printed, figure, Style.COMPACT, **without_way),
            "level": partial(self.printed, figure, Style.BODY, nature=Nature.MEASURED),
            "cell": lambda: self.cell(figure),
            "cite": marks.citation(figure.id),
            "sources": lambda: self.source_names(figure),
            "others": lambda: self._voices(figure, figure.beside),
            "voices": lambda: self._named_voices(figure),
            "circulating": lambda: [other.text for other in self._voices(figure, figure.beside)],
            "differ": lambda: self.sentence(measurement.differ.forms) if measurement and measurement.differ else None,
            "window": lambda: self.window(figure.window),
            "worth": lambda: self.figure(figure.worth),
            "assets": lambda: self._assets(figure),
        }

    def _assets(self, figure: Figure) -> list[str]:
        """The assets that a figure is about, or that it was computed from."""
        inputs = [self.figures[entry] for entry in figure.derived_from] or [figure]
        return list(dict.fromkeys(str(self.named(each.key.subject)) for each in inputs if each.key.subject))

    def _voices(self, figure: Figure, reports: tuple[Report, ...]) -> list[View]:
        """What each of some reports of a figure says, with its source."""
        return [
            View(
                source=self.named(report.source),
                has_name=report.source not in RESERVED and not is_unnamed(report.source),
                text=marks.figure(figure.id, self.said(report.quantity, figure)),
            )
            for report in reports
            if report.quantity
        ]

    def _named_voices(self, figure: Figure) -> list[View]:
        """Who differs on a figure, where it is two or three sources with a name; else nobody."""
        voices = self._voices(figure, figure.by_role(Role.CORE)) if figure.standing in APART else []
        return voices if len(voices) in TOLD and all(voice.has_name for voice in voices) else []

    def record_view(self, kind: str, name: str, record: Any) -> View:  # noqa: ANN401  # one of the record models
        """The view of one record: its texts by field name, `amount` and its other quantities as figures."""
        path = f"{kind}.{name}"
        speaker = getattr(record, "who", None) or getattr(record, "by", None)
        names: dict[str, object] = {"id": name, "by_desk": speaker == DESK}
        for field_name in type(record).model_fields:
            if field_name not in Reports.model_fields:
                names[field_name] = self._field(path, field_name, record)
        if isinstance(record, Reports):
            names["amount"] = lambda: self.figure(path)
            names["coins"] = lambda: self.figure(f"{path}.coins")
            names["start"] = lambda: self.figure(f"{path}.from")
            said_by = (self.source_names(f) for f in self.figures if f.id.startswith(path))
            names["own_word"] = lambda: any(self.named(speaker) in sources for sources in said_by)
        return View(**names)

    def _field(self, path: str, name: str, record: Any) -> object:  # noqa: ANN401  # one of the record models
        value = getattr(record, name)
        if name in QUANTITIES:
            return lambda: self.figure(f"{path}.{name}")
        if name in NAMED:
            return lambda: self.named(value)
        if name in CLOSED or f"{path.partition('.')[0]}.{name}" in CLOSED:
            return value
        special: Mapping[str, Callable[[], object]] = {
            "text": lambda: self.linked(value, getattr(record, "contains", None)),
            "quote": lambda: self.linked(value, record.contains),
            "when": lambda: self.when(value),
            "name": lambda: (self.text(value) or "").removeprefix("the ") or None,
            "contains": lambda: [self.figure(part.strip()) for part in (value or "").split(",") if part],
            "figure": lambda: self.figure(value),
            "about": lambda: self.figure(value),
        }
        return special.get(name, lambda: self.text(value))


FIRM = frozenset({Nature.MEASURED, Nature.ESTIMATED})
"""What an article may build on; a rumour, an opinion, a forecast or a plan is printed as such and nowhere else."""
APART = frozenset({Standing.DISPUTED, Standing.REFUSED})
TOLD = range(2, 4)
"""How many sources that differ are named one by one."""
DURATIONS = frozenset({"years", "months", "weeks", "days", "hours"})
NAMED = frozenset({"asset", "venue", "where", "who", "by", "contract", "fund", "view_of"})
QUANTITIES = frozenset({"accounts", "largest_order", "peak_hour", "share", "broke", "close", "low", "high", "price"})
CLOSED = frozenset(
    {"side", "kind", "place", "cumulative", "language", "accounts.what", "positions.what", "levels.role"}
)
"""Fields with a closed list of values, which conditions read."""


def _flags(figure: Figure) -> dict[str, object]:
    """What conditions ask of a figure: true or false."""
    window = figure.window
    is_firm = figure.nature in FIRM
    return {
        "printable": figure.is_printable and is_firm,
        "soft": figure.is_printable and not is_firm,
        "point": figure.interval.is_point,
        "one": {figure.interval.low, figure.interval.high} - {None} == {1},
        "bound": figure.interval.is_bound,
        "range": figure.is_printable and not figure.interval.is_point and not figure.interval.is_bound,
        "weak": figure.weak,
        "briefly": figure.briefly,
        "derived": bool(figure.derived_from),
        "held_back": bool(figure.by_role(Role.QUARANTINED)),
        "several_held_back": len(figure.by_role(Role.QUARANTINED)) > 1,
        "provisional": any(report.provisional for report in figure.by_role(Role.CORE)),
        "duration": figure.unit in DURATIONS,
        "market_data": all(report.source == MARKET_DATA for report in figure.by_role(Role.CORE)),
        "several_unnamed": figure.source == "several unnamed",
        "hour_stated": window.span is not Span.ROLLING or window.until is not None,
        **{standing.value: figure.standing is standing for standing in Standing},
        **{nature.value: figure.nature is nature for nature in Nature},
        **{direction.value: figure.direction is direction for direction in Direction},
    }
