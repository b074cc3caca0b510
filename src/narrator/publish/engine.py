"""What a PDF is made with: the engine, the fonts and the libraries of the system that its bytes depend on."""

from __future__ import annotations

import ctypes
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("weasyprint", "pydyf", "fonttools", "uharfbuzz", "fontpkg_source_sans_3", "fontpkg_source_serif_4")
"""The packages that lay out, cut fonts and write, and those that are fonts."""
LIBRARIES = {
    "pango": ("pango_version_string", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")),
    "harfbuzz": ("hb_version_string", ("libharfbuzz.so.0", "libharfbuzz.dylib", "libharfbuzz-0.dll")),
}
OTHERS = (
    *("babel", "jinja2", "markdown", "markupsafe", "nh3", "pydantic", "pydantic_core"),
    *("pypdf", "python_docx", "pyyaml", "resvg_py", "tinycss2", "tzdata"),
)
"""The packages that read, word and render before that."""
UNKNOWN = "unknown"


@cache
def libraries() -> dict[str, str]:
    """The version of each package that a form depends on."""
    return {name: _installed().get(name, UNKNOWN) for name in (*OTHERS, *PACKAGES)}


@cache
def engine() -> dict[str, str]:
    """The version of each that makes a PDF; the same versions make the same bytes of a page."""
    versions = {name: _installed().get(name, UNKNOWN) for name in PACKAGES}
    return {**versions, **{name: _told(*library) for name, library in LIBRARIES.items()}}


@cache
def _installed() -> dict[str, str]:
    home = Path((find_spec("weasyprint") or find_spec(__name__)).origin or "").parents[1]  # type: ignore[union-attr]
    found = (re.fullmatch(r"(\w+)-([^-]+)\.dist-info", path.name) for path in home.iterdir())
    return {match[1].lower(): match[2] for match in found if match}


def _told(function: str, files: tuple[str, ...]) -> str:
    """What a library of the system calls its version."""
    for file in files:
        try:
            ask = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        ask.restype = ctypes.c_char_p
        return str(ask().decode())
    return UNKNOWN
