"""The characters that can be printed are those of the packaged fonts."""

from __future__ import annotations

from importlib.resources import files

import uharfbuzz as harfbuzz

from narrator.model.glyphs import missing, replaced
from narrator.render.fonts import FACES, PLAIN


def characters(file: str) -> set[int]:
    package, _, name = file.partition("/")
    return set(harfbuzz.Face(harfbuzz.Blob((files(package) / "files" / name).read_bytes())).unicodes)


def test_the_table_is_what_the_fonts_have() -> None:
    fonts = {file: characters(file) for _, file, _, _ in FACES}
    have = set[int]().union(*fonts.values())
    every = "".join(chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000)
    lacks = {ord(every[place]) for place in missing(every)}
    assert {ord(character) for character in every} - lacks == have
    assert len(have) > 1_000


def test_what_a_page_prints_of_its_own_is_in_every_font() -> None:
    assert [file for _, file, _, _ in FACES if not {*map(ord, PLAIN)} <= characters(file)] == []


def test_lines_and_tabs_are_no_characters_to_print() -> None:
    assert missing("a\n\tb — “c” é ₿") == []
    assert missing("a 黄立成 b") == [2, 3, 4]


def test_another_form_of_a_character_takes_its_place_where_a_font_has_it() -> None:
    assert replaced("up 5％，at once") == "up 5%,at once"
    assert replaced("黄 up 5％") == ""
