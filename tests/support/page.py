"""A made-up article with marks, its cards and its charts: what a page can hold, without any event behind it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from narrator.charts.levels import price_levels
from narrator.charts.scale import Value
from narrator.charts.signed import signed
from narrator.charts.who_says_what import at_a_glance, who_says_what
from narrator.charts.whole import parts_of_whole
from narrator.model.quantity import Interval
from narrator.render import environment, marks, theme
from narrator.render.cards import Card, CardRow
from narrator.render.charting import Plate, drawn
from narrator.render.html import PageContext, compose

NOWHERE = Path("no-such-workspace")


STANDINGS = {"disputed": "disputed", "one source": "single_source", "confirmed": "confirmed"}


def _card(
    figure_id: str, texts: tuple[str, str, str], *rows: tuple[str, ...], amount: str = "", note: str = ""
) -> Card:
    label, phrase, status = texts
    return Card(
        id=figure_id,
        value="1/2",
        label=label,
        amount=amount or phrase,
        phrase=phrase,
        status=status,
        standing=STANDINGS[status.partition(",")[0]],
        nature="estimated" if "estimate" in status else "measured",
        rows=tuple(CardRow(*row) for row in rows),
        note=note,
    )


_ALL = (
    _card(
        "liquidations.total",
        ("Liquidations, all", "$575 million to $665 million", "disputed"),
        ("Harbour Data", "$575 million", "core"),
        ("Lattice", "$612 million", "core"),
        ("Northgate", "$648 million to $665 million", "core"),
        ("a trading channel", "$720 million", "circulating", "in circulation, outside the printed range"),
        amount="$575–665 million",
        note="Northgate counts two venues more, and its day ends an hour later.",
    ),
    _card(
        "liquidations.shorts",
        ("Liquidations, shorts", "$480 million to $540 million", "disputed"),
        ("Harbour Data", "$480 million", "core"),
        ("Lattice", "$540 million", "core"),
        amount="$480–540 million",
    ),
    _card(
        "liquidations.longs", ("Liquidations, longs", "$95 million", "one source"), ("Lattice", "$95 million", "core")
    ),
    _card(
        "liquidations.btc", ("Liquidations, Bitcoin", "$301 million", "one source"), ("Lattice", "$301 million", "core")
    ),
    _card(
        "flows.btc_etf",
        ("Flow, spot Bitcoin ETFs", "net inflows of $840.6 million to $849.92 million", "disputed"),
        ("Issuer table", "$849.92 million", "core"),
        ("Ledgerline", "$840.6 million", "core"),
        amount="$840.6–849.92 million",
    ),
    _card("prices.btc", ("Bitcoin, move", "up 4.1%", "confirmed"), ("market data", "up 4.1%", "core")),
    _card(
        "levels.btc_longs",
        ("Bitcoin: longs at risk", "an estimated $286 million", "one source, estimate"),
        ("Heat map", "$286 million", "core"),
    ),
    _card("sentiment.fear_greed", ("Fear and greed", "42", "confirmed"), ("market data", "42", "core")),
    _card("derived.shorts_share", ("Shorts, share of both sides", "83% to 86%", "disputed, computed")),
)
CARDS = {card.id: card for card in _ALL}


def f(figure_id: str, text: str) -> str:
    return marks.figure(figure_id, text)


def _sources(card: Card) -> str:
    return ", ".join(row.source for row in card.rows) or "the desk"


TABLE = "".join(f"| {card.label} | {f(card.id, card.phrase)} | {card.status} | {_sources(card)} |\n" for card in _ALL)
TOTAL = f("liquidations.total", "$575 million to $665 million")
ARTICLE = f"""# Shorts give way: {f("liquidations.total", "at least $575 million")} of crypto bets liquidated

**Spot funds took in {f("flows.btc_etf", "$840.6 million to $849.92 million")} on the same day, bought by people whom no margin call can reach.**

