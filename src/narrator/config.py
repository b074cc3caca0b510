"""The workspace: `narrator.toml`, validated, and the folders beside it."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from narrator.errors import bytes_of
from narrator.model.audience import FILES, NAMED, UNITS, Locale, Named, OwnEdition, Profile
from narrator.model.audience import problems as wrong_of
from narrator.model.edition import TABLE, key_of
from narrator.model.glyphs import EXPECTED, TEXT, missed, missing, replaced
from narrator.model.kinds import SIDES, Group
from narrator.model.place import FILE
from narrator.model.policy import Policy
from narrator.model.problem import Location, Problem
from narrator.model.quantity import LEVEL_WORDS, Direction
from narrator.model.theme import Theme
from narrator.model.theme import problems as wrong_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from narrator.model.problem import Problems

Entity = Literal["country", "measure", "branch", "thing"]
CUES = (*(way for way in Direction if way not in LEVEL_WORDS), *SIDES, Group.LIQUIDATIONS, Group.FLOWS, Group.PRICES)
Cue = Annotated[str, Field(pattern=rf"\A(?:{'|'.join(CUES)})\z")]
Words = dict[Literal["en", "zh"], list[Annotated[str, Field(pattern=r"\S")]]]
"""Words for one thing in each language, as they stand in texts."""
ADDED = {"entities": "[entities.country.poland]", "cues": "[cues.down]"}
"""The tables of words that a desk adds, with the head of one."""


class Site(BaseModel):
    """The table `[site]`: where the site of the desk is, and who makes it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    url: str = Field("", pattern=r"\A(?:https?://[a-z0-9.-]+(?::[0-9]+)?/(?:[A-Za-z0-9_.~-]+/)*)?\z")
    title: str = ""
    author: str = ""
    mail: str = Field("", pattern=r"\A(?:[A-Za-z0-9_.+-]+@[a-z0-9.-]+)?\z")


class Settings(BaseModel):
    """The contents of `narrator.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    desk: str = Field("The desk", description="who signs the briefs, in quotation marks")
    english: Locale = Field("en-US", description="the spelling of figures and dates in English briefs: en-US or en-GB")
    profile: Profile = Field("standard", description="length of a brief: short, standard, long")
    method: str = Field("", description="one line on method, in quotation marks; empty for the built-in one")
    lexicon: dict[str, str] = Field(default_factory=dict, description="a table of names with digits, for texts")
    entities: dict[Entity, dict[str, Words]] = Field(default_factory=dict, description="lists en, zh of a country")
    cues: dict[Cue, Words] = Field(default_factory=dict, description=f"lists en, zh of {', '.join(CUES)}")
    policy: dict[str, str] = Field(default_factory=dict, description="a table of thresholds that differ, as text")
    math_safe: bool = Field(default=False, description="whether brief.md is for readers of formulas, true or false")
    disclosure: str = Field("", description="what is printed at the end of a brief, in words without numbers")
    file: str = Field("", pattern=FILES, description=NAMED)
    editions: dict[Named, OwnEdition] = Field(default_factory=dict, description="tables of editions, by small letters")
    theme: Theme = Field(Theme(), description="accent, accent_dark, paper, logo, fonts: how the briefs look")
    site: Site = Field(Site(), description="url (https://host/, with a / at its end), title, author, mail, as text")
    seconds: int = Field(30, ge=1, le=600, description="time limit for rendering one brief, 1 to 600")
    megabytes: int = Field(2048, ge=256, le=65536, description="memory limit for rendering one brief, 256 to 65536")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `narrator.toml`, its settings, and the policy that they overlay; `edition`: for which one."""

    root: Path
    settings: Settings
    policy: Policy
    edition: str = ""

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
        """The folder in which an editor overrides templates, if there is one; that of the edition lies over it."""
        return self.root / (self.own.templates or "templates")

    @property
    def own(self) -> OwnEdition:
        """What its edition has otherwise than the usual one."""
        return self.settings.editions.get(self.edition, OwnEdition())

    @property
    def embargo(self) -> timedelta:
        """How long after the time of an event its edition may be published."""
        count, unit = self.own.embargo[:-1], self.own.embargo[-1:]
        return timedelta(**{UNITS[unit]: int(count)}) if unit else timedelta()

    def key(self, language: str) -> str:
        """What its edition is called in a language: its folder, and in the names of files."""
        return key_of(language, self.edition)

    def of(self, edition: str) -> Workspace:
        """The workspace as an edition has it; the usual one where it has no name."""
        own = self.settings.editions.get(edition)
        if own is None:
            return self
        told = {name: value for name in OVERLAID if (value := getattr(own, name)) is not None}
        return replace(self, settings=self.settings.model_copy(update=told), edition=edition)


OVERLAID = ("english", "profile", "method", "disclosure", "math_safe", "theme")
"""The settings that an edition has of its own."""


def load(root: Path) -> tuple[Workspace, Problems]:
    """The workspace at a folder; with problems, the defaults stand in for what was wrong."""
    try:
        text = bytes_of(root / FILE).decode().replace("\r\n", "\n")
        settings = Settings.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Workspace(root, Settings(), Policy()), (_unreadable(error),)
    except ValidationError as error:
        return Workspace(root, Settings(), Policy()), tuple(_wrong(each, text) for each in error.errors())
    values, problems = _thresholds(settings.policy, text)
    themed = [*wrong_in(settings.theme, root, partial(_at, text, "theme"))]
    for name, own in settings.editions.items():
        themed += wrong_in(own.theme, root, partial(_at, text, TABLE, name, "theme")) if own.theme else ()
    workspace, usual = (
        Workspace(root, settings, Policy().overlaid(values)),
        settings.model_dump(include={"disclosure", "file"}),
    )
    unsaid = wrong_of(settings.editions, usual, root, partial(_at, text))
    return workspace, (*problems, *_unprintable(settings, text), *themed, *unsaid)


