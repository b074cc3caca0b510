"""A small realistic event (the example of the design) and a workspace around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

EVENT_ID = "2026-03-03-example"

HEAD = f"""\
event:
  id: {EVENT_ID}
  status: ready
  published: 2026-03-03 09:00
  timezone: Asia/Shanghai
  days: 2026-03-02 to 2026-03-03
  assets: BTC, ETH
  main: liquidations.total
"""
"""The header of an event without a default window, for records of a test's own."""
WINDOWED = f"{HEAD}  default_window: 24h to 2026-03-03 08:00\n"

DAY = """\
event:
  id: day
  status: ready
  published: 2026-03-04 09:00
  timezone: UTC
  days: 2026-03-03
  assets: BTC
  main: liquidations.total
  default_window: 24h
"""
"""The header of a plain day of Bitcoin."""
LEFT_OPEN = """\
event:
  id: 2026-03-03-example
  status: ready
  published: 2026-03-03 18:00
  timezone: UTC
  days: 2026-03-03
  assets: BTC
  main: {main}
  default_window: {window}
"""
"""The header of a day of which the main figure and the window are left open."""
TOTAL = "liquidations:\n  total:\n    said:\n      CoinGlass: $500 million\n"
"""The main figure of that day."""


def sides(longs: int, shorts: int) -> str:
    """That figure with its two sides, in millions."""
    said = "  {0}s:\n    side: {0}\n    said:\n      CoinGlass: ${1} million\n"
    return TOTAL + said.format("long", longs) + said.format("short", shorts)


EVENT = """\
# yaml-language-server: $schema=../schema/event.json
event:
  id: 2026-03-03-example            # [a-z0-9-]{1,80}, the file's name
  status: ready                     # draft, ready, held
  published: 2026-03-03 09:00       # of our edition, in the zone below; required, and the default as-of
  timezone: Asia/Shanghai
  days: 2026-03-02 to 2026-03-03    # or in words: days: this week
  assets: BTC, ETH
  main: liquidations.total          # the figure of headline and lead; required when ready
  view: A squeeze more than a turn. # the desk's opinion, printed as such
  default_window: 24h to 2026-03-03 08:00

liquidations:
  total:                            # figure id: liquidations.total
    said:
      tracker_a: $210 million at 08:00
      tracker_b:                    # a list under one source is its history: each line has a time or "revised"
        - $230 million to $240 million at 07:50
        - $236 million to $240 million at 08:40, revised
    circulating:                    # here each line stands by itself
      chatter: $310 million, coverage not stated
    differ: Tracker B counts two venues more.
  longs:
    side: long
    said:
      tracker_a: $195 million
    share:                          # a second quantity: liquidations.longs.share
      of: total
      said:
        unnamed: more than 90%
flows:
  btc_etf:
    asset: BTC
    window: 2026-03-02
    said:
      issuer_table: inflow 8,100 BTC = $710 million
sentiment:
  fear_greed:
    said:
      market data: from 21 to 42
levels:
  btc_longs:
    asset: BTC
    side: long
    price: below about $80,000
    estimated:
      heat_map: $286 million
accounts:
  whale_one:
    who: a trader known for an earlier short
    what: loss
    rumoured:
      social media: about $2 million
    checked: asked the venue at 08:20, no answer
snapshots:                          # figures the way they arrive: one vendor, one time; same reports as above
  tracker_c at 08:05:
    liquidations.total: $221 million
    prices.btc: down 2.1%
left_out:
  venues:
    what: the split by exchange
    why: not counted alike
outlook:
  watch:
    etf:
      figure: flows.btc_etf
      trigger: outflow
  scenarios:
    up:
      if: Inflows go on.
      then: More shorts close.
      view_of: desk
commentary:
  lead:
    place: replace                  # before, after, replace: this paragraph only; the rest goes on following the data
    by: A. Editor
    en: |
      Longs carried the night: [liquidations.total] went in a day.
"""

SOURCES = """\
tracker_a:
  name: Tracker A
  kind: data vendor
  grade: B
  reason: It lists its venues and its totals add up.
tracker_b:
  name: Tracker B
  kind: data vendor
  grade: B
  reason: It counts two venues more and says which.
  aliases:
    - TrackerB
tracker_c:
  name: Tracker C
  kind: data vendor
  grade: C
  reason: It does not list its venues.
chatter:
  name: market chatter
  kind: other
  grade: E
  reason: Nobody signs it.
issuer_table:
  name: the issuers' table
  kind: issuer
  grade: A
  reason: The issuers publish their own books.
heat_map:
  name: a liquidation heat map
  kind: data vendor
  grade: C
  reason: A model of where positions would be closed.
"""

NAMES = """\
btc:
  kind: asset
  en: Bitcoin
  zh: 比特币
  ticker: BTC
eth:
  kind: asset
  en: Ether
  zh: 以太坊
  aliases:
    - Ethereum
  ticker: ETH
sp500:
  kind: index
  en: the S&P 500
  aliases:
    - S&P 500
"""

CONFIG = """\
desk = "The test desk"

[lexicon]
hours24 = "24-hour"
"""


def write_workspace(root: Path, *events: str) -> Path:
    """A workspace with the registries and these event files (the example when there are none), each under its id."""
    folder = root / "data" / "events"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "narrator.toml").write_text(CONFIG, encoding="utf-8")
    (root / "data" / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (root / "data" / "names.yaml").write_text(NAMES, encoding="utf-8")
    for text in events or (EVENT,):
        name = next(line.split()[1] for line in text.splitlines() if line.startswith("  id:"))
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def changed(before: str, after: str, text: str = EVENT) -> str:
    """The example with one stretch replaced; the stretch must be there, once."""
    if text.count(before) != 1:
        raise AssertionError(before)
    return text.replace(before, after)
