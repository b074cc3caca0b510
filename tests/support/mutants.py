"""Texts made false in one place, and texts made different without becoming false.

Nothing here knows how a text is judged: numbers, names and words are found with the few patterns below, and what an
edit means is decided from the text alone. `Mutant.spans` are the edited places in the new text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

MAGNITUDE = r"(?:[ \n](?:million|billion)|(?:bn|m|M|B|K)\b|[万亿])"
UNIT = r"(?:%|[ \n](?:BTC|ETH|SOL|accounts|liquidated accounts|times|points)\b|美元|枚|倍)"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
ONE = rf"\$?{DIGITS}(?:{MAGNITUDE})?%?"
RANGE = re.compile(
    rf"{DIGITS}[万亿]?(?:美元|%)?[—～至到和]{DIGITS}[万亿]?(?:美元|%)"
    rf"|(?<=between )(?:{ONE})[ \n]and[ \n](?:{ONE})(?:{UNIT})?"
    rf"|(?!{DIGITS}%[ \n]to[ \n]\$)(?:{ONE})(?:[–-]|[ \n]to[ \n])(?:{ONE})(?:{UNIT})?"
)
"""Two ends of one thing; what fell 6% to $84,129 is at one price."""
POINT = re.compile(rf"\${DIGITS}(?:{MAGNITUDE})?|{DIGITS}(?:{MAGNITUDE})?(?:{UNIT})")
NUMBER = re.compile(DIGITS)
DATED = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?[ \n]\d{1,2}(?:(?:[ \n]to[ \n](?:[A-Z][a-z]+\.?["
    r" \n])?)\d{1,2})?|\d{1,2}[ \n](?:January|February|November|December|October)"
)
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
WINDOW = re.compile(r"\b24(?=[ -]hour|h\b|小时)")
YEAR = re.compile(r"\b20\d\d\b")
HEDGE = re.compile(
    r"\b(?:about|roughly|around|some|nearly|at least|more than|an estimated|estimated)[ \n](?=\$?\d)", re.IGNORECASE
)

OPPOSITES = (
    ((
        "rose"
    ), (
        "fell"
    )), ((
        "(?<!made )(?<!makes )(?<!make )up"
    ), (
        "down"
    )), ((
        "inflow"
    ), (
        "outflow"
    )), ((
        "inflows"
    ), (
        "outflows"
    )), ((
        "gained"
    ), (
        "lost"
    )), ((
        "gain"
    ), (
        "loss"
    )),
    ("below", "above"), ("under", "over"), ("took in", "paid out"), ("climbed", "dropped"), ("lower", "higher"),
    ((
        "fell(?! below| through)"
    ), (
        "rose"
    )), ((
        "slid"
    ), (
        "climbed"
    )), ((
        "shed"
    ), (
        "added"
    )), ((
        "slipped"
    ), (
        "gained"
    )), ((
        "drop"
    ), (
        "jump"
    )), ((
        "fall(?! below| above)"
    ), (
        "rise"
    )), ((
        "pulled in"
    ), (
        "lost"
    )),
    ((
        "lost"
    ), (
        "gained"
    )), ((
        "losing"
    ), (
        "gaining"
    )), ((
        "(?:fell|went|traded) below"
    ), (
        "went above"
    )), ((
        "fell through"
    ), (
        "rose through"
    )), ((
        "dipped"
    ), (
        "rose"
    )),
)  # fmt: skip
COINS = ("Bitcoin", "Ether", "Solana", "XRP", "Dogecoin", "Litecoin")
INDICES = ("Nasdaq", "S&P 500", "Dow Jones", "Russell", "FTSE")
VENUES = ("HTX", "Hyperliquid", "FalconX", "Binance", "Kraken", "Deribit")
PEOPLE = ("Huang Licheng", "Justin Sun", "Arthur Hayes", "Bill Dudley")
HOLDERS = ("Marathon Digital", "SharpLink", "Strategy", "Riot Platforms")
FAMILIES = {"asset": (COINS, INDICES), "venue": (VENUES,), "person": (PEOPLE, HOLDERS)}
FOREIGN = {
    "美元": ("欧元", "英镑"),
    "$": ("€", "£"),
    "%": (" percentage points",),
    " BTC": (" ETH", " SOL"),
    " ETH": (" BTC",),
    " SOL": (" ETH",),
}
NOUNS = {" accounts": (" exchanges", " wallets", " BTC"), " times": ("%",)}
FACTORS = tuple(map(Decimal, ("10", "100", "1000", "0.1", "0.01", "0.001")))
NEAR = 28
ALSO = re.compile(r" \([A-Z]{3,5}\)|（[^）]{1,6}）| \(\"\w+\"\)|, known as \w+,?")


@dataclass(frozen=True)
class Mutant:
    """A text edited in some places; `before` and `after` say how."""

    kind: str
    text: str
    spans: tuple[tuple[int, int], ...]
    before: str
    after: str


def replaced(kind: str, text: str, *edits: tuple[int, int, str]) -> Mutant:
    """A text with some stretches replaced."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    last = length = 0
    for start, stop, new in sorted(edits):
        parts += [text[last:start], new]
        length += start - last
        spans.append((length, length + len(new)))
        length += len(new)
        last = stop
    before = " | ".join(text[start:stop] for start, stop, _ in sorted(edits))
    after = " | ".join(new for _, _, new in sorted(edits))
    return Mutant(kind, "".join(parts) + text[last:], tuple(spans), before, after)


