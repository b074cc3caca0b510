"""The PDF: the page as WeasyPrint lays it out, tagged, with nothing fetched and nothing forgiven.

WeasyPrint by default fetches what a document names and goes on without what it cannot read. Here its fetcher knows
only what the page carries itself, and anything it would merely log is a failure: a PDF is whole or not there.
This is the only module that may name WeasyPrint.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from importlib import import_module
from logging.handlers import BufferingHandler
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pydyf

from narrator.errors import Exit, UserError
from narrator.render.carried import bare, carried_by
from narrator.render.fonts import font_faces, only_packaged
from narrator.render.paging import laid_out
from narrator.render.sighted import unseen
from narrator.render.tagging import mend


class Later(ModuleType):
    """Stands for a module of functions while others are loaded, and loads it when one of them is called."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*given: object, **more: object) -> object:
            return getattr(import_module(self.__name__), name)(*given, **more)

        return called


@contextmanager
def later(*names: str) -> Iterator[None]:
    """What is loaded inside gets modules later that few documents need: a sixth of the time that WeasyPrint loads."""
    put_off = {name: Later(name) for name in names if name not in sys.modules}
    sys.modules |= put_off
    try:
        yield
    finally:
        for name in put_off:
            del sys.modules[name]


with only_packaged(), later("fontTools.subset", "fontTools.varLib.instancer"):
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from weasyprint import Document
    from weasyprint.urls import URLFetcherResponse

VARIANT = "pdf/ua-1"
"""Tagged for screen readers. PDF/UA-2 would need PDF 2.0, which many desks' viewers do not read."""

EMBEDDED_FONT, FONT_LIMIT = "data:font/ttf;base64,", 500_000
EMBEDDED_LOGO, LOGO_LIMIT = "data:image/png;base64,", 300_000
_FACE = re.compile(rf'@font-face\{{[^{{}}]*url\("{re.escape(EMBEDDED_FONT)}[^{{}}]*\}}')
NOWHERE = "page:"
"""The base of relative addresses, so that they too reach the fetcher, which refuses them."""

MAKER = "narrator"
"""Whose data a PDF carries, beside what its readers see."""
LINKS = ("https://", "mailto:")
FORBIDDEN_KEYS = frozenset({"EF", "JS", "AA", "OpenAction", "RichMediaContent"})
FORBIDDEN_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Movie", "/Sound"}
)
_THEME_FAULT = re.compile(
    r"Ignored|Invalid or unsupported selector|Invalid media type|Unknown rule|Parse error|Expected"
)


class RenderingError(UserError):
    """WeasyPrint could not make the whole PDF; names what was missing or broken."""

    exit = Exit.RENDERING

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(f"the PDF could not be made: {'; '.join(dict.fromkeys(reasons))}")


class ThemeRejectedError(RenderingError):
    """A style sheet holds something that WeasyPrint would have ignored."""

    exit = Exit.TEMPLATE


class BlockedError(ValueError):
    """The page names something that it does not carry itself."""

    def __init__(self, url: str) -> None:
        super().__init__(f"blocked {url[:80]}")


