"""What a reader is told of doubts, in every variant: who differs, what is provisional, held back, corrected."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.render import draft as drafts
from narrator.render.choices import Turn
from support.briefs import EVENTS, case, desk
from support.events import EVENT_ID, WINDOWED, write_workspace
from support.prose import article
from support.variants import TURNS, briefs, editions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[..., list[str]]

TOTAL = "liquidations:\n  total:\n    said:\n      tracker_a: $210 million\n"
DIFFER = TOTAL + "      tracker_b: $236 million to $240 million\n      tracker_c: $221 million\n"
FLOW = (
    "flows:\n  btc_etf:\n    asset: BTC\n    window: 2026-03-02\n    said:\n      issuer_table: inflow $710 million\n"
)
MOVES = """prices:
  btc:
    asset: BTC
    said:
      market data: down 4%
  sp500:
    asset: S&P 500
    said:
      market data: {}
"""


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The editions of some records in every variant, audited, without the table of figures."""

    def made(records: str, english: str = "en-US") -> list[str]:
        return briefs(tmp_path, WINDOWED + records, english)

    return made


def test_named_sources_that_differ_are_named_with_what_they_say(told: Told) -> None:
    said = "Tracker A counts $210 million, Tracker B $236 million to $240 million and Tracker C $221 million."
    assert all(said in text for text in told(DIFFER))
    other = "  btc:\n    asset: BTC\n    said:\n      tracker_a: $50 million\n      tracker_b: $60 million\n"
    disputed = "$50 million to $60 million. Tracker A counts $50 million and Tracker B $60 million."
    assert all(text.count(disputed) == 1 for text in told(TOTAL + other))


def test_a_source_without_a_name_is_told_as_such(told: Told) -> None:
    unnamed = TOTAL + "      unnamed: $236 million to $240 million\n"
    said = "Tracker A counts $210 million and one unnamed source $236 million to $240 million."
    assert all(said in text for text in told(unnamed))


def test_up_to_five_sources_are_each_named_with_what_they_say(told: Told) -> None:
    fifth = "      issuer_table: $230 million\n      Tracker D: $225 million\n"
    said = (
        "Tracker A counts $210 million, Tracker B $236 million to $240 million, Tracker C $221 million, "
        "the issuers’ table $230 million and Tracker D $225 million."
    )
    assert [text for text in told(DIFFER + fifth) if said not in text] == []


def test_of_more_than_five_sources_those_of_the_ends_are_named_and_the_others_counted(told: Told) -> None:
    more = "      issuer_table: $230 million\n      Tracker D: $225 million\n      Tracker E: $228 million\n"
    said = (
        "Tracker A counts $210 million and Tracker B $236 million to $240 million; "
        "four more, named in the table, lie within that."
    )
    assert all(said in text for text in told(DIFFER + more))


def test_an_hour_is_a_peak_only_where_a_source_says_so(told: Told) -> None:
    hour = "  other:\n    window: 1h to 2026-03-03 03:00\n    said:\n      tracker_a: $90 million\n"
    assert all("eak hour" not in text and "worst hour" not in text for text in told(TOTAL + hour))
    peak = TOTAL + "    peak_hour:\n      said:\n        tracker_a: $90 million\n"
    assert any("eak hour" in text for text in told(peak))


VENUES = """  a:
    venue: Kraken
    said:
      tracker_a: $60 million
    note: All its orders stand on a public chain.
  b:
    venue: OKX
    said:
      tracker_a: $50 million
"""


def test_a_note_stands_behind_the_sentence_of_its_own_figure(told: Told) -> None:
    said = re.compile(
        r"Kraken (?:accounted for|made up)?[^.]*\$60 million[^.]*\. All its orders stand on a public chain\."
    )
    for text in told(TOTAL + VENUES):
        assert said.search(text)
        assert "A note on" not in text


