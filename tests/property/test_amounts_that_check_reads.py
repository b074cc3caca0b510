"""What `check` takes for a text without amounts, knowing few names, has none for the audit, which knows them all."""

from __future__ import annotations

from functools import cache

from hypothesis import event, given
from hypothesis import strategies as st

from narrator.audit.bound import NO_FIGURE, audit_bound
from narrator.model.quantity import CURRENCIES, MEASURES
from narrator.reading.documents import of_markdown
from narrator.reading.lexicon import Lexicon
from narrator.reading.mentions import may_state
from narrator.reading.spellings import COUNTED, HAN_DIGITS, HAN_SCALES, SPANS, UNITS
from narrator.reading.words import STARTS
from support.audits import matter
from support.briefs import EVENTS, desk

LINKS = "a the of in out and or to by from between about than at no not net more less per cent fold times point it"
OTHERS = "accounts investors liquidations flows funds squeezes days rise back sectors shares is large as each other"
MARKS = (", ", ". ", "-", "*", "**", "\n", "\n\n", " (", ") ", ": ", " | ", "'s ", "&frac12;", "½", "<b>", "1", " 5 ")
WORDS = (*STARTS, *COUNTED, *SPANS, *UNITS, *LINKS.split() * 9, *OTHERS.split() * 3)
HAN = (*HAN_DIGITS, *HAN_SCALES, *"半数几约近多成倍个名只家的比特币账户小时")


@cache
def thin(of: str) -> Lexicon:
    """The words that `check` reads an event's texts with."""
    return Lexicon.of(desk().names, nouns=sorted(matter(of).figures.units - CURRENCIES - MEASURES))


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """One of the four events, and words about it: of numbers, of what it counts, of its names and its quotes."""
    of = draw(st.sampled_from(EVENTS))
    against = matter(of)
    named = [form for name in desk().names.entries for form in (*name.forms.values(), *name.aliases)]
    named += [*(form for form in named if any(map(str.isdigit, form))), *against.speakers]
    counted = st.sampled_from(sorted(against.lexicon.counted) or ["days"]).map(lambda noun: f"seven {noun}")
    part = st.one_of(*map(st.sampled_from, (WORDS, WORDS, named, HAN)), counted)
    pieces = draw(st.lists(st.tuples(part, st.just(" ") | st.sampled_from(MARKS)), max_size=9))
    return of, "".join(word + between for word, between in pieces)


@given(texts())
def test_no_amount_in_words_is_missed(drawn: tuple[str, str]) -> None:
    of, text = drawn
    document = of_markdown(text)
    amounts = [
        found.mention.text
        for found in audit_bound(document, matter(of), ())
        if found.why == NO_FIGURE and not any(map(str.isdigit, found.mention.text))
    ]
    event(f"amounts: {bool(amounts)}, read: {may_state(document, thin(of))}")
    assert not amounts or may_state(document, thin(of)), amounts
