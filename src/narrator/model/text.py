"""Text as people see it: what nobody can see, and the front matter that a Markdown text begins with."""

from __future__ import annotations

import re
import unicodedata

REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""The categories of what cannot be seen, or is shown differently everywhere: control, format, private use."""
IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What Unicode lets a font leave out (Default_Ignorable_Code_Point); without the selectors that colour an emoji."""
IGNORED = re.compile(f"[{IGNORABLE}]")
FRONT = re.compile(r"---\n((?:(?!---(?:\n|\Z)).*\n)*)---(?:\n|\Z)")


def has_hidden(text: str) -> bool:
    """Whether there may be characters that cannot be seen; quick, and right where it says no."""
    return not text.replace("\n", " ").replace("\t", " ").isprintable() or IGNORED.search(text) is not None


def hidden(text: str) -> list[int]:
    """The offsets of characters that cannot be seen; no record and no article may hold them."""
    may_be = enumerate(text) if has_hidden(text) else ()
    return [at for at, c in may_be if c not in "\n\t" and (unicodedata.category(c) in REFUSED or IGNORED.match(c))]


def front_matter(text: str) -> str:
    """The front matter of a text, from one line of --- to the next; empty where it begins with none."""
    front = FRONT.match(text)
    return front[0] if front else ""
