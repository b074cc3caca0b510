"""No committed file holds characters that a reader cannot see, or that turn the order of what is read."""

from __future__ import annotations

import unicodedata

import pytest

from support.repository import texts

# CVE-2021-42574: bidi controls make a reviewer read another text than the interpreter does; the rest just hides.
HIDDEN = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0x200B, 0x2010), 0x061C, 0x2060, 0xFEFF, 0x00AD}
LAYOUT = {"\n", "\t"}


def unseen(text: str) -> list[str]:
    """The places of invisible characters in a text, as `line: U+XXXX`."""
    return [
        f"{number}: U+{ord(char):04X}"
        for number, line in enumerate(text.split("\n"), 1)
        for char in line
        if ord(char) in HIDDEN or (unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} and char not in LAYOUT)
    ]


def test_committed_texts_show_everything_they_hold() -> None:
    found = texts()
    assert found
    assert {path.as_posix(): places for path, text in found.items() if (places := unseen(text))} == {}


@pytest.mark.parametrize("code", [0x202E, 0x2066, 0x200B, 0x200F, 0xFEFF, 0x00AD, 0x0000, 0x000D, 0xE000])
def test_an_unseen_character_is_found(code: int) -> None:
    assert unseen(f"first\nse{chr(code)}cond") == [f"2: U+{code:04X}"]


def test_dashes_and_chinese_are_seen() -> None:
    assert unseen("400\N{EN DASH}500, 4亿至5亿美元\n") == []
