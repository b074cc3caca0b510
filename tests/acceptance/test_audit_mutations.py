"""What the audit catches, measured on texts made false in one place, and what it leaves alone (issue 3, "Done when").

The texts are the four briefs, paraphrases of them in three other styles, written by hand, and eight in seven more that
somebody wrote who had not seen the audit: a newsletter, a bulletin, questions and answers, tables, a call, a thread and
two briefs in Chinese. On first sight of those eight, 23 of 163 true mentions were blocked. `support.mutants` makes
them false by rule and does not know how a text is judged; attributions, rumours and estimates are edited by hand below,
because only a reader can say what such an edit means. A mutant counts as caught when its own sentence is flagged.
`pytest -rP` prints the rates per kind and the misses.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from narrator.model.catalogue import Severity
from support.audits import findings, matter
from support.briefs import EVENTS, SEEDS, brief
from support.mutants import harmless, mutants, replaced, sentence
from support.paraphrases import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.audit.verdicts import Finding
    from support.mutants import Mutant

SEED = 2026
MOST = {"brief": 36, "wire": 30, "letter": 30, "memo": 30}
OTHERS = 15
"""How many mutants of a kind are taken from one text, and from one of the blind tester's."""
SHARE = 1 if "SOAK" in os.environ else 8
"""Every so many of them is audited, of each kind from its first on; all are by `make soak`."""
CAUGHT = 0.985 if SHARE == 1 else 0.97
"""Of one event: measured were 98.9% to 99.7% of all, of all four together 99.3%; of an eighth one more miss counts."""
FLAGGED, LEAST = 0.01, 2_000

