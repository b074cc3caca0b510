"""The editions of a workspace: which there are, and the desk of one. Little is loaded for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.errors import bytes_of
from narrator.model.edition import keys, name_of, settings_of, typed
from narrator.model.place import FILE
from narrator.publish.manifest import FORMS, USUAL
from narrator.render.sources import USUAL as USUAL_SET

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from narrator.case import Case, Desk
    from narrator.config import Workspace
    from narrator.model.problem import Problems


def known(root: Path, language: str) -> tuple[str, ...]:
    """The keys of the editions of a workspace in a language, the usual one first.

    Raises:
        UnreadFileError: the system does not give its settings.
    """
    return keys(typed(bytes_of(root / FILE)), language)


def forms_of(root: Path, key: str) -> tuple[str, ...]:
    """The forms in which an edition is built where nobody says otherwise.

    Raises:
        UnreadFileError: the system does not give its settings.
    """
    asked = settings_of(typed(bytes_of(root / FILE)), key).get("forms") if name_of(key) else None
    forms = [each for each in asked if each in FORMS] if isinstance(asked, list) else []
    return tuple(dict.fromkeys(forms)) or USUAL


def desk_of(desk: Desk, key: str) -> Desk:
    """A desk as one of its editions has it."""
    return replace(desk, workspace=desk.workspace.of(name_of(key)))


def placed(problems: Problems, workspace: Workspace) -> Problems:
    """Problems of templates, each with the file in which it is: that of the set of the edition, where it has one."""
    own = workspace.templates
    return tuple(
        replace(each, at=replace(each.at, file=f"{own.name}/{name}"))
        if own.name != USUAL_SET and folder == USUAL_SET and (own / name).is_file()
        else each
        for each in problems
        for folder, _, name in [each.at.file.partition("/")]
    )


def asked_for(key: str) -> str:
    """How an edition is asked for on a command line, behind its event."""
    return f" --edition {name_of(key)}" if name_of(key) else ""


def under_embargo(case: Case, desk: Desk, now: datetime) -> str:
    """Why an edition is not to be published yet, where it has an embargo; empty where nothing speaks against it."""
    workspace = desk.workspace
    until = case.event.published + workspace.embargo if case.event and workspace.embargo else now
    over = until.isoformat(timespec="minutes")
    return f"its edition '{workspace.edition}' is under embargo until {over}" if now < until else ""
