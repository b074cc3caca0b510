"""Days that nobody has tried: event files made from every kind of record, with every kind of amount, source and window.

One day is a text as a person would type it. What `check` refuses of it is refused for a reason that is tested
elsewhere; most days pass. Days are small, so that many of them can be drafted; seldom one has dozens of figures. What
a record has, and in which units, is read from the models and the table of kinds: a new kind is drawn at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args, get_origin

from hypothesis import strategies as st

from narrator.model.kinds import KINDS, Group, Part, rows_of
from narrator.model.records import EventFile, Reports
from support.amounts import base, line, window

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from narrator.model.kinds import QuantityRow
    from narrator.model.records import Record

EVENT_ID = "any-day"
SOURCES = """\
tracker_a:
  name: Tracker A
  kind: data vendor
  grade: B
  reason: It lists its venues.
tracker_b:
  name: Tracker B
  kind: data vendor
  grade: C
  reason: It counts two venues more.
ten_x:
  name: 10x Research
  kind: data vendor
  grade: B
  reason: It names its method.
shares21:
  name: 21Shares
  kind: issuer
  grade: A
  reason: It publishes its own books.
cme:
  name: CME
  kind: exchange
  grade: A
  reason: It counts what it clears.
bureau:
  name: the bureau
  kind: official body
  grade: A
  reason: The figures are its books.
ann_lee:
  name: Ann Lee
  kind: person
  grade: C
  reason: An analyst who signs her counts.
model_m:
  name: a model of positions
  kind: model
  grade: C
  reason: It models what nobody counts.
tracker7:
  name: Tracker 7
  kind: data vendor
  grade: B
  reason: It counts seven venues.
moodys:
  name: Moody’s
  kind: data vendor
  grade: B
  reason: It rates what it counts.
sp_global:
  name: S&P Global
  kind: data vendor
  grade: B
  reason: It keeps the index.
fourteen:
  name: 3Fourteen
  kind: model
  grade: C
  reason: It models flows.
chatter:
  name: Chatter Daily
  kind: outlet
  grade: E
  reason: Nobody signs it.
"""
NAMES = """\
btc:
  kind: asset
  en: Bitcoin
  ticker: BTC
eth:
  kind: asset
  en: Ether
  ticker: ETH
om:
  kind: asset
  en: Mantra
  ticker: OM
one_inch:
  kind: asset
  en: 1inch
  ticker: 1INCH
sp500:
  kind: index
  en: the S&P 500
  aliases:
    - S&P 500
gold:
  kind: asset
  en: gold
  ticker: XAU
tesla:
  kind: company
  en: Tesla
okx:
  kind: venue
  en: OKX
binance:
  kind: venue
  en: Binance
gate:
  kind: venue
  en: Gate.io
d_cent:
  kind: venue
  en: D’Cent
venue_24:
  kind: venue
  en: 24 Exchange
seven_eleven:
  kind: company
  en: 7-Eleven
ibit:
  kind: fund
  en: IBIT
hodl21:
  kind: fund
  en: ARK 21Shares
