"""alternative.me: the Fear and Greed Index of each day; its numbers and times come as texts, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.importers.observation import Gathered, Importer, add_mood
from narrator.importers.payload import Row, has, rows

if TYPE_CHECKING:
    from narrator.importers.observation import Given, Imported
    from narrator.importers.payload import Payload

NAME = "Fear and Greed Index"


def recognizes(payload: Payload) -> bool:
    """Whether a file is an answer of this vendor."""
    tree = payload.tree
    return isinstance(tree, Row) and "metadata" in tree and (tree.get("name") == NAME or has(tree.get("data"), "value"))


def read(payload: Payload, given: Given) -> Imported:
    """What an answer says.

    Raises:
        UnreadPayloadError: it is an error.
    """
    tree = payload.tree if isinstance(payload.tree, Row) else Row()
    metadata = tree.get("metadata")
    error = metadata.get("error") if isinstance(metadata, Row) else None
    if error is not None or not has(tree.get("data"), "value", "timestamp"):
        found, expected = str(error or ", ".join(tree)), "data, with value and timestamp, and no error"
        payload.refuse("IMP003", "alternative.me answered an error", found, expected)
    gathered = Gathered(payload, "Alternative.me", given)
    for at, row in enumerate(rows(tree["data"])):
        with gathered.at(f"data[{at}]"):
            add_mood(gathered, NAME, row, row.moment("timestamp").date(), f"data[{at}].value")
    return gathered.done()


ALTERNATIVE_ME = Importer("alternative_me", recognizes, read)
