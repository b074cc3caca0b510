"""Headers: which of many event files are ready, and when they come out, without reading the rest of them."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from narrator.errors import bytes_of
from narrator.ingest.documents import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

OPENING = re.compile(r"^event:[ \t]*(?:#.*)?$", re.MULTILINE)
PLAIN = re.compile(r"(?P<indent> +)(?P<key>status|published|timezone): +(?P<value>[\w/+:-]+(?: [\d:]+)?) *(?: #.*)?")
"""A line of a header as it is usually typed; what is typed otherwise is read as the whole file is."""
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")


class Header(NamedTuple):
    """What the head of an event file says of its edition, whatever is wrong with the rest of the file."""

    id: str
    status: str
    published: datetime


def read_header(path: Path) -> Header | None:
    """The header of an event file; None where it does not say when its edition comes out.

    Raises:
        UnreadFileError: the system does not give the file; without it every other edition would have another place.
    """
    if not path.is_file():  # a pipe would never end
        return None
    facts = _plain(path) or _parsed(path)
    published = moment_of(facts.get("published", ""), facts.get("timezone", ""))
    return Header(path.stem, facts.get("status", ""), published) if published else None


def moment_of(typed: str, zone: str) -> datetime | None:
    """The moment that a header gives as `published` and `timezone`; None where it gives none."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(zone)) if MOMENT.fullmatch(typed) else None
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None


def _plain(path: Path) -> Mapping[str, str]:
    """The facts of a header in plain lines of one depth; empty where one is missing or comes twice."""
    try:
        text = bytes_of(path).decode("utf-8-sig").replace("\r\n", "\n")
    except ValueError:
        return {}
    opening = OPENING.search(text)
    lines = list(filter(None, map(PLAIN.fullmatch, _block(text, opening.end()) if opening else ())))
    facts = {line["key"]: line["value"] for line in lines if line["indent"] == lines[0]["indent"]}
    return facts if len(facts) == len(lines) == 3 else {}  # noqa: PLR2004  # the keys of PLAIN


def _block(text: str, start: int) -> Iterator[str]:
    """The lines below a key, as far as they are indented."""
    return takewhile(lambda line: line[:1] in {"", " ", "#"}, text[start + 1 :].split("\n"))


def _parsed(path: Path) -> Mapping[str, str]:
    head = read_document(path, path.parent).tree.get("event")
    return {key: value for key, value in head.items() if isinstance(value, str)} if isinstance(head, dict) else {}
