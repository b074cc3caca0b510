"""Names that no registry knows and that English gives an article: indices, authorities, exchanges, newspapers."""

from __future__ import annotations

import re

_INDICES = (
    r"(?:Global )?Dow(?: Jones)?|Nasdaq|S&P|Russell|FTSE|Nikkei|DAX|CAC|Hang Seng|CSI|ChiNext|Topix|TOPIX|Kospi|KOSPI"
    r"|Kosdaq|KOSDAQ|Sensex|Nifty|(?:Euro )?Stoxx(?: Europe)?|STOXX(?: Europe)?|Ibovespa|VIX|MOVE|S&P/ASX|S&P/TSX"
)
_LAST = (
    r"Index|index|Average|Composite|composite|Component|Reserve|Bureau|Ministry|ministry|Department|Treasury|Agency"
    r"|Administration|Institute|Commission|Authority|Council|Association|Exchange|exchange|Committee|consensus|Journal"
    r"|poll|survey|(?:Budget|Cabinet|Statistics|Statistical|Patent) Office"
    r"|Times|White House|World Bank|Central Bank|National Bank|Monetary Fund"
)
_BODIES = "Fed|ECB|BOJ|BoJ|BOE|BoE|SEC|CFTC|EIA|IEA|IMF|BIS|OECD|FDIC|BLS|NYSE|LME|dollar"
_OF = "Bureau|Institute|Ministry|Department|Office|Board|People's Bank|People’s Bank|Reserve Bank"
_STATES = (
    "England|Japan|Canada|Korea|Mexico|Israel|Thailand|Russia|Italy|Spain|Finland|Greece|Ghana|Zambia|Ukraine|Georgia"
)
_WORD = r"(?:[A-Z0-9][\w&/.’'-]*|of|for|and|stock|dollar|volatility)"
ARTICLED = re.compile(
    rf"(?:(?:{_WORD} )+Fed|General Administration of .*"
    rf"|(?:{_INDICES})(?: [0-9]{{2,4}})?|{_BODIES}|Bank of (?:{_STATES})|(?:{_WORD} )*(?:{_OF}) (?:of|for) [A-Z].*"
    rf"|(?!.*\bfutures\b)(?:{_WORD} )*(?:{_LAST})|(?:{_WORD} )+(?:[a-z]+ )*sector)"
)
"""Names with an article; a future on an index, a company and a coin have none."""


def with_article(name: str) -> str:
    """A name as it stands within a sentence: the Dow Jones Industrial Average, the Bank of Japan, Nvidia."""
    return f"the {name}" if ARTICLED.fullmatch(name) and not name.lower().startswith(("the ", "a ", "an ")) else name