def test_a_note_on_one_side_stands_before_what_is_computed_from_both(told: Told) -> None:
    side = "  {0}s:\n    side: {0}\n    said:\n      tracker_a: ${1} million\n"
    sides = side.format("long", 42) + side.format("short", 168) + "    note: Nobody has seen the books.\n"
    for text in told(TOTAL + sides):
        assert re.search(r"\$42 million[^.]*\. Nobody has seen the books\. Of the two together, shorts were 80%", text)
        assert "A note on" not in text


def test_a_note_behind_the_sentence_of_another_figure_says_what_it_is_of(told: Told) -> None:
    two = VENUES + "    note: It counts what it closed itself.\n"
    for text in told(TOTAL + two):
        assert re.search(r"\$60 million[^.]*\. All its orders", text)
        assert re.search(r"\$50 million[^.]*\. It counts what it closed itself\.", text)


def test_a_note_stands_alone_behind_its_own_figure_or_where_it_names_it(told: Told) -> None:
    named = VENUES.replace("All its orders", "All orders of Kraken")
    note = "All orders of Kraken stand on a public chain."
    assert all(f" {note}" in text and f": {note}" not in text for text in told(TOTAL + named))
    note = "All its orders stand on a public chain."
    alone = told(TOTAL + VENUES.partition("  b:")[0])
    assert all(f" {note}" in text and f": {note}" not in text for text in alone)


def test_two_who_are_not_named_are_one_and_another(told: Told) -> None:
    records = TOTAL.replace("tracker_a", "unnamed") + "      unnamed 2: $230 million\n"
    for text in told(records):
        assert "and another unnamed source" in text
        assert not re.search(r"one unnamed source[^.|]* and one unnamed source", text)


def test_what_is_open_at_one_end_is_put_at_nothing(told: Told) -> None:
    records = (
        TOTAL + "      tracker_b: at least $250 million\n    estimated:\n      tracker_c: more than $300 million\n"
    )
    for text in told(records):
        assert re.search(r"Tracker B said that (?:it|the total) came to at least \$250 million\.", text)
        assert re.search(r"By an estimate of Tracker C, (?:it|the total) came to more than \$300 million\.", text)
        assert not re.search(r"at at|an estimated (?:at|more)", text)


def test_where_a_position_came_from_is_told_with_it(told: Told) -> None:
    records = TOTAL + "positions:\n  oi:\n    what: open interest\n    asset: BTC\n    said:\n"
    for line, said in (
        ("from $62 billion to $54 billion", "at $54 billion, down from $62 billion"),
        ("from $50 billion to $54 billion", "at $54 billion, up from $50 billion"),
    ):
        assert all(said in text for text in told(f"{records}      tracker_a: {line}\n"))


def test_a_broken_level_has_its_hour_and_not_another_window(told: Told) -> None:
    level = "    broke:\n      said:\n        market data: below $75,000 at 02:40, briefly\n"
    for text in told(TOTAL + MOVES.partition("  sp500")[0] + level):
        assert re.search(r"briefly went below \$75,000 at 02:40", text)
        assert "to 02:40" not in text


def test_a_provisional_report_is_told(told: Told) -> None:
    texts = told(TOTAL.replace("$210 million", "$210 million, provisional"))
    assert all("Tracker A calls its figure for the total provisional." in text for text in texts)


def test_a_probable_unit_slip_is_told_and_not_its_value(told: Told) -> None:
    texts = told(DIFFER + "      issuer_table: $2.1 billion\n")
    held = "Held back as probable unit slips are values for the total."
    assert all(held in text for text in texts)
    assert not any("2.1" in text for text in texts)


def test_a_correction_is_told(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, WINDOWED + TOTAL)
    own = pipeline.open_desk(config.load(root)[0])
    scene, before = pipeline.draft(pipeline.examine(root / "data" / "events" / f"{EVENT_ID}.yaml", own), own, Turn())
    corrected = drafts.write(replace(scene, correction="the total was misread"), Turn())
    assert "Correction" not in before.markdown
    assert "\n**Correction:** The total was misread.\n" in corrected.markdown


