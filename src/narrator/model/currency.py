"""Currencies: how each is typed, what a desk calls it, and whether it has cents (`currencies.toml`)."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import NamedTuple


class Currency(NamedTuple):
    """One currency; `also` are patterns of the other names that it has."""

    name: str
    sign: str = ""
    one: str = ""
    zh: str = ""
    also: tuple[str, ...] = ()
    cents: bool = True


CURRENCIES = {
    code: Currency(**entry)
    for code, entry in tomllib.loads(
        resources.files(__package__).joinpath("currencies.toml").read_text(encoding="utf-8")
    ).items()
}
"""By ISO code, those that are met most first."""
