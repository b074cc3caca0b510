"""Views: what a template sees. Read-only names over figures, records and signals; no number, no pydantic object.

Every text that a view gives is safe Markdown already: record text is escaped here, at the border, and a figure's phrase
carries the mark of its figure. `docs/templates.md` lists the names; a repo test holds it against this module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from narrator.ingest.times import read_window
from narrator.model.figure import Role, Standing
from narrator.model.quantity import Direction
from narrator.model.records import Reports
from narrator.model.report import Nature
from narrator.model.source import DESK, MARKET_DATA, UNNAMED, is_unnamed
from narrator.model.window import Span
from narrator.render import marks
from narrator.render.escape import md_escape
from narrator.wording.expression import amount_of, kind_of
from narrator.wording.phrase import (
    Style,
    attribution,
    bare,
    circulating,
    day,
    default_style,
    expression_of,
    joined,
    moment,
    say,
    window_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from narrator.config import Workspace
    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.name import Names
    from narrator.model.records import Words
    from narrator.model.signal import Signal
    from narrator.model.source import Sources
    from narrator.model.window import Window
    from narrator.wording.phrase import Expression

REFERENCE = re.compile(r"\[([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){1,2})(?::([a-z]+))?\]")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)")
STYLES = tuple(Style)


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
class Scene:
    """Everything that views are made from: one event, its figures and signals, in one locale."""

    event: Event
    figures: Figures
    signals: Mapping[str, Signal]
    sources: Sources
    names: Names
    workspace: Workspace
    locale: str
    views: dict[str, View] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of the locale: `en` for en-US."""
        return self.locale.partition("-")[0]

    def text(self, words: str | Mapping[Any, str] | None) -> str | None:
        """A record's text in the language, escaped, its `[figure.id]` references as printed figures."""
        typed = words if isinstance(words, str) or words is None else words.get(self.language)
        if typed is None:
            return None
        typed = APOSTROPHE.sub("’", typed)
        parts: list[str] = []
        end = 0
        for match in REFERENCE.finditer(typed):
            parts += [md_escape(typed[end : match.start()]), self._referenced(match)]
            end = match.end()
        return "".join([*parts, md_escape(typed[end:])]).strip()

    def linked(self, words: str | Mapping[Any, str] | None, contains: str | None) -> str | None:
        """A text with somebody's words, the figures that it contains marked where their digits stand."""
        said = self.text(words)
        for figure_id in (part.strip() for part in (contains or "").split(",")):
            figure = self.figures.get(figure_id)
            phrases = {bare(self.expression(figure), style, self.locale) for style in STYLES} if figure else set()
            digits = {m[0] for phrase in phrases for m in re.finditer(r"[$€£]?\d[\d.,]*(?: ?(?:%|[a-z]+illion))?", phrase)}
            for phrase in sorted(phrases | digits, key=len, reverse=True):
                if said and figure and phrase in marks.PRINTED.sub("", said):
                    said = _marked_once(said, figure.id, phrase)
                    break
        return said

    def _referenced(self, match: re.Match[str]) -> str:
        figure = self.figures.get(match[1])
        if figure is None:
            return md_escape(match[0])
        style = Style(match[2]) if match[2] in set(STYLES) else None
        return self.printed(figure, style or default_style(figure))

    def expression(self, figure: Figure) -> Expression:
        """What wording needs to say a figure."""
        return expression_of(figure, self.sources, self.figures, self.names, self.language)

    def printed(self, figure: Figure, style: Style) -> str:
        """A figure's bare phrase in a style, marked."""
        return marks.figure(figure.id, bare(self.expression(figure), style, self.locale))

    def sized(self, figure: Figure, expression: Expression, style: Style) -> str:
        """How much, without which way: for a sentence whose verb says the direction. Marked."""
        return marks.figure(figure.id, bare(expression, style, self.locale))

    def cell(self, figure: Figure) -> str:
        """A figure for a table: what it is, and what circulates beside it."""
        expression = self.expression(figure)
        style = default_style(figure)
        phrase = (bare if figure.is_printable else say)(expression, style, self.locale)
        others = [marks.figure(figure.id, text) for text in circulating(expression, self.locale)]
        also = f" (also circulating: {joined(others, self.locale)})" if others else ""
        return marks.figure(figure.id, phrase) + also if figure.is_printable else phrase

    def window(self, window: Window) -> str:
        """A window in words; the year of the edition itself goes without saying."""
        return window_phrase(window, self.locale, self.event.zone).replace(f", {self.event.published.year}", "")

    def when(self, typed: str | None) -> str | None:
        """A date, a span of days or words, as a brief prints them."""
        if typed is None:
            return None
        window = read_window(typed, self.event.zone, self.event.published)
        return md_escape(self.window(window))

    def others(self, figure: Figure) -> list[View]:
        """What circulates beside a figure, each with its source."""
        return [
            View(
                source=md_escape(self.sources.find(report.source).named(self.language)),
                text=marks.figure(figure.id, bare(amount_of(report.quantity), Style.BODY, self.locale)),
            )
            for report in figure.by_role(Role.CIRCULATING)
            if report.quantity
        ]

    def source_of(self, figure: Figure) -> str | None:
        """The one source that a figure rests on: its own, or the one behind all its inputs; None for several."""
        if figure.source is not None:
            return figure.source
        inputs = [self.figures[entry] for entry in figure.derived_from]
        behind = {self.source_of(entry) for entry in inputs} or {r.source for r in figure.by_role(Role.CORE)}
        return behind.pop() if len(behind) == 1 else None

    def source_names(self, figure: Figure) -> list[str]:
        """Who stands behind a figure: the sources of its core reports, each once, in file order."""
        reports = figure.by_role(Role.CORE)
        found = dict.fromkeys(r.source for r in reports)
        return [str(self.named(source)) for source in found]

    def record(self, figure_id: str) -> View:
        """The record that a figure belongs to; nothing for derived figures."""
        kind, name, *_ = figure_id.split(".")
        records = getattr(self.event.file, kind, None)
        if not isinstance(records, dict) or name not in records:
            return NOTHING
        key = f"{kind}.{name}."
        if key not in self.views:
            self.views[key] = record_view(self, kind, name, records[name])
        return self.views[key]

    def clause(self, words: Words | None) -> str | None:
        """A sentence as a clause: no full stop, and no capital unless it opens with a name."""
        sentence = self.text(words)
        if not sentence:
            return None
        first = re.split(r"[ ’']", sentence, maxsplit=1)[0]
        keep = self.names.find(first) is not None or first.isupper() or sentence.startswith(marks.FIGURE)
        return (sentence if keep else sentence[0].lower() + sentence[1:]).rstrip(".")

    def named(self, typed: str | None) -> str | None:
        """A name as the brief prints it."""
        if typed is None:
            return None
        if is_unnamed(typed):
            return UNNAMED
        source = self.sources.find(typed)
        known = self.names.find(typed) is None and source.known
        return md_escape(source.named(self.language) if known else self.names.say(typed, self.language))

    def figure(self, figure_id: str) -> View:
        """The view of a figure, one per id; nothing where the event has no such figure."""
        figure = self.figures.get(figure_id)
        if figure is None:
            return NOTHING
        if figure_id not in self.views:
            self.views[figure_id] = View(**dict(_figure_names(self, figure)))
        return self.views[figure_id]


