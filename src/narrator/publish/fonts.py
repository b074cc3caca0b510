"""The font files that `narrator.toml` names, looked into in a confined child: whoever made one is not trusted."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from narrator.model import theme
from narrator.model.problem import Problem
from narrator.publish.confine import EditionError, run_confined

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.config import Workspace
    from narrator.model.problem import Location, Problems

SECONDS, MEGABYTES = 20, 1_024
"""What it may take: a font of two megabytes takes a part of a second."""
EXPECTED = "a font with Latin letters, digits and punctuation, and a bold one"


def wrong(workspace: Workspace, at: Callable[..., Location]) -> Problems:
    """What is wrong with the fonts of a workspace, where it has some; `at`: where a setting stands."""
    settings = workspace.settings.theme
    if not settings.fonts:
        return ()
    try:
        told = json.loads(run_confined(partial(_wrong, workspace), seconds=SECONDS, megabytes=MEGABYTES))
    except EditionError as error:
        told = {next(iter(settings.fonts)): f"cannot be read: {error}"}
    return tuple(
        Problem(
            "CFG010",
            f"the font of '{use}' {reason}",
            at("fonts", use),
            settings.fonts[use],
            EXPECTED,
            f'{use}_bold = "theme/Font-Bold.ttf"' if reason.endswith("_bold") else f'{use} = "theme/Font.ttf"',
        )
        for use, reason in told.items()
    )


def _wrong(workspace: Workspace) -> bytes:
    """Runs in the child."""
    from narrator.render import typeface  # noqa: PLC0415  # heavy

    told, settings = {}, workspace.settings.theme
    for use, data in theme.fonts(workspace.root, settings).items():
        try:
            told[use] = typeface.wrong(typeface.unpacked(data), use, settings.fonts)
        except typeface.FontError as error:
            told[use] = str(error)
    return json.dumps({use: reason for use, reason in told.items() if reason}).encode()
