"""Import: a vendor's files into an event, or shown as what would be written; nothing is fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from narrator.cli import report
from narrator.cli.build import moment
from narrator.cli.desk import FILE, opened, path_of
from narrator.cli.editing import NothingWrittenError, here, rewritten
from narrator.cli.extras import need_sheets
from narrator.errors import Exit, bytes_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from narrator.importers.observation import Imported, Importer
    from narrator.model.problem import Problem


ASKED = ("asset", "fund", "venue", "window", "interval", "series", "units", "what", "who", "user")
"""What files do not say; of several series of FRED the units go by their ids."""
SHEET = ".xlsx"
MAPPING = ".toml"
"""How the name of a mapping file ends."""


def _fields(_context: click.Context, _parameter: click.Parameter, typed: tuple[str, ...]) -> dict[str, str]:
    pairs = {name.strip(): said.strip() for name, _, said in (each.partition("=") for each in typed)}
    if not all((*pairs, *pairs.values())):
        raise report.WrongUseError(
            found=f"--with must be FIELD=VALUE, not '{' '.join(typed)}'", write="--with asset=BTC"
        )
    if unknown := [name for name in pairs if name not in ASKED and not name.isupper()]:
        raise report.WrongUseError(found=f"--with knows no '{unknown[0]}', but {', '.join(ASKED)}")
    return pairs


def _fetched(typed: str) -> datetime:
    return moment(typed, "--fetched")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--as", "vendor", metavar="VENDOR", help="Whose the files are, where their shape does not tell; or MAPPING.toml."
)
@click.option("--into", "event", metavar="EVENT", help="Write into this event; else it is only shown.")
@click.option("--series", "ids", multiple=True, metavar="SERIES", help="Write into the file of this series; several.")
@click.option("--fetched", type=_fetched, metavar="MOMENT", help="When the vendor gave them; with its zone.")
@click.option(
    "--with", "fields", multiple=True, callback=_fields, metavar="FIELD=VALUE", help="What the vendor was asked for."
)
@click.option("--source", metavar="SOURCE", help="Whose the values are, where not the vendor's own.")
@click.option("--in-detail", is_flag=True, help="Single funds and venues, too.")
@click.option("--main", metavar="FIGURE", help="Make this the main figure, and the event ready to be built.")
def import_files(  # noqa: PLR0913, PLR0917
    files: tuple[Path, ...],
    vendor: str | None,
    event: str | None,
    ids: tuple[str, ...],
    fetched: datetime | None,
    fields: dict[str, str],
    source: str | None,
    in_detail: bool,
    main: str | None,
) -> int:
    r"""A vendor's files as snapshots of an event: alternative.me, CoinGlass, Farside, FRED, Hyperliquid, SoSoValue.

    Any other table or JSON file is read by a mapping file (docs/importers.md).

    \b
    narrator import farside.html --fetched 2026-01-15T08:05+08:00
    narrator import flows.json --fetched 2026-01-15T08:05+08:00 --into 2026-01-15-morning
    narrator import liquidations.json --as coinglass --with asset=BTC --with window=24h \
        --fetched 2026-01-15T08:05+08:00 --into 2026-01-15-morning --main liquidations.btc
    """
    from narrator.importers.observation import Given  # noqa: PLC0415
    from narrator.importers.vendors import read_files  # noqa: PLC0415

    if main and not event:
        raise report.WrongUseError(found="--main is of an event", write=f"--into EVENT --main {main}")
    if any(file.suffix == SHEET for file in files):
        need_sheets("a spreadsheet")
    raw = [(here(file), bytes_of(file)) for file in files]
    imported = read_files(raw, _by_mapping(vendor) or vendor, Given(fetched, fields))
    if source:
        imported = [each._replace(source=source) for each in imported]
    problems = [problem for each in imported for problem in each.problems]
    report.tell(problems)
    if problems:
        return report.exit_of(problems)
    if ids:
        _append(ids, imported)
    if event:
        _into(event, imported, in_detail=in_detail, main=main)
    if not (event or ids):
        _show(imported)
    return Exit.DONE


def _append(ids: Iterable[str], imported: list[Imported]) -> None:
    """Write what files have for series into theirs: the revisions first, so that no old value is ever lost.

    Raises:
        NothingWrittenError: they have nothing for one of them, or the series could not be read afterwards.
    """
    from narrator.importers.series_rows import Files, appended  # noqa: PLC0415
    from narrator.ingest.series_files import load_definitions  # noqa: PLC0415
    from narrator.series.table import revisions_of  # noqa: PLC0415

    desk = opened()
    folder = desk.workspace.data / "series"
    known = {each.series.id: each for each in load_definitions(folder, desk.workspace.root, desk.sources)[0]}
    if unknown := [id_ for id_ in ids if id_ not in known]:
        found = f"no series '{unknown[0]}' in {here(folder)}"
        raise report.WrongUseError(found=found, write=f"--series {next(iter(known), 'ID')}")
    before = {known[id_].file: Files(_text(known[id_].file), _text(revisions_of(known[id_].file))) for id_ in ids}
    after = dict(before)
    told: list[str] = []
    problems: list[Problem] = []
    for id_ in ids:
        done = appended(after[known[id_].file], known[id_], imported, desk)
        after[known[id_].file] = done.files
        told += done.told
        problems += done.problems
    if problems:
        raise NothingWrittenError(here(folder), tuple(problems))
    for file, files in after.items():
        _write(revisions_of(file), before[file].revisions, files.revisions)
        _write(file, before[file].values, files.values)
    for sentence in told:
        report.say(report.one_line(sentence))


def _by_mapping(vendor: str | None) -> Importer | None:
    """The importer of a mapping file; None where no file is named."""
    if not vendor or not vendor.endswith(MAPPING):
        return None
    from narrator.importers.mapping import importer_by  # noqa: PLC0415
    from narrator.importers.payload import UnreadPayloadError  # noqa: PLC0415
    from narrator.ingest.mappings import load_mapping  # noqa: PLC0415

    file = Path(vendor)
    mapping, problems = load_mapping(bytes_of(file), here(file))
    if mapping is None:
        raise UnreadPayloadError(*problems)
    return importer_by(mapping, file.stem)


def _show(imported: Iterable[Imported]) -> None:
    """What a file says, as it would stand in a snapshot, with its place."""
    from narrator.importers.report_lines import name_of, report_line  # noqa: PLC0415

    for each in imported:
        for one in each.observations:
            name = ".".join(filter(None, (one.kind, name_of(one), one.part)))
            when = one.when.end if one.when.hours and one.when.end else one.when.day
            report.say(report.one_line(f"{when}  {name}: {report_line(one)}  # {one.place}"))
        for sentence in each.left_out:
            report.say(report.one_line(f"left out: {sentence}"), err=True)


def _text(path: Path) -> str:
    return bytes_of(path).decode() if path.exists() else ""


def _write(path: Path, before: str, after: str) -> None:
    """Write a file of values that is still what it was.

    Raises:
        NotOverwrittenError: it is not.
    """
    from narrator.publish.writer import NotOverwrittenError, create_text, rewrite  # noqa: PLC0415

    def change(raw: bytes) -> bytes:
        if raw != before.encode():
            raise NotOverwrittenError(path, "has changed in the meantime; nothing was written, run the command again")
        return after.encode()

    if before:
        rewrite(path, change)
    elif after:
        create_text(path, after)


def _into(event: str, imported: Iterable[Imported], *, in_detail: bool, main: str | None) -> None:
    from narrator.importers.snapshots import entered, led_by  # noqa: PLC0415

    desk = opened()
    path = path_of(desk, event)
    told: list[str] = []

    def change(text: str, shown: str) -> str:
        told.clear()
        for each in imported:
            text, sentences = entered(text, shown, each, desk, in_detail=in_detail)
            told.extend(sentences)
        return led_by(text, main, shown) if main else text

    rewritten(desk, path, change)
    for sentence in told:
        report.say(f"{here(path)}: {report.one_line(sentence)}")


COMMANDS = (import_files,)
