"""The facets of what a figure, and a word, can be about."""

from __future__ import annotations

ASSET, SIDE, VENUE, WHO, WHERE = "asset", "side", "venue", "who", "where"
CONTRACT, MOVED, COIN, OF, INNER, IT = "contract", "moved_coin", "coin", "of", "inner", "it"
METRIC, PART, TOPIC, TOGETHER, ALL, BODY = "metric", "part", "topic", "together", "all", "body"
AT = "at"
