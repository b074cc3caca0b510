"""Groups: the records of an event arranged as an article needs them, so that templates need not search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.model.records import QUANTITY_KINDS, Risk
from narrator.model.signal import Truth
from narrator.render import marks
from narrator.render.views import NOTHING, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narrator.render.views import Scene

BOUNDARY_WORDS, SHORT_BOUNDARY_WORDS, WITHHELD_WORDS = 125, 50, 15
"""Words of the boundaries that come from records (ARTICLE.md 13 asks for at most 150); other notes follow the table."""


SIDED = frozenset({"liquidations", "liquidations.share"})
OF_SIDES = frozenset({"short_squeeze", "long_cascade", "heavy_side_vast"})


def first(items: Iterable[View]) -> View:
    """The first of some views, nothing when there is none."""
    return next(iter(items), NOTHING)


def printable(record: View) -> bool:
    """Whether a record's amount can be printed as a fact or an estimate."""
    return bool(record.amount and record.amount.printable)


class Derived(View):
    """Derived figures by name; one that the event does not have is nothing."""

    def __getattr__(self, name: str) -> object:
        return super().__getattr__(name) if name in self._makers else NOTHING


def signals(scene: Scene) -> View:
    """The signals: `true`, `false`, `undecided`.

    Those of the sides are undecided where a side's figure was left out, and where only the peak hour speaks to them.
    """
    withheld = [scene.event.measurements[name].key for name in scene.withheld]
    is_open = any(key.side and key.metric in SIDED and not (key.subject or key.venue) for key in withheld)
    truths = {name: found.truth for name, found in scene.signals.items()}
    for name in OF_SIDES:
        if is_open or all("peak_hour" in figure for figure in scene.signals[name].figures):
            truths[name] = Truth.UNDECIDED
    return View(**{name: View(**{truth.value: found is truth for truth in Truth}) for name, found in truths.items()})


def liquidations(records: Sequence[View], scene: Scene) -> View:
    """Liquidations by what they cover: the whole market, its sides, assets, venues."""

    def only(*wanted: str) -> list[View]:
        of = ("side", "asset", "venue")
        return [r for r in records if all((getattr(r, field) is not None) == (field in wanted) for field in of)]

    total = first(r for r in only() if r.amount and not r.amount.missing) or first(only())
    longs = first(r for r in only("side") if r.side == "long")
    shorts = first(r for r in only("side") if r.side == "short")
    hours = [r for r in (*only(), shorts, longs) if r.peak_hour.printable]
    venues = [r for r in records if r.venue is not None]
    assets = [r for r in only("asset") if printable(r)]
    counted = [r.accounts for r in (*only(), *only("side")) if r.accounts.printable]
    return View(
        told=any((venues, assets, counted, hours, printable(longs), printable(shorts), longs.share.printable)),
        total=total,
        longs=longs,
        shorts=shorts,
        assets=assets,
        btc=first(r for r in only("asset") if r.asset == scene.named("BTC")),
        eth=first(r for r in only("asset") if r.asset == scene.named("ETH")),
        venues=venues,
        accounts=first(counted),
        peak=next((r.peak_hour for r in hours), NOTHING),
        peak_shorts=shorts.peak_hour if shorts in hours and first(hours) is not shorts else NOTHING,
    )


def flows(records: Sequence[View], scene: Scene) -> View:
    """Flows of one period and sums over many, with the lead one first.

    `turned`: the lead one goes the other way than its asset's sum before it; `in_days`: it is of the event's own days;
    `added`: the sum of the funds is of all of these.
    """
    single = [r for r in records if not r.cumulative and printable(r)]
    lead, before = first(single), first(r for r in records if r.cumulative and printable(r))
    days, window = scene.event.days, scene.figures[lead.amount.id].window if lead else None
    day = window and (window.end or window.start)
    total = scene.figures.get("derived.etf_total")
    is_turn = lead.amount.inflow == before.amount.outflow and lead.amount.outflow == before.amount.inflow
    return View(
        lead=lead,
        others=single[1:],
        second=first(single[1:]),
        sum=before,
        turned=scene.signals["flow_turn"].truth is Truth.TRUE and lead.asset == before.asset and is_turn,
        added=total is not None and {*total.derived_from} == {r.amount.id for r in single},
        in_days=bool(day and days.start and days.start <= day <= (days.end or days.start)),
    )


def prices(records: Sequence[View], scene: Scene) -> View:
    """Price moves of the event's own assets, and those of the market around them."""
    own = {str(scene.named(asset)) for asset in scene.event.assets}
    crypto = [r for r in records if r.asset in own]
    stated = [r for r in records if r.asset not in own and printable(r) and r.amount.measured and r.amount.market_data]
    broken = [r for r in crypto if r.broke.printable]
    moved = [r for r in crypto if printable(r)]
    windows = {r.amount.window for r in stated}
    return View(
        crypto=moved,
        unstated=[r for r in crypto if not printable(r)],
        market=stated,
        market_window=windows.pop() if len(windows) == 1 else None,
        alike=any(all(getattr(r.amount, way) for r in (*moved, *stated)) for way in ("up", "down")),
        broken=first(broken),
        second=first(broken[1:]),
        printed=stated or moved or broken,
    )


