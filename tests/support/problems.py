"""docs/problems.md: the part that lists the problems, made from the catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.model.catalogue import STAGE, entries, stages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.model.catalogue import Entry

LIST = re.compile(r"(<!-- problems -->\n).*?(<!-- end -->)", re.DOTALL)


def renewed(page: str) -> str:
    """The page with its list as the catalogue has it now."""
    return LIST.sub(lambda match: match[1] + "\n".join(_listed()) + "\n\n" + match[2], page)


def _listed() -> Iterator[str]:
    for letters, stage in stages().items():
        yield f"\n## {letters}: {stage.title}\n\n{stage.why}"
        for code, entry in entries().items():
            if code[:STAGE] == letters:
                yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"\n### {entry.code}\n\n**{entry.title}** ({entry.severity}, exit code {entry.exit:d})\n"
    yield " ".join(filter(None, (entry.why, entry.otherwise)))
    yield f"\nExpected: {entry.expected}."
    for label, text in (("Found", entry.found), ("Write", entry.example)):
        if text:
            yield f"\n{label}:\n\n```text\n{text}\n```"
