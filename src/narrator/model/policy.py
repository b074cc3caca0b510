"""The policy: every threshold of reconciliation, wording and audit, with its reason and its authority.

A threshold is overlaid in `narrator.toml` under `[policy]` by its field name, and is named in the explanation of the
figures that it touched. "Own" means this project's judgement, which no published standard gives.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.model.quantity import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN = "own judgement of this project"
AP = "Associated Press Stylebook, numerals and percentages"


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number of the policy. `id` is stable and printed; `value` is a ratio unless the reason says otherwise."""

    id: str
    value: Decimal
    reason: str
    authority: str = OWN


def _t(number: str, value: str, reason: str, authority: str = OWN) -> Threshold:
    return Threshold(number, Decimal(value), reason, authority)


@dataclass(frozen=True, slots=True)
class Policy:
    """All thresholds; stages take it as an argument."""

    window_ends: Threshold = _t("POL01", "0.05", "rolling windows pool when their ends lie within this part of them")
    stale_age: Threshold = _t("POL02", "0.25", "older than the newest by over this part of an open window is stale")
    camp_gap: Threshold = _t("POL03", "0.60", "two camps: the widest gap is over this part of the whole spread")
    camp_ratio: Threshold = _t("POL04", "1.5", "two camps: the values beside the gap differ by more than this ratio")
    camp_reports: Threshold = _t("POL05", "4", "camps need at least this many origins")
    camp_side: Threshold = _t("POL06", "2", "camps need at least this many origins on each side")
    gross_ratio: Threshold = _t("POL07", "5", "of three or more, one this many times off the median is quarantined")
    slip_tolerance: Threshold = _t("POL08", "0.02", "a ratio this near to a power of ten is probably a unit slip")
    agree_coins: Threshold = _t("POL09", "0", "coins on chain are counted exactly")
    agree_price: Threshold = _t("POL10", "0.0025", "spot prices differ between venues by about this much")
    agree_flow: Threshold = _t("POL11", "0.005", "ETF flow tables differ by rounding and late prints")
    agree_total: Threshold = _t("POL12", "0.02", "market totals and counts differ by coverage at the edges")
    agree_estimate: Threshold = _t("POL13", "0.05", "model estimates are not finer than this")
    agree_index: Threshold = _t("POL14", "1", "index values within this many points agree")
    agree_percent: Threshold = _t("POL15", "0.1", "percent moves within this many points agree")
    dispute_ratio: Threshold = _t("POL16", "2", "beyond this ratio of largest to smallest no range is given")
    dispute_points: Threshold = _t("POL17", "5", "percents and index values more points apart than this are refused")
    about_near: Threshold = _t("POL18", "0.025", "'about R' needs every value within this part of R")
    nearly_near: Threshold = _t("POL19", "0.05", "'nearly R' and 'just over R' need every value within this part of R")
    reported_digits: Threshold = _t("POL20", "5", "reported money keeps at most this many significant digits", AP)
    computed_digits: Threshold = _t("POL21", "3", "computed ends are rounded outward to this many significant digits")
    narrow_points: Threshold = _t("POL22", "2", "a computed percent range narrower than this keeps one decimal")
    little_changed: Threshold = _t("POL23", "0.5", "a price move of at most this many percent is 'little changed'")
    implied_price: Threshold = _t("POL24", "0.10", "money over coins further than this from a stated price is queried")

    alone_ratio: Threshold = _t("POL25", "100", "beside one value alone, one this many times off is quarantined")

    def overlaid(self, values: Mapping[str, Decimal]) -> Policy:
        """This policy with some values replaced; unknown names are the caller's to report first."""
        return replace(self, **{name: replace(getattr(self, name), value=value) for name, value in values.items()})

    @staticmethod
    def names() -> tuple[str, ...]:
        """The field names, in order."""
        return tuple(field.name for field in fields(Policy))


def _band(low: str, high: str = "") -> Interval:
    """The interval between two ends, a `>` or `<` before one that is excluded; an empty end is unbounded."""
    least, most = (Decimal(end.lstrip("<> ")) if end else None for end in (low, high))
    return Interval(least, most, low.startswith(">"), high.startswith("<"))


SHARE_BANDS = {
    "slightly more than half": _band("> 50", "< 52"),
    "about a quarter": _band("23", "27"),
    "about a third": _band("31", "36"),
    "nearly all": _band("95"),
    "about three-quarters": _band("72", "78"),
    "about two-thirds": _band("63", "70"),
    "about half": _band("45", "55"),
    "the vast majority": _band("90"),
    "a large majority": _band("75"),
    "a majority": _band("> 50"),
    "less than half": _band("", "< 50"),
}
"""Words for shares in percent by the interval in which the whole of a figure must lie, narrowest first (LANGUAGE.md 4,
5); the English words are the ids of the bands."""

MULTIPLE_BANDS = {"roughly doubled": _band("1.9", "2.1"), "roughly halved": _band("0.47", "0.53")}
"""Words for multiples (LANGUAGE.md 5)."""
