"""Vendors' files made up for tests: the shapes as facts, the numbers our own."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from narrator.importers.observation import Given, Imported, Importer
from narrator.importers.payload import UnreadPayloadError, opened

if TYPE_CHECKING:
    from narrator.importers.observation import Observation

FETCHED = datetime(2026, 1, 15, 0, 5, tzinfo=UTC)
MIDNIGHT = 1_768_262_400_000
"""Jan. 13, 2026, a Tuesday, at midnight UTC, in milliseconds."""
DAY, HOUR = 86_400_000, 3_600_000


def imported(importer: Importer, body: object, fetched: datetime | None = FETCHED, /, **fields: str) -> Imported:
    """What an importer says of a file: its text, or what stands in it as JSON."""
    text = body if isinstance(body, str) else json.dumps(body)
    return importer.read(opened(text.encode(), "file"), Given(fetched, fields))


def codes(
    importer: Importer, body: object, fetched: datetime | None = FETCHED, /, **fields: str
) -> list[tuple[str, str]]:
    """What is wrong with a file: codes, and what was found."""
    try:
        problems = imported(importer, body, fetched, **fields).problems
    except UnreadPayloadError as error:
        problems = error.problems
    return [(problem.code, problem.found) for problem in problems]


def told(observation: Observation) -> tuple[str, str | None]:
    """What an observation is of, and its number."""
    of = " ".join(filter(None, (observation.kind, observation.part, *observation.of.values())))
    return of, None if observation.number is None else f"{observation.number:f}"


def answer(data: object, code: str = "0") -> dict[str, object]:
    """An answer of CoinGlass."""
    return {"code": code, "msg": "success", "data": data}


TWIN = Importer("twin", lambda payload: payload.form == "json", lambda *_: Imported("Twin", FETCHED))
"""What a package of others may bring."""
