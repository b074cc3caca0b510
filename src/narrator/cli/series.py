"""`narrator series`: what the histories of a desk say of one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from narrator.cli import report
from narrator.cli.desk import near, opened
from narrator.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.analysis.vendors import Compared, Day
    from narrator.model.series import Series

SHOWN = 20
"""So many days of each relation are shown, the newest; all of them with --all."""


@click.group()
def series() -> None:
    """The histories of the desk, in data/series."""


@series.command()
@click.argument("one")
@click.argument("other")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--all", "is_all", is_flag=True, help="Every day that differs, not the newest alone.")
def compare(one: str, other: str, form: str, is_all: bool) -> int:
    r"""Two series of one thing day by day; 13 where they differ. Writes nothing.

    Days that were not reported yet, days that are not over and other signs are told apart from what two who count
    otherwise may differ by.

    \b
    narrator series compare btc_etf btc_etf_coinglass
    narrator series compare btc_etf btc_etf_coinglass --all --format json
    """
    from narrator.analysis.vendors import Relation, compared  # noqa: PLC0415

    with report.answering(form, "series compare"):
        desk = opened()
        pair = [_named(each, desk.series) for each in (one, other)]
        if _thing(pair[0]) != _thing(pair[1]):
            others = [each.id for each in desk.series if each is not pair[0] and _thing(each) == _thing(pair[0])]
            write = f"narrator series compare {pair[0].id} {others[0]}" if others else ""
            raise report.WrongUseError(found=f"'{one}' and '{other}' are of two things", write=write)
        found = compared(pair[0], pair[1], desk.workspace.policy)
    code = Exit.DISCREPANCY if any(day.relation is not Relation.AGREES for day in found.days) else Exit.DONE
    if form == "json":
        report.say(report.as_json((), [], code, **_told(found)))
        return code
    for line in _lines(pair[0], pair[1], found, is_all=is_all):
        report.say(report.one_line(line))
    return code


def _thing(series: Series) -> tuple[object, ...]:
    """What a series is of, whoever has it."""
    return series.group, series.part, series.unit, sorted((key, of.casefold()) for key, of in series.of.items())


def _named(typed: str, known: tuple[Series, ...]) -> Series:
    ids = {each.id: each for each in known}
    if typed not in ids:
        meant = near(typed, [*ids]) or next(iter(ids), "")
        raise report.WrongUseError(found=f"no series '{typed}' in data/series", write=meant)
    return ids[typed]


def _told(found: Compared) -> dict[str, Any]:
    days = [day for day in found.days if day.relation != "agrees"]
    return {
        "common": len(found.days),
        "alone": list(found.alone),
        "broken_since": str(found.broken) if found.broken else None,
        "days": [
            {
                "day": str(day.day),
                "relation": str(day.relation),
                "values": [None if v.value is None else str(v.value) for v in (day.one, day.other)],
                "at": [f"{v.at.file}:{v.at.line}" for v in (day.one, day.other)],
            }
            for day in days
        ],
    }


def _lines(one: Series, other: Series, found: Compared, *, is_all: bool) -> Iterator[str]:
    from narrator.analysis.vendors import Relation  # noqa: PLC0415

    yield f"{one.id} ({one.source}) and {other.id} ({other.source}), in {one.unit}"
    if not found.days:
        yield "no day that both have"
        return
    span = f"{found.days[0].day} to {found.days[-1].day}"
    alone = f"{found.alone[0]} only in {one.id}, {found.alone[1]} only in {other.id}"
    yield f"{len(found.days)} days that both have, {span}; between them {alone}"
    for relation in Relation:
        days = found.of(relation)
        if days:
            yield f"{len(days):>5} {MEANING[relation]}"
        if relation is not Relation.AGREES:
            shown = days if is_all else days[-SHOWN:]
            yield from map(_day, shown)
            if shown != days:
                yield f"        and {len(days) - len(shown)} before them: --all"
    if found.broken:
        yield f"since {found.broken} most days fit in no way: one of the two is of something else"


MEANING = {
    "agrees": "agree, as far as two who count differ",
    "differs": "differ",
    "pending": "are 0 or not reported in one of them: not there yet",
    "partial": "is the newest in one of them, and not over there",
    "opposite": "have other signs",
}


def _day(day: Day) -> str:
    pair = (day.one, day.other)
    said = ["not reported" if v.value is None else f"{v.value:,f}" for v in pair]
    at = ", ".join(f"{v.at.file}:{v.at.line}" for v in pair)
    return f"        {day.day}  {said[0]:>20}  {said[1]:>20}  {at}"


COMMANDS = (series,)