*The harbour desk. Published Jan. 14, 2026, 20:00 UTC+8. Covers Jan. 13 to Jan. 14, 2026.*

{TOTAL} of leveraged crypto positions was liquidated in the 24 hours to 16:00 UTC+8 on Wednesday. Shorts took the larger part of it, and most of that part went in the hour after New York opened.

| Key figure | Value | Window | Source |
|:--|--:|:--|:--|
| Liquidations | {TOTAL} | in the 24 hours to 16:00 | three trackers |
| Flow, spot funds | {f("flows.btc_etf", "$840.6 million to $849.92 million")} | on Jan. 14 | two tables |

## Key points

- Shorts were {f("derived.shorts_share", "83% to 86%")} of the positions whose side is known.

- Bitcoin alone accounts for {f("liquidations.btc", "$301 million")}, according to Lattice.

- The funds took in {f("flows.btc_etf", "$840.6 million to $849.92 million")} in one session, the most since the autumn.

- Disputed: the total itself, since Northgate counts two venues more than the others do.

{marks.chart("total")}

{marks.chart("glance")}

{marks.chart("sides")}

{marks.chart("moves")}

{marks.chart("levels")}

## Rising prices forced short sellers to buy

A short seller has borrowed coins and sold them, and owes coins, whatever they cost. When Bitcoin went {f("prices.btc", "up 4.1%")} in an afternoon, margin that had looked ample in the morning no longer covered the loss, and exchanges bought the coins back on the sellers’ behalf. Shorts lost {f("liquidations.shorts", "$480 million to $540 million")} that way.

Longs lost {f("liquidations.longs", "$95 million")}, by Lattice’s count. That is the ordinary wear of a volatile day: some positions are always too thin, on both sides, and a rise of this size does not hurt their owners unless they had sold calls against them or moved their margin elsewhere.

## Fund buyers arrived before the squeeze, not after it

Issuers’ own tables show {f("flows.btc_etf", "$849.92 million")} of net creations; Ledgerline’s sum, drawn up an hour earlier, stands a little lower. Either is the largest of the month. The order of events matters here: the cash was committed in the morning auction, while the bulk of the forced buying came in the American afternoon.

> We read this as a squeeze more than a turn. Forced buyers do not come back the next day.

Sentiment followed the price, as it tends to. The fear and greed index rose to {f("sentiment.fear_greed", "42")}, which its makers call neutral, from the fear of the week before; the index is built in part from the price itself, and so confirms little.

## More longs now stand close below the price

A heat map that Harbour Data publishes puts {f("levels.btc_longs", "an estimated $286 million")} of longs at risk a few percent below. Such maps are models: they assume that traders use the leverage that exchanges offer by default, and they cannot see the hedges that a desk holds elsewhere.

What would decide it is plain enough:

1. Another session of inflows, with prices level, would say that buyers want coins and not merely exposure.

2. An outflow, with the longs above still in place, would leave nobody to take the other side of a fall.

## Where the sources part

*Totals by source and by side, in the 24 hours to 16:00 UTC+8.*

| Source | Total | Shorts | Longs |
|:--|--:|--:|--:|
| Harbour Data | {f("liquidations.total", "$575 million")} | {f("liquidations.shorts", "$480 million")} | not published |
| Lattice | {f("liquidations.total", "$612 million")} | {f("liquidations.shorts", "$540 million")} | {f("liquidations.longs", "$95 million")} |
| Northgate | {f("liquidations.total", "$648 million to $665 million")} | not published | not published |

Northgate includes two venues that the others leave out, and its day ends an hour later, so that a busy hour is counted by one and missed by the rest. None of the three publishes the list of accounts behind its totals. A higher total makes the rounds in a trading channel, which gives neither a source nor a window; it stands beside the range and not in it. The count of accounts is left out, because the only source for it will not say how it tells one trader’s accounts apart.

## Figures and sources

| Figure | What it says | Standing | Source |
|:--|:--|:--|:--|
{TABLE}
## About this brief

