"""Golden files: what the project produces, kept whole beside the tests and compared byte by byte."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 60


@dataclass
class Golden:
    """The files under `tests/golden`; call it with a name and what was produced for it.

    Nothing is scrubbed: what depends on the clock or the machine has no place in an output.
    """

    root: Path
    update: bool = False
    asked: set[Path] = field(default_factory=set)
    ran: set[str] = field(default_factory=set)

    def __call__(self, name: str, produced: str | bytes) -> None:
        """Compare all of it with the file, or write the file under `--golden-update`."""
        path = self.root / name
        if path in self.asked:
            pytest.fail(f"two tests ask for the golden file {name}", pytrace=False)
        self.asked.add(path)
        content = produced.encode() if isinstance(produced, str) else produced
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.is_file():
            pytest.fail(f"no golden file {name}; `make golden` writes it", pytrace=False)
        elif (kept := path.read_bytes()) != content:
            pytest.fail(
                f"{name} is not what it was (`make golden`, read the diff):\n{_diff(kept, content)}", pytrace=False
            )

    def account(self) -> tuple[list[str], list[str]]:
        """What a worker tells: the files that its tests asked for, and the modules of its tests."""
        return sorted(map(str, self.asked)), sorted(self.ran)

    def add(self, account: tuple[Iterable[str], Iterable[str]]) -> None:
        """Count what a worker told."""
        asked, ran = account
        self.asked |= set(map(Path, asked))
        self.ran |= set(ran)

    def orphans(self) -> tuple[Path, ...]:
        """The files that no test asked for, in order."""
        files = {path for path in self.root.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}
        return tuple(sorted(files - self.asked))

    def modules(self) -> set[str]:
        """The test modules that ask for golden files."""
        return {path.name for path in self.root.glob("test_*.py")}


def _diff(kept: bytes, produced: bytes) -> str:
    try:
        before, after = kept.decode().splitlines(), produced.decode().splitlines()
    except UnicodeDecodeError:
        same = next((i for i, (a, b) in enumerate(zip(kept, produced, strict=False)) if a != b), len(kept))
        return f"{len(kept)} bytes kept, {len(produced)} produced, the first difference at byte {same}"
    lines = list(difflib.unified_diff(before, after, "kept", "produced", lineterm=""))
    more = [f"... and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else []
    return "\n".join(lines[:SHOWN] + more) or "only the ends of the lines differ"