def _unprintable(settings: Settings, text: str) -> Problems:
    """The settings that a brief prints, where no font has one of their characters."""
    return tuple(
        Problem("CFG005", missed(said, name), _at(text, name), said, EXPECTED, f'{name} = "{replaced(said) or TEXT}"')
        for name, said in (("desk", settings.desk), ("method", settings.method))
        if missing(said)
    )


def _unreadable(error: Exception) -> Problem:
    place = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
    at = Location(FILE, *map(int, place.groups())) if place else Location(FILE)
    found = str(error)[: place.start()] if place else "bytes that are not UTF-8"
    return Problem("CFG001", "this is not TOML", at, found, "lines of the form `name = value`", 'desk = "NAME"')


def _wrong(detail: ErrorDetails, text: str) -> Problem:
    """What pydantic found, in our own sentence; keyed on its types, never on its English."""
    field, *path = (part for part in detail["loc"] if isinstance(part, str) and part != "[key]")  # which is pydantic's
    at, name, setting = _at(text, field, *path), [field, *path][-1], Settings.model_fields.get(field)
    if setting is None:
        hint, line = _nearest(name, Settings.model_fields, text)
        return Problem("CFG002", f"unknown setting '{name}'{hint}", at, name, "a setting", line)
    expected, default = setting.description or "", setting.default
    if head := ADDED.get(field):
        line = 'en = ["WORD"]' if len(path) > head.count(".") else head
        return Problem("CFG006", f"'{'.'.join((field, *path))}' is no list of words to add", at, name, expected, line)
    if field == TABLE and path[:1] == [name]:
        named = "-".join(re.findall("[a-z]+", name.lower())) or "client"
        message, expected = f"'{name}' is no name of an edition", "small letters, digits and dashes, a letter first"
        return Problem("CFG002", message, at, name, expected, f"[{TABLE}.{named}]")
    if path and (model := OwnEdition if field == TABLE else type(default) if isinstance(default, BaseModel) else None):
        return _wrong_below(model, path[field == TABLE :], at, text)
    number = str(default).lower() if isinstance(default, int) else ""
    right = number or (f'"{default}"' if isinstance(default, str) else '"TEXT"')
    return Problem("CFG002", f"'{name}' has a value that is not allowed", at, name, expected, f"{name} = {right}")


def _wrong_below(model: type[BaseModel], path: list[str], at: Location, text: str) -> Problem:
    """The same of a setting in a table of its own."""
    known = model.model_fields
    name, setting = path[-1], known.get(path[0])
    if setting is None:
        hint, line = _nearest(name, known, text)
        expected = f"one of {', '.join(known)}"
        return Problem("CFG002", f"unknown setting '{name}' in its table{hint}", at, name, expected, line)
    if path[1:] and path[0] == "theme":
        return _wrong_below(Theme, path[1:], at, text)
    expected, default = setting.description or "what docs/configuration.md says of it", setting.default
    line = next(iter(setting.examples or ()), f'{name} = "{default or "TEXT"}"')
    return Problem("CFG002", f"'{name}' has a value that is not allowed", at, name, expected, line)


def _thresholds(typed: dict[str, str], text: str) -> tuple[dict[str, Decimal], Problems]:
    values: dict[str, Decimal] = {}
    problems = []
    for name, number in typed.items():
        at = _at(text, name)
        if name not in Policy.names():
            hint, line = _nearest(name, Policy.names(), text)
            problems.append(Problem("CFG003", f"unknown threshold '{name}'{hint}", at, name, "a threshold", line))
            continue
        with suppress(InvalidOperation):
            values[name] = Decimal(number)
        if name not in values or not values[name].is_finite() or values[name] < 0:
            values.pop(name, None)
            usual = f'{name} = "{getattr(Policy(), name).value}"'
            problems.append(Problem("CFG004", f"'{name}' must be a number, 0 or more", at, name, "0 or more", usual))
    return values, tuple(problems)


def _nearest(name: str, known: Iterable[str], text: str) -> tuple[str, str]:
    """A hint at the name that was meant, and the line with it; both empty where there is none."""
    near = next(iter(get_close_matches(name, tuple(known), n=1)), "")
    line = text.split("\n")[_at(text, name).line - 1].strip()
    return (f" (did you mean '{near}'?)", line.replace(name, near, 1)) if near else ("", "")


def place(root: Path, *path: str) -> Location:
    """Where `narrator.toml` sets a name, at the end of the tables in which it stands."""
    return _at(bytes_of(root / FILE).decode(errors="replace").replace("\r\n", "\n"), *path)


def _at(text: str, *path: str) -> Location:
    """Where a text sets a name, at the end of the tables in which it stands."""
    start = 0
    for part in path:
        place = re.compile(rf"(?:^[ \t]*\[?|\.)['\"]?({re.escape(part)})\b", re.MULTILINE).search(text, start)
        start = place.start(1) if place else start
    return Location(FILE, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
