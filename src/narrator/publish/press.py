"""The press: a child that turns a page into a PDF, loaded and warm before there is a page to print.

It loads nothing that is heavy itself, so that a command can start it before all else that it needs.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

from narrator.publish.confine import Child, EditionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrator.case import Desk


def limits(desk: Desk) -> dict[str, int]:
    """What a child of a build may take."""
    settings = desk.workspace.settings
    return {"seconds": settings.seconds, "megabytes": settings.megabytes}


@contextmanager
def started(*, is_wanted: bool = True) -> Iterator[Child | None]:
    """A press that loads while others work; None where there is no room for it, which the edition then tells."""
    with ExitStack() as stack:
        press = None
        with suppress(EditionError):
            press = stack.enter_context(Child(printer)) if is_wanted else None
        yield press


@contextmanager
def pressing(press: Child | None, page: bytes, desk: Desk) -> Iterator[Child]:
    """A child that makes a PDF of a page, `press` where it is loaded already."""
    from narrator.render import catalogue  # noqa: PLC0415  # Jinja2 is heavy

    with nullcontext(press) if press else Child(printer) as child:
        child.ask(catalogue.printed(page.decode(), desk.workspace.templates).encode(), **limits(desk))
        yield child


def printer() -> Callable[[bytes], bytes]:
    """What turns a page into a PDF, WeasyPrint loaded and warm."""
    from narrator.render import pdf  # noqa: PLC0415  # heavy

    pdf.warm()
    return lambda page: pdf.pdf(page.decode())
