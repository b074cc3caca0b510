"""The vendors whose files are read, and whose a file is: by its shape alone, or as the person says."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from narrator.errors import UserError
from narrator.importers.alternative_me import ALTERNATIVE_ME
from narrator.importers.coinglass import COINGLASS
from narrator.importers.farside import FARSIDE
from narrator.importers.fred import FRED
from narrator.importers.hyperliquid import HYPERLIQUID
from narrator.importers.observation import Importer
from narrator.importers.payload import OddError, UnreadPayloadError, opened
from narrator.importers.sosovalue import SOSOVALUE
from narrator.model.problem import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import EntryPoint

    from narrator.importers.observation import Given, Imported
    from narrator.importers.payload import Payload

IMPORTERS: tuple[Importer, ...] = (ALTERNATIVE_ME, COINGLASS, FARSIDE, FRED, HYPERLIQUID, SOSOVALUE)
"""What the package reads; a package of others adds its own under the entry point below."""
ENTRY_POINT = "narrator.importers"


class DoubtfulVendorError(UserError):
    """A file of which nobody can say whose it is, or that may be of two vendors."""

    def __init__(self, *, found: str, write: str) -> None:
        super().__init__(f"{found}; write: {write}")


def importer_of(payload: Payload, name: str | None) -> Importer:
    """What reads a file.

    Raises:
        DoubtfulVendorError: its shape is of no vendor or of several, or the name is none.
    """
    others = {point.name: point for point in entry_points(group=ENTRY_POINT)}
    names = ", ".join(sorted({*(each.name for each in IMPORTERS), *others}))
    if name:
        own = next((each for each in IMPORTERS if each.name == name), None)
        if own is None and name not in others:
            raise DoubtfulVendorError(found=f"no vendor '{name}'", write=f"--as with one of {names}, or a mapping file")
        return own or _loaded(others[name])
    found = [each for each in IMPORTERS if each.recognizes(payload)]
    if len(found) == 1:
        return found[0]
    told = " or ".join(each.name for each in found) or "nobody that is known"
    choice = " or ".join(f"--as {each.name}" for each in found) or f"--as with one of {names}, or a mapping file"
    raise DoubtfulVendorError(found=f"{payload.name} may be of {told}", write=choice)


def _loaded(point: EntryPoint) -> Importer:
    """The importer of another package.

    Raises:
        DoubtfulVendorError: it cannot be loaded.
    """
    try:
        importer: Importer = point.load()
    except Exception as error:
        found = f"the importer '{point.name}' ({point.value}) cannot be loaded: {error}"
        raise DoubtfulVendorError(found=found, write="another --as, or install its package again") from error
    return importer


def read_files(files: Iterable[tuple[str, bytes]], vendor: str | Importer | None, given: Given) -> list[Imported]:
    """What files say, by their names; what one says of others that come after it is given to those.

    Raises:
        DoubtfulVendorError: nobody can say whose one is.
        UnreadPayloadError: of one or more of them nothing can be taken; every problem at once.
    """
    found: list[Imported] = []
    problems: list[Problem] = []
    for shown, raw in files:
        try:
            payload = opened(raw, shown)
            importer = vendor if isinstance(vendor, Importer) else importer_of(payload, vendor)
            imported = importer.read(payload, given)
            given = replace(given, fields={**imported.about, **given.fields})
            found.append(imported)
        except UnreadPayloadError as error:
            problems += error.problems
        except OddError as odd:
            problems.append(Problem("IMP004", f"'{odd.name}' cannot be read", Location(shown), odd.found, odd.expected))
    if problems:
        raise UnreadPayloadError(*problems, *(problem for each in found for problem in each.problems))
    return found
