"""The rules of reading a text back (LANGUAGE.md 6) as sentences that a content team can read.

The event is the example of the design: two trackers put the liquidations at $210 million and at $236 to 240 million, a
third one at $221 million, and $310 million circulates; Tracker A has $195 million of longs; one unnamed source has more
than 90% of it long; Bitcoin funds took in 8,100 BTC or $710 million on March 2, by the issuers' table; Bitcoin fell
2.1%, says Tracker C; the Fear and Greed Index went from 21 to 42; heat maps estimate $286 million of longs at risk
below about $80,000; social media have it that a trader lost about $2 million.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.audit.verdicts import KINDS, Verdict
from narrator.model.catalogue import Severity
from support.audits import findings, matter_for
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.audit.matter import Matter

TABLE = """
supported    | Liquidations came to $210 million to $240 million.
supported    | Between $210 million and $240 million of positions was liquidated.
supported    | Liquidations: $210–240 million.
supported    | Liquidations came to $0.21 billion to $0.24 billion.
supported    | At least $210 million of positions was liquidated.
supported    | More than $205 million of positions was liquidated.
qualifier    | More than $210 million of positions was liquidated.
qualifier    | At least $150 million of positions was liquidated.
overprecise  | $230 million of positions was liquidated.
overprecise  | Liquidations came to $215 million to $225 million.
overprecise  | Liquidations came to about $225 million.
outside      | $260 million of positions was liquidated.
outside      | Liquidations came to $190 million to $240 million.
overprecise  | At least $230 million of positions was liquidated.
outside      | More than $250 million of positions was liquidated.
magnitude    | Liquidations came to $2.1 billion to $2.4 billion.
magnitude    | Liquidations came to $210 billion to $240 billion.
magnitude    | A ten-figure liquidation.
supported    | A nine-figure liquidation.
supported    | Several hundred million dollars of positions was liquidated.

supported    | Liquidations were put at $210 million by Tracker A.
supported    | Liquidations of $310 million are circulating too.
outside      | Liquidations came to $310 million.
supported    | Longs lost $195 million, Tracker A says.
unattributed | Longs lost $195 million that day.
name         | Shorts lost $195 million, Tracker A says.
name         | Longs lost $710 million, Tracker A says.
qualifier    | Longs lost $200 million, Tracker A says.
supported    | Longs lost about $200 million, Tracker A says.
supported    | Longs lost nearly $200 million, Tracker A says.
qualifier    | Longs lost just over $200 million, Tracker A says.
sign         | Longs gained $195 million, Tracker A says.

supported    | More than 90% of it was long, one source says.
qualifier    | 90% of it was long, one source says.
overprecise  | 95% of it was long, one source says.
supported    | The vast majority of it was long, one source says.
word         | Nearly all of it was long, one source says.
word         | About half of it was long, one source says.

supported    | Bitcoin funds had net inflows of $710 million, the issuers' table shows.
sign         | Bitcoin funds had net outflows of $710 million, the issuers' table shows.
supported    | Bitcoin funds took in 8,100 BTC, by the issuers' table.
unit         | Bitcoin funds took in 8,100 ETH, by the issuers' table.
unit         | Bitcoin funds took in €710 million, by the issuers' table.
name         | Ether funds took in $710 million, by the issuers' table.
noun         | Dogecoin funds took in $710 million, by the issuers' table.
unit         | Bitcoin funds took in 710 million coins, by the issuers' table.

supported    | Bitcoin was down 2.1%, by Tracker C's count.
sign         | Bitcoin was up 2.1%, by Tracker C's count.
unit         | Bitcoin was down 2.1 percentage points, by Tracker C's count.
outside      | Bitcoin was down 2.4%, by Tracker C's count.
name         | Ether was down 2.1%, by Tracker C's count.

supported    | The Fear and Greed Index rose from 21 to 42.
sign         | The Fear and Greed Index fell from 21 to 42.
supported    | The Fear and Greed Index stands at 42.
supported    | The Fear and Greed Index stands at 42, after 21; it has doubled.

