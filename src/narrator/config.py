"""The workspace: `narrator.toml`, validated, and the folders beside it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from narrator.errors import WorkspaceNotFoundError
from narrator.model.glyphs import EXPECTED, TEXT, missed, missing, replaced
from narrator.model.policy import Policy
from narrator.model.problem import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from narrator.model.problem import Problems

FILE = "narrator.toml"
Locale = Literal["en-US", "en-GB"]
Profile = Literal["short", "standard", "long"]


class Settings(BaseModel):
    """The contents of `narrator.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    desk: str = Field("The desk", description="who signs the briefs, in quotation marks")
    english: Locale = Field("en-US", description="the spelling of figures and dates in English briefs: en-US or en-GB")
    profile: Profile = Field("standard", description="length of a brief: short, standard, long")
    method: str = Field("", description="one line on method, in quotation marks; empty for the built-in one")
    lexicon: dict[str, str] = Field(default_factory=dict, description="a table of names with digits, for texts")
    policy: dict[str, str] = Field(default_factory=dict, description="a table of thresholds that differ, as text")
    seconds: int = Field(30, ge=1, le=600, description="time limit for rendering one brief, 1 to 600")
    megabytes: int = Field(2048, ge=256, le=65536, description="memory limit for rendering one brief, 256 to 65536")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `narrator.toml`, its settings, and the policy that they overlay."""

    root: Path
    settings: Settings
    policy: Policy

    @property
    def data(self) -> Path:
        """The folder of records."""
        return self.root / "data"

    @property
    def events(self) -> Path:
        """The folder of event files."""
        return self.data / "events"

    @property
    def templates(self) -> Path:
        """The folder in which an editor overrides templates, if there is one."""
        return self.root / "templates"


def find_root(start: Path) -> Path:
    """The folder of `narrator.toml`, from a folder upward.

    Raises:
        WorkspaceNotFoundError: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise WorkspaceNotFoundError(start)


def load(root: Path) -> tuple[Workspace, Problems]:
    """The workspace at a folder; with problems, the defaults stand in for what was wrong."""
    text = ""
    try:
        text = (root / FILE).read_text(encoding="utf-8")
        settings = Settings.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Workspace(root, Settings(), Policy()), (_unreadable(error),)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return Workspace(root, Settings(), Policy()), tuple(_wrong(detail, text) for detail in details)
    values, problems = _thresholds(settings.policy, text)
    return Workspace(root, settings, Policy().overlaid(values)), (*problems, *_unprintable(settings, text))


def _unprintable(settings: Settings, text: str) -> Problems:
    """The settings that a brief prints, where no font has one of their characters."""
    printed = {"desk": settings.desk, "method": settings.method}
    return tuple(
        Problem(
            "CFG005",
            missed(typed, name),
            _at(name, text),
            typed,
            EXPECTED,
            f'{name} = "{replaced(typed) or TEXT}"',
        )
        for name, typed in printed.items()
        if missing(typed)
    )


def _unreadable(error: Exception) -> Problem:
    place = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
    at = Location(FILE, *map(int, place.groups())) if place else Location(FILE)
    found = str(error)[: place.start()] if place else "bytes that are not UTF-8"
    return Problem("CFG001", "this is not TOML", at, found, "lines of the form `name = value`", 'desk = "NAME"')


def _wrong(detail: ErrorDetails, text: str) -> Problem:
    """What pydantic found, in our own sentence; keyed on its types, never on its English."""
    name, field = str(detail["loc"][-1]), str(detail["loc"][0])
    if detail["type"] == "extra_forbidden":
        hint, line = _nearest(name, Settings.model_fields, text)
        return Problem("CFG002", f"unknown setting '{name}'{hint}", _at(name, text), name, "a setting", line)
    default, expected = Settings.model_fields[field].default, Settings.model_fields[field].description or ""
    right = default if isinstance(default, int) else f'"{default}"' if isinstance(default, str) else '"TEXT"'
    message = f"'{name}' has a value that is not allowed"
    return Problem("CFG002", message, _at(name, text), name, expected, f"{name} = {right}")


def _thresholds(typed: dict[str, str], text: str) -> tuple[dict[str, Decimal], Problems]:
    values: dict[str, Decimal] = {}
    problems = []
    for name, number in typed.items():
        if name not in Policy.names():
            hint, line = _nearest(name, Policy.names(), text)
            problems.append(
                Problem("CFG003", f"unknown threshold '{name}'{hint}", _at(name, text), name, "a threshold", line)
            )
            continue
        try:
            values[name] = Decimal(number)
        except InvalidOperation:
            values[name] = Decimal("NaN")
        if not values[name].is_finite() or values[name] < 0:
            del values[name]
            usual = f'{name} = "{getattr(Policy(), name).value}"'
            problems.append(
                Problem("CFG004", f"'{name}' must be a number, 0 or more", _at(name, text), name, "0 or more", usual)
            )
    return values, tuple(problems)


def _nearest(name: str, known: Iterable[str], text: str) -> tuple[str, str]:
    """A hint at the name that was meant, and the line with it; both empty where there is none."""
    near = next(iter(get_close_matches(name, tuple(known), n=1)), "")
    line = text.split("\n")[_at(name, text).line - 1].strip()
    return (f" (did you mean '{near}'?)", line.replace(name, near, 1)) if near else ("", "")


def _at(name: str, text: str) -> Location:
    """Where a text sets a name."""
    place = re.search(rf"^[ \t]*\[?['\"]?({re.escape(name)})\b", text, re.MULTILINE)
    start = place.start(1) if place else 0
    return Location(FILE, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
