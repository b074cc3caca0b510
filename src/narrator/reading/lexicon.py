"""What the reader of a text is told beforehand: names with digits, coins, nouns that are counted, quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.model.quantity import is_ticker
from narrator.reading.hanzi import simplified
from narrator.reading.patterns import lazy, patterns
from narrator.reading.spellings import COUNTED, COUNTED_AS, QUOTATION, SPANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narrator.model.name import Names

DIGIT, LETTERS = lazy(r"[\d¼-¾⅐-⅞¹²³⁰-⁹₀-₉①-⒛⓪-⓿❶-➓㈠-㊉Ⅰ-ↈ]"), lazy(r"[A-Za-z]+")
OPENING, STOPS, CLOSED = patterns(__name__, "OPENING", "STOPS", "CLOSED")
COINS = {"bitcoins": "BTC", "ethereum": "ETH", "ethers": "ETH"}
SINGULAR = {"ies": "y", "sses": "ss", "xes": "x", "ches": "ch", "s": ""}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Built once for an event.

    `masked` are the names with digits and the quotes, as the text of a pattern, `starts` their first words; `coins`
    leads from a name in small letters to a ticker, `nouns` from singular, plural and Chinese noun to the unit that a
    figure has; `counted` are those nouns before which one to twelve in words are a quantity. `named` are all names in
    small letters.
    """

    masked: str
    starts: frozenset[str]
    coins: Mapping[str, str]
    nouns: Mapping[str, str]
    counted: frozenset[str]
    named: tuple[str, ...]
    voices: frozenset[str] = frozenset()
    """Names of sources, which are no ticker behind a number: 2,785.68 CNBC."""

    @classmethod
    def of(
        cls,
        names: Names,
        terms: Iterable[str] = (),
        nouns: Iterable[str] = (),
        quotes: Iterable[str] = (),
        voices: Iterable[str] = (),
    ) -> Lexicon:
        """The lexicon of a workspace and an event.

        Args:
            names: the registry; its names with digits are masked.
            terms: the values of `[lexicon]` in `narrator.toml`.
            nouns: the units of the event's figures that are plural nouns, and the tickers of coins.
            quotes: what people said, as it stands in the records; masked where it stands word for word, also where it
                begins a sentence.
            voices: the sources of the figures.
        """
        forms = [(name, (*name.forms.values(), *name.aliases)) for name in names.entries]
        with_digits = {form.removeprefix("the ") for _, named in forms for form in named if DIGIT.search(form)}
        terms = tuple(terms)
        called = {simplified(form).lower() for form in (*terms, *(form for _, named in forms for form in named))}
        said = [form for quote in quotes for form in (quote, quote[:1].upper() + quote[1:])]
        opened = {OPENING.sub("", term) for term in (*with_digits, *terms, *said)}
        bare = {form for term in opened for form in (term, term[:1].upper() + term[1:], _titled(term))}
        masked = sorted(bare - {""}, key=len, reverse=True)
        coins = {
            form.casefold(): name.ticker
            for name, said in forms
            if name.kind == "asset" and name.ticker
            for form in (name.ticker, *said)
        }
        counted = tuple(nouns)
        units = tuple(unit for unit in counted if not is_ticker(unit))
        coins = {unit.casefold(): unit for unit in counted if is_ticker(unit)} | coins
        spans = {word: unit for word, unit in SPANS.items() if unit in units or (unit == "months" and "years" in units)}
        heads = {form.split()[-1]: unit for unit in units if " " in unit for form in (unit, _singular(unit))}
        heads |= {word: unit for word, unit in COUNTED_AS.items() if unit in units}
        words = COUNTED | spans | heads | {word: unit for unit in units for word in (unit, _singular(unit))}
        return cls(
            "|".join(map(_pattern, masked)),
            frozenset(found[0].lower() for term in masked if (found := LETTERS.match(term))),
            COINS | coins,
            words,
            frozenset(word for word, unit in words.items() if unit in units or word in spans),
            tuple(sorted(called)),
            frozenset(voices),
        )


def _titled(term: str) -> str:
    """A name as a title has it: the CoinDesk 20 Index."""
    return " ".join(word[:1].upper() + word[1:] for word in term.split(" ")) if DIGIT.search(term) else term


def _singular(noun: str) -> str:
    ending = next((ending for ending in SINGULAR if noun.endswith(ending)), "")
    return noun.removesuffix(ending) + SINGULAR.get(ending, "")


def _pattern(term: str) -> str:
    """A term as a pattern: any blank between words, any form of a quotation mark, nothing that goes on at its ends.

    Before a mark of punctuation the blank may be gone, and of several full stops all but one.
    """
    words = (QUOTATION.sub(QUOTATION.pattern, re.escape(word)) for word in simplified(term).split())
    before = r"(?<![A-Za-z0-9$€£¥])(?<![A-Za-z0-9][.,])" if term[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if term[-1].isascii() and term[-1].isalnum() else r"(?![0-9])"
    return before + STOPS.sub(r"\\.+", CLOSED.sub(r"\\s?", r"\s".join(words))) + after
