"""Printed texts: a PDF as a text, page by page, whose lines are those of the paper and not of the writer."""

from __future__ import annotations

import logging
import re
from functools import partial
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from narrator.reading.documents import BREAK, PLAIN, WRAPPED, UnreadableError, in_plain, stripped
from narrator.reading.furniture import without_axes, without_furniture
from narrator.reading.patterns import lazy, patterns
from narrator.reading.tagged import blocks_of, tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pypdf import PageObject

    from narrator.reading.documents import Document
    from narrator.reading.tagged import Tags

AMOUNT, ENDED, HEADED = patterns(__name__, "AMOUNT", "ENDED", "HEADED")
BLANKS = lazy(r"(?<!\s)[ \t]+$", re.MULTILINE)
LINE_END = lazy(r"(?<!-)\n")
"""The end of a line within a paragraph; behind a hyphen it may part a word."""
ROWS = lazy(r"(?<=\n)\n[^\n]+(?=\n\n|\Z)")
"""Lines that stand apart, as a row of a table does whatever its length."""
PARTED, WORD = lazy(r"([A-Za-z]{2,40})-\n([A-Za-z]{1,40})"), lazy("[A-Za-z]+")
FULL = 0.75
MOST_PAGES, LARGEST = 2_000, 16_000_000
"""Pages and characters that are read: a book has fewer."""
TOO_LARGE = "it has more than {} pages or {} million characters"


class UnreadablePdfError(UnreadableError):
    """A file that should be a PDF and cannot be read as one."""

    def __init__(self, reason: object) -> None:
        super().__init__(f"this PDF cannot be read: {reason}")


class LostPagesError(UnreadablePdfError):
    """A PDF that says of itself that it has other pages than can be found in it."""

    def __init__(self, said: int, found: int) -> None:
        super().__init__(f"it declares {said} pages, and {found} were found")


def of_pdf(raw: bytes) -> Document:
    """The text of a PDF, page by page; what runs at the edge of several pages is read once, at the end.

    Raises:
        UnreadablePdfError: the bytes are no PDF that can be read.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - loaded only where there is a PDF to read

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is told once

    try:
        reader = PdfReader(BytesIO(raw))
        tagged, texts = _texts(reader.pages, tags(reader))
        tagged = [*map(without_axes, tagged)]
        declared: Any = reader.root_object["/Pages"]
        count = int(declared["/Count"])
    except UnreadablePdfError:
        raise
    except Exception as error:  # a broken file makes the reader raise anything
        raise UnreadablePdfError(error) from error
    if count != len(texts):
        raise LostPagesError(count, len(texts))
    texts, repeated = without_furniture(_joined(texts))
    wrapped = _wrapped("\n".join((*tagged, *texts)))
    texts = [_flowing(text, wrapped) for text in texts]
    texts[-1:] = [f"{BREAK.join((*texts[-1:], *repeated))}{BREAK}"] if repeated else texts[-1:]
    pages = tuple(accumulate(map(len, (tagged or texts)[:-1]), initial=0))
    whole, *_ = _joined(["".join((*tagged, *texts))])  # a word can be parted by the end of a page, too
    return stripped(whole, PLAIN, partial(in_plain, wrapped=wrapped), pages)


def _texts(pages: Iterable[PageObject], of: Tags) -> tuple[list[str], list[str]]:
    """The texts of the pages, what is tagged and what is not, which may all show one and the same.

    No more of them than a book has; the first list is empty where the file has no tags.
    """
    blocks: list[dict[int, str]] = []
    left = LARGEST
    for page in pages:
        told = {block: BLANKS.sub("", text) for block, text in blocks_of(page, of).items()}
        blocks.append({block: LINE_END.sub(" ", text) if block in of.flowing else text for block, text in told.items()})
        left -= sum(map(len, blocks[-1].values()))
        if left < 0 or len(blocks) > MOST_PAGES:
            raise UnreadablePdfError(TOO_LARGE.format(MOST_PAGES, LARGEST // 1_000_000))
    texts = [each.pop(0, "") for each in blocks]
    if not of.blocks:
        return [], texts
    goes_on = [_goes_on(each, following, of) for each, following in zip(blocks, (*blocks[1:], {}), strict=True)]
    whole = [BREAK.join(each.values()) for each in blocks]
    ends = [BREAK if not on else "\n" if text.endswith("-") else " " for text, on in zip(whole, goes_on, strict=True)]
    return [text + end for text, end in zip(whole, ends, strict=True)], texts


def _goes_on(page: Mapping[int, str], following: Mapping[int, str], of: Tags) -> bool:
    """Whether the last paragraph of a page is not ended, and the first of the next page is the block behind it."""
    last, first = max(page, default=0), min(following, default=0)
    is_next = first in {last, last + 1} and {last, first} <= of.flowing
    return is_next and not ENDED.search(page[last].splitlines()[-1])


def _joined(texts: Sequence[str]) -> list[str]:
    """The texts with the typesetter's hyphen where a line's end parts a word that stands whole elsewhere, or alone."""
    words = {word.lower() for text in texts for word in WORD.findall(PARTED.sub(" ", text))}

    def mended(found: re.Match[str]) -> str:
        one, two = found[1].lower(), found[2].lower()
        is_word = one + two in words or (found[2].islower() and words.isdisjoint({one, two}))
        return f"{found[1]}\u2010\n{found[2]}" if is_word else found[0]

    return [PARTED.sub(mended, text) for text in texts]


def _flowing(page: str, wrapped: range) -> str:
    """The text of a page without tags, its last paragraph last; one that goes on overleaf is not ended.

    A chart stands in the file behind the paragraph that it stands above.
    """
    lines = page.rstrip().split("\n")
    around = ["-", *lines, "-"]
    full = [len(line) in wrapped and any(around[n : n + 3 : 2]) for n, line in enumerate(lines)]  # no row of a table
    last = max((number for number, is_full in enumerate(full) if is_full), default=-1)
    below = lines[last + 1] if last + 1 < len(lines) else ""
    is_said = below[:1].isalnum() or AMOUNT.match(below) is not None
    is_ending = below[:1].islower() or (is_said and ENDED.search(below) is not None)
    if last < 0 or ENDED.search(lines[last]) or is_ending:
        return page + BREAK
    first = next((number + 1 for number in range(last, -1, -1) if not full[number]), 0)
    while first and not full[first - 1] and HEADED.match(lines[first - 1]) and not ENDED.search(lines[first - 1]):
        first -= 1  # its heading
    return "\n".join([*lines[:first], *lines[last + 1 :], "", *lines[first : last + 1], ""])


def _wrapped(text: str) -> range:
    """The lengths of lines that are full: a row of a table is shorter than the lines of running text."""
    text = ROWS.sub("\n" + "." * WRAPPED.start, text)
    lengths = sorted(length for line in text.split("\n") if (length := len(line)) in WRAPPED)
    return range(int(FULL * lengths[len(lengths) * 9 // 10]), WRAPPED.stop) if lengths else WRAPPED
