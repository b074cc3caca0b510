from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narrator.desk.places import excerpt, line_of, put_of
from narrator.model.problem import Location, Problem

if TYPE_CHECKING:
    from pathlib import Path


def at(file: str, line: int, column: int = 1, found: str = "") -> Problem:
    return Problem("EVT002", "unknown field", Location(file, line, column), found)


def test_the_lines_around_a_place_have_it_marked(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.yaml").write_text("one\ntwo\n  siad: three\nfour\nfive\nsix\n", encoding="utf-8")
    found = excerpt(tmp_path, at("data/x.yaml", 3, 3, "siad"))
    assert [line["number"] for line in found] == [1, 2, 3, 4, 5]
    assert found[2]["parts"] == ["  ", "siad", ": three"]
    assert excerpt(tmp_path, at("data/x.yaml", 3, 3, "something else"))[2]["parts"] == ["  ", "siad: three", ""]
    assert [line["number"] for line in excerpt(tmp_path, at("data/x.yaml", 99))] == []


def test_a_packaged_template_is_found_and_nothing_outside(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    root.mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (root / "link").symlink_to(tmp_path / "secret")
    (root / "loop").symlink_to("loop")
    assert excerpt(root, at("templates/en/lead.md.j2", 1))
    for name in ("../secret", "link", "loop", "templates/../../secret", "nowhere"):
        assert excerpt(root, at(name, 1)) == []


def test_a_paragraph_is_found_by_what_a_reader_sees_of_it() -> None:
    markdown = "# A title\n\n**Spot funds took in $439.2 million.**\n\n| A | B |\n|:--|--:|\n| Total | $1 |\n"
    assert line_of(markdown, "Spot funds took in $439.2 million.") == 3
    assert line_of(markdown, "Total $1") == 7
    assert line_of(markdown, "Nothing like it") == 0
    assert line_of(markdown, " ") == 0


@pytest.mark.parametrize(
    ("line", "found", "offered", "put"),
    [
        ("  status: ready", "ready", "main: liquidations.total", "below"),  # a field is missing
        ("  status: ready", "ready", "main: FIGURE", ""),  # and only a person knows it
        ("    siad: long", "siad", "side: long", "replace"),
        ("      coinglass: $540 millon", "$540 millon", "coinglass: $540 million", "replace"),
        ("      coinglass: $540", "$540", "coinglass: AMOUNT", ""),
        ("      - $540 millon", "$540 millon", "- $540 million", "replace"),
        ("  total:", "total", "said:\n  coinglass: $540 million", ""),
        ("  total:", "total", "", ""),
    ],
)
def test_an_offered_line_replaces_what_is_wrong_and_not_what_is_sound(
    line: str, found: str, offered: str, put: str
) -> None:
    assert put_of(replace(at("data/x.yaml", 1, found=found), example=offered), line) == put
