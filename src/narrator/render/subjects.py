"""What the record of a figure says that it is of, where a sentence must not say so twice: its noun, or its source."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.quantity import Kind, kind_of
from narrator.model.records import Account, Price
from narrator.wording.english_clause import singular

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.model.records import Entry, Words
    from narrator.model.source import Source
    from narrator.wording.expression import Expression

BEFORE_OF = re.compile(
    r",| (?:of|in|on|at|for|to|from|by|with|as|under|over|between|during|through|after|before|against|per|than|within"
    r"|since|until|that|which|who) "
    r"|(?<=[a-rt-z]s) (?:[a-z]+ed|paid|bought|sold|written|held|lost|sent|lent|drawn|taken|left|kept"
    r"|waiting|outstanding|remaining|pending|missing|expiring|maturing)\b"
)
NO_PLURAL = re.compile(r"(?:[iu]s|news|\bgas|(?<!th)ics)$")
"""Singular nouns that end as a plural does: a census, a basis."""
YEAR = re.compile(r",? (?:of )?\d{4}$")
"""How a time says its year, at its end."""
PERIOD = re.compile(r"(?<![\w-])(?<!\ba )(?<!\bper )(?:quarter|half|year|season|month|week)\b|\b(?:19|20)\d\d\b")
"""What names a time within what a record is of: sales in the current quarter, growth this year."""
ARTICLE = re.compile(r"^[Tt]he ")


def what_of(entry: Entry | None) -> str:
    """What a record is of, in the language whose grammar is asked for."""
    typed: Words = getattr(entry, "what", None) or ""
    return typed if isinstance(typed, str) else typed.get("en", "")


def is_own(entry: Entry | None, source: Source, *, of_account: bool) -> bool:
    """Whether a record names its source as what its sentence is about: a body and its rate."""
    about = getattr(entry, "who", None) or "" if of_account else what_of(entry)
    names = (ARTICLE.sub("", name) for name in (source.name, *source.aliases))
    return any(name in about and re.search(rf"\b{re.escape(name)}\b", about) for name in names)


def is_one_of(who: str | None, sources: Iterable[str]) -> bool:
    """Whether somebody is among some sources: by the name, or by its initials, as the ECB is."""
    bare = ARTICLE.sub("", who or "")
    short = "".join(word[0] for word in bare.split() if word[0].isupper())
    return bool(who) and any(ARTICLE.sub("", source) in {bare, short} for source in sources)


def says_unit(entry: Entry | None, unit: str) -> bool:
    """Whether a record names what it is of by the noun that its figure counts: listed funds."""
    noun = rf"\b(?:{re.escape(unit)}|{re.escape(singular(unit))})\b"
    about = what_of(entry)
    return kind_of(unit) is Kind.COUNT and re.search(noun, about, re.IGNORECASE) is not None


def unrated(entry: Entry | None, spoken: Expression) -> Expression:
    """An amount without what it is of, where its record is named by that already: earnings a share."""
    per = spoken.manner.per
    is_said = per and re.search(rf"\b(?:an?|per) {re.escape(per)}\b", what_of(entry), re.IGNORECASE)
    return replace(spoken, manner=replace(spoken.manner, per="")) if is_said else spoken


def says_window(entry: Entry | None, said: str) -> bool:
    """Whether a record names what it is of with its time already: revenue in the third quarter."""
    about = what_of(entry)
    within, whole = YEAR.sub("", said), said.partition(" ")[2] if YEAR.search(said) else ""
    words = (within if " " in within else "", whole)  # of "in 2026" no "in" is left to look for
    return any(each and each in about and re.search(rf"\b{re.escape(each)}\b", about) for each in words)


def says_period(entry: Entry | None) -> bool:
    """Whether a record names a time of its own, which is not the day on which its value came out."""
    return PERIOD.search(what_of(entry)) is not None


def without_owner(what: str, who: str) -> str:
    """What belongs to somebody whose name stands before or behind it: the Bank of Japan's policy rate as its own."""
    short = "".join(word[0] for word in who.split() if word[0].isupper() or word == "of")  # the ECB, the BoJ
    owner = rf"^(?:[Tt]he )?(?:{re.escape(ARTICLE.sub('', who))}|{re.escape(short)}|{re.escape(short.upper())})[’']s? "
    behind = rf"^[Tt]he (.+) of (?:the )?{re.escape(ARTICLE.sub('', who))}$"
    return re.sub(behind, r"its \1", re.sub(owner, "its ", what)) if who else what


def without_plural(noun: str) -> str:
    """A common noun as it stands before another: bond, soybean; natural gas as it is."""
    return noun if NO_PLURAL.search(noun) else singular(noun)


def is_many(entry: Entry | None) -> bool:
    """Whether a record is named by a plural noun, before what that is of: the total assets of the bank.

    A price is named by its asset: soybeans; an account by whose it is; a name that ends in a capital word is one.
    """
    name = entry.asset if isinstance(entry, Price) else entry.who if isinstance(entry, Account) else what_of(entry)
    is_one = isinstance(entry, Price | Account) and not name.rpartition(" ")[2].islower()
    noun = BEFORE_OF.split("" if is_one else name)[0]
    return singular(noun) != noun and not NO_PLURAL.search(noun)
