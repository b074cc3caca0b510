"""Groups: the records of an event arranged as an article needs them, so that templates need not search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.model.figure import Standing
from narrator.model.records import QUANTITY_KINDS, Risk
from narrator.model.signal import Truth
from narrator.model.window import Span
from narrator.render import marks
from narrator.render.escape import md_escape
from narrator.render.views import NOTHING, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrator.model.signal import Signal
    from narrator.render.views import Scene

BOUNDARY_WORDS, SHORT_BOUNDARY_WORDS = 125, 50
"""Words of the boundaries that come from records (ARTICLE.md 13 asks for at most 150); other notes follow the table."""


def first(items: Iterable[View]) -> View | None:
    """The first of some views, None when there is none."""
    return next(iter(items), None)


def printable(record: View) -> bool:
    """Whether a record's amount can be printed as a fact or an estimate."""
    return bool(record.amount and record.amount.printable)


class Derived(View):
    """Derived figures by name; one that the event does not have is nothing."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(
            **{f.id.partition(".")[2]: scene.figure(f.id) for f in scene.figures if f.id.startswith("derived.")}
        )

    def __getattr__(self, name: str) -> object:
        return super().__getattr__(name) if name in self._makers else NOTHING


def signal(decided: Signal) -> View:
    """A signal: `true`, `false`, `undecided`."""
    return View(**{truth.value: decided.truth is truth for truth in Truth})


def liquidations(records: Sequence[View]) -> View:
    """Liquidations by what they cover: the whole market, its sides, assets, venues; `all` in file order."""

    def only(*wanted: str) -> list[View]:
        return [
            r for r in records if all((getattr(r, f) is not None) == (f in wanted) for f in ("side", "asset", "venue"))
        ]

    total = first(r for r in only() if r.amount and not r.amount.missing) or first(only()) or NOTHING
    longs = first(r for r in only("side") if r.side == "long") or NOTHING
    shorts = first(r for r in only("side") if r.side == "short") or NOTHING
    hours = [r for r in (*only(), shorts, longs) if r.peak_hour.printable]
    venues = [r for r in records if r.venue is not None]
    assets = [r for r in only("asset") if printable(r)]
    accounts = next((r.accounts for r in records if r.accounts and r.accounts.printable), NOTHING)
    return View(
        all=list(records),
        told=any((venues, assets, accounts, hours, printable(longs), printable(shorts), longs.share.printable)),
        total=total,
        longs=longs,
        shorts=shorts,
        assets=assets,
        btc=first(r for r in only("asset") if r.asset == "Bitcoin") or NOTHING,
        eth=first(r for r in only("asset") if r.asset == "Ether") or NOTHING,
        venues=venues,
        accounts=accounts,
        peak=next((r.peak_hour for r in hours), NOTHING),
        peak_shorts=shorts.peak_hour if shorts in hours and first(hours) is not shorts else NOTHING,
    )


def flows(records: Sequence[View]) -> View:
    """Flows of one period and sums over many, with the lead one first."""
    single = [r for r in records if not r.cumulative and printable(r)]
    sums = [r for r in records if r.cumulative and printable(r)]
    return View(
        all=list(records),
        lead=first(single) or NOTHING,
        others=single[1:],
        second=first(single[1:]) or NOTHING,
        sum=first(sums) or NOTHING,
    )


def prices(records: Sequence[View], scene: Scene) -> View:
    """Price moves of the event's own assets, and those of the market around them."""
    own = {str(scene.named(asset)) for asset in scene.event.assets}
    crypto = [r for r in records if r.asset in own]
    market = [r for r in records if r.asset not in own and printable(r) and r.amount.measured]
    stated = [r for r in market if r.amount.market_data]
    broken = [r for r in crypto if r.broke and r.broke.printable]
    return View(
        all=list(records),
        crypto=[r for r in crypto if printable(r)],
        unstated=[r for r in crypto if not printable(r)],
        market=stated,
        market_window=stated[0].amount.window if stated else None,
        broken=first(broken) or NOTHING,
        second=first(broken[1:]) or NOTHING,
        printed=stated or any(printable(r) for r in crypto),
    )


def accounts(records: Sequence[View]) -> View:
    """Accounts by how well what happened to them is known."""
    return View(
        all=list(records),
        known=[r for r in records if printable(r)],
        rumoured=[r for r in records if r.amount.soft and r.amount.rumour],
        rising=[r.who for r in records if r.amount and not r.amount.printable and r.amount.up],
        shares=[r for r in records if r.share and r.share.printable],
    )