@pytest.mark.parametrize("answer", ["asked the venue at 08:20, no answer", "Asked the venue; it did not answer."])
def test_what_the_desk_checked_is_told_once(told: Told, answer: str) -> None:
    whale = "accounts:\n  a:\n    who: a trader\n    what: loss\n    rumoured:\n      social media: $2 million\n"
    heard = "unconfirmed:\n  a:\n    text: a fund is in trouble.\n    by: several unnamed\n"
    whale, heard = (f"{record}    checked: {answer}\n" for record in (whale, heard))
    for text in told(TOTAL + whale + heard):
        assert text.count(f"The desk’s check: {answer.rstrip('.')}.") == 2
        assert ".." not in text
        assert re.search(r"several unnamed sources\b[^.]* the claim that a fund is in trouble[;.]", text, re.IGNORECASE)


def test_a_name_in_s_takes_no_possessive(told: Told) -> None:
    market = "  btc:\n    asset: BTC\n    said:\n      Glass Works: $50 million\n"
    for text in told(TOTAL + market):
        assert "Glass Works" in text
        assert not re.search(r"Works’", text)


def test_british_dates_say_the_year_once(told: Told) -> None:
    for english in ("en-GB", "en-US"):
        for text in told((TOTAL + FLOW).replace("total:", "total:\n    window: 2026-03-02"), english):
            body = text.split("09:00 UTC+8*")[1]
            assert re.search(r"[Oo]n (?:2 March|March 2),? 2026 \(UTC\+8\)", body)
            assert body.count("2026") == 1


def test_a_close_at_the_end_of_a_week_is_told_of_its_day(told: Told) -> None:
    week = "prices:\n  btc:\n    asset: BTC\n    window: week to 2026-03-01\n    said:\n      market data: down 6%\n"
    close = "    close:\n      said:\n        market data: from $89,504 to $84,129\n"
    for text in told(TOTAL + week + close):
        (row,) = [line for line in text.split("\n") if line.startswith("| Bitcoin: close |")]
        assert "| on March 1 |" in row
        assert not re.search(r"closed at \$84,129 in the week", text)


@pytest.mark.parametrize(("english", "word"), [("en-US", "rumor"), ("en-GB", "rumour")])
def test_a_rumour_is_spelled_in_the_table_as_its_edition_is(tmp_path: Path, english: str, word: str) -> None:
    heard = "accounts:\n  a:\n    who: a trader\n    what: loss\n    rumoured:\n      social media: $2 million\n"
    root = write_workspace(tmp_path, WINDOWED + TOTAL + heard)
    (root / "narrator.toml").write_text(f'english = "{english}"\n', encoding="utf-8")
    own = pipeline.open_desk(config.load(root)[0])
    (file,) = (root / "data" / "events").glob("*.yaml")
    made = pipeline.edit(pipeline.examine(file, own), own, Turn(), frozenset({"md"})).markdown
    (row,) = [line for line in made.split("\n") if line.startswith("| ") and "trader" in line]
    assert re.search(rf"\b{word}\b", row)


def test_growth_is_not_said_to_have_risen(told: Told) -> None:
    growth = "macro:\n  a:\n    what: growth of the balance sheet\n    said:\n      tracker_a: up $3 billion\n"
    assert all(
        "Growth of the balance sheet came to $3 billion" in text and "rose" not in text for text in told(TOTAL + growth)
    )
    sheet = growth.replace("growth of the", "the")
    assert all("The balance sheet rose $3 billion" in text for text in told(TOTAL + sheet))


def test_one_account_is_one(told: Told) -> None:
    for amount, said in (
        ("at least 1 account", "At least one account was hit"),
        ("2 accounts", "wo accounts were hit"),
    ):
        texts = told(TOTAL + f"    accounts:\n      said:\n        tracker_a: {amount}\n")
        assert any(said in text for text in texts)
        assert not any("one account were" in text or "1 accounts" in text for text in texts)


