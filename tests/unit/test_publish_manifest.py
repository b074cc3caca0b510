from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narrator.publish.manifest import INCOMPLETE, BrokenManifestError, Manifest, Stored, UnsafeNameError, digest
from support.editions import EVENT, entry

if TYPE_CHECKING:
    from narrator.publish.manifest import Entry

PATH = f"{EVENT}/en/brief.md"
STORED = Stored.of(b"text\n")


def listed(*paths: str, of: Entry | None = None) -> Entry:
    edition = of or entry()
    return replace(edition, files=dict.fromkeys(paths or (f"{edition.folder}/brief.md",), STORED))


def test_the_file_holds_paths_hashes_and_sizes_and_nothing_of_the_run() -> None:
    assert json.loads(Manifest().after(listed()).to_bytes()) == {
        "editions": [
            {
                "event": EVENT,
                "locale": "en",
                "status": "ready",
                "key": "k1",
                "record": digest(b"record"),
                "choices": {"lead": 1},
                "files": {PATH: {"sha256": digest(b"text\n"), "size": 5}},
            }
        ]
    }


def test_the_same_editions_give_the_same_bytes_in_whatever_order_they_were_built() -> None:
    names = ("brief.pdf", "ledger.json", "brief.md")
    first = listed(*(f"{EVENT}/en/{name}" for name in names), of=replace(entry(), choices={"b": 1, "a": 2}))
    again = listed(*(f"{EVENT}/en/{name}" for name in reversed(names)), of=replace(entry(), choices={"a": 2, "b": 1}))
    other = listed(of=entry(event="2026-01-01-other"))
    assert Manifest().after(first).after(other).to_bytes() == Manifest().after(other).after(again).to_bytes()


def test_a_manifest_reads_back() -> None:
    manifest = Manifest().after(listed(of=entry(event="2026-01-01-other"))).during(listed())
    assert manifest.unfinished
    assert Manifest.from_bytes(manifest.to_bytes()) == manifest


def test_while_an_edition_is_replaced_it_has_no_entry_and_both_its_hashes_are_known() -> None:
    old = Manifest().after(listed())
    during = old.during(replace(entry(), files={PATH: Stored.of(b"new\n")}))
    assert during.get(EVENT, "en") is None
    assert during.hashes(PATH) == {digest(b"text\n"), digest(b"new\n")}
    assert during.during(replace(entry(), files={PATH: Stored.of(b"newer\n")})).hashes(PATH) == {
        digest(b"text\n"),
        digest(b"new\n"),
        digest(b"newer\n"),
    }


def test_when_an_edition_is_in_place_nothing_of_it_is_unfinished() -> None:
    other = listed(of=entry(event="2026-01-01-other"))
    done = Manifest().during(other).during(listed()).after(listed())
    assert set(done.unfinished) == {"2026-01-01-other/en/brief.md"}
    assert done.hashes(PATH) == {digest(b"text\n")}
    assert done.hashes("2026-01-01-other/en/brief.pdf") == frozenset()


def test_files_that_are_gone_or_edited_are_no_longer_listed() -> None:
    ledger = f"{EVENT}/en/ledger.json"
    manifest = Manifest().after(listed(PATH, ledger)).after(listed(of=entry(event="2026-01-01-other")))
    whole = manifest.verified(lambda _: b"text\n")
    assert whole == manifest
    edited = manifest.verified({ledger: b"text\n", PATH: b"edited\n"}.get)
    found = edited.get(EVENT, "en")
    assert found is not None
    assert (found.status, set(found.files)) == (INCOMPLETE, {ledger})
    assert edited.get("2026-01-01-other", "en") is None


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{}",
        b'{"editions": [{}]}',
        b'{"editions": {"a": 1}}',
        Manifest().after(listed()).to_bytes().replace(PATH.encode(), b"../../etc/passwd"),
        Manifest().after(listed()).to_bytes().replace(EVENT.encode(), b"../x"),
        Manifest().after(listed()).to_bytes()[:-20],
    ],
)
def test_what_no_build_wrote_is_no_manifest(text: bytes) -> None:
    with pytest.raises(BrokenManifestError):
        Manifest.from_bytes(text)


@pytest.mark.parametrize("name", ["../../x", "a/b", "C:\\x", "x\n", ".", "", "A", "-a", "a" * 81, "x\0"])
def test_no_unsafe_name_becomes_part_of_a_path(name: str) -> None:
    with pytest.raises(UnsafeNameError):
        entry(event=name)
    with pytest.raises(UnsafeNameError):
        replace(entry(), locale=name)
