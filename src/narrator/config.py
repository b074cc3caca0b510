"""The workspace: `narrator.toml`, validated, and the folders beside it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from narrator.errors import WorkspaceNotFoundError
from narrator.model.policy import Policy
from narrator.model.problem import Location, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.problem import Problems

FILE = "narrator.toml"
Locale = Literal["en-US", "en-GB"]
Profile = Literal["short", "standard", "long"]


class Settings(BaseModel):
    """The contents of `narrator.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    desk: str = Field("The desk", description="who signs the briefs")
    english: Locale = Field("en-US", description="the spelling of figures and dates in English briefs")
    profile: Profile = Field("standard", description="length of a brief: short, standard, long")
    method: str = Field("", description="one line on method for the disclosure; empty for the built-in one")
    lexicon: dict[str, str] = Field(default_factory=dict, description="names with digits that texts may hold, by id")
    policy: dict[str, str] = Field(default_factory=dict, description="thresholds that differ from model/policy.py")
    seconds: int = Field(30, ge=1, le=600, description="time limit for rendering one brief")
    megabytes: int = Field(2048, ge=256, le=65536, description="memory limit for rendering one brief")


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
    try:
        raw = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
        settings = Settings.model_validate(raw)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Workspace(root, Settings(), Policy()), (_problem("CFG001", f"not readable as TOML: {error}"),)
    except ValidationError as error:
        problems = tuple(
            _problem("CFG002", f"{'.'.join(map(str, e['loc']))}: {e['msg']}", example='profile = "standard"')
            for e in error.errors(include_url=False, include_input=False)
        )
        return Workspace(root, Settings(), Policy()), problems
    overlay, problems = _overlay(settings.policy)
    return Workspace(root, settings, Policy().overlaid(overlay)), problems


def _overlay(typed: dict[str, str]) -> tuple[dict[str, Decimal], Problems]:
    values: dict[str, Decimal] = {}
    problems = []
    for name, text in typed.items():
        if name not in Policy.names():
            problems.append(_problem("CFG003", f"no threshold '{name}'", example='agree_total = "0.02"'))
            continue
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if value.is_finite() and value >= 0:
            values[name] = value
        else:
            problems.append(_problem("CFG004", f"policy.{name}: '{text}' is no number", example=f'{name} = "0.02"'))
    return values, tuple(problems)


def _problem(code: str, message: str, example: str = "") -> Problem:
    return Problem(code, message, Location(FILE), example=example)