supported    | An estimated $286 million of Bitcoin longs is at risk, a liquidation heat map shows.
as_fact      | $286 million of Bitcoin longs was liquidated below $80,000, a liquidation heat map shows.
supported    | Below $80,000, an estimated $286 million of Bitcoin longs is at risk, by a liquidation heat map.
sign         | Above $80,000, an estimated $286 million of Bitcoin longs is at risk, by a liquidation heat map.

supported    | An unconfirmed report on social media has a trader with a loss of about $2 million.
qualifier    | An unconfirmed report on social media has a trader with a loss of $2 million.
as_fact      | The trader lost about $2 million.

sign         | Bitcoin funds haemorrhaged $710 million, the issuers' table shows.
sign         | $710 million fled Bitcoin funds, the issuers' table shows.
word         | Bitcoin funds squirrelled $710 million, the issuers' table shows.
supported    | Bitcoin tanked 2.1%, by Tracker C's count.
sign         | Bitcoin popped 2.1%, by Tracker C's count.
supported    | 比特币下挫2.1%，Tracker C统计。
sign         | 比特币走高2.1%，Tracker C统计。
sign         | North of $80,000, an estimated $286 million of Bitcoin longs is at risk, by a liquidation heat map.
sign         | An estimated $286 million of longs is at risk on top of about $80,000, a liquidation heat map shows.

noun         | Between $210 million and $240 million of positions was liquidated on Binance.
noun         | 在Binance爆仓2.1亿至2.4亿美元。
unattributed | Between $210 million and $240 million of positions was liquidated, Binance says.
unattributed | Tracker A says longs lost $195 million; Tracker C puts the total at $210 million.
supported    | Liquidations of $310 million may be on your feed. Both counts are doing the rounds.
supported    | Sources put the total at $210 million to $310 million.
outside      | Sources put the total at $210 million to $330 million.
outside      | The total was $210 million to $310 million.
supported    | One source has the split, so it cannot be called nearly all of it.
word         | One source has the split, so it can be called nearly all of it.

