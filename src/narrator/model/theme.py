"""The table `[theme]`: how the briefs of a desk look, in a closed grammar, since whoever writes it is not trusted.

A colour is `#rrggbb` and can be read on the page, a file lies in the workspace, a logo is a PNG picture. What a font
file holds is looked at where that is confined (`publish.fonts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from narrator.model.asset import FONTS, AssetError, bytes_of, files
from narrator.model.colour import HEX, READABLE, apart, readable
from narrator.model.png import PictureError, cleaned
from narrator.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from narrator.model.png import Picture
    from narrator.model.problem import Location

    At = Callable[..., Location]

LIGHT, DARK = "#ffffff", "#121619"
"""The page as the packaged theme has it, on a light screen and in print, and on a dark screen."""
ACCENT, ACCENT_DARK = "#0b5a66", "#6fc3cf"
"""The accent of the packaged theme, on each."""
CLEARLY = 7.0
"""The contrast of an accent on a dark page that nobody has chosen."""
PAPERS = ("A4", "letter")
KINDS = {b"\0\1\0\0": ".ttf", b"true": ".ttf", b"OTTO": ".otf", b"wOF2": ".woff2"}
"""How the files of fonts begin."""
NO_FONT = f"is no font in a form that browsers know ({', '.join(FONTS)})"
FontUse = Annotated[str, Field(pattern=r"\A(?:(?:body|labels)(?:_bold)?(?:_italic)?|headlines(?:_italic)?)\z")]
USES = "body, labels (each also _bold, _italic, _bold_italic), headlines (also _italic)"


class Theme(BaseModel):
    """What a desk has otherwise than the packaged theme; empty where it has nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    accent: str = Field("", description="a colour, #rrggbb")
    accent_dark: str = Field("", description="a colour for dark screens, #rrggbb")
    paper: Literal["A4", "letter"] = Field("A4", description="the size of the paper, A4 or letter")
    logo: str = Field("", description="a PNG picture, by its path", examples=['logo = "theme/logo.png"'])
    fonts: dict[FontUse, str] = Field(
        default_factory=dict, description=f"font files by use: {USES}", examples=['body = "theme/Font.ttf"']
    )

    @property
    def on_light(self) -> str:
        """The accent on a light page."""
        return self.accent or ACCENT

    @property
    def on_dark(self) -> str:
        """The accent on a dark page: the one for it, else the accent as light as it has to be."""
        return self.accent_dark or (readable(self.accent, DARK, CLEARLY) if self.accent else ACCENT_DARK)


def logo(root: Path, theme: Theme) -> Picture | None:
    """The logo of a theme, pixels alone; None where it has none that can be used."""
    try:
        return cleaned(bytes_of(root, "logo", theme.logo)) if theme.logo else None
    except (AssetError, PictureError):
        return None


def fonts(root: Path, theme: Theme) -> dict[str, bytes]:
    """The font files of a theme by their use, those that can be read."""
    found = {}
    for use, path in theme.fonts.items():
        try:
            _kind(use, data := bytes_of(root, f"fonts.{use}", path))
        except AssetError:
            continue  # which has been told
        found[use] = data
    return found


def problems(theme: Theme, root: Path, at: At) -> Iterator[Problem]:
    """What is wrong with a theme; `at`: where a setting stands, by its name in the table."""
    yield from _colours({"accent": theme.accent, "accent_dark": theme.accent_dark}, at)
    for name, path in files(theme.model_dump()).items():
        try:
            _kind(name, bytes_of(root, name, path))
        except (AssetError, PictureError) as error:
            expected = "a file of the workspace: .ttf, .otf or .woff2 for a font, .png for a logo"
            setting, example = name.rpartition(".")[2], "theme/logo.png" if name == "logo" else "theme/Font.ttf"
            message = f"the file of '{setting}' {error}"
            yield Problem("CFG009", message, at(*name.split(".")), path, expected, f'{setting} = "{example}"')


def _colours(typed: Mapping[str, str], at: At) -> Iterator[Problem]:
    usual = {"accent": (ACCENT, LIGHT, "light"), "accent_dark": (ACCENT_DARK, DARK, "dark")}
    for name, colour in typed.items():
        instead, page, said = usual[name]
        if colour and not HEX.fullmatch(colour):
            message = f"'{name}' is no colour: '{colour[:40]}'"
            yield Problem(
                "CFG007", message, at(name), colour[:40], "# and six digits, 0-9 or a-f", f'{name} = "{instead}"'
            )
        elif colour and apart(colour, page) < READABLE:
            ratio, would = apart(colour, page), readable(colour, page)
            message = f"'{name}' {colour} has a contrast of {ratio:.2f} with the {said} page, {page}; {would} would do"
            expected = f"a contrast of {READABLE} at least"
            yield Problem("CFG008", message, at(name), f"{ratio:.2f}", expected, f'{name} = "{would}"')


def _kind(name: str, data: bytes) -> None:
    """Refuse a file that is not what its name says.

    Raises:
        AssetError, PictureError: it is something else.
    """
    if name == "logo":
        cleaned(data)
    elif data[:4] not in KINDS:
        raise AssetError(NO_FONT)
