"""Bytes and lines before YAML sees them: what is tolerated, what is refused unread, how long it may take."""

from __future__ import annotations

import pytest

from narrator.ingest.guard import MAX_BYTES, decode, scan
from support.growth import is_linear


def test_a_byte_order_mark_and_windows_line_ends_are_tolerated() -> None:
    assert decode(b"\xef\xbb\xbfa: b\r\nc: d\r", "x.yaml") == ("a: b\nc: d\n", None)


@pytest.mark.parametrize(
    ("raw", "code", "message"),
    [
        (b"", "YML003", "the file is empty"),
        (b" \r\n\n", "YML003", "the file is empty"),
        (b"note: caf\xe9", "YML002", "the file is not UTF-8 text"),
        ("note: x".encode("utf-16"), "YML002", "the file is not UTF-8 text"),
        (b"a" * (MAX_BYTES + 1), "YML001", "the file is larger than a megabyte"),
    ],
)
def test_what_is_no_text_is_refused_at_the_first_character(raw: bytes, code: str, message: str) -> None:
    text, problem = decode(raw, "x.yaml")
    assert problem is not None
    assert (text, problem.code, problem.message, str(problem.at)) == ("", code, message, "x.yaml:1:1")


def test_a_file_without_traps_passes_unchanged() -> None:
    text = "# why\na: b # so\nc: |\n  # kept\n   deeper\n"
    scanned = scan(text, "x.yaml")
    assert (scanned.text, scanned.problems, scanned.trapped) == (text, [], set())


def test_a_trap_is_replaced_and_its_line_known() -> None:
    scanned = scan("a: b\nc: @d\ne: f", "x.yaml")
    assert (scanned.text, scanned.trapped) == ("a: b\nc: _\ne: f", {2})


def test_what_can_be_kept_is_not_lost() -> None:
    scanned = scan("a:\tb", "x.yaml")
    assert (scanned.text, scanned.trapped) == ("a: b", set())


LONG = (
    *("[" * 200_000, "{a: " * 100_000, "- " * 250_000, "a: b: " * 80_000, " " * 400_000 + "x", "a:" * 200_000),
    *("a: " + "#" * 400_000, "a: b" + " #" * 200_000, "\t" * 400_000, "\uff1a" * 130_000, "a: 'x" + "'" * 400_000),
)


@pytest.mark.parametrize("line", LONG, ids=range(len(LONG)))
def test_a_line_is_scanned_in_linear_time(line: str) -> None:
    assert is_linear(lambda text: scan(text, "x.yaml"), line)


def test_many_lines_are_scanned_in_linear_time() -> None:
    lines = "".join(f"{' ' * (n % 40)}k{n}: >5\n" for n in range(20_000))
    assert is_linear(lambda text: scan(text, "x.yaml"), lines)