BY_HAND = (
    ("2026-01-07-short-squeeze.wire", "attribution", ", says one provider that gave no name", ""),
    (
        "2026-01-07-short-squeeze.wire",
        "attribution",
        "Public data show Marathon Digital sending",
        "Marathon Digital sent",
    ),
    (
        "2026-01-07-short-squeeze.wire",
        "attribution",
        "Alternative.me's Fear and Greed Index",
        "The Fear and Greed Index",
    ),
    ("2026-01-07-short-squeeze.letter", "attribution", ", though the split comes from unverified data", ""),
    ("2026-01-07-short-squeeze.letter", "attribution", ", public data show", ""),
    ("2026-01-07-short-squeeze.memo", "attribution", "By the unverified split shorts", "Shorts"),
    ("2026-01-14-etf-against-shorts.wire", "attribution", ", according to the same unnamed provider", ""),
    (
        "2026-01-14-etf-against-shorts.letter",
        "attribution",
        ", if the one\nunnamed source behind the number is right",
        "",
    ),
    ("2026-01-14-etf-against-shorts.letter", "attribution", ", says our unnamed provider", ""),
    ("2026-01-14-etf-against-shorts.memo", "attribution", ", as one unnamed tracker shows", ""),
    ("2026-01-29-long-cascade.wire", "attribution", "CoinGlass saw 180,000", "There were 180,000"),
    ("2026-01-29-long-cascade.wire", "attribution", ",\n  according to an unnamed source", ""),
    ("2026-01-29-long-cascade.wire", "attribution", ", public data show", ""),
    (
        "2026-01-29-long-cascade.wire",
        "attribution",
        ", points out Jeremy Boulton, an analyst, who thinks it could turn",
        "",
    ),
    ("2026-01-29-long-cascade.letter", "attribution", ", an unnamed source says", ""),
    ("2026-01-29-long-cascade.letter", "attribution", "Public data have a single order", "A single order"),
    ("2026-01-29-long-cascade.memo", "attribution", ", per\npublic data", ""),
    ("2026-01-29-long-cascade.memo", "attribution", ", according to Jeremy Boulton", ""),
    ("2026-01-long-deleveraging.wire", "attribution", ", CoinAnk's count shows", ""),
    ("2026-01-long-deleveraging.wire", "attribution", ", CoinAnk has about", ", there was about"),
    ("2026-01-long-deleveraging.wire", "attribution", ", according to public data", ""),
    ("2026-01-long-deleveraging.letter", "attribution", "CoinAnk again, by coin", "By coin"),
    ("2026-01-long-deleveraging.letter", "attribution", "public data show about", "about"),
    ("2026-01-long-deleveraging.memo", "attribution", "CoinAnk has Bitcoin at", "Bitcoin was at"),
    ("2026-01-29-long-cascade.wire", "fact", "Social media have it, unconfirmed, that Huang", "Huang"),
    (
        "2026-01-29-long-cascade.wire",
        "fact",
        "Chart watchers argue that Bitcoin may find support",
        "Bitcoin has support",
    ),
    ("2026-01-29-long-cascade.letter", "fact", "Rumour on social media has Huang Licheng losing", "Huang Licheng lost"),
    ("2026-01-29-long-cascade.letter", "fact", "Some traders believe in support", "There is support"),
    (
        "2026-01-29-long-cascade.memo",
        "fact",
        "There is an unconfirmed rumour on social media about Huang Licheng, with a loss of",
        "Then there is Huang Licheng, with a loss of",
    ),
    ("2026-01-long-deleveraging.wire", "fact", "Public reports, none of them confirmed, say that Huang", "Huang"),
    (
        "2026-01-long-deleveraging.wire",
        "fact",
        "Liquidation heat maps put an estimated $286 million of Bitcoin longs at risk if the price goes below $80,000",
        "About $286 million of Bitcoin longs was liquidated when the price went below $80,000",
    ),
    ("2026-01-long-deleveraging.letter", "fact", "unconfirmed public reports say Huang", "Huang"),
    (
        "2026-01-long-deleveraging.letter",
        "fact",
        "The liquidation heat maps estimate that a fall below $80,000 would take out $286m of Bitcoin longs",
        "The fall below $80,000 took out $286m of Bitcoin longs",
    ),
    (
        "2026-01-long-deleveraging.memo",
        "fact",
        "Not verified, and only in public reports: a loss",
        "Not to forget: a loss",
    ),
    (
        "2026-01-long-deleveraging.memo",
        "fact",
        "an estimated $286 million of Bitcoin\nlongs would be closed below",
        "about $286 million of Bitcoin\nlongs was closed below",
    ),
)
"""File, kind, what stands there, what stands there in the mutant."""

FRAMES = (
    (
        r",? (?:according to|going by|by|on|in) (?:[^,.|;]*(?:source|provider|data|CoinAnk|CoinGlass|Farside|heat"
        r" maps)[^,.|;]*)"
        r"(?:, its name not given)?(?=[.,;])"
    ),
    r", [^,.|;]*(?:source|provider|CoinAnk|CoinGlass|Farside|Alternative\.me)[^,.|;]* (?:says|show|say)(?=[.,;])",
    r", on figures that nobody has verified|, an unverified count",
)
"""How the briefs name a source in a sentence."""
UNNAMED = r"unnamed|unverified"
DECLARED = re.compile(r" ?(?:Where this brief names no|Figures without a named) source[^.\n]*\.")
AS_FACT = (
    (r"An unconfirmed story, carried by [^,|\n]* only, has it that ", ""),
    (r", in their opinion,", ""),
    (r"\bShould (\w+) fall below (\$[\d,]+), an estimated", r"When \1 fell below \2, about"),
    (r"\bshould it rise above (\$[\d,]+), an estimated", r"when it rose above \1, about"),
    (r"\bwould be liquidated", "were liquidated"),
)
"""How the briefs mark what is no fact, and the same as a fact."""


@dataclass
class Tally:
    """What came of the mutants of each kind."""

    made: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    blocking: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    elsewhere: int = 0
    mentions: int = 0


