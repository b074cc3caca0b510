"""Two editions by figures and by sentences: what a reader of the one would find otherwise in the other.

An edition is given as a publication, a ledger, a brief that carries one, a folder with either, or an event: before, it
is what was last published of that; after, what a build of its records would make now. Nothing is written.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from narrator import pipeline
from narrator.analysis.changes import Level, changes, level_of, with_rumours
from narrator.errors import UserError, bytes_of
from narrator.gate.ledgers import NONE, OTHER, UnreadableLedgerError, ledger_in
from narrator.ingest.documents import relative
from narrator.model.edition import language_of
from narrator.model.text import front_matter
from narrator.publish.manifest import FORMS, LEDGER, digest
from narrator.publish.published import Publications
from narrator.publish.rendering import rendered
from narrator.publish.turns import Turns
from narrator.reading.documents import UnreadableError, of_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from narrator.analysis.changes import Change
    from narrator.case import Desk
    from narrator.model.policy import Policy
    from narrator.model.problem import Problems
    from narrator.publish.published import Publication

TEXT = FORMS["md"]


class Side(NamedTuple):
    """An edition to compare: where it is from, its ledger, and its text where that is there too."""

    name: str
    ledger: Mapping[str, Any]
    text: str | None = None


class Sentence(NamedTuple):
    """A sentence that one of two editions has alone; `line` is that of its own text."""

    change: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two editions have otherwise; `has_texts`: whether their sentences could be compared, too."""

    figures: tuple[Change, ...]
    sentences: tuple[Sentence, ...]
    has_texts: bool

    @property
    def level(self) -> Level:
        """How much it matters to who has read the first: words alone are an update."""
        return max(level_of(self.figures), Level.UPDATED if self.sentences else Level.NONE)


class UnsoundEventError(UserError):
    """An event that no edition can be made of; carries its problems."""

    def __init__(self, event: str, problems: Problems) -> None:
        errors = [problem for problem in problems if problem.is_error]
        super().__init__(f"{event} cannot be built: {len(errors)} errors; run: narrator check --event {event}")
        self.problems, self.exit, self.code = errors, errors[0].exit, errors[0].code


class NothingToCompareError(UserError):
    """An event of which nothing was published or built yet."""

    def __init__(self, event: str) -> None:
        super().__init__(f"{event} was neither published nor built: there is nothing to compare it with")


def compared(old: Side, new: Side, policy: Policy) -> Comparison:
    """What an edition has otherwise than an earlier one.

    Raises:
        UnreadableLedgerError: one of them has no ledger.
    """
    for side in (old, new):
        _refuse_unsound(side, policy)
    found = changes(old.ledger, new.ledger, policy)
    texts = [_sentences(side.text) for side in (old, new) if side.text is not None]
    both = texts if len(texts) > 1 else [[], []]
    return Comparison(found, (*_alone("gone", *both), *_alone("new", *reversed(both))), len(texts) > 1)


def _refuse_unsound(side: Side, policy: Policy) -> None:
    """Refuse a ledger of which something cannot be told; it may come from anywhere."""
    try:
        for other in (side.ledger, {"figures": ()}):
            for change in changes(side.ledger, other, policy):
                _ = change.told
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise UnreadableLedgerError(side.name, OTHER.format(f"{type(error).__name__}: {error}")) from error


def _sentences(text: str) -> Sequence[tuple[int, str]]:
    """The sentences of an article with their lines; what stands in a table is one a row."""
    front = front_matter(text)
    try:
        document = of_markdown("\n" * front.count("\n") + text.removeprefix(front))
    except UnreadableError:
        return []
    spans = zip(*document.sentences, strict=True)
    said = ((document.place(start).line, " ".join(document.text[start:end].split())) for start, end in spans)
    return [(line, words) for line, words in said if any(map(str.isalnum, words))]


def _alone(change: str, those: Sequence[tuple[int, str]], others: Sequence[tuple[int, str]]) -> Iterator[Sentence]:
    """The sentences that one text has and the other has not, or not as often."""
    left = Counter(words for _, words in others)
    for line, words in those:
        left[words] -= 1
        if left[words] < 0:
            yield Sentence(change, line, words)


def side_of(path: Path, root: Path) -> Side:
    """The edition that a file or a folder holds.

    Raises:
        UnreadableLedgerError: there is no ledger in it.
    """
    beside = path if path.is_dir() else path.parent
    if path.is_dir():
        inside, record = path / LEDGER, path.parent / f"{path.name}.json"
        path = record if not inside.is_file() and record.is_file() else inside
    elif (kept := path.with_suffix("")).is_dir():  # of a publication the forms lie in a folder of its name
        beside = kept
    name = relative(path, root)
    ledger = ledger_in(name, bytes_of(path)) if path.is_file() else None
    if ledger is None:
        raise UnreadableLedgerError(name, NONE)
    return Side(name, ledger, _text(beside / TEXT))


def _text(path: Path) -> str | None:
    return bytes_of(path).decode("utf-8-sig", errors="replace") if os.path.isfile(path) else None  # noqa: PTH113


def before(desk: Desk, path: Path, locale: str) -> Side:
    """What was last published of an event, else what was built of it.

    Raises:
        NothingToCompareError: neither.
        BrokenPublicationError: what was published is not as it was written.
    """
    root, event = desk.workspace.root, path.stem
    latest = Publications(desk.workspace).latest(event, locale)
    built = root / "out" / event / locale
    if latest is None:
        if not (built / LEDGER).is_file():
            raise NothingToCompareError(event)
        return side_of(built, root)
    record = desk.workspace.data / "published" / latest.name
    side = Side(relative(record, root), latest.ledger, published_text(record, latest))
    return side if side.text is not None else side._replace(text=_same(built / TEXT, latest))


def published_text(record: Path, publication: Publication) -> str | None:
    """The text of a publication as it lies beside its record."""
    return _same(record.parent / publication.folder / TEXT, publication)


def _same(path: Path, publication: Publication) -> str | None:
    """The text in a file, where it is the one that was published."""
    is_it = path.is_file() and digest(bytes_of(path)) == publication.forms.get(TEXT)
    return _text(path) if is_it else None


def present(desk: Desk, path: Path, locale: str) -> Side:
    """What a build of an event would make now.

    Raises:
        UnsoundEventError: nothing, as its records are.
        EditionError: it could not be rendered.
    """
    case = pipeline.examine(path, desk)
    problems = (*desk.problems, *case.problems)
    event = case.event
    if event is None or any(problem.is_error for problem in problems):
        raise UnsoundEventError(case.id, problems)
    turns = Turns(desk.workspace)
    case = turns.publications.corrected(case, locale)
    files, _, _ = rendered(case, desk, ("md",), locale, turns)
    ledger = with_rumours(json.loads(files[LEDGER]), event, language_of(locale))
    return Side(f"{relative(path, desk.workspace.root)}, as it is now", ledger, files[TEXT].decode())
