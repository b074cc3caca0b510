"""Import: a vendor's files into an event, or shown as what would be written; nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from narrator.cli import report
from narrator.cli.desk import FILE, opened, path_of
from narrator.cli.editing import here, rewritten
from narrator.cli.output import moment
from narrator.errors import Exit, bytes_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from narrator.importers.observation import Imported


def _fields(_context: click.Context, _parameter: click.Parameter, typed: tuple[str, ...]) -> dict[str, str]:
    pairs = {name.strip(): said.strip() for name, _, said in (each.partition("=") for each in typed)}
    if not all((*pairs, *pairs.values())):
        raise report.WrongUseError(
            found=f"--with must be FIELD=VALUE, not '{' '.join(typed)}'", write="--with asset=BTC"
        )
    return pairs


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--as", "vendor", metavar="VENDOR", help="Whose the files are, where their shape does not tell.")
@click.option("--into", "event", metavar="EVENT", help="Write into this event; else it is only shown.")
@click.option("--fetched", type=moment, metavar="MOMENT", help="When the vendor gave them; with its zone.")
@click.option(
    "--with", "fields", multiple=True, callback=_fields, metavar="FIELD=VALUE", help="What the files do not say."
)
@click.option("--source", metavar="SOURCE", help="Whose the values are, where not the vendor's own.")
@click.option("--in-detail", is_flag=True, help="Single funds and venues, too.")
@click.option("--main", metavar="FIGURE", help="Make this the main figure, and the event ready to be built.")
def import_files(  # noqa: PLR0913, PLR0917
    files: tuple[Path, ...],
    vendor: str | None,
    event: str | None,
    fetched: datetime | None,
    fields: dict[str, str],
    source: str | None,
    in_detail: bool,
    main: str | None,
) -> int:
    r"""A vendor's files as snapshots of an event: CoinGlass, Farside, SoSoValue, alternative.me.

    \b
    narrator import farside.html --fetched 2026-01-15T08:05+08:00
    narrator import flows.json --fetched 2026-01-15T08:05+08:00 --into 2026-01-15-morning
    narrator import liquidations.json --as coinglass --with asset=BTC --with window=24h \\
        --fetched 2026-01-15T08:05+08:00 --into 2026-01-15-morning --main liquidations.btc
    """
    from narrator.importers.observation import Given  # noqa: PLC0415
    from narrator.importers.vendors import read_files  # noqa: PLC0415

    raw = [(here(file), bytes_of(file)) for file in files]
    imported = read_files(raw, vendor, Given(fetched, fields))
    if source:
        imported = [each._replace(source=source) for each in imported]
    problems = [problem for each in imported for problem in each.problems]
    report.tell(problems)
    if problems:
        return report.exit_of(problems)
    if not event:
        _show(imported)
        return Exit.DONE
    return _into(event, imported, in_detail=in_detail, main=main)


def _show(imported: Iterable[Imported]) -> None:
    """What a file says, as it would stand in a snapshot, with its place."""
    from narrator.importers.report_lines import name_of, report_line  # noqa: PLC0415

    for each in imported:
        for one in each.observations:
            name = ".".join(filter(None, (one.kind, name_of(one), one.part)))
            when = one.when.end if one.when.hours and one.when.end else one.when.day
            report.say(f"{when}  {name}: {report_line(one)}  # {one.place}")
        for sentence in each.left_out:
            report.say(f"left out: {sentence}", err=True)


def _into(event: str, imported: Iterable[Imported], *, in_detail: bool, main: str | None) -> int:
    from narrator.importers.snapshots import entered  # noqa: PLC0415
    from narrator.ingest.adding import replaced  # noqa: PLC0415

    desk = opened()
    path = path_of(desk, event)
    told: list[str] = []

    def change(text: str, shown: str) -> str:
        told.clear()
        for each in imported:
            text, sentences = entered(text, shown, each, desk, in_detail=in_detail)
            told.extend(sentences)
        if main:
            text = replaced(replaced(text, ("event", "main"), main, shown), ("event", "status"), "ready", shown)
        return text

    rewritten(desk, path, change)
    for sentence in told:
        report.say(f"{here(path)}: {sentence}")
    return Exit.DONE


COMMANDS = (import_files,)