def test_an_unnamed_value_in_circulation_is_told_in_words(told: Told) -> None:
    beside = FLOW + "    circulating:\n      unnamed: inflow $690 million\n"
    said = re.compile(
        r"In circulation, too, is \$690 million|\$690 million[^.]*circulat|of \$690 million has circulated"
    )
    assert all(len(said.findall(text)) == 1 for text in told(TOTAL + beside))


def test_a_value_the_other_way_keeps_its_way(told: Told) -> None:
    beside = FLOW + "    circulating:\n      chatter: outflow $500 million\n"
    way = re.compile(r"put the (?:flow of spot Bitcoin ETFs|figure) at net outflows of \$500 million\.")
    assert all(way.search(text) for text in told(TOTAL + beside))


def test_a_path_is_that_of_who_sees_it(told: Told) -> None:
    path = "outlook:\n  scenarios:\n    up:\n      if: Inflows go on.\n      then: It ends.\n      view_of: tracker_a\n"
    for text in told(TOTAL + path):
        assert "In the view of Tracker A: if inflows go on, it ends." in text
        assert "desk’s view." not in text
        assert "The desk sees" not in text


def test_other_markets_are_told_without_a_link_between_them(told: Told) -> None:
    for way, said in (("down 2%", "The S&P 500 fell 2%"), ("up 2%", "The S&P 500 rose 2%")):
        texts = told(TOTAL + MOVES.format(way))
        assert all(said in text for text in texts)
        assert not any(re.search(r"same way|same direction|not crypto’s alone|followed", text) for text in texts)


def test_one_hour_does_not_speak_for_the_day(told: Told) -> None:
    hour = "    peak_hour:\n      said:\n        tracker_a: $40 million\n"
    shorts = "  shorts:\n    side: short\n    peak_hour:\n      said:\n        tracker_a: $39 million\n"
    rose = "prices:\n  btc:\n    asset: BTC\n    said:\n      market data: up 4%\n"
    for text in told(TOTAL + hour + shorts + rose):
        assert "97.5%" in text
        assert not re.search(r"queeze|larger part|outweigh|than long|more of it short", text)


def test_a_split_that_nobody_has_verified_is_told_as_such_at_once(told: Told) -> None:
    side = "  {0}s:\n    side: {0}\n    said:\n      {{0}}: {1}\n"
    sides = side.format("long", "$30 million") + side.format("short", "$180 million")
    told_so, larger = re.compile("unverified|nobody has verified"), re.compile("larger part|mostly shorts|ran out")
    for text in told(TOTAL + sides.format("unverified")):
        assert not larger.search(text)
        assert all(told_so.search(line) for line in text.split("\n") if "$180 million and" in line)
    assert not any(told_so.search(text) for text in told(TOTAL + sides.format("tracker_a")))
    assert all(larger.search(text) for text in told(TOTAL + sides.format("tracker_a")))


@pytest.mark.parametrize("event", EVENTS)
def test_every_variant_of_a_brief_is_true_and_its_headline_fits(event: str) -> None:
    for turn in TURNS:
        text = article(pipeline.edit(case(event), desk(), turn, frozenset({"md"})).markdown)
        assert len(text.headline) <= 75
        assert re.search(r"\d", text.standfirst)
        assert 3 <= len(text.key_points.paragraphs) <= 5


@pytest.mark.parametrize(
    ("records", "said", "unsaid"),
    [
        (
            TOTAL + "positions:\n  a:\n    what: holdings\n    said:\n      tracker_a: up 3%\n",
            "Holdings rose 3%",
            "Holdings was",
        ),
        (
            TOTAL + "statements:\n  a:\n    who: unnamed\n    kind: opinion\n    text: the worst is over\n",
            "ne unnamed source",
            "nnamed sees",
        ),
        (
            TOTAL + "prices:\n  btc:\n    asset: BTC\n    said:\n      market data: 0%\n",
            "Bitcoin was unchanged",
            "moved unchanged",
        ),
        (
            TOTAL + "  longs:\n    side: long\n    share:\n      of: total\n      said:\n        unnamed: 40% to 60%\n",
            "40% to 60%",
            "at least 40%",
        ),
    ],
    ids=["a plural", "nobody named", "no move", "a range of a share"],
)
def test_sentences_that_stumbled(told: Told, records: str, said: str, unsaid: str) -> None:
    for text in told(records):
        assert said in text
        assert unsaid not in text