def amounts(text: str) -> list[tuple[int, int]]:
    """Where the amounts of a text stand, a range as one; nothing of the front matter but the title."""
    front = FRONT.match(text)
    start = front.end() if front else 0
    taken = [match.span() for match in DATED.finditer(text)]
    found: list[tuple[int, int]] = []
    for pattern in (RANGE, POINT):
        for match in pattern.finditer(text, start):
            here = match.span()
            has_unit = re.search(r"[$%]|million|billion|BTC|ETH|SOL|accounts|times|美元|枚|倍", match[0]) is not None
            if has_unit and not any(a < here[1] and here[0] < b for a, b in (*taken, *found)):
                found.append(here)
    return sorted(found)


def mutants(text: str, random: Random, most: int) -> Iterator[Mutant]:
    """At most so many mutants of each kind."""
    kinds: dict[str, list[Mutant]] = {}
    for mutant in _all(text, random):
        if mutant.before != mutant.after:
            kinds.setdefault(mutant.kind, []).append(mutant)
    for found in kinds.values():
        yield from random.sample(found, min(most, len(found)))


def _all(text: str, random: Random) -> Iterator[Mutant]:
    places = amounts(text)
    for start, stop in places:
        yield from _scaled(text, start, stop)
        yield from _with_another_digit(text, start, stop, random)
        yield from _narrowed(text, start, stop)
        yield from _in_another_unit(text, start, stop)
    yield from _swapped(text, places)
    yield from _flipped(text, places)
    for kind, families in FAMILIES.items():
        for family in families:
            yield from _renamed(kind, text, family, places)
    front = FRONT.match(text)
    for match in YEAR.finditer(text, front.end() if front else 0):
        yield replaced("year", text, (*match.span(), str(int(match[0]) + random.choice((-2, -1, 1)))))
    for match in WINDOW.finditer(text):
        yield replaced("window", text, (*match.span(), random.choice(("12", "48", "72"))))
    for match in HEDGE.finditer(text, front.end() if front else 0):
        if "estimate" in text[slice(*sentence(text, match.start()))].replace(match[0], "", 1):
            continue  # the sentence still says so
        yield replaced("hedge", text, (*match.span(), ""))


