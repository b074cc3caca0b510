"""Any event that `check` lets pass makes a brief in every variant: no gap, no empty section, no rumour as a fact.

The four briefs of this workspace use some sentences of the templates, with some fields of a record. Here each kind of
record comes with and without its fields, with every nature and kind of amount.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.render.choices import Turn
from support.events import EVENT_ID, HEAD, write_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from narrator.render.draft import Draft

TOTAL = "liquidations:\n  total:\n    said:\n      tracker_a: $210 million\n"
NATURES = ("said", "estimated", "forecast", "rumoured", "opinion", "planned")
SOFT = {"forecast": "forecast", "rumour": "nconfirmed", "opinion": "opinion", "plan": "plan"}
KEYS = re.compile(r'\bvary "([^"]+)"')
GAP = re.compile(
    r" [,.;:](?!\w)|\(\)|\S  +\S|\bNone\b(?! of)|\.\.|,,|\bthe the\b|\*{4}"
    r"| (?:of|at|to|by|in|for|than|worth)[,.;]|\[[a-z_]+\.|[\ue000-\uf8ff]"
)


def block(kind: str, name: str, *fields: str) -> str:
    """A record; a field of several lines is typed with bars."""
    lines = [line for field in fields if field for line in field.replace("|", "\n  ").split("\n")]
    return f"{kind}:\n  {name}:\n" + "".join(f"    {line}\n" for line in lines)


def said(amount: str, nature: str = "said", source: str = "tracker_a") -> str:
    return f"{nature}:|{source}: {amount}"


def in_total(*fields: str) -> str:
    """The total with a second record beside it."""
    return TOTAL + block("liquidations", "other", *fields).partition("\n")[2]


SIDES = ("side: long", "side: short", "venue: Binance", "asset: BTC", "asset: SOL|side: long")
QUANTITIES = {
    "accounts": ("92,000 accounts", "80,000 to 90,000 accounts", "not reported"),
    "largest_order": ("$12 million", "not reported"),
    "peak_hour": ("$40 million", "$40 million to $50 million", "not reported"),
}
AMOUNTS = ("about $2 billion", "$0.5 million to $1.2 billion", "at most $3 million", "8,000 BTC = $700 million")
SOURCES = ("unnamed", "several unnamed", "unverified", "market data", "public data", "chatter", "nobody known")
WINDOWS = ("24h", "24h to 08:00", "2026-03-02", "month 2026-01", "not stated", "overnight", "week to 2026-03-02")
MAINS = {
    "liquidations.longs": ("side: long", said("$5 million")),
    "liquidations.shorts": ("side: short", said("$5 million")),
    "liquidations.sol": ("asset: SOL", said("$5 million to $6 million", "estimated")),
    "liquidations.binance": ("venue: Binance", said("$5 million")),
    "flows.etf": ("asset: BTC", said("inflow $5 million")),
    "flows.fund": ("fund: IBIT", said("outflow $5 million to $6 million")),
    "prices.btc": ("asset: BTC", said("down 3%")),
    "sentiment.mood": (said("from 21 to 42"),),
    "positions.oi": ("what: open interest", said("$3 billion")),
    "macro.sheet": ("what: the balance sheet", said("down $3 billion")),
    "accounts.whale": ("who: a whale", "what: unrealised loss", said("$3 million")),
    "levels.low": ("asset: BTC", "price: below $80,000", said("$3 million", "estimated")),
}
ACCOUNTS = ("transfer", "loss", "gain", "unrealised loss", "unrealised gain", "holding", "staking")


def liquidations() -> Iterator[str]:
    yield from (TOTAL.replace("$210 million", amount) for amount in AMOUNTS)
    yield from (TOTAL.replace("tracker_a", source) for source in SOURCES)
    yield from (TOTAL.replace("    said", f"    window: {window}\n    said") for window in WINDOWS)
    for about, (field, amounts) in product(SIDES, QUANTITIES.items()):
        yield from (in_total(about, f"{field}:|said:|  tracker_a: {amount}") for amount in amounts)
    yield from (in_total(about, said("$90 million", nature)) for about, nature in product(SIDES, NATURES))
    for longs, shorts in product(("$150 million", "$50 million to $60 million", "not reported"), repeat=2):
        yield in_total("side: long", said(longs)) + f"  more:\n    side: short\n    said:\n      tracker_a: {shorts}\n"
    for side, part in product(("long", "short"), ("more than 90%", "about 20%", "40% to 60%")):
        yield in_total(f"side: {side}", f"share:|of: total|said:|  unnamed: {part}")


def mains() -> Iterator[str]:
    for figure, fields in MAINS.items():
        kind, _, name = figure.partition(".")
        yield f"main: {figure}\n" + block(kind, name, *fields)


def flows() -> Iterator[str]:
    amounts = (
        "inflow $471 million",
        "outflow at least $4 million",
        "inflow 8,100 BTC = $710 million",
        "none",
        "inflow",
    )
    heads = (
        "",
        "asset: BTC",
        "fund: IBIT",
        "cumulative: yes",
        "cumulative: yes|window: month 2026-01".replace("|", "\n"),
    )
    for amount, head, nature in product(amounts, heads, ("said", "rumoured")):
        yield TOTAL + block("flows", "a", head, said(amount, nature))
    for ways in product(("inflow", "outflow"), repeat=2):
        pair = (block("flows", asset, f"asset: {asset.upper()}", said(f"{way} $3 million"))
                for asset, way in zip(("btc", "eth"), ways, strict=True))  # fmt: skip
        yield TOTAL + "flows:\n" + "".join(record.partition("\n")[2] for record in pair)


def figures() -> Iterator[str]:
    moves = ("up 3.1%", "down", "0%", "down 3% to 5%", "not reported")
    for asset, amount in product(("BTC", "S&P 500", "Tesla"), moves):
        yield TOTAL + block("prices", "a", f"asset: {asset}", said(amount))
    for move, level in product(("", said("down 3%"), said("up 2%")), ("below $85,000, briefly", "above about $95,000")):
        yield TOTAL + block("prices", "a", "asset: BTC", move, f"broke:|said:|  market data: {level}")
    whats, amounts = ("open interest", "funding", "holdings"), ("$3 billion", "up 3%", "0.01%", "12,000 BTC", "up")
    for what, amount in product(whats, amounts):
        yield TOTAL + block("positions", "a", f"what: {what}", said(amount))
    macro = ("down $59.4 billion", "3.5% to 3.75%", "256,000 jobs", "2 percentage points", "up", "3 years", "none")
    for amount, nature in product(macro, NATURES):
        yield TOTAL + block("macro", "a", "what: the balance sheet", said(amount, nature))
    yield TOTAL + block("macro", "a", "what: a decision", "when: 2026-03-05", "who: the Fed")
    values, names = ("42", "from 21 to 42", "from 80 to 70", "not reported"), ("", "name: the Mood Index", "band: fear")
    for amount, name in product(values, names):
        yield TOTAL + block("sentiment", "a", name, said(amount))


def accounts() -> Iterator[str]:
    more = ("", "where: Binance\nalso_known_as: Al\nchecked: asked, no answer", "asset: BTC")
    amounts = ("500 BTC = $5 million", "not stated")
    cases = {*product(ACCOUNTS, NATURES, more[:1], amounts[:1]), *product(ACCOUNTS, NATURES[::3], more, amounts)}
    for what, nature, text, amount in sorted(cases):
        yield TOTAL + block("accounts", "a", "who: a trader", f"what: {what}", text, said(amount, nature))
    yield TOTAL + block("accounts", "a", "who: a trader", "what: holding")


def levels() -> Iterator[str]:
    prices = ("", "price: below about $80,000", "price:|said:|  tracker_a: above $80,000")
    ends = (
        "",
        said("$9 million", "estimated"),
        said("$9 million"),
        "role: support\nview_of: analysts",
        "role: resistance",
    )
    for side, price, end in product(("", "side: long"), prices, ends):
        records = block("levels", "a", "asset: BTC", side, price, end)
        yield TOTAL + records
        yield TOTAL + records + block("levels", "b", "asset: ETH", "price: below $3,000", end).partition("\n")[2]


def words() -> Iterator[str]:
    texts = ("text: the worst is over", "quote: The worst is over", "text: it is over\nrole: an analyst\nwhere: X")
    for who, kind, text in product(("a trader", "desk", "unnamed"), ("official", "quote", "opinion", "claim"), texts):
        yield TOTAL + block("statements", "a", f"who: {who}", f"kind: {kind}", text)
    for by in ("unnamed", "several unnamed", "chatter"):
        yield TOTAL + block("claims", "a", "text: the largest in a while", f"by: {by}", "about: liquidations.total")
        yield TOTAL + block("unconfirmed", "a", "text: a fund is in trouble", f"by: {by}", "checked: no answer")
    flow = block("flows", "etf", "asset: BTC", said("inflow $4 million"))
    for trigger in ("inflow", "outflow", "up", "down", "gain", "loss", "below $80,000"):
        yield TOTAL + flow + block("outlook", "watch", "a:|figure: flows.etf", f"  trigger: {trigger}")
    yield TOTAL + block("outlook", "risks", "a: The count is wrong.", "b:|text: The count is late.")
    yield TOTAL + block("outlook", "scenarios", "a:|if: Inflows go on.|then: It ends.|view_of: tracker_a")
    for place in ("before", "after", "replace"):
        yield TOTAL + block("commentary", "lead", f"place: {place}", "by: A. Editor", "en: See [liquidations.total].")


def drafts(root: Path, records: Iterable[str], variants: int) -> Iterator[tuple[str, Draft, dict[str, str]]]:
    """Each event that is not refused as drafts, one for each variant, with the natures of its figures."""
    desk = pipeline.open_desk(config.load(root)[0])
    path = root / "data" / "events" / f"{EVENT_ID}.yaml"
    keys = {key for file in desk.workspace.templates.rglob("*.j2") for key in KEYS.findall(file.read_text("utf-8"))}
    for typed in records:
        main, _, rest = typed.partition("\n") if typed.startswith("main: ") else ("main: liquidations.total", "", typed)
        path.write_text(HEAD.replace("main: liquidations.total", main) + rest, encoding="utf-8")
        case = pipeline.examine(path, desk)
        natures = {figure.id: figure.nature.value for figure in case.figures}
        for variant in range(variants) if case.is_sound else ():
            _, draft = pipeline.draft(case, desk, Turn(recorded=dict.fromkeys(keys, variant)))
            yield typed, draft, natures


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace whose templates folder is that of the repository, so that its passages are known by name."""
    root = write_workspace(tmp_path)
    (root / "templates").symlink_to(pipeline_templates())
    return root


