"""What a text may work out itself (LANGUAGE.md 6.2): a closed list of forms, of figures that it names."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.audit.chance import MULTIPLES, PERCENTS, WORDS, chances, made_up_ratios
from narrator.model.quantity import PERCENT
from support.audits import findings, flagged, matter, matter_for
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from narrator.audit.matter import Matter

SHORTS = "  shorts:\n    side: short\n    said:\n      tracker_a: $39 million\n"
BEFORE = (
    "Liquidations came to $210 million to $240 million; longs lost $195 million and shorts $39 million, "
    "Tracker A says. "
    "The Fear and Greed Index stands at 42, and was at 21. "
)
TABLE = """
derived     | Longs were 81% to 93% of the total.
derived     | Longs lost five times as much as shorts, by Tracker A's count.
derived     | Shorts lost a fifth of what longs lost.
derived     | The index has doubled.
derived     | It is twice the 21 from which it came.
not derived | Open interest has doubled.
not derived | Trading volume halved.
not derived | Longs have doubled since Friday.
not derived | Half of all traders lost money.
not derived | A fifth of all wallets is empty.
not derived | About 81% to 93% of miners sold.
not derived | Most of the options expire worthless.
not derived | Shorts are five times what they were a week ago.
not derived | 未平仓合约已翻倍。
not derived | 未平仓合约减半。
not derived | 一半的交易者亏损。
"""
ROWS = [tuple(part.strip() for part in line.split("|", 1)) for line in TABLE.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    typed = EVENT.replace("flows:\n", f"{SHORTS}flows:\n", 1)
    workspace, _ = config.load(write_workspace(tmp_path_factory.mktemp("derived"), typed))
    desk = pipeline.open_desk(workspace)
    return matter_for(pipeline.examine(workspace.events / f"{EVENT_ID}.yaml", desk), desk)


@pytest.mark.parametrize(("verdict", "sentence"), ROWS)
def test_a_ratio_is_worked_out_of_figures_that_the_sentence_names(verdict: str, sentence: str, example: Matter) -> None:
    found = [f for f in findings(BEFORE + sentence, example) if f.mention.column > len(BEFORE)]
    assert found, "nothing was read"
    assert all(f.verdict.is_sound for f in found) is (verdict == "derived"), found


def test_chance_is_the_part_of_made_up_numbers_that_are_near_a_figure(example: Matter) -> None:
    found = chances(example, ["x of nothing", PERCENT, "USD"])
    assert set(found) == {PERCENT, "USD"}
    points = [c.interval.low for c in example.by_unit[PERCENT] if not c.sources and c.interval.is_point]
    assert found[PERCENT] * 99 <= 3 * len(points)
    assert 0 < found["USD"] < 1


def test_chance_of_ratios_is_the_part_of_made_up_ones_that_two_named_figures_give(example: Matter) -> None:
    # 195 and 39 are five times and 20% of one another, and 83% and 17% of both
    passing = ["five times", "20%", "83%", "17%", "a large majority", "a majority", "less than half"]
    made_up = PERCENTS + len(WORDS) + len(MULTIPLES)
    assert made_up_ratios(example, ["liquidations.longs", "liquidations.shorts"]) == Fraction(len(passing), made_up)
    assert made_up_ratios(example, ["liquidations.total"]) is None


COINS = (
    "Nobody has verified a count that gives shorts $330 million to $390 million and longs $63 million to $77 million."
    " That makes shorts 81% to 87% of the two sides, or at least four to one.\n\n"
    "Bitcoin alone was $160 million to $180 million and Ether $77 million to $103 million, so the pair was $237 million"
    " to $283 million, says an unnamed provider. "
)
FUNDS = "All three together took in about $1.04 billion net, by the lines of an unnamed source. "


@pytest.mark.parametrize(
    ("event", "text", "wrong"),
    [
        ("2026-01-07-short-squeeze", f"{COINS}That could be 47% to 71% of everything.", ""),
        ("2026-01-07-short-squeeze", f"{COINS}That could be 37% to 71% of everything.", "37% to 71%"),
        ("2026-01-14-etf-against-shorts", f"{FUNDS}Bitcoin funds were more than four-fifths of it.", ""),
        ("2026-01-14-etf-against-shorts", f"{FUNDS}Bitcoin funds were more than nine-tenths of it.", "nine-tenths"),
    ],
)
def test_the_figures_of_what_a_sentence_speaks_of_come_first(event: str, text: str, wrong: str) -> None:
    assert [said for said, _ in flagged(text, matter(event))] == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("An unnamed source's dollars imply about $3,300 for an Ether and about $145 for a Solana coin.", False),
        ("An unnamed source's dollars imply about $3,300 for a Solana coin and about $145 for an Ether.", True),
        ("An unnamed source's dollars imply about $145 per Solana coin.", False),
        ("An unnamed source's dollars imply about $145 a Bitcoin.", True),
    ],
)
def test_a_price_for_one_coin_is_that_of_the_coin(text: str, *, wrong: bool) -> None:
    assert bool(flagged(text, matter("2026-01-14-etf-against-shorts"))) is wrong