def _figure_names(scene: Scene, figure: Figure) -> Iterator[tuple[str, object]]:
    expression = scene.expression(figure)
    yield "id", figure.id
    for style in STYLES:
        yield style.value, _later(scene.printed, figure, style)
    size = replace(expression, kind=kind_of(figure.unit), direction=None)
    for name, style in (("size", Style.BODY), ("again", Style.COMPACT)):
        yield name, _later(scene.sized, figure, size, style)
    yield "phrase", lambda: scene.printed(figure, default_style(figure))
    yield "said", lambda: marks.figure(figure.id, say(expression, default_style(figure), scene.locale))
    yield "attribution", lambda: md_escape(attribution(expression, scene.locale) or "")
    yield "cite", lambda: marks.citation(figure.id, "after")
    yield "cite_first", lambda: marks.citation(figure.id, "before")
    yield "cell", lambda: scene.cell(figure)
    yield "sources", lambda: scene.source_names(figure)
    yield "others", lambda: scene.others(figure)
    yield "subject", lambda: scene.named(figure.key.subject)
    yield "level", lambda: marks.figure(figure.id, bare(replace(expression, nature=Nature.MEASURED), Style.BODY, scene.locale))
    yield "market_data", all(r.source == MARKET_DATA for r in figure.by_role(Role.CORE))
    yield "record", lambda: scene.record(figure.id)
    yield "metric", figure.id.partition(".")[0]
    yield "name", figure.id.rpartition(".")[2]
    yield "field", figure.id.split(".")[2] if figure.id.count(".") == 2 else ""  # noqa: PLR2004  # kind.record.field
    yield "circulating", lambda: [marks.figure(figure.id, text) for text in circulating(expression, scene.locale)]
    yield "window", lambda: scene.window(figure.window)
    yield "hour_stated", figure.window.span is not Span.ROLLING or figure.window.until is not None
    yield "differ", lambda: scene.text(_differ(scene, figure))
    yield "worth", lambda: scene.figure(figure.worth or "")
    yield from _figure_facts(figure)