Made from what had been published by 20:00 UTC+8 on Jan. 14, 2026. Where sources differ a range is printed, never an average; a figure with one source names it. The desk’s view is marked and is opinion. See [the method](https://example.org/method).
"""  # noqa: E501  # a paragraph is a line


def point(millions: str) -> Interval:
    return Interval.point(Decimal(millions))


def span(low: str | None, high: str | None) -> Interval:
    return Interval(Decimal(low) if low else None, Decimal(high) if high else None)


def money(value: Decimal) -> str:
    return f"${value:f}M" if value else "$0"


def share(value: Decimal) -> str:
    return f"{value:f}%"


PRICE = Value("Bitcoin", "$94,000", point("94000"))
SAID = (
    Value("Harbour Data", "$575 million", point("575")),
    Value("Lattice", "$612 million", point("612")),
    Value("Northgate", "$648 million to $665 million", span("648", "665")),
)
APART = (
    Value("a trading channel", "$720 million", point("720")),
    Value("unverified", "more than $700 million", span("700", None)),
)
GLANCE = (
    Value("Liquidations, all", "$575–665 million", span("575", "665")),
    Value("Shorts", "$480–540 million", span("480", "540")),
    Value("Longs", "$95 million", point("95")),
    Value("Bitcoin", "$301 million", point("301")),
    Value("At risk below", "an estimated $286 million", point("286"), estimated=True),
)


LONG_NAME = "The Association of the Keepers of the Harbour Tables of the North and of the South"
SIDES = (Value("Shorts", "$480–540 million", span("480", "540")), Value("Longs", "$95 million", point("95")))
MOVES = (
    ("On Jan. 14", (Value("Bitcoin", "4.1%", point("4.1")), Value(LONG_NAME, "2% to 3%", span("-3", "-2")))),
    ("In January", (Value("Gold", "more than 5%", span(None, "-5")), Value("Oil", "about 1%", point("1"), True))),
)
LEVELS = (
    Value("Support", "$88,000 to $89,000", span("88000", "89000")),
    Value("Resistance", "$99,000", point("99000")),
)


def plates() -> tuple[Plate, ...]:
    """Every kind of chart, with every mark that it knows."""
    who = who_says_what(span("575", "665"), SAID, APART, money)
    return (
        Plate(
            id="total",
            kind="who-says-what",
            chart=who,
            title="No two trackers agree on what was lost",
            caption="Sources as named. As of Jan. 14, 2026, 20:00 UTC+8.",
            printed="$575–665 million",
        ),
        Plate(
            id="glance",
            kind="figures-at-a-glance",
            chart=at_a_glance(GLANCE, money),
            title="Shorts took most of it",
            caption="Solid: what every source supports. Pale: up to the highest count.",
        ),
        Plate("sides", "sides", parts_of_whole(SIDES, share), "Shorts were the larger part", "On Jan. 14."),
        Plate("moves", "moves", signed(MOVES), "Some markets fell, others rose", "Falls to the left."),
        Plate("levels", "levels", price_levels(LEVELS, PRICE), "Bitcoin among its levels", "On Jan. 14."),
    )


def sample(body: str = ARTICLE, styles: theme.Theme | None = None, **changes: str) -> str:
    """The page of an article."""
    env = environment.environment(NOWHERE, html=True)
    charts = {plate.id: drawn(env, "en", plate) for plate in plates()}
    texts = {
        "title": "Shorts give way: at least $575 million of crypto bets liquidated",
        "description": "Spot funds took in money on the same day.",
        "language": "en",
        "desk": "The harbour desk",
        "published": "Jan. 14, 2026, 20:00 UTC+8",
        "published_iso": "2026-01-14T20:00:00+08:00",
    }
    sheets = styles or theme.load((environment.PACKAGED,))
    return compose(body, PageContext({**texts, **changes}, sheets, CARDS, charts), env)