unsupported  | Open interest came to 44 exchanges.
word         | It was the most since March 2, 2026, when funds took in $710 million, by the issuers' table.
supported    | It was the first count since March 2, 2026, when funds took in $710 million, by the issuers' table.
date         | On March 2, 2025, Bitcoin funds took in $710 million, by the issuers' table.
date         | On March 9, Bitcoin funds took in $710 million, by the issuers' table.
"""
"""What is found first of all that is wrong in each sentence, or `supported`."""
ROWS = [tuple(part.strip() for part in line.split("|", 1)) for line in TABLE.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    return _matter(tmp_path_factory.mktemp("example"), EVENT)


def _matter(root: Path, event: str) -> Matter:
    workspace, _ = config.load(write_workspace(root, event))
    desk = pipeline.open_desk(workspace)
    return matter_for(pipeline.examine(workspace.events / f"{EVENT_ID}.yaml", desk), desk)


@pytest.mark.parametrize(("verdict", "sentence"), ROWS)
def test_a_sentence_is_what_the_table_says(verdict: str, sentence: str, example: Matter) -> None:
    found = [finding.verdict.value for finding in findings(sentence, example)]
    assert found, "nothing was read"
    wrong = [each for each in found if not Verdict(each).is_sound]
    assert ((wrong or ["supported"])[0]) == verdict, found


def test_a_list_of_three_is_three_mentions(example: Matter) -> None:
    found = findings("Totals of $400 million, $450 million and $500 million are named.", example)
    assert len(found) == 3


def test_what_a_paragraph_works_out_itself_is_derived_with_its_formula(example: Matter) -> None:
    text = "Longs lost $195 million, Tracker A says. Bitcoin funds took in $710 million, by the issuers' table."
    last = findings(f"{text} The gap between the two is $515 million.", example)[-1]
    assert (last.verdict, last.formula) == (Verdict.DERIVED, "flows.btc_etf - liquidations.longs")
    wrong = findings(f"{text} The gap between the two is $525 million.", example)[-1]
    assert not wrong.verdict.is_sound


def test_a_sum_is_worked_out_on_the_ends_of_ranges(example: Matter) -> None:
    text = (
        "Between $210 million and $240 million was liquidated. Heat maps add an estimated $286 million of Bitcoin longs"
        " at risk. Together that is $496 million to $526 million."
    )
    assert findings(text, example)[-1].formula == "liquidations.total + levels.btc_longs"


def test_the_words_of_the_records_stand_as_they_are(tmp_path: Path) -> None:
    said = (
        "statements:\n  crowd:\n    who: traders\n    kind: claim\n    quote: almost everyone is long above $99,000\n"
    )
    matter = _matter(tmp_path, EVENT.replace("outlook:\n", f"{said}outlook:\n", 1))
    assert findings("Traders say that “almost everyone is long above $99,000”.", matter) == ()
    (other,) = findings("Traders say that “almost everyone is long above $98,000”.", matter)
    assert not other.verdict.is_sound


def test_what_a_heading_and_a_sentence_before_name_goes_on_to_hold(example: Matter) -> None:
    text = "# A day\n\nIt was one.\n\n## The longs\n\nTracker A has the number. It is $195 million of liquidations."
    assert [finding.verdict for finding in findings(text, example)] == [Verdict.SUPPORTED]


def test_a_source_is_named_in_the_paragraph_or_in_the_line_that_opens_a_list(example: Matter) -> None:
    lines = "By Tracker A's count:\n\n- longs lost $195 million in liquidations.\n"
    assert [finding.verdict for finding in findings(lines, example)] == [Verdict.SUPPORTED]


def test_a_source_is_named_for_what_follows_until_another_is_or_a_section_begins(example: Matter) -> None:
    said = "Longs lost $195 million in liquidations.\n"
    for before, verdict in (
        ("Tracker A counts.\n\n", Verdict.SUPPORTED),
        ("# A day\n\nTracker A counts.\n\nIt was one.\n\n", Verdict.SUPPORTED),
        ("Tracker A counts.\n\nTracker C counts too.\n\n", Verdict.UNATTRIBUTED),
        ("Tracker A counts.\n\n## The longs\n\n", Verdict.UNATTRIBUTED),
        ("Nobody counts.\n\n", Verdict.UNATTRIBUTED),
    ):
        assert [finding.verdict for finding in findings(before + said, example)] == [verdict], before


def test_a_section_is_asked_for_a_source_once(example: Matter) -> None:
    said = "Longs lost $195 million in liquidations."
    once = findings(f"# A day\n\n{said}\n\n{said}\n\n{said}\n\n## Again\n\n{said}\n", example)
    wanting, rest = Verdict.UNATTRIBUTED, Verdict.SUPPORTED
    assert [finding.verdict for finding in once] == [wanting, rest, rest, wanting]
    assert once[0].reason.endswith("liquidations.longs, nor do 2 more numbers of this section")


def test_a_name_that_nobody_knows_beside_a_sure_number_warns(tmp_path: Path) -> None:
    matter = _matter(tmp_path, EVENT.replace("= $710 million", "= $713 million"))
    (found,) = findings("Foobar funds took in $713 million, by the issuers' table.", matter)
    assert (found.verdict, found.meant) == (Verdict.NOUN, "")
    assert found.reason.startswith("no record knows foobar, of whom this is told; the nearest: ")
    (known,) = findings("Ether funds took in $713 million, by the issuers' table.", matter)
    assert known.verdict.severity is Severity.ERROR


def test_a_heading_and_a_row_of_a_table_need_no_source(example: Matter) -> None:
    for text in (
        "# Longs lost $195 million",
        "| What | How much |\n|---|---|\n| Liquidations, longs | $195 million |\n",
    ):
        assert [finding.verdict for finding in findings(text, example)] == [Verdict.SUPPORTED]


def test_every_kind_has_its_code_and_its_severity() -> None:
    codes = [kind.code for kind in KINDS]
    assert codes == [f"AUD{number:03}" for number in range(1, len(KINDS) + 1)]
    warnings = {kind.value for kind in KINDS if kind.severity is Severity.WARNING}
    assert warnings == {"qualifier", "noun", "word", "unattributed", "date"}
    assert Verdict.SUPPORTED.severity is None
    assert Verdict.DERIVED.severity is None


def test_a_finding_says_what_it_was_held_against_and_where_that_stands(example: Matter) -> None:
    (found,) = findings("Longs lost $190 million, Tracker A says.", example)
    assert (found.figure, str(found.at)) == ("liquidations.longs", f"data/events/{EVENT_ID}.yaml:23:3")
    assert found.reason == "this contradicts liquidations.longs"


def test_a_name_offers_what_its_sentence_can_be_about(example: Matter) -> None:
    (found,) = findings("All in all $195 million of positions was liquidated.", example)
    assert (found.verdict, found.figure, found.offered) == (Verdict.NAME, "liquidations.longs", "liquidations.total")


def test_a_name_with_digits_that_a_record_gives_is_no_number(tmp_path: Path) -> None:
    fund = EVENT.replace("    asset: BTC\n    window", "    asset: BTC\n    fund: the Coin 20 Fund\n    window", 1)
    text = "The Coin 20 Fund took in $710 million, by the issuers' table."
    assert [finding.mention.text for finding in findings(text, _matter(tmp_path, fund))] == ["$710 million"]


def test_a_source_that_nobody_has_registered_makes_no_sentence_strange(tmp_path: Path) -> None:
    matter = _matter(tmp_path, EVENT.replace("tracker_a: $195", "harbour_watch: $195"))
    found = findings("Longs lost $195 million, Harbour Watch says.", matter)
    assert [finding.verdict for finding in found] == [Verdict.SUPPORTED]


def test_two_indexes_of_one_kind_are_told_apart_by_their_names(tmp_path: Path) -> None:
    more = "  mood:\n    name: Mood Barometer\n    said:\n      market data: from 30 to 55\n"
    matter = _matter(tmp_path, EVENT.replace("levels:\n", f"{more}levels:\n", 1))
    assert [f.verdict for f in findings("The Mood Barometer went from 30 to 55.", matter)] == [Verdict.SUPPORTED] * 2


@pytest.mark.parametrize(
    ("end", "before", "after"),
    [
        ("210", "      tracker_a: $210 million at 08:00", "      market data: $210 million at 08:00"),
        ("221", "  tracker_c at 08:05:", "  market data at 08:05:"),
    ],
)
def test_an_end_of_a_range_is_no_figure_because_market_data_has_it(
    end: str, before: str, after: str, tmp_path: Path
) -> None:
    text = EVENT.replace(before, after)
    assert text != EVENT
    matter = _matter(tmp_path, text)
    (alone,) = findings(f"${end} million of positions was liquidated.", matter)
    assert alone.verdict is Verdict.OVERPRECISE
    whole = findings("Between $210 million and $240 million of positions was liquidated.", matter)
    assert [finding.verdict for finding in whole] == [Verdict.SUPPORTED]


@pytest.mark.parametrize("name", ["(the index)", "（指数）", "()", "(", "the ", "İ", "(the index) of fear"])
def test_no_name_of_a_record_is_too_odd_to_be_read(name: str, tmp_path: Path) -> None:
    text = EVENT.replace("  fear_greed:\n", f"  fear_greed:\n    name: {name}\n")
    text = text.replace("    who: a trader known for an earlier short\n", f"    who: {name}\n")
    found = findings("The index of fear went from 21 to 42.", _matter(tmp_path, text))
    assert [finding.mention.text for finding in found] == ["21", "42"]
