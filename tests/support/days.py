"""Days that nobody has tried: event files made from every kind of record, with every kind of amount, source and window.

One day is a text as a person would type it. What `check` refuses of it is refused for a reason that is tested
elsewhere; most days pass. Days are small, so that many of them can be drafted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

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
    "ABC",
)
ASSETS = ("BTC", "ETH", "OM", "1INCH")
QUOTED = (*ASSETS, "S&P 500", "Tesla", "gold")
VENUES = ("OKX", "Binance", "Gate.io")
FUNDS = ("IBIT", "ARK 21Shares")
NATURES = ("said", "said", "said", "said", "estimated", "forecast", "rumoured", "opinion", "planned")
BOUNDS = ("", "", "", "", "about ", "nearly ", "more than ", "at least ", "less than ", "at most ")


@dataclass(frozen=True)
class Day:
    """An event file, and the locale that it is told in."""

    typed: str
    locale: str


@dataclass(frozen=True)
class Base:
    """What the sources of one quantity speak of: about how much, in which unit, and which way."""

    number: str
    unit: str
    way: str

    def near(self, draw: st.DrawFn) -> Base:
        """The same, a little or a lot more: sources agree, differ or lie too far apart; seldom the other way."""
        factor = draw(st.sampled_from(("1", "1", "1.001", "1.3", "1.9", "4")))
        way = draw(st.sampled_from(WAYS[self.way])) if self.way and draw(st.integers(0, 19)) == 0 else self.way
        return Base(f"{float(self.number) * float(factor):.2f}".rstrip("0").rstrip("."), self.unit, way)


NUMBERS = ("1", "2", "3.5", "7", "12", "40", "63.4", "98", "210", "333.25", "575", "849.9", "950")
WAYS = {"inflow": ("inflow", "outflow"), "outflow": ("inflow", "outflow"), "up": ("up", "down"), "down": ("up", "down")}


def base(draw: st.DrawFn, ways: tuple[str, ...] = ("",)) -> Base:
    unit = draw(st.sampled_from((" million", " million", " billion")))
    return Base(draw(st.sampled_from(NUMBERS)), unit, draw(st.sampled_from(ways)))


def money(draw: st.DrawFn, of: Base) -> str:
    low = f"${of.number}{of.unit}"
    if draw(st.integers(0, 4)) == 0:
        return f"{low} to ${float(of.number) * 1.2:.2f}{of.unit}"
    return draw(st.sampled_from(BOUNDS)) + low


def percent(draw: st.DrawFn, of: Base) -> str:
    return f"{draw(st.sampled_from(BOUNDS[:5]))}{min(float(of.number), 95.0):g}%"


def accounts_hit(draw: st.DrawFn, of: Base) -> str:
    return f"{draw(st.sampled_from(BOUNDS))}{int(float(of.number) * 100):,} accounts"


def flow(draw: st.DrawFn, of: Base) -> str:
    if draw(st.integers(0, 6)) == 0:
        return f"{of.way} 8,100 BTC = ${of.number} million"
    return f"{of.way} {money(draw, of)}"


def move(draw: st.DrawFn, of: Base) -> str:
    if draw(st.integers(0, 9)) == 0:
        return of.way
    return draw(st.sampled_from((f"{of.way} {percent(draw, of)}", f"{of.way} {percent(draw, of)}", "0%")))


def price(draw: st.DrawFn, of: Base) -> str:
    return f"{draw(st.sampled_from(BOUNDS[:6]))}${int(float(of.number) * 100) + 50:,}"


def crossed(draw: st.DrawFn, of: Base) -> str:
    way, brief = draw(st.sampled_from(("below", "above"))), draw(st.sampled_from(("", ", briefly")))
    return f"{way} ${int(float(of.number) * 100) + 50:,}{brief}"


STATES: tuple[Callable[[st.DrawFn, Base], str], ...] = (
    money,
    lambda _, of: f"{min(float(of.number), 12.0):g}%",
    lambda _, of: f"-{min(float(of.number), 12.0):g}%",
    lambda _, of: f"up {min(float(of.number), 12.0):g} percentage points",
    lambda _, of: f"down {min(float(of.number), 12.0):g}%",
    lambda _, of: f"down {min(float(of.number), 12.0):g} basis points",
    lambda _, of: f"from {min(float(of.number), 12.0):g}% to {min(float(of.number), 12.0) + 1:g}%",
    lambda _, of: f"{int(float(of.number) * 1000):,} jobs",
    lambda _draw, _of: "up",
    lambda _draw, _of: "none",
)
"""Values of the wider economy: money, a level below zero, a move, from one value to another, a count, a true zero."""


def mood(draw: st.DrawFn, of: Base) -> str:
    value = int(min(float(of.number), 95))
    return draw(st.sampled_from((str(value), f"from {max(value - 9, 1)} to {value}", f"from 90 to {value}")))


def coins(draw: st.DrawFn, of: Base) -> str:
    return draw(st.sampled_from((f"{of.number} BTC = ${of.number} million", money(draw, of), "not stated")))


def window(draw: st.DrawFn, day: date) -> str:
    """A window as they are typed, most of them around the day."""
    before, after = day - timedelta(days=1), day - timedelta(days=6)
    forms = (
        "24h",
        "24h to 08:00",
        "12h to 08:00",
        f"{day}",
        f"{before}",
        f"{after} to {day}",
        f"week to {before}",
        f"month {after:%Y-%m}",
        f"US session {before}",
        "overnight",
        "not stated",
    )
    return draw(st.sampled_from(forms))


def reports(
    draw: st.DrawFn, amount: Callable[[st.DrawFn, Base], str], *natures: str, ways: tuple[str, ...] = ("",)
) -> list[str]:
    """The lines of one quantity: one to three sources under one nature, seldom two, and what circulates."""
    of = base(draw, ways)
    lines: list[str] = []
    drawn = draw(st.lists(st.sampled_from(natures or NATURES), min_size=1, max_size=2))
    for nature in dict.fromkeys(drawn):
        who = draw(st.lists(st.sampled_from(SPEAKERS), min_size=1, max_size=3, unique=True))
        lines.append(f"{nature}:")
        for each in who:
            silent = draw(st.integers(0, 19)) == 0
            said = draw(st.sampled_from(("not reported", "not stated"))) if silent else amount(draw, of.near(draw))
            lines.append(f"  {each}: {said}")
    if draw(st.integers(0, 5)) == 0:
        lines += ["circulating:", f"  {draw(st.sampled_from(SPEAKERS))}: {amount(draw, of.near(draw))}"]
    return lines


def field(name: str, lines: list[str]) -> list[str]:
    return [f"{name}:", *(f"  {line}" for line in lines)]


def some(draw: st.DrawFn, name: str, values: tuple[str, ...]) -> list[str]:
    """A field with one of some values, or none."""
    value = draw(st.sampled_from(("", *values)))
    return [f"{name}: {value}"] if value else []


def liquidation(draw: st.DrawFn, *natures: str) -> list[str]:
    lines = [*some(draw, "side", ("long", "short")), *some(draw, "asset", ASSETS), *some(draw, "venue", VENUES)]
    lines += reports(draw, money, *natures)
    for name, amount in (("accounts", accounts_hit), ("largest_order", money), ("peak_hour", money)):
        if draw(st.integers(0, 5)) == 0:
            lines += field(name, reports(draw, amount, "said", "estimated"))
    return lines


def fund_flow(draw: st.DrawFn, *natures: str) -> list[str]:
    about = draw(st.sampled_from(("asset", "fund", "")))
    lines = some(draw, about, ("BTC",) if about == "asset" else FUNDS) if about else []
    lines += ["cumulative: yes"] if draw(st.integers(0, 4)) == 0 else []
    return [*lines, *reports(draw, flow, *natures, ways=("inflow", "outflow"))]


def priced(draw: st.DrawFn, *natures: str) -> list[str]:
    lines = [f"asset: {draw(st.sampled_from(QUOTED))}", *reports(draw, move, *natures, ways=("up", "down"))]
    for name in ("price", "open", "close", "low", "high"):
        if draw(st.integers(0, 5)) == 0:
            lines += field(name, reports(draw, price, "said", "said", "estimated", "forecast"))
    if draw(st.integers(0, 4)) == 0:
        lines += field("broke", reports(draw, crossed, "said"))
    return lines


def position(draw: st.DrawFn, *natures: str) -> list[str]:
    what = draw(st.sampled_from(("open interest", "funding", "basis", "volume", "holdings")))
    amount = percent if what in {"funding", "basis"} else money
    about = [*some(draw, "asset", ASSETS), *some(draw, "venue", VENUES)]
    return [f"what: {what}", *about, *reports(draw, amount, *natures)]


def macro(draw: st.DrawFn, *natures: str) -> list[str]:
    what = draw(st.sampled_from(("the 10-year yield", "producer prices", "the balance sheet", "ISM")))
    amount = draw(st.sampled_from(STATES))
    return [f"what: {what}", *some(draw, "who", ("the bureau",)), *reports(draw, amount, *natures)]


def sentiment(draw: st.DrawFn, *_: str) -> list[str]:
    return [*some(draw, "name", ("Mood Index",)), *some(draw, "band", ("fear",)), *reports(draw, mood, "said")]


ACTS = ("transfer", "loss", "gain", "unrealised loss", "unrealised gain", "holding", "staking")


def account(draw: st.DrawFn, *natures: str) -> list[str]:
    who, what = draw(st.sampled_from(("a trader", "MARA", "Galaxy", "3Commas"))), draw(st.sampled_from(ACTS))
    lines = [f"who: {who}", f"what: {what}", *some(draw, "where", VENUES), *some(draw, "asset", ("BTC",))]
    return [*lines, *reports(draw, coins, *natures)]


def level(draw: st.DrawFn, *natures: str) -> list[str]:
    lines = [f"asset: {draw(st.sampled_from(ASSETS))}", *some(draw, "side", ("long", "short"))]
    return [*lines, "price: below about $80,000", *reports(draw, money, *natures)]


KINDS: dict[str, Callable[..., list[str]]] = {
    "liquidations": liquidation,
    "flows": fund_flow,
    "prices": priced,
    "positions": position,
    "macro": macro,
    "sentiment": sentiment,
    "accounts": account,
    "levels": level,
}
NOTES = {
    "note": ("The count leaves out one venue.", "Nobody has seen the orders."),
    "differ": ("One of them counts two venues more.", "They close their books at other hours."),
}


@st.composite
def days(draw: st.DrawFn) -> Day:
    """A day of one to five records and at most two texts."""
    day = date(2026, draw(st.integers(1, 12)), draw(st.integers(8, 28)))
    zone = draw(st.sampled_from(("UTC", "Asia/Shanghai", "America/New_York", "Asia/Kolkata")))
    many = draw(st.integers(1, 5))
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=many, max_size=many))
    made: dict[str, list[str]] = {}
    for number, kind in enumerate(kinds):
        lines = KINDS[kind](draw, *(() if number else ("said", "estimated")))
        if draw(st.booleans()):
            lines.append(f"window: {window(draw, day)}")
        for name, texts in NOTES.items():
            if draw(st.integers(0, 5)) == 0:
                lines.append(f"{name}: {draw(st.sampled_from(texts))}")
        made.setdefault(kind, []).extend([f"{'abcde'[number]}:", *(f"  {line}" for line in lines)])
    main = f"{kinds[0]}.a"
    head = [
        f"id: {EVENT_ID}",
        "status: ready",
        f"published: {day} 23:30",
        f"timezone: {zone}",
        f"days: {day}",
        f"assets: {draw(st.sampled_from(('BTC', 'BTC, ETH', 'OM', '1INCH')))}",
        f"main: {main}",
        f"default_window: {draw(st.sampled_from(('24h to 08:00', '24h', str(day))))}",
    ]
    blocks = {"event": head, **made}
    if draw(st.integers(0, 4)) == 0:
        blocks["statements"] = ["s:", "  who: Ann Lee", "  kind: opinion", "  text: the worst is over"]
    if draw(st.integers(0, 6)) == 0:
        blocks["claims"] = ["c:", "  text: the largest in a while", "  by: tracker_b", f"  about: {main}"]
    typed = "".join(f"{name}:\n" + "".join(f"  {line}\n" for line in lines) for name, lines in blocks.items())
    return Day(typed, draw(st.sampled_from(("en-US", "en-GB"))))


def workspace_texts(locale: str) -> dict[str, str]:
    """The files of a workspace around such a day, by path."""
    return {
        "narrator.toml": f'desk = "The test desk"\nenglish = "{locale}"\n',
        "data/sources.yaml": SOURCES,
        "data/names.yaml": NAMES,
    }