def pipeline_templates() -> Path:
    from narrator.render.environment import PACKAGED  # noqa: PLC0415

    return PACKAGED


@pytest.mark.parametrize(
    "kind", [liquidations, mains, flows, figures, accounts, levels, words], ids=lambda k: k.__name__
)
def test_any_event_makes_a_brief_without_gaps(kind: object, workspace: Path) -> None:
    made = 0
    for records, draft, natures in drafts(workspace, kind(), 1 if kind is accounts else 3):  # type: ignore[operator]  # a generator function
        made += 1
        body = draft.markdown.split("---\n", 2)[2]
        odd = [line for line in body.split("\n") if GAP.search(line) or re.fullmatch(r"#+|[a-z,.;].*", line)]
        assert odd == [], records
        assert re.findall(r"^## .*\n+(?=## |\Z)", body, re.MULTILINE) == [], records
        front = draft.markdown.index("\n## ", draft.markdown.index("## Key points"))
        early = {entry.figure for entry in draft.prints() if entry.line <= draft.markdown.count("\n", 0, front)}
        assert {natures[figure] for figure in early} <= {"measured", "estimated"}, records
        article = body.split("## Figures and sources")[0]
        for figure, nature in natures.items():
            if nature in SOFT and f"{figure}\ue001" in draft.body.split("## Figures and sources")[0]:
                assert SOFT[nature] in article, records
    assert made > 20