LEAST = "unnamed: at least $15.6 million"
BROKE = "broke:\n      said:\n        tracker_a: below $3,000\n      circulating:\n        tracker_b: above $4,000\n"


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (
            f"levels:\n  om:\n    asset: OM\n    side: short\n    price: below $2\n    rumoured:\n      {LEAST}\n",
            "speaks of at least $15.6 million for",
        ),
        (
            f"positions:\n  btc:\n    asset: BTC\n    what: open interest\n    said:\n      {LEAST}\n",
            "came to at least",
        ),
        (
            "prices:\n  btc:\n    asset: BTC\n    close:\n      said:\n        unnamed: at least $90,000\n",
            "a close of at least",
        ),
        (
            f"prices:\n  eth:\n    asset: ETH\n    said:\n      tracker_a: down 7%\n    {BROKE}",
            "gave above $4,000 for",
        ),
    ],
    ids=["a rumour", "what is held", "a close", "a level beside another"],
)
def test_nothing_stands_at_at_least(told: Told, records: str, said: str) -> None:
    for text in told(TOTAL + records):
        assert said in text
        assert not re.search(r"\bat (?:at|above|below)\b", text)


def test_a_low_above_the_high_of_another_source_is_told_and_passes(told: Told) -> None:
    prices = "prices:\n  sp500:\n    asset: S&P 500\n    said:\n      tracker_a: down 7%\n"
    ends = "    low:\n      said:\n        tracker_a: $25,410\n    high:\n      said:\n        tracker_b: $12,790\n"
    assert all("25,410" in text and "12,790" in text for text in told(TOTAL + prices + ends))


def test_a_disputed_move_is_no_move_up_to_a_level(told: Told) -> None:
    disputed = "prices:\n  b:\n    asset: BTC\n    said:\n      tracker_a: down 4%\n      market data: down 5.8%\n"
    for text in told(TOTAL + disputed):
        assert "fell between 4.0% and 5.8%" in text
        assert "4.0% to 5.8%" not in text.split("## Figures and sources")[0]


def test_a_second_plan_is_told_as_a_plan(told: Told) -> None:
    plans = {"tracker_a": "down 3.5 ETH to 5.2 ETH", "market data": "down 4.55 ETH", "unnamed": "down at most 3.5 ETH"}
    planned = "accounts:\n  b:\n    who: a trader\n    what: staking\n    planned:\n"
    for text in told(TOTAL + planned + "".join(f"      {source}: {said}\n" for source, said in plans.items())):
        told_of = (
            "plans a fall of between 3.5 and 5.2 ETH for the staking of a trader and market data a fall of 4.55 ETH"
        )
        assert told_of in text


def test_a_forecast_of_a_fall_says_so_of_each_source(told: Told) -> None:
    ahead = "macro:\n  b:\n    what: GDP growth\n    forecast:\n      {}: {}\n      {}: {}\n"
    for text in told(TOTAL + ahead.format("tracker_a", "down 13.3%", "market data", "down 13.3% to 16.96%")):
        assert "a fall of 13.3%" in text
        assert not re.search(r"forecasts? GDP growth \d", text)


def test_a_support_names_whose_opinion_and_whose_figure_it_is(told: Told) -> None:
    level = "levels:\n  b:\n    asset: BTC\n    side: long\n    role: support\n    view_of: Ann Lee\n"
    for text in told(TOTAL + level + "    price:\n      said:\n        tracker_a: below $715\n"):
        assert re.search(r"In the opinion of Ann Lee, [^.]* a zone of support for Bitcoin below \$715.*Tracker A", text)


