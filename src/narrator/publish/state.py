"""Facts about runs, beside an `out/` and never in it: what makes the next run quicker, or is told by it.

Nothing that is written depends on them. They lie in the git-ignored folder of the workspace, one file for each folder
of editions, and are as good as gone where they cannot be read.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from narrator.errors import OutputError
from narrator.publish.locks import STATE, holding, locks, name_of, state
from narrator.publish.manifest import as_json
from narrator.publish.writer import Change, take

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrator.publish.writer import Folder


class State:
    """The facts about the runs into one folder of editions.

    `desk`: the problems of registries, decisions and histories, by the hash of what they were read from. `series`: the
    hash of the rows that were known at a moment, by that of all. `quiet`: the events that were not ready, and sound
    enough to say so, by the hash of their files. `failed`: the events of which a build came to nothing. `why`: why each
    edition was made the last time, by its folder.
    """

    def __init__(self, root: Path, out: Path) -> None:
        self.root, self.out, self.name = root, out, f"{name_of(out)}.json"
        self._was = self._read()
        self._facts: dict[str, dict[str, Any]] = {}

    def _read(self) -> dict[str, dict[str, Any]]:
        with suppress(OSError, ValueError):
            found = json.loads((self.root / STATE / self.name).read_bytes())
            if isinstance(found, dict) and all(isinstance(value, dict) for value in found.values()):
                return found
        return {}

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        """The facts of a name."""
        found: Mapping[str, Any] = self._facts.get(name, self._was.get(name, {}))
        return found

    def keep(self, name: str, facts: Mapping[str, Any]) -> None:
        """Have other facts of a name, to be written in the end."""
        self._facts[name] = dict(facts)

    def write(self) -> None:
        """Write what was kept, where it is new; a run is no worse where it cannot be written."""
        if all(self._was.get(name) == facts for name, facts in self._facts.items()):
            return
        with suppress(OutputError), state(self.root) as folder, locks(self.root) as held, holding(held, self.out):
            self._take(folder)

    def _take(self, folder: Folder) -> None:
        merged = {**self._read(), **self._facts}
        take([Change(folder, self.name, folder.read(self.name), as_json(dict(sorted(merged.items()))))])