def levels(records: Sequence[View]) -> View:
    """Levels where positions are at risk, and levels that are somebody's opinion."""
    at_risk = [r for r in records if printable(r) and r.price and not r.role]
    marked = [r for r in records if r.role and r.price]
    return View(
        all=list(records),
        at_risk=at_risk,
        both_sides=len({r.price.below for r in at_risk}) > 1,
        support=[r for r in marked if r.role == "support"],
        resistance=[r for r in marked if r.role == "resistance"],
    )


def hearsay(figures: Iterable[View]) -> list[View]:
    """What is neither fact nor estimate and has no sentence of its own."""
    return [f for f in figures if f.soft and f.metric != "levels" and not (f.metric == "accounts" and f.rumour)]


def event(scene: Scene) -> View:
    """The event: id, days, zone, publication time, assets, view, and when its main figure happened."""
    header = scene.event.file.event
    days = scene.dated(scene.event.days)
    main = scene.figures.get(header.main) if header.main else None
    window = scene.dated(main.window) if main else days
    is_dated = main is not None and (main.window.span is not Span.ROLLING or main.window.until is not None)
    return View(
        id=header.id,
        days=days,
        when=days
        if window in {days, ""}
        else window
        if is_dated
        else f"{window}{',' * days.startswith('from')} {days}",
        zone=scene.zone,
        published=scene.published,
        assets=[scene.named(asset) for asset in scene.event.assets],
        view=scene.text(header.view),
    )


def outlook(scene: Scene) -> View:
    """What to watch, scenarios and risks."""
    typed = scene.event.file.outlook
    return View(
        watch=[scene.record_view("outlook.watch", name, item) for name, item in typed.watch.items()],
        scenarios=[
            View(
                condition=scene.clause(item.condition),
                then=scene.clause(item.then),
                view_of=scene.named(item.view_of),
                by_desk=item.view_of == "desk",
                figure=scene.figure(item.figure),
            )
            for item in typed.scenarios.values()
        ],
        risks=[scene.text(item.text if isinstance(item, Risk) else item) for item in typed.risks.values()],
    )


def commentary(scene: Scene, section: str) -> View:
    """An editor's paragraphs at a section: `before`, `after`, `replace`, each a list of texts with `by`."""
    typed = scene.event.file.commentary.get(section)  # type: ignore[call-overload]  # a section name
    blocks = typed if isinstance(typed, list) else [typed] if typed else []

    def at(place: str) -> list[View]:
        return [
            View(text=scene.text(text), by=scene.named(block.by))
            for block in blocks
            if block.place == place and (text := getattr(block, scene.language))
        ]

    return View(before=at("before"), after=at("after"), replace=at("replace"))


def _words(text: str) -> int:
    return len(re.findall(r"[\w’'-]+", marks.unmarked(text)))


def boundaries(scene: Scene) -> View:
    """The notes of all records in file order: those that fit the boundaries, then the rest."""
    file = scene.event.file
    kinds = (*QUANTITY_KINDS, "statements", "claims")
    notes = [scene.text(record.note) for kind in kinds for record in getattr(file, kind).values() if record.note]
    kept: list[str] = []
    rest: list[str] = []
    left = [f"{scene.text(item.what)} because {scene.text(item.why)}" for item in file.left_out.values()]
    is_short = scene.workspace.settings.profile == "short"
    limit = SHORT_BOUNDARY_WORDS if is_short else BOUNDARY_WORDS
    words = (0 if is_short else sum(map(_words, left))) + _words(str(scene.figure(file.event.main).differ or ""))
    for note in filter(None, notes):
        words += _words(note)
        (kept if words <= limit else rest).append(note)
    others = [figure for figure in scene.figures if figure.id != file.event.main and not figure.derived_from]
    apart = {Standing.REFUSED, Standing.INCOMPATIBLE}
    return View(
        notes=kept,
        rest=rest,
        withheld=md_escape(scene.reason) if scene.reason else None,
        disputed=[scene.figure(figure.id) for figure in others if figure.standing is Standing.DISPUTED],
        refused=[scene.figure(figure.id) for figure in others if figure.standing in apart],
    )