class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Knows the fonts and the logo inside the page, and nothing else: no disk, no network, no other pictures."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The font or the logo in a data: URI.

        Raises:
            BlockedError: any other URL.
        """
        kinds = {EMBEDDED_FONT: FONT_LIMIT, EMBEDDED_LOGO: LOGO_LIMIT}
        if any(url.startswith(kind) and len(url) < limit for kind, limit in kinds.items()):
            return super().fetch(url, headers)
        raise BlockedError(url)


@contextmanager
def _nothing_ignored() -> Iterator[None]:
    """Raises for whatever WeasyPrint logs inside, since it logs what it leaves out."""
    collector = BufferingHandler(sys.maxsize)
    collector.setLevel(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(collector)
    try:
        yield
    except FatalURLFetchingError as error:  # a BaseException: nothing else would stop it
        raise RenderingError((str(error.__cause__ or error),)) from error
    finally:
        logger.removeHandler(collector)
    messages = tuple(record.getMessage()[:300] for record in collector.buffer)
    if messages:
        if all(map(_THEME_FAULT.match, messages)):
            raise ThemeRejectedError((*messages, "what only browsers understand belongs in theme/screen.css"))
        raise RenderingError(messages)


def pdf(html: str) -> bytes:
    """The PDF of a finished page; the same page gives the same bytes.

    Raises:
        RenderingError: something was missing, broken, or not allowed in a PDF.
        ThemeRejectedError: WeasyPrint understands a value of the theme otherwise than it was meant.
    """
    with only_packaged():
        fonts = FontConfiguration()
    with _nothing_ignored():
        fetcher = ClosedFetcher()

        @lru_cache(maxsize=1)
        def parsed(page: str) -> HTML:
            return HTML(string=page, base_url=NOWHERE, url_fetcher=fetcher, media_type="print")

        def lay(page: str, more: str) -> Document:
            return parsed(page).render(font_config=fonts, pdf_variant=VARIANT, stylesheets=[CSS(string=more)])

        # Read once, and not again for each layout; Pango ends the process where there is no font at all.
        faces = "".join(_FACE.findall(html)) or font_faces("", "")
        CSS(string=faces, font_config=fonts, url_fetcher=fetcher)
        laid = laid_out(_FACE.sub("", bare(html)), lay)
        made = laid.write_pdf(pdf_variant=VARIANT, finisher=partial(finish, ledger=carried_by(html)))
    missed = unseen(html, laid.pages)
    if missed:
        raise ThemeRejectedError(tuple(f"a figure is not seen in the PDF: {text}" for text in missed))
    return bytes(made)


@cache
def warm() -> None:
    """Make the PDF of a page of our own: what the first of a process costs more, the next then does not."""
    pdf(Path(__file__).with_name("ready.html").read_text(encoding="utf-8"))


def finish(_document: object, made: pydyf.PDF, ledger: str = "") -> None:
    """The last hand on a PDF: its tags mended, nothing in it that acts, and what it carries of its ledger.

    Raises:
        RenderingError: something in it acts.
    """
    mend(made)
    inspect(made)
    carry(made, ledger)


def carry(made: pydyf.PDF, ledger: str) -> None:
    """Put a ledger into a PDF as data of its maker: no attachment, which a reader would be asked to open."""
    if not ledger:
        return
    data = pydyf.Stream([ledger.encode()], compress=True)
    made.add_object(data)
    day = re.sub(r"\D", "", str(json.loads(ledger)["as_of"])[:10])
    own = pydyf.Dictionary({"LastModified": pydyf.String(f"D:{day}"), "Private": data.reference})
    made.catalog["PieceInfo"] = pydyf.Dictionary({MAKER: own})


def inspect(made: pydyf.PDF) -> None:
    """Refuses what makes a PDF act: files inside it, scripts, launched programs, links that are no web links.

    Raises:
        RenderingError: one of these is there.
    """
    for entry in made.objects:
        if isinstance(entry, pydyf.Dictionary):
            _inspect_dictionary(entry)


def _inspect_dictionary(entry: pydyf.Dictionary) -> None:
    found = FORBIDDEN_KEYS & set(entry)
    action = str(entry.get("S", ""))
    if found or action in FORBIDDEN_ACTIONS:
        raise RenderingError((f"/{''.join(sorted(found)) or action} in the PDF",))
    if "URI" in entry and not _address(entry["URI"]).startswith(LINKS):
        raise RenderingError((f"a link to {_address(entry['URI'])[:80]}",))
    for value in entry.values():
        if isinstance(value, pydyf.Dictionary):
            _inspect_dictionary(value)


def _address(value: object) -> str:
    return str(value.string) if isinstance(value, pydyf.String) else str(value)
