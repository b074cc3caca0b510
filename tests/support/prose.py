"""Measures of an article (ARTICLE.md): its parts, paragraphs, sentences and repeated runs of words."""

from __future__ import annotations

import re
from dataclasses import dataclass

ABBREVIATION = re.compile(r"\b(Jan|Feb|Aug|Sept|Oct|Nov|Dec|Mr|Ms|U\.S|vs)\.")
SPLIT = re.compile(r"(?<=[.!?])[”\"]?\s+(?=[“\"A-Z$0-9])")
WORD = re.compile(r"[A-Za-z0-9$€£¥%][\w$%.,’'–-]*")


@dataclass(frozen=True)
class Section:
    """One section: its heading and its paragraphs, each with its 1-based line in the file."""

    heading: str
    paragraphs: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.paragraphs)


@dataclass(frozen=True)
class Article:
    """A brief taken apart."""

    headline: str
    standfirst: str
    sections: tuple[Section, ...]

    def section(self, number: int) -> Section:
        return self.sections[number]

    @property
    def lead(self) -> tuple[int, str]:
        return self.sections[0].paragraphs[0]

    @property
    def key_points(self) -> Section:
        return next(s for s in self.sections if s.heading == "Key points")

    @property
    def body(self) -> tuple[Section, ...]:
        return tuple(s for s in self.sections if s.heading not in {"Figures and sources", "About this brief"})

    @property
    def paragraphs(self) -> list[tuple[int, str]]:
        return [paragraph for section in self.body for paragraph in section.paragraphs]


def article(markdown: str) -> Article:
    """The parts of a `brief.md`; lead and nut graf stand before the first heading, in a section without one."""
    lines = markdown.split("\n")
    start = lines.index("---", 1) + 1
    headline = standfirst = ""
    sections: list[tuple[str, list[tuple[int, str]]]] = [("", [])]
    for number, line in enumerate(lines[start:], start=start + 1):
        if line.startswith("# "):
            headline = line[2:]
        elif line.startswith("**") and not standfirst:
            standfirst = line.strip("*")
        elif line.startswith("## "):
            sections.append((line[3:], []))
        elif line and not line.startswith("|") and not (len(sections) == 1 and line.startswith("*")):
            sections[-1][1].append((number, line.removeprefix("- ").removeprefix("* ").removeprefix("> ")))
    return Article(headline, standfirst, tuple(Section(h, tuple(p)) for h, p in sections))


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    hidden = ABBREVIATION.sub(lambda m: m[0].replace(".", "\0"), text)
    return [part.replace("\0", ".") for part in SPLIT.split(hidden) if WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text; a figure such as `$1.451 billion` is two."""
    return WORD.findall(re.sub(r"[*_>\\]", "", text))


def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    """Every run of `length` words, lower case."""
    found = [word.lower().strip(".,") for word in words(text)]
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def openings(paragraphs: list[str]) -> list[tuple[str, ...]]:
    """The first two words of each paragraph."""
    return [tuple(word.lower() for word in words(paragraph)[:2]) for paragraph in paragraphs]
