"""What a desk has of its own in every form: its accent, its paper, its fonts and its logo, as styles and pictures.

What comes of `narrator.toml` is made here of checked parts alone: colours in hexadecimal, a named paper, fonts cut down
as the packaged ones are, pixels. It lies over the style sheets, whoever wrote them.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from narrator.model import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.config import Workspace
    from narrator.model.png import Picture

LOGO = "\ue021"
"""What stands for the logo in what a template prints: it is put there when the page has been read."""
PLACE = re.compile(rf"(?<=>){LOGO}")
HIGH, WIDE = 40, 240
"""How many CSS pixels a logo is high and wide at most."""
PAGES = {"A4": "", "letter": "@page{size:letter;margin-left:41mm;margin-right:41mm}"}
"""The column of text is as wide on every paper."""
RUNNING = "@page{{@top-left{{color:{0}}}}}"
SHOWN = ".masthead .desk img{{display:block;width:{0}px;height:{1}px}}.masthead{{min-height:{1}px}}"
ON_DARK = "@media (prefers-color-scheme:dark){.masthead .desk img{background:#ffffff;padding:0.3rem;border-radius:3px}}"
"""A logo is drawn for a white page; on a dark one it has a white plate behind it."""
IN_PRINT = ".masthead .desk img{string-set:desk attr(alt)}"
"""The running head has its words."""


@dataclass(frozen=True, slots=True)
class Brand:
    """The looks of a desk: `accents` on a light and on a dark page, `fonts` by their use; None and empty if usual."""

    accents: tuple[str, str] | None = None
    paper: str = "A4"
    logo: Picture | None = None
    fonts: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def common(self) -> str:
        """Styles for every medium."""
        return (f":root{{--accent:{self.accents[0]}}}" if self.accents else "") + (
            SHOWN.format(*self._size) if self.logo else ""
        )

    @property
    def screen(self) -> str:
        """Styles for screens, light and dark."""
        rule = "@media (prefers-color-scheme:dark){{:root{{--accent:{}}}}}"
        return (rule.format(self.accents[1]) if self.accents else "") + (ON_DARK if self.logo else "")

    @property
    def printed(self) -> str:
        """Styles for the PDF."""
        running = RUNNING.format(self.accents[0]) if self.accents else ""
        return PAGES[self.paper] + running + (IN_PRINT if self.logo else "")

    @property
    def _size(self) -> tuple[int, int]:
        """How wide and high the logo is, in CSS pixels."""
        wide, high = (self.logo.width, self.logo.height) if self.logo else (1, 1)
        times = min(1, HIGH / high, WIDE / wide)
        return max(1, round(wide * times)), max(1, round(high * times))

    def image(self, desk: str, address: str = "") -> str:
        """The logo as an element, its words the name of the desk; `address`: where it is, else in the page."""
        if not self.logo:
            return ""
        wide, high = self._size
        address = address or f"data:image/png;base64,{b64encode(self.logo.data).decode()}"
        return f'<img src="{address}" alt="{escape(desk)}" width="{wide}" height="{high}">'


def placed(page: str, image: str) -> str:
    """A page with the logo where its template has put it, between two tags and nowhere else."""
    return PLACE.sub(lambda _: image, page).replace(LOGO, "")


PLAIN = Brand()
"""That of a desk that has nothing of its own."""


def of(workspace: Workspace) -> Brand:
    """The looks of the desk of a workspace."""
    told = workspace.settings.theme
    fonts: Mapping[str, bytes] = {}
    if told.fonts:
        from narrator.render import typeface  # noqa: PLC0415  # few desks have their own

        fonts = typeface.of(workspace.root, told)
    accents = (told.on_light, told.on_dark) if told.accent or told.accent_dark else None
    return Brand(accents, told.paper, theme.logo(workspace.root, told), fonts)