def _scaled(text: str, start: int, stop: int) -> Iterator[Mutant]:
    for factor in FACTORS:
        parts = re.split(f"({DIGITS})", text[start:stop])
        new = "".join(
            _plain(Decimal(part.replace(",", "")) * factor) if at % 2 else part for at, part in enumerate(parts)
        )
        yield replaced("scale", text, (start, stop, new))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _with_another_digit(text: str, start: int, stop: int, random: Random) -> Iterator[Mutant]:
    digits = [place for place in range(start, stop) if text[place].isdigit() and text[place] != "0"]
    for place in digits:
        new = random.choice([digit for digit in "123456789" if digit != text[place]])
        yield replaced("digit", text, (place, place + 1, new))


def _narrowed(text: str, start: int, stop: int) -> Iterator[Mutant]:
    if RANGE.fullmatch(text, start, stop):
        low, high = (Decimal(number.replace(",", "")) for number in NUMBER.findall(text[start:stop])[:2])
        tail = re.split(r"\d(?=[^\d]*$)", text[start:stop])[-1]
        lead = "$" if text[start] == "$" else ""
        between = text[:start].endswith("between ")
        begin = start - len("between ") if between else start
        for point in (low, high, (low + high) / 2):
            yield replaced("narrow", text, (begin, stop, f"{lead}{_plain(point)}{tail}"))


def _in_another_unit(text: str, start: int, stop: int) -> Iterator[Mutant]:
    said = text[start:stop]
    for unit, others in {**FOREIGN, **NOUNS}.items():
        if unit in said:
            for other in others:
                yield replaced("unit", text, (start, stop, said.replace(unit, other)))


def _swapped(text: str, places: list[tuple[int, int]]) -> Iterator[Mutant]:
    """Two amounts of one kind that stand for different things; not two of one list, which may come in any order."""
    for (start, stop), (other, end) in combinations(places, 2):
        one, two = text[start:stop], text[other:end]
        alike = ("$" in one) == ("$" in two) and ("%" in one) == ("%" in two) and _unit(one) == _unit(two)
        is_list = other - stop < NEAR and re.search(r"\b(?:and|or|to as much as)\s$", text[stop:other]) is not None
        is_list = is_list and not re.search("[A-Z]", text[stop:other])
        if alike and not _is_rounded(one, two) and not is_list:
            yield replaced("swap", text, (start, stop, two), (other, end, one))


def _is_rounded(one: str, two: str) -> bool:
    """Whether two amounts are one, in as many digits or in fewer."""
    first, second = NUMBER.findall(one), NUMBER.findall(two)
    if first == second or len(first) != 1 or len(second) != 1:
        return first == second
    fewer, more = sorted((first[0], second[0]), key=lambda said: len(said.partition(".")[2]))
    digits = len(fewer.partition(".")[2])
    return digits > 0 and round(Decimal(more.replace(",", "")), digits) == Decimal(fewer.replace(",", ""))


def _unit(said: str) -> str:
    match = re.search(r"BTC|ETH|SOL|accounts|times|points|美元|枚|倍", said)
    return match[0] if match else ""


def _flipped(text: str, places: list[tuple[int, int]]) -> Iterator[Mutant]:
    """A word of direction right beside an amount turned round."""
    pairs = [(rf"\b{one}\b", other) for one, other in OPPOSITES]
    for one, other in (*pairs, *HAN_OPPOSITES):
        for match in re.finditer(one, text):
            beside = any(
                0 <= start - match.end() <= NEAR and not re.search(r"[,.;:|，。；、]", text[match.end() : start])
                for start, _ in places
            )
            if beside:
                yield replaced("direction", text, (*match.span(), other))


def _renamed(kind: str, text: str, family: tuple[str, ...], places: list[tuple[int, int]]) -> Iterator[Mutant]:
    """A name in a sentence with an amount made another one that the sentence does not have."""
    for name in family:
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            start, stop = sentence(text, match.start())
            if text[start:stop].lstrip().startswith("|") and text[start : match.start()].count("|") > 1:
                continue  # the column of sources
            if any(start <= place < stop for place, _ in places):
                also = ALSO.match(text, match.end())
                end = also.end() if also else match.end()  # the name goes with its ticker and its other name
                for other in family:
                    if other not in text[start:stop]:
                        yield replaced(kind, text, (match.start(), end, other))


