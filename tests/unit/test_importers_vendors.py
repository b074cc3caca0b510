"""Whose a file is: by its shape alone; a doubtful one is asked for, and a package of others adds its own."""

from __future__ import annotations

import importlib.metadata
import json

import pytest

from narrator.importers import vendors
from narrator.importers.observation import Given, Imported, Importer
from narrator.importers.payload import UnreadPayloadError, opened
from narrator.importers.vendors import IMPORTERS, DoubtfulVendorError, importer_of, read_files
from support.imports import FETCHED, answer

MOOD = {
    "name": "Fear and Greed Index",
    "data": [{"value": "26", "timestamp": "1768348800"}],
    "metadata": {"error": None},
}
SHAPES = {
    "alternative_me": MOOD,
    "coinglass": answer(
        [{"exchange": "All", "liquidation_usd": 1, "longLiquidation_usd": 1, "shortLiquidation_usd": 0}]
    ),
    "sosovalue": {"code": 400101, "message": "API Key is invalid"},
}


@pytest.mark.parametrize(("name", "body"), SHAPES.items())
def test_a_shape_is_of_one_vendor(name: str, body: object) -> None:
    payload = opened(json.dumps(body).encode(), "a.json")
    assert [each.name for each in IMPORTERS if each.recognizes(payload)] == [name]
    assert importer_of(payload, None).name == name


@pytest.mark.parametrize(
    "raw",
    [b"{}", b"[]", b"<html></html>", b"a,b\n1,2\n", b'{"success": true, "code": "1", "data": []}', b'{"code": []}'],
)
def test_a_shape_of_nobody_is_asked_for_with_the_names(raw: bytes) -> None:
    with pytest.raises(DoubtfulVendorError, match=r"nobody that is known; write: --as with one of .*coinglass"):
        importer_of(opened(raw, "a"), None)


def test_a_shape_of_two_is_asked_for_with_both(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = Importer("twin", lambda payload: payload.form == "json", lambda *_: Imported("Twin", FETCHED))
    monkeypatch.setattr(vendors, "IMPORTERS", (*IMPORTERS, twin))
    payload = opened(json.dumps(MOOD).encode(), "a.json")
    with pytest.raises(DoubtfulVendorError, match="alternative_me or twin; write: --as alternative_me or --as twin"):
        importer_of(payload, None)
    assert importer_of(payload, "alternative_me").name == "alternative_me"


def test_a_name_that_nobody_has_is_told_with_those_that_are() -> None:
    with pytest.raises(DoubtfulVendorError, match="no vendor 'coinglas'; write: --as with one of alternative_me"):
        importer_of(opened(b"[]", "a"), "coinglas")


def test_a_package_of_others_adds_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    point = importlib.metadata.EntryPoint("twin", "support.imports:TWIN", "narrator.importers")
    monkeypatch.setattr(vendors, "entry_points", lambda group: [point] if group == "narrator.importers" else [])
    (found,) = read_files([("a.json", b"[]")], "twin", Given(FETCHED))
    assert found.source == "Twin"


def test_one_of_others_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    point = importlib.metadata.EntryPoint("gone", "no_such_module:GONE", "narrator.importers")
    monkeypatch.setattr(vendors, "entry_points", lambda group: [point] if group else [])
    with pytest.raises(DoubtfulVendorError, match=r"'gone' \(no_such_module:GONE\) cannot be loaded"):
        importer_of(opened(b"[]", "a"), "gone")


def test_every_problem_of_every_file_is_told_at_once() -> None:
    files = [
        ("a.json", b"{"),
        ("b.json", json.dumps(answer([], "401")).encode()),
        ("c.json", json.dumps(MOOD).encode()),
    ]
    with pytest.raises(UnreadPayloadError) as error:
        read_files(files, None, Given())
    assert [(problem.code, problem.at.file) for problem in error.value.problems] == [
        ("IMP001", "a.json"),
        ("IMP003", "b.json"),
        ("IMP005", "c.json"),
    ]