"""
SPEAKERS = (
    "tracker_a",
    "tracker_b",
    "ten_x",
    "shares21",
    "cme",
    "bureau",
    "ann_lee",
    "model_m",
    "tracker7",
    "moodys",
    "sp_global",
    "fourteen",
    "chatter",
    "unnamed",
    "unnamed 2",
    "several unnamed",
    "unverified",
    "market data",
    "public data",
    "social media",
    "Nobody Known",
    "3Commas",
    "O'Neil & Co",
    "500.com",
    "ABC",
)
NATURES = ("said", "said", "said", "said", "estimated", "forecast", "rumoured", "opinion", "planned")
FIRM = ("said", "said", "said", "estimated")
"""What the main figure of an event may be."""
ASSETS = ("BTC", "BTC", "ETH", "OM", "1INCH")
VENUES = ("OKX", "Binance", "Gate.io", "D’Cent", "24 Exchange")
FIELDS: dict[str, tuple[str, ...]] = {
    "asset": ASSETS,
    "venue": VENUES,
    "where": VENUES,
    "fund": ("IBIT", "ARK 21Shares"),
    "contract": ("BTC-USDT",),
    "what": (
        "the 10-year yield",
        "producer prices",
        "the balance sheet",
        "ISM",
        "jobless claims",
        "the 2-year Treasury yield",
        "the target for the federal funds rate",
        "GDP growth",
    ),
    "who": ("a trader", "MARA", "Galaxy", "3Commas", "7-Eleven", "Tracker 7", "Strategy", "21Shares"),
    "name": ("Mood Index", "the Top 20 Mood Index"),
    "band": ("fear",),
    "also_known_as": ("0xb317",),
    "role": ("support", "resistance"),
    "view_of": ("ann_lee",),
    "note": ("The count leaves out one venue.", "Nobody has seen the orders."),
    "differ": ("One of them counts two venues more.", "They close their books at other hours."),
    "caution": ("The count may hold the same orders twice.",),
}
"""What stands in the fields of records; a field that must be there and has none here is the matter of the record."""
OF_KIND = {
    ("prices", "asset"): (*ASSETS, "S&P 500", "Tesla", "7-Eleven", "gold"),
    ("macro", "who"): ("the bureau", "Federal Reserve"),
}
"""Fields that are other things in some kinds of record."""
OTHER = frozenset(Reports.model_fields) | {"window", "when", "checked", "about"}
SELDOM = 5
"""One in so many records has a field or a quantity that need not be there."""


@dataclass(frozen=True)
class Day:
    """An event file, and the locale that it is told in."""

    typed: str
    locale: str


def seldom(draw: st.DrawFn, once: int = SELDOM) -> bool:
    """Whether something is there that mostly is not."""
    return draw(st.integers(0, once)) == 0


def reports(draw: st.DrawFn, row: QuantityRow, natures: tuple[str, ...], asset: str) -> list[str]:
    """The lines of one quantity: one to three sources under one nature, seldom two, and what circulates."""
    of = base(draw, row, asset)
    lines: list[str] = []
    for nature in dict.fromkeys(draw(st.lists(st.sampled_from(natures), min_size=1, max_size=2))):
        who = draw(st.lists(st.sampled_from(SPEAKERS), min_size=1, max_size=3, unique=True))
        lines += [f"{nature}:", *(f"  {each}: {line(draw, of)}" for each in who)]
    if seldom(draw):
        lines += ["circulating:", f"  {draw(st.sampled_from(SPEAKERS))}: {line(draw, of)}"]
    return lines


def field(name: str, lines: list[str]) -> list[str]:
    """A field of several lines."""
    return [f"{name}:", *(f"  {line}" for line in lines)]


def values(group: Group, name: str, info: FieldInfo) -> tuple[str, ...]:
    """What may stand in a field of a kind of record."""
    every = [info.annotation, *get_args(info.annotation)]
    closed = [value for each in every if get_origin(each) is Literal for value in get_args(each)]
    return (
        OF_KIND.get((group, name)) or tuple(closed) or FIELDS.get(name, ("the matter",) if info.is_required() else ())
    )


def record(draw: st.DrawFn, group: Group, natures: tuple[str, ...], whole: str) -> list[str]:
    """A record of a kind: the fields of its model and the quantities of its row; a share is of `whole`, if any."""
    model: type[Record] = get_args(EventFile.model_fields[group].annotation)[1]
    typed: dict[str, str] = {}
    for name, info in model.model_fields.items():
        known = () if name in KINDS[group].quantities or name in OTHER else values(group, name, info)
        if known and (info.is_required() or seldom(draw, 2 if name in (KINDS[group].dimensions or ()) else SELDOM)):
            typed[name] = draw(st.sampled_from(known))
    lines = [f"{name}: {value}" for name, value in typed.items()]
    rows, asset = rows_of(group, typed.get("what", "")), typed.get("asset", "")
    lines += reports(draw, rows[Part.AMOUNT], natures, asset)
    whole = "its holdings" if KINDS[group].whole_in_words else whole
    for part, row in rows.items():
        is_there = group is Group.LEVELS or seldom(draw, SELDOM + 1)
        if part is not Part.AMOUNT and is_there and (whole or part is not Part.SHARE):
            of = [f"of: {whole}"] if part is Part.SHARE else []
            lines += field(part, [*of, *reports(draw, row, NATURES if seldom(draw, 2) else FIRM, asset)])
    return lines


def text_blocks(draw: st.DrawFn, main: str) -> dict[str, list[str]]:
    """What people say, claim and carry, and what may come: seldom more than one of them."""
    given = {
        "statements": ["s:", "  who: Ann Lee", "  kind: opinion", "  text: the worst is over"],
        "claims": ["c:", "  text: the largest in a while", "  by: tracker_b", f"  about: {main}"],
        "unconfirmed": ["u:", "  text: a fund of 7-Eleven is in trouble", "  by: chatter"],
        "left_out": ["l:", "  what: the split by venue", "  why: no two venues count alike"],
        "outlook": ["watch:", "  w:", "    text: the next count", "risks:", "  r: The count may be revised."],
    }
    return {name: lines for name, lines in given.items() if seldom(draw)}


@st.composite
def days(draw: st.DrawFn) -> Day:
    """A day of one to five records, seldom of many, with a few texts."""
    day = date(2026, draw(st.integers(1, 12)), draw(st.integers(8, 28)))
    many = draw(st.integers(9, 14)) if seldom(draw, 40) else draw(st.integers(1, 5))
    kinds = draw(st.lists(st.sampled_from([*KINDS]), min_size=many, max_size=many))
    made: dict[str, list[str]] = {}
    for number, kind in enumerate(kinds):
        lines = record(draw, kind, NATURES if number else FIRM, "a" if number and kind is kinds[0] else "")
        if draw(st.booleans()):
            lines.append(f"window: {window(draw, day)}")
        made.setdefault(kind, []).extend(field("abcdefghijklmno"[number], lines))
    main = f"{kinds[0]}.a"
    head = [
        f"id: {EVENT_ID}",
        "status: ready",
        f"published: {day} 23:30",
        f"timezone: {draw(st.sampled_from(('UTC', 'Asia/Shanghai', 'America/New_York', 'Asia/Kolkata')))}",
        f"days: {day}",
        f"assets: {draw(st.sampled_from(('BTC', 'BTC, ETH', 'OM', '1INCH')))}",
        f"main: {main}",
        f"default_window: {draw(st.sampled_from(('24h to 08:00', '24h', str(day))))}",
    ]
    blocks = {"event": head, **made, **text_blocks(draw, main)}
    typed = "".join("\n".join(field(name, lines)) + "\n" for name, lines in blocks.items())
    return Day(typed, draw(st.sampled_from(("en-US", "en-GB"))))


def workspace_texts(locale: str) -> dict[str, str]:
    """The files of a workspace around such a day, by path."""
    return {
        "narrator.toml": f'desk = "The test desk"\nenglish = "{locale}"\n',
        "data/sources.yaml": SOURCES,
        "data/names.yaml": NAMES,
    }
