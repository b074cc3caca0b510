"""A change after publication has the level that `RULES` gives it, and the words that tell it."""

from __future__ import annotations

from typing import Any

import pytest

from narrator.analysis.changes import RULES, Level, changes, level_of
from narrator.model.policy import Policy


def report(source: str, value: str = "450", **more: object) -> dict[str, object]:
    return {"source": source, "role": "core", "low": value, "high": value, "unit": "USD", **more}


FIGURE: dict[str, Any] = {
    "id": "flows.etf",
    "low": "400",
    "high": "500",
    "low_open": False,
    "high_open": False,
    "unit": "USD",
    "approximate": False,
    "direction": "inflow",
    "window": "2026-03-02",
    "told": "prose",
    "nature": "measured",
    "standing": "disputed",
    "camps": [],
    "circulating": [],
    "reports": [report("a")],
}
CIRCULATING = {"low": "600", "high": "600", "unit": "USD", "source": "chatter"}


def entry(**facts: Any) -> dict[str, Any]:  # noqa: ANN401  # of a ledger
    return {**FIGURE, **facts}


def ledger(*entries: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"event": "e", "figures": [*entries], **more}


def between(was: dict[str, Any], now: dict[str, Any]) -> tuple[tuple[str, ...], int]:
    found = changes(ledger(was), ledger(now), Policy())
    return (found[0].kinds, found[0].level) if found else ((), 0)


CASES: dict[str, tuple[dict[str, Any], tuple[str, ...], int]] = {
    "nothing": ({}, (), 0),
    "another place in the file": ({"reports": [report("a", at="f:9")]}, (), 0),
    "narrower": ({"low": "410"}, ("within",), 1),
    "a point in the range": ({"high": "400"}, ("within",), 1),
    "about": ({"approximate": True}, ("within",), 1),
    "another source": ({"reports": [report("b")]}, ("sources",), 1),
    "another value of a source, in the range": ({"reports": [report("a", "460")]}, ("sources",), 1),
    "an amount that is set aside": ({"reports": [report("a"), report("b", role="stale")]}, (), 0),
    "a value beside it": ({"circulating": [CIRCULATING]}, ("beside",), 1),
    "wider": ({"high": "600"}, ("range",), 2),
    "just outside": ({"low": "600", "high": "700"}, ("range",), 2),
    "no upper end": ({"high": None}, ("range",), 2),
    "no amount": ({"low": None, "high": None, "standing": "refused"}, ("standing", "range"), 2),
    "a better standing": ({"standing": "agreed"}, ("standing",), 2),
    "a rumour after all": ({"nature": "rumour"}, ("nature",), 2),
    "of another day": ({"window": "2026-03-01"}, ("window",), 2),
    "either way": ({"direction": None, "low": "-20"}, ("range",), 2),
    "the other way": ({"direction": "outflow"}, ("direction", "range"), 3),
    "below zero without a word": ({"direction": None, "low": "-500", "high": "-400"}, ("direction", "range"), 3),
    "another unit": ({"unit": "BTC"}, ("unit",), 3),
    "twice as much": ({"low": "1000", "high": "1000"}, ("range",), 2),
    "more than twice as much": ({"low": "1001", "high": "1001"}, ("magnitude", "range"), 3),
    "a tenth": ({"low": "40", "high": "50"}, ("magnitude", "range"), 3),
    "nothing at all": ({"low": "0", "high": "0"}, ("magnitude", "range"), 3),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_of_a_figure_has_its_kinds_and_its_level(name: str) -> None:
    facts, kinds, level = CASES[name]
    assert between(entry(), entry(**facts)) == (kinds, level)


def test_every_rule_has_a_case() -> None:
    assert {rule.kind for rule in RULES} == {kind for _, kinds, _ in CASES.values() for kind in kinds}


@pytest.mark.parametrize(("now", "kinds"), [("15", ("range",)), ("15.5", ("magnitude", "range"))])
def test_percents_are_of_another_size_by_points(now: str, kinds: tuple[str, ...]) -> None:
    facts = {"unit": "percent", "direction": None}
    assert between(entry(**facts, low="9", high="10"), entry(**facts, low=now, high=now))[0] == kinds


def test_what_no_sentence_told_is_an_update_at_the_most() -> None:
    assert between(entry(told=None), entry(told=None, direction="outflow"))[1] == Level.UPDATED


def test_a_figure_that_is_gone_is_a_notice_and_a_new_one_an_update() -> None:
    (gone, added) = changes(ledger(entry()), ledger(entry(id="prices.btc")), Policy())
    assert (gone.id, gone.kinds, gone.level) == ("flows.etf", ("gone",), 2)
    assert (added.id, added.kinds, added.level) == ("prices.btc", ("added",), 1)
    assert gone.told == ("400 to 500 USD, inflow, measured, disputed", "no figure")
    assert level_of((gone, added)) == 2
    assert level_of(()) == 0


RUMOUR = {"id": "unconfirmed.bank", "text": "a bank fails", "by": "chatter", "checked": "no answer", "at": "f:1"}


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ([{**RUMOUR, "checked": "the bank denies it"}], "a bank fails, the bank denies it"),
        ([], "no such rumour"),
        ([{**RUMOUR, "text": "a bank is sold"}], "a bank is sold, no answer"),
    ],
)
def test_a_rumour_that_is_answered_or_gone_is_a_notice(now: list[dict[str, str]], says: str) -> None:
    (change,) = changes(ledger(rumours=[RUMOUR]), ledger(rumours=now), Policy())
    assert (change.kinds, change.level, change.told) == (("rumour",), 2, ("a bank fails, no answer", says))


def test_a_rumour_elsewhere_in_the_file_or_a_new_one_is_no_change() -> None:
    now = [{**RUMOUR, "at": "f:9"}, {**RUMOUR, "id": "unconfirmed.other"}]
    assert changes(ledger(rumours=[RUMOUR]), ledger(rumours=now), Policy()) == ()
    assert changes(ledger(rumours=[RUMOUR]), ledger(), Policy()) == (), "a ledger alone has none"


def test_numbers_that_would_look_alike_are_told_in_full() -> None:
    (change,) = changes(ledger(entry(low="400.0001")), ledger(entry(low="400.0002")), Policy())
    assert [said.partition(" to ")[0] for said in change.told] == ["400.0001", "400.0002"]


def test_the_words_say_what_has_changed() -> None:
    now = entry(window="2026-03-01", reports=[], circulating=[CIRCULATING])
    (change,) = changes(ledger(entry()), ledger(now), Policy())
    amount = "400 to 500 USD, inflow, measured, disputed"
    assert change.told == (
        f"{amount}, 2026-03-02, by a (450 USD), beside it nothing",
        f"{amount}, 2026-03-01, by nobody, beside it 600 USD (chatter)",
    )
    was, now_facts = change.facts
    assert was is not None
    assert now_facts is not None
    assert (was["low"], was["sources"], now_facts["window"]) == ("400", ("a",), "2026-03-01")


@pytest.mark.parametrize("spoilt", [{"low": 400}, {"low": "4e9"}, {"low": "600"}])
def test_what_is_no_ledger_is_refused(spoilt: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"4|600"):
        changes(ledger(entry(**spoilt)), ledger(entry(**spoilt)), Policy())
