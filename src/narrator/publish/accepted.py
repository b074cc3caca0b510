"""Records what the desk lets stand: `data/accepted/<event>.<n>.yaml`, one decision a file, never changed."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from narrator.publish.writer import NotOverwrittenError, create_text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from narrator.config import Workspace
    from narrator.remarks import Remark


def record_decision(  # noqa: PLR0913, PLR0917  # which mention, why, who, when
    workspace: Workspace, event: str, remark: Remark, by: str, why: str, when: date
) -> Path:
    """Record that a discrepancy may stand; the file that says so.

    Raises:
        OutputError: the file could not be written.
    """
    told = {
        "event": event,
        "sentence": remark.sentence,
        "mention": remark.finding.mention.text,
        "verdict": remark.finding.verdict.value,
        "allowed": remark.allowed,
        "why": why,
        "by": by,
        "when": when.isoformat(),
    }
    lines = [f"  {key}: |\n    {' '.join(value.split())}\n" for key, value in told.items() if value]
    folder = workspace.data / "accepted"
    for number in count(1):  # pragma: no branch  # one of them is free
        path = folder / f"{event}.{number}.yaml"
        if not path.exists():
            with suppress(NotOverwrittenError):  # somebody else took this number
                create_text(path, f"decision_{number}:\n{''.join(lines)}")
                break
    return path
