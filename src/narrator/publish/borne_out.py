"""What of a ledger the files of its edition do not bear out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from narrator.model.ledger import carried
from narrator.publish.manifest import FORMS, LEDGER
from narrator.render.carried import carried_by
from narrator.render.escape import bare_dollars

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.publish.manifest import Entry


def untrue(entry: Entry, ledger: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[tuple[str, int, str, str]]:
    """What of a ledger its brief does not bear out: in which file and line, why, and what was found."""
    if (ledger["event"], ledger["locale"]) != (entry.event, entry.locale):
        yield LEDGER, 1, "is the ledger of another edition", str(ledger["event"])
    known, text = {figure["id"] for figure in ledger["figures"]}, files.get(FORMS["md"])
    lines = bare_dollars(text.decode()).split("\n") if text is not None else []
    for each in ledger["prints"]:
        line = each["line"]
        if each["figure"] not in known:
            yield LEDGER, 1, f"prints {each['figure']} and has no such figure", str(each["figure"])
        if lines and not (0 < line <= len(lines) and each["text"] in lines[line - 1]):
            yield FORMS["md"], line, f"does not print {each['figure']} here, as its ledger says", str(each["text"])
    page = files.get(FORMS["html"])
    if page is not None:
        inside = json.loads(carried_by(page.decode()))
        if inside["figures"] != [carried(figure) for figure in ledger["figures"]]:
            yield FORMS["html"], 1, "carries other figures than its ledger has", ""
