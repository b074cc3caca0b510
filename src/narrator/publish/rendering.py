"""Rendering: an edition as files, its text and page out of one confined child; its PDF is made by another (`press`)."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from narrator import pipeline
from narrator.case import edited_file
from narrator.model.edition import language_of
from narrator.publish.confine import Child, hand, problem_of
from narrator.publish.edited import EditedTextError, edited_text
from narrator.publish.manifest import FORMS, LEDGER, as_json
from narrator.publish.press import limits
from narrator.publish.turns import Turns
from narrator.render.sources import USED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from narrator.case import Case, Desk
    from narrator.model.problem import Problems
    from narrator.render.choices import Turn


def rendered(  # noqa: PLR0913, PLR0917  # which edition, and what goes on meanwhile
    case: Case,
    desk: Desk,
    forms: Iterable[str],
    locale: str,
    turns: Turns | None = None,
    begin: Callable[[bytes], object] | None = None,
    used: dict[str, str] | None = None,
) -> tuple[dict[str, bytes], dict[str, int], Problems]:
    """The files of an edition by name, but for the PDF, which is made of its page; its choices and warnings.

    `locale`: the key of the edition, of which the desk is. `turns`: those of the run, where it makes several editions.
    `begin` is given the page as soon as there is one, while its text is still audited: what is made of it may be
    printed only when this returns. `used` is given the templates and style sheets that it used, by name, with their
    hashes.

    Raises:
        EditionError: it could not be rendered.
        BrokenPublicationError: what was published of it is not as it was written.
    """
    text = edited_text(desk.workspace, case.id, locale)
    if text is not None and case.reason:
        why = "--without leaves an edited text as it is; take the sentences out there, and say why in it"
        raise EditedTextError(edited_file(case.id, locale), why)
    wanted = frozenset("html" if form == "pdf" else form for form in forms)
    turn = (turns or Turns(desk.workspace)).of(case, locale)
    task = partial(_render, case, desk, wanted, locale, text, turn)
    from narrator.render import catalogue  # noqa: PLC0415  # Jinja2 is heavy

    catalogue.compiled(desk.workspace.templates)
    with Child(lambda: lambda _: task()) as child:
        child.ask(b"", **limits(desk))
        page = child.part() if begin else None
        if begin and page is not None:
            begin(page)
        told = json.loads(child.answer())
    files = {name: b64decode(data) for name, data in told["files"].items()}
    if used is not None:
        used |= told["used"]
    return files, told["choices"], tuple(map(problem_of, told["problems"]))


def _render(  # noqa: PLR0913, PLR0917  # all that an edition is made of
    case: Case, desk: Desk, forms: frozenset[str], locale: str, text: str | None, turn: Turn
) -> bytes:
    """Runs in the child: an edition as JSON."""
    USED.clear()
    edition = pipeline.edit(
        case, desk, turn, forms, language_of(locale), text=text, laid=lambda page: hand(page.encode())
    )
    texts = {FORMS["md"]: edition.markdown, FORMS["html"]: edition.html}
    made = {name: text.encode() for name, text in texts.items() if text is not None}
    made |= {LEDGER: as_json(edition.ledger)} | ({FORMS["docx"]: edition.word} if edition.word else {})
    files = {name: b64encode(data).decode() for name, data in made.items()}
    problems = [asdict(problem) for problem in edition.problems]
    return json.dumps({"files": files, "choices": dict(edition.choices), "problems": problems, "used": USED}).encode()