def accounts(records: Sequence[View], _: Scene) -> View:
    """Accounts by how well what happened to them is known."""
    return View(
        known=[r for r in records if printable(r)],
        rumoured=[r for r in records if r.amount.soft and r.amount.rumour],
        rising=[r.who for r in records if r.amount and not r.amount.printable and r.amount.up],
        shares=[r for r in records if r.share and r.share.printable],
    )


def levels(records: Sequence[View], _: Scene) -> View:
    """Levels where positions are at risk, and levels that are somebody's opinion."""
    at_risk = [r for r in records if printable(r) and r.price and not r.role]
    marked = [r for r in records if r.role and r.price]
    return View(
        at_risk=at_risk,
        both_sides=len({r.price.below for r in at_risk}) > 1,
        support=[r for r in marked if r.role == "support"],
        resistance=[r for r in marked if r.role == "resistance"],
    )


ARRANGED = (liquidations, flows, prices, accounts, levels)
"""The kinds of record that are arranged for an article."""


def hearsay(figures: Iterable[View]) -> list[View]:
    """What is neither fact nor estimate and has no sentence of its own."""
    return [f for f in figures if f.soft and f.metric != "levels" and not (f.metric == "accounts" and f.rumour)]


def event(scene: Scene) -> View:
    """The event: id, days, zone, publication time, assets, view, and when its main figure happened."""
    header = scene.event.file.event
    days = scene.dated(scene.event.days)
    main = scene.figures.get(header.main) if header.main else None
    window = scene.dated(main.window) if main else days
    undated = f"{window}{',' * days.startswith('from')} {days}"
    when = days if window in {days, ""} else window if scene.figure(header.main).hour_stated else undated
    return View(
        id=header.id,
        days=days,
        when=when if scene.zone in when else f"{when} ({scene.zone})",
        zone=scene.zone,
        published=scene.published,
        assets=[scene.named(asset) for asset in scene.event.assets],
        view=scene.text(header.view),
        correction=scene.sentence(scene.correction) or None,
        as_of=scene.told_as_of,
    )


def outlook(scene: Scene) -> View:
    """What to watch, scenarios and risks."""
    typed = scene.event.file.outlook
    watched = {name: item for name, item in typed.watch.items() if scene.tells(item)}
    risks = (scene.text(item.text if isinstance(item, Risk) else item) for item in typed.risks.values())
    return View(
        watch=[scene.record_view("outlook.watch", name, item) for name, item in watched.items()],
        scenarios=[
            View(
                condition=condition,
                then=then,
                view_of=scene.named(item.view_of),
                by_desk=item.view_of == "desk",
                figure=scene.figure(item.figure),
            )
            for item in typed.scenarios.values()
            if (condition := scene.clause(item.condition)) and (then := scene.clause(item.then))
        ],
        risks=list(filter(None, risks)),
    )


def commentary(scene: Scene, section: str) -> View:
    """An editor's paragraphs at a section: `before`, `after`, `replace`, each a list of texts with `by`."""
    typed = scene.event.file.commentary.get(section)  # type: ignore[call-overload]  # a section name
    blocks = typed if isinstance(typed, list) else [typed] if typed else []

    def at(place: str) -> list[View]:
        return [
            View(text=text, by=scene.named(block.by))
            for block in blocks
            if block.place == place and (text := scene.text(getattr(block, scene.language)))
        ]

    return View(before=at("before"), after=at("after"), replace=at("replace"))


def _words(text: str) -> int:
    return len(re.findall(r"[\w’'-]+", marks.unmarked(text)))


def boundaries(scene: Scene) -> View:
    """The notes of all records in file order: those that fit the boundaries, then the rest."""
    file = scene.event.file
    kinds = (*QUANTITY_KINDS, "statements", "claims")
    records = {f"{kind}.{name}": entry for kind in kinds for name, entry in getattr(file, kind).items()}
    told = [record.note for path, record in records.items() if scene.tells(record) and not scene.is_gone(path)]
    kept: list[str] = []
    rest: list[str] = []
    left = [f"{scene.text(item.what)} because {scene.text(item.why)}" for item in file.left_out.values()]
    is_short = scene.workspace.settings.profile == "short"
    limit = SHORT_BOUNDARY_WORDS if is_short else BOUNDARY_WORDS
    fixed = (scene.figure(file.event.main).differ or "", scene.reason, *(() if is_short else left), *scene.withheld)
    words = sum(map(_words, fixed)) + WITHHELD_WORDS * len(scene.withheld)
    for note in filter(None, map(scene.sentence, told)):
        words += _words(note)
        (kept if words <= limit else rest).append(note)
    reported = [view for figure in scene.figures if not (view := scene.figure(figure.id)).derived]
    others = [view for view in reported if view.id != file.event.main]
    return View(
        notes=kept,
        rest=rest,
        withheld=list(map(scene.label, scene.withheld)),
        reason=scene.sentence(scene.reason),
        disputed=[view for view in others if view.disputed],
        refused=[view for view in others if view.refused or view.incompatible],
        provisional=[view for view in reported if view.provisional],
        held_back=[view for view in reported if view.held_back],
    )