def test_coins_that_went_to_a_venue_stand_beside_their_worth(told: Told) -> None:
    moved = "flows:\n  a:\n    venue: Gate.io\n    estimated:\n      tracker_a: inflow 8,100 BTC = $850 million\n"
    for text in told(TOTAL + moved):
        assert "n estimated $850 million (an estimated 8,100 BTC) moved onto Gate.io" in text


def test_outflows_or_none_are_read_back_as_they_are_said(told: Told) -> None:
    disputed = "flows:\n  a:\n    said:\n      tracker_a: none\n      market data: outflow $333.58 million\n"
    for text in told(TOTAL + disputed):
        assert "between net outflows of $333.58 million and no net flows" in text


def test_what_a_caution_speaks_against_is_told_with_whose_it_is(told: Told) -> None:
    total = "liquidations:\n  total:\n    said:\n      unnamed: $210 million\n"
    named = "flows:\n  a:\n    asset: BTC\n    fund: spot ETFs\n    said:\n      tracker_a: inflow $30 million\n"
    sheet = "macro:\n  a:\n    what: the balance sheet\n    said:\n      unnamed: up $3 billion\n"
    doubted = sheet + "    caution: The bureau's table has a fall.\n"
    assert all("rose $3 billion, one unnamed source says" not in text for text in told(total + named + sheet))
    for text in told(total + named + doubted):
        (said,) = [line for line in text.split("\n") if "The balance sheet rose $3 billion" in line]
        assert re.search(r"The balance sheet rose \$3 billion[^.]* one unnamed source", said)


def test_what_is_said_against_a_rumour_stands_beside_it(told: Told) -> None:
    flow = "flows:\n  b:\n    asset: ETH\n    fund: IBIT\n    rumoured:\n      chatter: outflow\n    circulating:\n"
    for text in told(TOTAL + flow + "      tracker_a: outflow at most $433 million\n"):
        (line,) = (line for line in text.split("\n") if line.startswith("An unconfirmed report"))
        assert "Tracker A said that the flow of IBIT came to at most $433 million." in line


def test_coins_of_nobody_beside_a_circulating_amount_say_whose_they_are(told: Told) -> None:
    flow = (
        "flows:\n  eth:\n    asset: ETH\n    venue: Kraken\n    said:\n      tracker_a: inflow more than $100 million\n"
    )
    circulating = "    circulating:\n      unnamed: inflow 31,000 ETH = $98 million\n"
    for text in told(TOTAL + flow + circulating):
        said = [line for line in text.split("\n") if "31,000 ETH" in line]
        assert said
        assert all("unnamed" in line for line in said), text


def test_a_value_whose_source_does_not_say_what_it_covers_has_no_window_in_the_table(tmp_path: Path) -> None:
    total = "liquidations:\n  total:\n    window: 2026-03-03\n    said:\n      tracker_a: $210 million\n"
    other = "    circulating:\n      tracker_b: $300 million, coverage not stated\n      tracker_c: $320 million\n"
    longs = "  longs:\n    side: long\n    said:\n      tracker_a: $150 million\n"
    (text,) = editions(tmp_path, WINDOWED + total + other + longs, turns=(Turn(),))
    rows = [line for line in text.split("\n") if line.startswith("|") and "also given" in line]
    assert [("*coverage not stated*" in row, "on March 3" in row) for row in rows] == [(True, False), (False, True)] * 2


def test_flows_that_may_be_none_have_a_headline_that_fits(tmp_path: Path) -> None:
    head = WINDOWED.replace("main: liquidations.total", "main: flows.total")
    flow = "flows:\n  total:\n    asset: OM\n    fund: ARK 21Shares\n    said:\n"
    for way, verb in (("outflow", "left"), ("inflow", "came in")):
        said = f"      tracker_a: {way} HK$63.4 million to HK$77.08 million\n      tracker_b: none\n"
        for text in briefs(tmp_path / way, head + flow + said):
            assert f"# Sources differ on whether money {verb}\n" in text
