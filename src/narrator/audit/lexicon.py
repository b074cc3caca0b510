"""What the audit knows of a workspace and an event: names with digits, coins, the nouns that figures count, quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from narrator.model.name import Names

LETTERS = re.compile(r"[A-Za-z]+")
DIGIT = re.compile(r"\d")
COUNTED = {
    "accounts": "account accounts 账户 账号",
    "wallets": "wallet wallets 钱包",
    "exchanges": "exchange exchanges 交易所",
    "addresses": "address addresses 地址",
    "traders": "trader traders 交易者 交易员",
    "people": "person people 人",
    "venues": "venue venues 平台",
    "positions": "position positions 仓位",
    "contracts": "contract contracts 合约",
    "orders": "order orders 订单",
}
"""Nouns that are counted often, by the plural noun that is their unit."""
NOUNS = {word: unit for unit, words in COUNTED.items() for word in words.split()}
COINS = {"bitcoins": "BTC", "ethereum": "ETH", "ethers": "ETH"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Built once for an event.

    `masked` are the names with digits and the quotes, as the text of a pattern, `starts` their first words; `coins` leads from a name in small
    letters to a ticker, `nouns` from singular, plural and Chinese noun to the unit that a figure has; `counted` are
    those nouns before which one to twelve in words are a quantity.
    """

    masked: str
    starts: frozenset[str]
    coins: Mapping[str, str]
    nouns: Mapping[str, str]
    counted: frozenset[str]

    @classmethod
    def of(
        cls, names: Names, terms: Iterable[str] = (), nouns: Iterable[str] = (), quotes: Iterable[str] = ()
    ) -> Lexicon:
        """The lexicon of a workspace and an event.

        Args:
            names: the registry; its names with digits are masked.
            terms: the values of `[lexicon]` in `narrator.toml`.
            nouns: the units of the event's figures that are plural nouns.
            quotes: what people said, as it stands in the records; masked where it stands word for word.
        """
        units = tuple(nouns)
        words = dict(NOUNS) | {word: unit for unit in units for word in (unit, _singular(unit))}
        counted = frozenset(word for word, unit in words.items() if unit in units)
        said = sorted({*_with_digits(names), *terms, *quotes} - {""}, key=len, reverse=True)
        starts = frozenset(found[0].lower() for term in said if (found := LETTERS.match(term)))
        return cls("|".join(map(_pattern, said)), starts, COINS | dict(_coins(names)), words, counted)


def _with_digits(names: Names) -> Iterator[str]:
    for name in names.entries:
        for form in (*name.forms.values(), *name.aliases):
            if DIGIT.search(form):
                yield form.removeprefix("the ")


def _coins(names: Names) -> Iterator[tuple[str, str]]:
    for name in names.entries:
        if name.kind == "asset" and name.ticker:
            for form in (name.ticker, *name.forms.values(), *name.aliases):
                yield form.casefold(), name.ticker


def _singular(noun: str) -> str:
    for ending, short in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch")):
        if noun.endswith(ending):
            return noun.removesuffix(ending) + short
    return noun.removesuffix("s")


def _pattern(term: str) -> str:
    """A term as a pattern: any blank between words, any form of a quotation mark, nothing that goes on at its ends."""
    words = (re.sub(r"['’‘\"“”]", "['’‘\"“”]", re.escape(word)) for word in term.split())
    before = r"(?<![A-Za-z0-9$€£¥.,])" if term[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if term[-1].isascii() and term[-1].isalnum() else r"(?![0-9])"
    return before + r"\s".join(words) + after