def _figure_facts(figure: Figure) -> Iterator[tuple[str, object]]:
    """What conditions ask of a figure: true or false."""
    yield "printable", figure.is_printable
    yield "point", figure.interval.is_point
    yield "bound", figure.interval.is_bound
    yield "range", figure.is_printable and not figure.interval.is_point and not figure.interval.is_bound
    yield "weak", figure.weak
    yield "briefly", figure.briefly
    yield "derived", bool(figure.derived_from)
    yield "several_unnamed", figure.source == "several unnamed"
    for standing in Standing:
        yield standing.value, figure.standing is standing
    for nature in Nature:
        yield nature.value, figure.nature is nature
    for direction in Direction:
        yield direction.value, figure.direction is direction


def _marked_once(text: str, figure_id: str, phrase: str) -> str:
    """The text with the first place of a phrase that has no mark yet marked as a figure."""
    parts = re.split(f"({marks.FIGURE}[^{marks.END}]*{marks.END})", text)
    for number, part in enumerate(parts):
        if phrase in part and not part.startswith(marks.FIGURE):
            parts[number] = part.replace(phrase, marks.figure(figure_id, phrase), 1)
            break
    return "".join(parts)


def _later(function: Callable[..., str], *arguments: object) -> Callable[[], str]:
    return lambda: function(*arguments)


def _differ(scene: Scene, figure: Figure) -> Mapping[str, str] | None:
    measurement = scene.event.measurements.get(figure.id)
    return measurement.differ.forms if measurement and measurement.differ else None


NAMED = frozenset({"asset", "venue", "where", "who", "by", "contract", "fund", "view_of"})
QUANTITIES = frozenset({"accounts", "largest_order", "peak_hour", "share", "broke", "close", "low", "high", "price"})
PLAIN = frozenset({"side", "what", "kind", "place", "cumulative", "trigger", "since", "language"})
"""Fields with a closed list of values, or that only conditions read."""


def record_view(scene: Scene, kind: str, name: str, record: object) -> View:
    """The view of one record: its texts by field name, `amount` and its other quantities as figures."""
    names: dict[str, object] = {"id": name, "by_desk": DESK in {getattr(record, "who", ""), getattr(record, "by", "")}}
    for field_name in type(record).model_fields:  # type: ignore[attr-defined]  # every record is a pydantic model
        if field_name not in Reports.model_fields:
            names[field_name] = _field(scene, f"{kind}.{name}", field_name, record)
    if isinstance(record, Reports):
        names["own_word"] = lambda: scene.named(getattr(record, "who", None)) in _speakers(scene, f"{kind}.{name}")
        names["amount"] = lambda: scene.figure(f"{kind}.{name}")
        names["coins"] = lambda: scene.figure(f"{kind}.{name}.coins")
        names["start"] = lambda: scene.figure(f"{kind}.{name}.from")
        names["figures"] = lambda: [
            view
            for figure in scene.figures
            if figure.id.startswith(f"{kind}.{name}.") and (view := scene.figure(figure.id))
        ]
    return View(**names)


def _speakers(scene: Scene, prefix: str) -> set[str]:
    """The names of the sources behind a record's figures."""
    return {name for f in scene.figures if f.id.startswith(prefix) for name in scene.source_names(f)}


def _field(scene: Scene, figure_id: str, name: str, record: object) -> object:
    value = getattr(record, name)
    if name in QUANTITIES:
        return lambda: scene.figure(f"{figure_id}.{name}")
    if name in PLAIN:
        return scene.text(value) if name == "what" and figure_id.startswith(("macro", "left_out")) else value  # type: ignore[arg-type]  # Words
    if name in NAMED:
        return lambda: scene.named(value)  # type: ignore[arg-type]  # str or None
    if name in {"text", "quote"}:
        return lambda: scene.linked(value, getattr(record, "contains", None))
    if name == "when":
        return lambda: scene.when(value)  # type: ignore[arg-type]  # str or None
    if name == "contains":
        return lambda: [view for part in str(value or "").split(",") if (view := scene.figure(part.strip()))]
    if name in {"figure", "about"}:
        return lambda: scene.figure(str(value or ""))
    if name == "window":
        return value
    return lambda: scene.text(value)  # type: ignore[arg-type]  # Words


def window_view(scene: Scene) -> str:
    """The days of the event in words."""
    return window_phrase(scene.event.days, scene.locale, scene.event.zone)


def zone_text(scene: Scene) -> str:
    """The zone of the event as its offset at publication: `UTC+8`."""
    offset = scene.event.published.astimezone(scene.event.zone).utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return "UTC" if not minutes else f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def signal_view(signal: Signal) -> View:
    """A signal: `true`, `false`, `undecided`."""
    return View(**{truth: signal.truth.value == truth for truth in ("true", "false", "undecided")})


def published_text(scene: Scene) -> str:
    """When the edition is published, in its own zone."""
    local = scene.event.published.astimezone(scene.event.zone)
    return f"{day(local.date(), scene.locale)}, {local:%H:%M} {zone_text(scene)}"


__all__ = [
    "Role",
    "Scene",
    "View",
    "moment",
    "published_text",
    "record_view",
    "signal_view",
    "window_view",
    "zone_text",
]
