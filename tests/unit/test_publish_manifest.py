from __future__ import annotations

import json
from dataclasses import replace

import pytest

from narrator.publish.manifest import UNFINISHED, UnsafeNameError, digest, from_bytes, to_bytes
from support.editions import EVENT, entry

FOLDER = f"{EVENT}/en"
EDITION = entry().of({"brief.md": b"text\n", "brief.html": None})


def test_the_file_holds_paths_and_hashes_and_nothing_of_the_run() -> None:
    assert json.loads(to_bytes({FOLDER: EDITION})) == {
        "editions": [
            {
                "event": EVENT,
                "locale": "en",
                "status": "ready",
                "key": "k1",
                "record": digest(b"record"),
                "choices": {"lead": 1},
                "files": {f"{FOLDER}/brief.md": digest(b"text\n")},
                "known": [],
                "made": {},
                "lacks": [],
            }
        ]
    }


def test_the_same_editions_give_the_same_bytes_in_whatever_order_they_were_built() -> None:
    files = {"brief.pdf": b"1", "ledger.json": b"2"}
    one = replace(entry(), choices={"b": 1, "a": 2}).of(files)
    again = replace(entry(), choices={"a": 2, "b": 1}).of(dict(reversed(files.items())))
    other = entry(event="2026-01-01-other")
    assert to_bytes({FOLDER: one, other.folder: other}) == to_bytes({other.folder: other, FOLDER: again})


def test_a_manifest_reads_back() -> None:
    entries = {
        FOLDER: EDITION.replacing(EDITION),
        "2026-01-01-other/en": replace(entry(event="2026-01-01-other"), known=["a"]),
    }
    assert from_bytes(to_bytes(entries)) == entries


def test_while_an_edition_is_replaced_it_lists_no_file_and_all_its_hashes_are_known() -> None:
    during = entry().of({"brief.md": b"new\n"}).replacing(EDITION)
    assert (during.status, during.files) == (UNFINISHED, {})
    assert during.hashes == {digest(b"text\n"), digest(b"new\n")}
    assert entry().of({"brief.md": b"newer\n"}).replacing(during).hashes == during.hashes | {digest(b"newer\n")}


def test_a_file_is_listed_as_it_was_built() -> None:
    assert EDITION.lists("brief.md", b"text\n")
    assert not EDITION.lists("brief.md", b"edited\n")
    assert not EDITION.lists("brief.html", None)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{}",
        b'{"editions": [{}]}',
        b'{"editions": {"a": 1}}',
        to_bytes({FOLDER: EDITION}).replace(EVENT.encode(), b"../x"),
        to_bytes({FOLDER: EDITION})[:-20],
    ],
)
def test_what_no_build_wrote_is_no_manifest(text: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        from_bytes(text)


@pytest.mark.parametrize("name", ["../../x", "a/b", "C:\\x", "x\n", ".", "", "A", "-a", "a" * 81, "x\0"])
def test_no_unsafe_name_becomes_part_of_a_path(name: str) -> None:
    with pytest.raises(UnsafeNameError):
        entry(event=name)
    with pytest.raises(UnsafeNameError):
        replace(entry(), locale=name)
