"""The tables `[editions.NAME]`: for whom a desk makes its briefs beside the usual reader, and how they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from narrator.model.edition import DEFAULT, NAME, TABLE
from narrator.model.edition import SET as SET_NAME
from narrator.model.glyphs import EXPECTED, TEXT, missed, missing
from narrator.model.kinds import TOLD
from narrator.model.problem import Problem
from narrator.model.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from narrator.model.problem import Location

    At = Callable[..., Location]

Locale = Literal["en-US", "en-GB"]
Profile = Literal["short", "standard", "long"]
Named = Annotated[str, Field(pattern=rf"\A{NAME}\z")]
Form = Literal["md", "html", "pdf", "docx"]
Told = Annotated[str, Field(pattern=rf"\A(?:{'|'.join(TOLD)})\z")]
SUBJECTS = f"a list of the sections that are told: {', '.join(TOLD)}"
FORMS, SET, SPAN = "a list of md, html, pdf, docx", rf"\A(?:{SET_NAME})?\z", r"\A(?:[1-9][0-9]{0,3}[mhd])?\z"
BESIDE = "a folder beside templates/, named templates-SOMETHING"
FILLED = r"\{(?:id|date|edition|n)\}"
FILES = rf"\A(?:(?:[A-Za-z0-9]|{FILLED})(?:[A-Za-z0-9_-]|{FILLED}){{0,60}})?\z"
NAMED = "letters, digits, _ and -, with {id} and {n}, and {date}, {edition}, as in {id}_v{n}"
UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class OwnEdition(BaseModel):
    """A table `[editions.NAME]`: what an edition has otherwise than the usual one, for a client or a holiday."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    english: Locale | None = Field(None, examples=['english = "en-GB"'], description="en-US or en-GB")
    profile: Profile | None = Field(None, examples=['profile = "short"'], description="short, standard or long")
    method: str | None = Field(None, description="one line on method")
    disclosure: str | None = Field(None, description="what is printed at its end, without numbers")
    math_safe: bool | None = Field(None, examples=["math_safe = true"], description="true or false")
    theme: Theme | None = Field(None, description="a table as [theme]", examples=['accent = "#0b5a66"'])
    sections: tuple[Told, ...] = Field(
        (), strict=False, examples=['sections = ["flows", "prices"]'], description=SUBJECTS
    )
    forms: tuple[Form, ...] = Field((), strict=False, examples=['forms = ["md", "pdf"]'], description=FORMS)
    templates: str = Field("", pattern=SET, examples=['templates = "templates-acme"'], description=BESIDE)
    file: str = Field("", pattern=FILES, examples=['file = "{id}_acme_v{n}"'], description=NAMED)
    embargo: str = Field(
        "", pattern=SPAN, examples=['embargo = "6h"'], description="so long after the event's time: 90m, 6h, 2d"
    )


def problems(editions: Mapping[str, OwnEdition], usual: Mapping[str, str], root: Path, at: At) -> Iterator[Problem]:
    """What is wrong with the editions of a desk; `usual`: the disclosure and the names of files of the usual one.

    `at`: where a setting stands, by the names of its tables and its own.
    """
    pairs: list[tuple[tuple[str, ...], str]] = [(("disclosure",), usual["disclosure"])]
    for name, own in editions.items():
        pairs += [((TABLE, name, each), getattr(own, each) or "") for each in ("disclosure", "method")]
        if name == DEFAULT:
            message, write = f"'{name}' is the name of the usual edition", f"[{TABLE}.client]"
            yield Problem("CFG002", message, at(TABLE, name), name, "another name", write)
        folder = root / (own.templates or ".")
        if folder.is_symlink() or not folder.is_dir():
            message, place = f"there is no folder {own.templates}/ beside templates/", at(TABLE, name, "templates")
            yield Problem("CFG012", message, place, own.templates, BESIDE, f"mkdir {own.templates}")
    yield from _clashing(editions, usual["file"], at)
    for path, said in pairs:
        number = next((char for char in said if char.isnumeric()), "")
        if number and path[-1] == "disclosure":
            message = f"'{path[-1]}' holds a number, {number}: figures come from records only"
            yield Problem("CFG011", message, at(*path), number, "words without digits", 'disclosure = "TEXT"')
        elif missing(said):
            yield Problem("CFG005", missed(said, path[-1]), at(*path), said, EXPECTED, f'{path[-1]} = "{TEXT}"')


def _clashing(editions: Mapping[str, OwnEdition], usual: str, at: At) -> Iterator[Problem]:
    """Names of files that two publications would share."""
    typed = [
        (("file",), usual),
        *(((TABLE, each, "file"), own.file) for each, own in editions.items()),
    ]
    seen: set[str] = set()
    for path, pattern in typed:
        if pattern and not ("{id}" in pattern and "{n}" in pattern):
            message = f"'{pattern}' would be the name of more than one publication"
            yield Problem("CFG013", message, at(*path), pattern, "{id} and {n} in it", 'file = "{id}_v{n}"')
        elif pattern and "{edition}" not in pattern and pattern.casefold() in seen:
            message = f"'{pattern}' is how the files of another edition are named"
            yield Problem("CFG013", message, at(*path), pattern, "{edition}", 'file = "{id}_{edition}_v{n}"')
        seen.add(pattern.casefold())
