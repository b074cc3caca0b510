"""What the team shares beside the checkout: the published articles, the tables of cases, the public corpora.

A clone of its own has none of it. What needs it stands in `tests/shared`, which is collected only where it is there, or
adds to what `tests/corpora` ships; `NARRATOR_CASES=required` makes its absence a failure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SHARED = ROOT.parent / "shared"
TESTS = ROOT / "tests" / "shared"
NEEDED = ("cases/numbers.csv", "corpora", "seeds")
VARIABLE, REQUIRED = "NARRATOR_CASES", "required"


def is_there(shared: Path = SHARED) -> bool:
    """Whether the shared material stands beside the checkout; another folder of that name does not count."""
    return all((shared / name).exists() for name in NEEDED)


def fault(environment: Mapping[str, str], shared: Path = SHARED) -> str | None:
    """Why a run cannot be what the environment requires: the material is absent, or the word means nothing."""
    value = environment.get(VARIABLE, "")
    if value not in {"", REQUIRED}:
        return f"{VARIABLE}={value} means nothing; write {VARIABLE}={REQUIRED}, or leave it out"
    if value and not is_there(shared):
        missing = ", ".join(name for name in NEEDED if not (shared / name).exists())
        return f"{VARIABLE}={REQUIRED}, and beside the checkout there is no ../{shared.name} with {missing}"
    return None