def _by_hand(event: str, style: str, text: str) -> Iterator[Mutant]:
    for name, kind, old, new in BY_HAND:
        if name == f"{event}.{style}":
            there = re.search(r"\s+".join(map(re.escape, old.split())), text)
            assert there is not None, old
            apart = _apart(text, *there.span(), new) if kind == "attribution" else ()
            yield replaced(kind, text, *apart, (*there.span(), new))
    if style == "brief":
        yield from _without_sources(event, text)
        for line in {
            match.start(): match for pattern, _ in AS_FACT for match in re.finditer(f".*{pattern}.*", text)
        }.values():
            told = line[0]
            for pattern, new in AS_FACT:
                told = re.sub(pattern, new, told)
            same = next(at for at, (old, new) in enumerate(zip(line[0], told, strict=False)) if old != new)
            yield replaced("fact", text, (line.start() + same, line.end(), told[same:]))


def _without_sources(event: str, text: str) -> Iterator[Mutant]:
    """A paragraph without its attribution, where a figure in it has one source that must be named."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        told = line
        for frame in FRAMES:
            told = re.sub(frame, "", told)
        printed = {entry.figure for entry in brief(event, SEEDS).prints if entry.line == number + 1}
        needed = [pattern for figure in printed for pattern in brief(event, SEEDS).must_name[figure]]
        gone = any(re.search(pattern, line) and not re.search(pattern, told) for pattern in needed)
        if gone and not line.startswith(("#", "|", "**")):
            start = sum(len(each) + 1 for each in lines[:number])
            apart = _apart(text, start, start + len(line), told)
            yield replaced("attribution", text, *apart, (start, start + len(line), told))


def _apart(text: str, start: int, stop: int, new: str) -> tuple[tuple[int, int, str], ...]:
    """What makes a lost source one that is wanted: a heading apart from where its section has named it.

    A brief that says once that its numbers are of nobody who is named says so no longer.
    """
    lost = {*re.findall(r"[A-Z]\w{3,}", text[start:stop])} - {*re.findall(r"\w+", new)}
    first, _ = _paragraph(text, start)
    above = text[: max(text.rfind("\n#", 0, start), 0)]
    carried = {*re.findall(UNNAMED, text[start:stop])} - {*re.findall(UNNAMED, new)}
    is_carried = any(name in text[len(above) : first] for name in lost | carried)
    said = DECLARED.search(text) if carried else None
    undone = ((*said.span(), ""),) if said and not start <= said.start() < stop else ()
    return (*(((first, first, "## Apart\n\n"),) if is_carried else ()), *undone)


def _offsets(text: str, found: tuple[Finding, ...]) -> list[tuple[int, Finding]]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return [(starts[f.mention.line - 1] + f.mention.column - 1, f) for f in found]


def _paragraph(text: str, place: int) -> tuple[int, int]:
    """The paragraph or list item around a place: a source is named anywhere in it."""
    breaks = [0, *(match.end() for match in re.finditer(r"\n\n|\n(?=-|\d\. )", text)), len(text)]
    return max(at for at in breaks if at <= place), min(at for at in breaks if at > place)


def _hits(event: str, mutant: Mutant, tally: Tally) -> None:
    found = _offsets(mutant.text, findings(mutant.text, matter(event)))
    around = _paragraph if mutant.kind == "attribution" else sentence
    stretches = [around(mutant.text, start) for start, _ in mutant.spans]
    inside = [f for at, f in found if any(a <= at < b for a, b in stretches) and not f.verdict.is_sound]
    blocked = [f for f in inside if f.verdict.severity is Severity.ERROR]
    tally.made[mutant.kind] += 1
    tally.caught[mutant.kind] += bool(inside)
    tally.blocking[mutant.kind] += bool(blocked)
    tally.mentions += len(found)
    tally.elsewhere += sum(f.verdict.severity is Severity.ERROR for _, f in found) - len(blocked)
    if not inside:
        shown = " ".join(mutant.text[slice(*stretches[0])].split())
        tally.misses.append(f"{mutant.kind}: [{mutant.before[:60]}] -> [{mutant.after[:60]}]: {shown[:160]}")


def test_untouched_texts_are_not_flagged() -> None:
    found = [(event, style, f) for event, style, text in texts() for f in findings(text, matter(event))]
    blocked = [
        f"{event}.{style}: {f.mention.text}" for event, style, f in found if f.verdict.severity is Severity.ERROR
    ]
    print(f"{len(found)} true mentions, {len(blocked)} flagged as blocking")  # noqa: T201  # shown by -rP
    assert len(found) > 300
    assert len(blocked) <= FLAGGED * len(found), blocked
    assert [f for _, style, f in found if style == "brief" and not f.verdict.is_sound] == []


@cache
def made_false(event: str) -> list[Mutant]:
    """The mutants of the texts about an event."""
    about = [(style, text) for name, style, text in texts() if name == event]
    return [
        mutant
        for style, text in about
        for mutant in (*mutants(text, Random(SEED), MOST.get(style, OTHERS)), *_by_hand(event, style, text))  # noqa: S311
    ]


def shared(made: Iterable[Mutant]) -> Iterator[Mutant]:
    """Every so many of each kind, from the first of the kind on."""
    seen: Counter[str] = Counter()
    for mutant in made:
        if seen[mutant.kind] % SHARE == 0:
            yield mutant
        seen[mutant.kind] += 1


def test_the_mutants_are_many_and_of_every_kind() -> None:
    made = Counter(mutant.kind for event in EVENTS for mutant in made_false(event))
    assert made.total() >= LEAST
    assert {"scale", "swap", "digit", "narrow", "direction", "unit", "asset", "venue", "year", "hedge"} <= set(made)
    assert made["attribution"] >= 40
    assert made["fact"] >= 12


@pytest.mark.parametrize("event", EVENTS)
def test_mutants_that_change_the_meaning_are_caught_in_their_sentence(event: str) -> None:
    tally = Tally()
    for mutant in shared(made_false(event)):
        _hits(event, mutant, tally)
    made, caught = tally.made.total(), tally.caught.total()
    print(f"{'kind':<12} {'mutants':>8} {'caught':>8} {'blocking':>9}")  # noqa: T201  # shown by -rP
    for kind, number in sorted(tally.made.items()):
        print(f"{kind:<12} {number:>8} {tally.caught[kind] / number:>8.1%} {tally.blocking[kind] / number:>9.1%}")  # noqa: T201
    print(f"{'all':<12} {made:>8} {caught / made:>8.2%}", *tally.misses, sep="\n")  # noqa: T201
    assert caught >= CAUGHT * made, tally.misses
    assert tally.elsewhere <= FLAGGED * tally.mentions


@pytest.mark.parametrize("event", EVENTS)
def test_edits_that_keep_the_meaning_flag_nothing(event: str) -> None:
    kinds: Counter[str] = Counter()
    wrong: list[str] = []
    for name, style, text in texts():
        before = Counter(_faults(text, event)) if name == event else None
        for mutant in shared(harmless(text)) if before is not None and style != "zhbrief" else ():
            kinds[mutant.kind] += 1
            new = Counter(_faults(mutant.text, event)) - (before or Counter())
            wrong += [f"{mutant.kind}: [{mutant.before[:60]}] -> [{mutant.after[:60]}]: {[*new]}"] if new else []
    print(dict(kinds))  # noqa: T201  # shown by -rP
    assert {"notation", "synonym", "reordered", "added sentence"} >= set(kinds) > {"synonym"}
    assert wrong == []


def _faults(text: str, event: str) -> list[tuple[str, str]]:
    found = findings(text, matter(event))
    return [(f.mention.text, f.verdict.value) for f in found if not f.verdict.is_sound]
