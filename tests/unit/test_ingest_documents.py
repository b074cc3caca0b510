"""Files as trees: every scalar text, every place known, nothing constructed, the same tree from YAML and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from narrator.ingest import guard
from narrator.ingest.documents import read_document, read_json, read_yaml, relative
from narrator.ingest.guard import Scanned
from support.growth import is_linear

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.ingest.tree import Document

YAML = """\
event:
  id: x
liquidations:
  total:
    said:
      tracker_b:
        - $5
        - $6 at 08:40
    note: |
      One line,
      and another.
    differ: B counts two
      venues more.
"""


def read(text: str) -> Document:
    return read_yaml(text, "event.yaml")


def told(document: Document) -> list[tuple[str, int, int, str]]:
    return [(p.code, p.at.line, p.at.column, p.message) for p in document.problems]


def test_yaml_and_json_give_the_same_tree() -> None:
    document = read(YAML)
    total = {
        "said": {"tracker_b": ["$5", "$6 at 08:40"]},
        "note": "One line,\nand another.",
        "differ": "B counts two venues more.",
    }
    assert document.tree == {"event": {"id": "x"}, "liquidations": {"total": total}}
    again = read_json(json.dumps(document.tree, indent=1), "event.json")
    assert (again.tree, again.problems) == (document.tree, ())


@pytest.mark.parametrize(
    ("path", "offset", "place"),
    [
        (("event", "id"), None, (2, 3)),
        (("event", "id"), 0, (2, 7)),
        (("liquidations", "total"), None, (4, 3)),
        (("liquidations", "total", "said", "tracker_b", 1), 0, (8, 11)),
        (("liquidations", "total", "said", "tracker_b", 1), 6, (8, 17)),
        (("liquidations", "total", "note"), 0, (10, 7)),
        (("liquidations", "total", "note"), 14, (11, 11)),
        (("liquidations", "total", "said"), 0, (5, 5)),
        (("event", "missing"), None, (1, 1)),
        (("nowhere",), 3, (1, 1)),
    ],
)
def test_every_place_is_known(path: tuple[str | int, ...], offset: int | None, place: tuple[int, int]) -> None:
    at = read(YAML).at(path, offset)
    assert (at.file, at.line, at.column) == ("event.yaml", *place)


def test_places_in_json() -> None:
    document = read_json('{"event":\n  {"id": "x", "days": ["a",\n"b"]}}', "e.json")
    places = [document.at(path, 0) for path in (("event", "id"), ("event", "days", 0), ("event", "days", 1))]
    assert [(at.line, at.column) for at in places] == [(2, 11), (2, 25), (3, 2)]
    assert document.at(("event",)).line == 1
    assert document.at(("event", "days")).column == 16


def test_paths_are_relative_to_the_workspace_with_slashes(tmp_path: Path) -> None:
    assert relative(tmp_path / "data" / "events" / "x.yaml", tmp_path) == "data/events/x.yaml"


def test_a_file_is_read_by_its_ending(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"a": "b"}', encoding="utf-8")
    (tmp_path / "x.yml").write_text("a: b", encoding="utf-8")
    trees = [read_document(tmp_path / name, tmp_path).tree for name in ("x.json", "x.yml")]
    assert trees == [{"a": "b"}, {"a": "b"}]


def test_an_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xff")
    document = read_document(tmp_path / "x.yaml", tmp_path)
    assert (document.tree, [str(p.at) for p in document.problems]) == ({}, ["x.yaml:1:1"])


def test_a_key_given_twice_is_named_with_both_lines() -> None:
    document = read("a:\n  price: x\n  b: c\n  price: y\n")
    assert told(document) == [("YML006", 4, 3, "duplicate key 'price' (lines 2, 4)")]
    assert document.tree == {"a": {"price": "x", "b": "c"}}
    document = read_json('{"price": "x",\n"price": "y"}', "e.json")
    assert told(document) == [("JSN006", 2, 2, "duplicate key 'price' (lines 1, 2)")]


BLOCKS = "".join(f"{' ' * depth}a:\n" for depth in range(600))


@pytest.mark.parametrize("text", [BLOCKS, "- " * 100_000, "a: " + "[" * 100_000, "a: " + "{b: " * 100_000])
def test_deep_yaml_is_refused_in_linear_time(text: str) -> None:
    assert any("nested too deeply" in problem.message for problem in read(text).problems)
    assert is_linear(read, text)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 40 + "]" * 40])
def test_deep_json_is_refused_in_linear_time(text: str) -> None:
    (problem,) = read_json(text, "e.json").problems
    assert problem.message.startswith("nested too deeply")
    assert is_linear(lambda part: read_json(part, "e.json"), text)


def test_too_many_values_are_refused() -> None:
    (problem,) = read("a:\n" + "  - x\n" * 50_001).problems
    assert (problem.code, problem.at.line, problem.message) == (
        "YML005",
        50_000,
        "the file has more than 50,000 values",
    )


BOMB = "a: &a [lol]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize("bomb", [BOMB, "a: &a\n  b: c\nd:\n  <<: *a\n", "a: &x [*x]\n"])
def test_aliases_do_nothing(bomb: str) -> None:
    problems = read(bomb).problems
    assert any("aliases are not allowed" in problem.message for problem in problems)


@pytest.mark.parametrize(
    "typed",
    [
        "!!python/object/apply:os.system [echo]",
        "!!binary aGk=",
        "!!set {a, b}",
    ],
)
def test_tags_do_nothing(typed: str) -> None:
    document = read(f"a: {typed}\n")
    assert document.tree == {}
    assert [problem.code for problem in document.problems] == ["YML026"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x b\nc: *x\n", "anchors and tags are not allowed"),
        ("a: b\nc: *x\n", "aliases are not allowed"),
        ("a: !!set b\n", "anchors and tags are not allowed"),
        ("a: [b]\n", "braces and brackets are not used here"),
        ("? a: b\n: c\n", "braces and brackets are not used here"),
        ("a: b\n--- \nc: d\n", "a second document begins here"),
    ],
)
def test_what_gets_past_the_scan_is_refused_by_the_reader(
    text: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "scan", lambda text, _file: Scanned(text, [], set()))
    document = read(text)
    assert (document.tree, [problem.message for problem in document.problems]) == ({}, [message])


@pytest.mark.parametrize("text", ["just a text", "- a\n- b\n", "# nothing\n", "--- \n"])
def test_a_file_without_keys_is_refused(text: str) -> None:
    assert read(text).tree == {}
    assert read(text).problems


def test_a_line_that_only_the_parser_finds_wrong() -> None:
    (problem,) = read("a: |\n    b\n  c\n").problems
    assert (problem.code, problem.at.line) == ("YML011", 3)
    assert problem.message.startswith("this line does not fit the lines above it")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("42", "'price' is not text"),
        ("-0.5", "'price' is not text"),
        ("true", "'price' is not text"),
        ("null", "'price' is not text"),
        ("NaN", "'price' is not a finite number"),
        ("-Infinity", "'price' is not a finite number"),
        ("1e999", "'price' is not a finite number"),
        ("9" * 5000, "'price' is not a finite number"),
    ],
)
def test_json_has_text_only(typed: str, message: str) -> None:
    document = read_json(f'{{"price": {typed},\n "b": "c"}}', "e.json")
    (problem,) = document.problems
    assert (problem.code, problem.at.line, problem.at.column, problem.message) == ("JSN002", 1, 11, message)
    value = typed if len(typed) < 40 else "VALUE"
    assert problem.example == f'"price": "{value}"'
    assert document.tree == {"b": "c"}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{"a": "b"', (1, 10), "this is not JSON: expecting ',' delimiter"),
        ('{"a": "b", 1}', (1, 12), "this is not JSON: expecting property name enclosed in double quotes"),
        ('{"a":\n "b\n"}', (2, 4), "this is not JSON: invalid control character at"),
        ('{"a": tru}', (1, 7), "this is not JSON: expecting value"),
        ('{"a": "b"} x', (1, 12), "this is not JSON: extra data"),
    ],
)
def test_what_is_no_json_is_refused_where_it_ends(text: str, place: tuple[int, int], message: str) -> None:
    (problem,) = read_json(text, "e.json").problems
    assert ((problem.at.line, problem.at.column), problem.message) == (place, message)


HIDDEN = {
    "bidirectional": 0x202E,
    "isolate": 0x2066,
    "arabic letter mark": 0x061C,
    "zero-width space": 0x200B,
    "zero-width joiner": 0x200D,
    "word joiner": 0x2060,
    "byte order mark": 0xFEFF,
    "soft hyphen": 0x00AD,
    "bell": 0x07,
    "null": 0x00,
    "delete": 0x7F,
    "next line": 0x85,
    "line separator": 0x2028,
    "private use": 0xE000,
    "unassigned": 0x0378,
    "no character": 0xFFFF,
    "tag": 0xE0041,
}


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize(("text", "position"), [("{}total", 0), ("to{}tal", 2), ("total{}", 5)])
def test_what_nobody_can_see_is_refused(name: str, text: str, position: int) -> None:
    character = chr(HIDDEN[name])
    document = read("liquidations:\n  total:\n    note: " + text.format(character) + "\n    side: long\n")
    message = f"character U+{HIDDEN[name]:04X} at position {position} in 'liquidations.total.note'"
    assert told(document) == [("TXT001", 3, 11 + position, message)]
    assert document.tree == {"liquidations": {"total": {"side": "long"}}}


def test_it_is_refused_in_json_too_where_it_is_escaped() -> None:
    document = read_json('{"note": "a\\u202eb", "other": "a\\ud800"}', "e.json")
    messages = [problem.message for problem in document.problems]
    assert messages == ["character U+202E at position 1 in 'note'", "character U+D800 at position 1 in 'other'"]


def test_it_is_refused_in_keys_and_comments() -> None:
    assert told(read("a\u200bb: x\nc: d\n")) == [("TXT001", 1, 1, "character U+200B at position 1 in 'a\u200bb'")]
    assert told(read("a: b # c\u202ed\n")) == [("TXT001", 1, 9, "character U+202E in line 1")]


def test_texts_are_stored_composed() -> None:
    assert read("note: Cafe\u0301\n").tree == {"note": "Caf\u00e9"}


def test_piled_marks_are_refused() -> None:
    assert read("note: e" + "\u0301\u0302\u0303\u0304\n").problems == ()
    (problem,) = read("note: e" + "\u0301\u0302\u0303\u0304\u0305\n").problems
    assert (problem.code, problem.at.column) == ("TXT002", 12)


@pytest.mark.parametrize("cyrillic", ["B\u0422C", "\u0412TC"])
def test_mixed_letters_are_an_error_in_names_and_a_warning_in_prose(cyrillic: str) -> None:
    document = read(
        f"asset: {cyrillic}\nnote: {cyrillic} fell\n{cyrillic}: x\nview: \u041c\u043e\u0441\u043a\u0432\u0430\n"
    )
    assert [(p.code, p.at.line, p.is_error) for p in document.problems] == [
        ("TXT003", 1, True),
        ("TXT003", 2, False),
        ("TXT003", 3, True),
    ]
    assert "mixes Cyrillic and Latin letters: character U+04" in document.problems[0].message


def test_a_text_has_at_most_64_kb() -> None:
    assert read(f"note: {'a' * 65_536}\n").problems == ()
    assert [p.code for p in read(f"note: {'a' * 65_537}\n").problems] == ["TXT004"]


def test_an_empty_value_is_named() -> None:
    document = read("a:\n  b:\n  c: d\n")
    assert told(document) == [("TXT005", 2, 5, "'a.b' is empty")]
    assert read_json('{"a": " "}', "e.json").problems[0].message == "'a' is empty"
