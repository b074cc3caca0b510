"""The catalogue: what a problem has where nothing else is said, and which codes are like an unknown one."""

from __future__ import annotations

import pytest

from narrator.errors import Exit
from narrator.model.catalogue import Severity, entries, near
from narrator.model.problem import Location, Problem

AT = Location("data/events/a.yaml")


@pytest.mark.parametrize(
    ("code", "severity", "leaves"),
    [
        ("REC002", Severity.ERROR, Exit.IRRECONCILABLE),
        ("REC005", Severity.WARNING, Exit.INVALID),
        ("THM004", Severity.ERROR, Exit.TEMPLATE),
        ("PUB001", Severity.ERROR, Exit.REFUSED),
        ("AUD011", Severity.WARNING, Exit.DISCREPANCY),
    ],
)
def test_a_problem_is_as_bad_as_its_code(code: str, severity: Severity, leaves: Exit) -> None:
    assert (Problem(code, "m", AT).severity, Problem(code, "m", AT).exit) == (severity, leaves)


def test_what_is_given_goes_before_the_catalogue() -> None:
    softened = Problem("REC002", "m", AT, severity=Severity.WARNING, exit=Exit.INVALID)
    assert (softened.severity, softened.exit) == (Severity.WARNING, Exit.INVALID)


def test_a_code_of_nobody_is_an_error_of_the_records() -> None:
    assert "XYZ001" not in entries()
    assert (Problem("XYZ001", "m", AT).severity, Problem("XYZ001", "m", AT).exit) == (Severity.ERROR, Exit.INVALID)


def test_the_likeliest_code_comes_first_and_one_of_the_stage_where_none_is_alike() -> None:
    assert near("REC020")[0] == "REC002"
    assert near("REC777") == ("REC001", "REC002", "REC003")
    assert near("QQQ777") == ()
