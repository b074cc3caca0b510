"""`narrator explain CODE`: what a problem means, why it is one, and how to mend it, from the catalogue."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING

from click import style

from narrator.cli.report import COLOURS, WrongUseError, say
from narrator.model.catalogue import Severity, entries, near, stages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.model.catalogue import Entry

WIDTH = 96


def entry_of(code: str) -> Entry:
    """The entry of a code.

    Raises:
        WrongUseError: there is no such code; it names those that are alike.
    """
    known = entries().get(code)
    if known is None:
        alike = near(code)
        hint = f"did you mean {' or '.join(alike)}?" if alike else f"a code begins with {', '.join(stages())}"
        raise WrongUseError(found=f"no problem has the code '{code}'; {hint}")
    return known


def lines(entry: Entry) -> Iterator[str]:
    """An entry for a terminal: what is wrong, why, and the labels of a problem: found, expected, write."""
    severity = style(entry.severity.value, COLOURS[entry.severity], bold=True)
    yield f"{severity} {entry.code}: {entry.title}"
    yield ""
    for paragraph in filter(None, (entry.why, entry.otherwise)):
        yield from textwrap.wrap(paragraph, WIDTH)
        yield ""
    for label, text in (("found", entry.found), ("expected", entry.expected), ("write", entry.example)):
        wrapped = textwrap.wrap(text, WIDTH - 14) if label == "expected" else text.splitlines()
        for number, line in enumerate(wrapped):
            yield f"    {'' if number else label:<9} {line}"
    yield ""
    is_error = entry.severity is Severity.ERROR
    yield f"{'It' if is_error else 'A warning changes no exit code; with --strict it'} ends a run with {entry.exit:d}."


def as_json(entry: Entry) -> str:
    """An entry for a machine, its fields those of the catalogue."""
    return json.dumps(asdict(entry), ensure_ascii=False, indent=2)


def tell(code: str, *, is_json: bool) -> None:
    """Say what a code means."""
    entry = entry_of(code)
    for line in [as_json(entry)] if is_json else lines(entry):
        say(line)