HAN_OPPOSITES = (
    ("流入", "流出"),
    ("下跌", "上涨"),
    ("(?<!下)跌(?!破|穿|幅)", "涨"),
    ("扩张", "收缩"),
    ("浮亏", "浮盈"),
)
ENDS = re.compile(r"[。！？]|[.!?][”\"’*)]*(?=\s+[A-Z“\"*$])|\n\n|\n(?=[-#|]|\d\. )|\Z")


def sentence(text: str, place: int) -> tuple[int, int]:
    """The sentence around a place, or the heading, list item or row of a table."""
    start = 0
    for match in ENDS.finditer(text):
        if match.end() > place:
            return start, match.end()
        start = match.end()
    return start, len(text)


SYNONYMS = {
    r"about(?= \$?\d)": ("around", "roughly", "approximately"),
    r"liquidated\b(?! accounts)": ("forcibly closed out",),
    r"was down\b": ("had fallen",),
    r"took in\b": ("drew in",),
    r"according to\b": ("as told by",),
}


def harmless(text: str) -> Iterator[Mutant]:
    """Edits that leave a text as true as it was."""
    for start, stop in amounts(text):
        if RANGE.fullmatch(text, start, stop):
            yield from _in_another_notation(text, start, stop)
    yield from _in_other_words(text)
    for one, others in SYNONYMS.items():
        for match in re.finditer(rf"\b{one}", text):
            yield from (replaced("synonym", text, (*match.span(), other)) for other in others)
    breaks = [match.end() for match in re.finditer(r"\n\n(?=[A-Z])", text)]
    for place in breaks:
        yield replaced("added sentence", text, (place, place, "Nobody was surprised. "))
    yield from _reordered(text)


def _in_other_words(text: str) -> Iterator[Mutant]:
    for start, stop in filter(partial(_is_own, text), amounts(text)):
        said = text[start:stop]
        if "%" in said and "|" not in text[start - 3 : stop + 3]:
            yield replaced("synonym", text, (start, stop, said.replace("%", " percent")))
        if " million" in said:
            yield replaced("synonym", text, (start, stop, said.replace(" million", "m")))


def _is_own(text: str, place: tuple[int, int]) -> bool:
    """Whether an amount stands in no quote: the words of somebody else stand as they were said."""
    return text.rfind("“", 0, place[0]) <= text.rfind("”", 0, place[0])


def _in_another_notation(text: str, start: int, stop: int) -> Iterator[Mutant]:
    said = text[start:stop]
    low, high = NUMBER.findall(said)[:2]
    is_between = text[:start].endswith("between ")
    begin = start - len("between ") if is_between else start
    magnitudes = re.findall(r"million|billion|bn|m\b|M\b|B\b", said)
    tail = re.split(r"\d(?=[^\d]*$)", said)[-1]
    lead = "$" if said[0] == "$" else ""
    if len(set(magnitudes)) <= 1:
        each = tail if magnitudes or "%" in tail else ""
        first = each.replace(" accounts", "").replace(" liquidated accounts", "").replace(" times", "")
        for new in (
            f"{lead}{low}–{high}{tail}",
            f"{lead}{low}-{high}{tail}",
            f"{lead}{low}{first} to {lead}{high}{tail}",
            f"between {lead}{low}{first} and {lead}{high}{tail}",
            f"{lead}{low}{first}–{lead}{high}{tail}",
        ):
            yield replaced("notation", text, (begin, stop, new))


def _reordered(text: str) -> Iterator[Mutant]:
    """Two paragraphs that stand one after the other in one section, the other way round."""
    blocks = re.split(r"(\n\n)", text)
    for place in range(0, len(blocks) - 2, 2):
        one, two = blocks[place], blocks[place + 2]
        if re.match(r"[A-Z$]", one) and re.match(r"[A-Z$]", two):
            start = sum(map(len, blocks[:place]))
            yield replaced("reordered", text, (start, start + len(one + "\n\n" + two), two + "\n\n" + one))
