"""Files of vendors are not trusted: their size, depth, numbers and text are looked at before anything is read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from narrator.importers import payload as room
from narrator.importers.payload import OddError, Row, UnreadPayloadError, number, opened


def problem(raw: bytes) -> tuple[str, str, str]:
    with pytest.raises(UnreadPayloadError) as error:
        opened(raw, "a.json")
    (found,) = error.value.problems
    return found.code, str(found.at), found.found


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        (b'{"a": 1}', "json"),
        (b"\xef\xbb\xbf[1]", "json"),
        (b"<html>", "html"),
        (b"a,b\n1,2", "csv"),
        (b"PK\x03\x04", "xlsx"),
    ],
)
def test_a_file_has_the_form_of_its_first_bytes(raw: bytes, form: str) -> None:
    assert opened(raw, "a").form == form


def test_what_is_cut_off_or_of_another_encoding_has_its_place() -> None:
    assert problem(b'{"a": 1,\n "b": ') == ("IMP001", "a.json:2:7", "")
    assert problem(b"a\nb\xff") == ("IMP001", "a.json:2:1", "the byte 0xff")


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"a":' * 100_000, b'{"a": 1e99999999999999999999}'])
def test_depth_and_numbers_without_end_are_refused(raw: bytes) -> None:
    assert problem(raw)[0] == "IMP001"


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", 10)
    assert problem(b"[" + b"1," * 9)[2] == "19 bytes"


def test_numbers_are_those_of_the_file_whether_bare_or_as_text() -> None:
    tree = opened(b'[0.1, "0.1", 1e2, 655300000.0, "-0.00061334", NaN, null]', "a").tree
    assert isinstance(tree, list)
    expected = [Decimal("0.1"), Decimal("0.1"), Decimal(100), Decimal(655300000), Decimal("-0.00061334"), None, None]
    assert [number(cell) for cell in tree] == expected


@pytest.mark.parametrize(
    "cell", ["", "1,5", "about 5", "١٢", True, "1e400", "9" * 40, Decimal("1e19"), Decimal("Infinity")]
)
def test_what_is_no_amount_is_refused(cell: object) -> None:
    with pytest.raises(OddError):
        number(cell)  # type: ignore[arg-type]


def test_a_row_says_which_of_its_fields_is_wrong() -> None:
    row = Row(a="x", day="14.01.2026", time="1e30", text="")
    for read, name in (
        (row.number, "a"),
        (row.counted, "b"),
        (row.day, "day"),
        (row.moment, "time"),
        (row.said, "text"),
        (row.rows, "a"),
    ):
        with pytest.raises(OddError) as odd:
            read(name)
        assert odd.value.name == name


@pytest.mark.parametrize(("day", "time"), [("9999-12-31", "95617584000"), ("0001-01-01", "-1e13")])
def test_days_of_other_ages_are_refused(day: str, time: str) -> None:
    row = Row(day=day, time=time)
    for read, name in ((row.day, "day"), (row.moment, "time")):
        with pytest.raises(OddError):
            read(name)
