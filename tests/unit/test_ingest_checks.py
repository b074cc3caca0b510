"""The named checks, one after another: what they let pass, and what they say of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.ingest import checks, links, parts
from narrator.ingest.checks import CHECKS
from narrator.ingest.events import load_event
from narrator.ingest.links import REFERENCE, STYLES, numbers
from narrator.ingest.registries import load_names, load_sources
from support.events import EVENT, EVENT_ID, changed, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.problem import Problem


def problems(root: Path, text: str) -> tuple[Problem, ...]:
    write_workspace(root)
    path = root / "data" / "events" / f"{EVENT_ID}.yaml"
    path.write_text(text, encoding="utf-8")
    sources, _ = load_sources(root / "data" / "sources.yaml", root)
    names, _ = load_names(root / "data" / "names.yaml", root)
    return load_event(path, root, sources, names, ("24-hour",)).problems


def after(before: str, *lines: str) -> str:
    """The example with lines behind a line of it."""
    return changed(before + "\n", "\n".join([before, *lines, ""]))


def statement(*lines: str) -> str:
    return EVENT + "\n".join(["statements:", "  analyst:", "    who: A. Analyst", "    kind: quote", *lines, ""])


def test_the_time_of_a_line_is_no_amount_that_a_number_could_mean(tmp_path: Path) -> None:
    text = EVENT.replace("tracker_a: $210 million at 08:00", "tracker_a: $210 million at 16:37")
    (found,) = [p for p in problems(tmp_path, text.replace("squeeze more", "squeeze of 37 more")) if p.code == "TXT010"]
    assert found.example == "[FIGURE]"
    (found,) = [
        p for p in problems(tmp_path, text.replace("squeeze more", "squeeze of 236 more")) if p.code == "TXT010"
    ]
    assert found.example == "[liquidations.total]"


STATEMENTS = {
    "a quote that holds its figure": (statement("    quote: 21 was the low", "    contains: sentiment.fear_greed"), []),
    "one that was said before the brief": (statement("    quote: it was low", "    when: 2026-03-03"), []),
    "one that was said after the brief": (
        statement("    quote: it was low", "    when: 2026-03-04"),
        [("EVT041", "'analyst' was said after the brief was published")],
    ),
    "one of two figures in two languages": (
        statement(
            "    quote:", "      en: 42 now", "      zh: 现在42", "    contains: sentiment.fear_greed, prices.btc"
        ),
        [("EVT024", "the words of 'analyst' contain no number of 'prices.btc'")],
    ),
    "a quote without it": (
        statement("    quote: it was low", "    contains: sentiment.fear_greed"),
        [("EVT024", "the words of 'analyst' contain no number of 'sentiment.fear_greed'")],
    ),
    "digits that stand as said": (statement("    quote: I gave it 50 to 50"), []),
    "a figure that is not there": (
        statement("    quote: 21 was the low", "    contains: sentiment.fear_gred"),
        [("EVT021", "the event has no figure 'sentiment.fear_gred' (did you mean 'sentiment.fear_greed'?)")],
    ),
    "no words": (statement("    role: analyst"), [("EVT025", "'statements.analyst' has no content")]),
}

OWN = {
    "a figure by its id": ("    note: It is [liquidations.longs].", []),
    "in a style": ("    note: It is [liquidations.longs.share:words].", []),
    "a computed one": ("    note: It is [derived.long_share].", []),
    "an editor's brackets": ("    note: It is so [sic] or [not so.].", []),
    "names with digits": ("    note: A 24-hour count, with the S&P 500 and S&P 500 futures.", []),
    "dates and times of day": ("    note: From Jan. 30 to 2 February, and on May 3 and 4, 2026, at 14:00.", []),
    "a date in Chinese": ("    note:\n      en: It was then.\n      zh: 1月30日如此", []),
    "a month beside an amount": (
        "    note: In May 30 million went.",
        [("TXT010", "the number 30 in 'liquidations.longs.note', which is the desk's own text")],
    ),
    "no day of a month": (
        "    note: It was Jan. 52.",
        [("TXT010", "the number 52 in 'liquidations.longs.note', which is the desk's own text")],
    ),
    "a figure that is not there": (
        "    note: It is [liquidations.long].",
        [("EVT021", "the event has no figure 'liquidations.long' (did you mean 'liquidations.longs'?)")],
    ),
    "a style that is not there": (
        "    note: It is [liquidations.longs:headlines].",
        [("TXT011", "unknown style 'headlines' (did you mean 'headline'?)")],
    ),
    "a number": (
        "    note: It was $195 million.",
        [("TXT010", "the number $195 in 'liquidations.longs.note', which is the desk's own text")],
    ),
    "numbers in Chinese": (
        "    note:\n      en: The count is close.\n      zh: 约1.95亿美元，占90%",
        [
            ("TXT010", "the number 1.95 in 'liquidations.longs.note.zh', which is the desk's own text"),
            ("TXT010", "the number 90% in 'liquidations.longs.note.zh', which is the desk's own text"),
        ],
    ),
    "a part of a name": (
        "    note: The S&P 5000.",
        [("TXT010", "the number 5000 in 'liquidations.longs.note', which is the desk's own text")],
    ),
    "digits of another script": (
        "    note: About ١٢ of them.",
        [
            ("TXT010", "the number ١٢ in 'liquidations.longs.note', which is the desk's own text"),
            ("TXT012", "no font of the briefs has '١' (U+0661), in 'liquidations.longs.note'"),
        ],
    ),
    "how it was checked": ("    checked: asked at 08:20", []),
}

OTHERS = {
    "no main figure": (
        changed("  main: liquidations.total ", "  # "),
        [("EVT023", "a ready event needs 'main', the figure of headline and lead")],
    ),
    "none needed in a draft": (
        changed("status: ready", "status: draft", changed("  main: liquidations.total ", "  # ")),
        [],
    ),
    "a main figure that is not there": (
        changed("main: liquidations.total ", "main: liquidations.totals "),
        [("EVT021", "the event has no figure 'liquidations.totals' (did you mean 'liquidations.total'?)")],
    ),
    "a figure to watch that is not there": (
        changed("figure: flows.btc_etf", "figure: flows.eth_etf"),
        [("EVT021", "the event has no figure 'flows.eth_etf' (did you mean 'flows.btc_etf'?)")],
    ),
    "a claim": (
        EVENT + "claims:\n  first:\n    text: a record\n    by: unnamed\n    about: flows.btc\n    since: 2025-02-30\n",
        [
            ("EVT021", "the event has no figure 'flows.btc' (did you mean 'flows.btc_etf'?)"),
            ("TIM002", "'claims.first.since': found 30, expected a day of the calendar, 1900 to 2100"),
        ],
    ),
    "a claim without a day": (
        EVENT + "claims:\n  first:\n    text: a record\n    by: unnamed\n    about: flows.btc_etf\n",
        [],
    ),
    "a figure that could not be read is not missed": (
        changed("inflow 8,100 BTC", "@ 8,100 BTC"),
        [("YML027", "YAML does not allow a value that begins with '@'")],
    ),
    "a trigger": (
        changed("trigger: outflow", "trigger: outflows"),
        [("EVT028", "unknown trigger 'outflows' (did you mean 'outflow'?)")],
    ),
    "a level as trigger": (changed("trigger: outflow", "trigger: below $5 million"), []),
    "a level without its unit": (
        changed("trigger: outflow", "trigger: below 5 milion"),
        [("AMT004", "")],
    ),
    "a trigger of nothing": (
        changed("      figure: flows.btc_etf\n", "      text: the funds\n"),
        [("EVT028", "'etf' has a trigger but no figure")],
    ),
    "nothing to watch": (
        changed(
            "      figure: flows.btc_etf\n      trigger: outflow\n",
            "      text:\n        en: the funds\n        zh: 资金流向\n",
        ),
        [],
    ),
    "no word of what to watch": (
        changed("      figure: flows.btc_etf\n      trigger: outflow\n", "      trigger: outflow\n"),
        [("EVT025", "'outlook.watch.etf' has no content"), ("EVT028", "'etf' has a trigger but no figure")],
    ),
    "two comments, one without a paragraph": (
        EVENT + "  outlook:\n    - place: after\n      by: A\n      en: So.\n    - place: after\n      by: A\n",
        [("EVT025", "'commentary.outlook' has no content")],
    ),
    "a comment without a paragraph": (
        changed(EVENT[EVENT.index("    en: |") :], ""),
        [("EVT025", "'commentary.lead' has no content")],
    ),
    "a record without reports": (
        after("flows:", "  eth_etf:", "    asset: ETH"),
        [("EVT025", "'flows.eth_etf' has no content")],
    ),
    "a macro event without an amount": (EVENT + "macro:\n  talks:\n    what: talks in the Gulf\n", []),
    "a share of nothing": (
        changed("      of: total\n", ""),
        [("EVT026", "'liquidations.longs.share' does not say what it is a share of")],
    ),
    "a rank without its reason": (
        changed("tracker_a: $195 million", "tracker_a:\n        amount: $195 million\n        rank: preferred"),
        [("EVT027", "the rank 'preferred' of a report of 'liquidations.longs' has no reason")],
    ),
    "assets that are no tickers": (
        changed("assets: BTC, ETH", "assets: BTC, Ether"),
        [("EVT029", "'Ether' is not a ticker")],
    ),
    "coins of another asset": (
        changed("inflow 8,100 BTC", "inflow 8,100 ETH"),
        [("EVT030", "'flows.btc_etf.coins' is in ETH, and its asset is BTC")],
    ),
    "the asset by its name": (changed("    asset: BTC\n    window", "    asset: Bitcoin\n    window"), []),
    "a venue that nobody knows": (
        after("    side: long\n    said:\n      tracker_a: $195 million", "    venue: Binance"),
        [("NAM010", "the name 'Binance' is not in data/names.yaml")],
    ),
    "an asset that is nearly known": (
        changed("    asset: BTC\n    window", "    asset: Bitcoins\n    window"),
        [("NAM010", "the name 'Bitcoins' is not in data/names.yaml (did you mean 'bitcoin'?)")],
    ),
    "a misspelt source, said once": (
        changed("tracker_a: $195 million", "trackr_a: $195 million", changed("unnamed: more", "trackr_a: more")),
        [("SRC010", "the source 'trackr_a' is not in data/sources.yaml (did you mean 'tracker_a'?)")],
    ),
    "reserved sources": (changed("tracker_a: $195 million", "several unnamed: $195 million quoting unnamed 3"), []),
}

CASES = STATEMENTS | OTHERS


@pytest.mark.parametrize("name", CASES)
def test_a_check_says(name: str, tmp_path: Path) -> None:
    text, expected = CASES[name]
    found = problems(tmp_path, text)
    assert [problem.code for problem in found] == [code for code, _ in expected]
    assert [problem.message for problem, (_, said) in zip(found, expected, strict=True) if said] == [
        said for _, said in expected if said
    ]
    assert all(problem.example for problem in found)


@pytest.mark.parametrize("name", OWN)
def test_a_text_of_our_own(name: str, tmp_path: Path) -> None:
    note, expected = OWN[name]
    longs = "    side: long\n    said:\n      tracker_a: $195 million"
    found = problems(tmp_path, after(longs, note))
    assert [(problem.code, problem.message) for problem in found] == expected


def test_only_names_sources_and_late_statements_are_warnings(tmp_path: Path) -> None:
    severities = {
        (problem.code[:3] if problem.code != "EVT041" else problem.code, problem.severity)
        for text, _ in CASES.values()
        for problem in problems(tmp_path, text)
    }
    assert {code for code, severity in severities if severity == "warning"} == {"NAM", "SRC", "EVT041"}
    assert not {"NAM", "SRC"} & {code for code, severity in severities if severity == "error"}


def test_a_number_is_offered_the_figure_that_has_it(tmp_path: Path) -> None:
    text = changed("A squeeze more than a turn.", "A squeeze of $195 million, with 77 of them")
    assert [problem.example for problem in problems(tmp_path, text)] == ["[liquidations.longs]", "[FIGURE]"]


def test_a_number_is_found_where_it_stands(tmp_path: Path) -> None:
    text = changed("Longs carried the night: [", "Longs carried\n      the 3rd night: [")
    (problem,) = problems(tmp_path, text)
    assert (problem.at.line, problem.at.column) == (79, 11)


def test_an_ungraded_source_is_to_be_graded(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    registry = tmp_path / "data" / "sources.yaml"
    registry.write_text("tracker_a:\n  name: Tracker A\n", encoding="utf-8")
    sources, _ = load_sources(registry, tmp_path)
    names, _ = load_names(tmp_path / "data" / "names.yaml", tmp_path)
    found = load_event(tmp_path / "data" / "events" / f"{EVENT_ID}.yaml", tmp_path, sources, names).problems
    assert [p.message for p in found if p.code == "SRC011"] == ["the source 'tracker_a' has no grade"]
    assert not any(problem.is_error for problem in found)


def test_every_check_is_in_the_tuple() -> None:
    named = {name for module in (checks, links, parts) for name in vars(module) if name.startswith("check_")}
    assert named == {check.__name__ for check in CHECKS}
    assert len(CHECKS) == len(named) > 10


def test_references_are_found_with_their_styles() -> None:
    found = REFERENCE.findall("[a.b] and [a.b.c:words], not [a], [A.b], [a.b:], [a.b x] or [a.b](x)")
    assert found == [
        *(("a.b", ""), ("a.b.c", "words"), ("a.b", ""), ("a.b", "")),
    ]
    assert "words" in STYLES


def test_numbers_are_those_outside_references_and_names() -> None:
    text = "$1,200.50 on S&P 500 of [a.b1:words] and 4亿, x2"
    assert [number[0] for number in numbers(text, {"S&P 500"})] == ["$1,200.50", "4", "2"]
    assert list(numbers("no digits", {"S&P 500"})) == []


@pytest.mark.parametrize(
    ("before", "after", "example"),
    [
        ("tracker_a: $195", "trx: $195", "trx:\n  name: trx\n  grade: GRADE\n  reason: WHY THIS GRADE"),
        ("      of: total\n", "", "of: RECORD"),
        ("assets: BTC, ETH", "assets: BTC, Ether", "BTC, ETH"),
        ("assets: BTC, ETH", "assets: BTC, Foo", "BTC, TICKER"),
        ("trigger: outflow", "trigger: soon", "trigger: DIRECTION"),
        ("      trigger: outflow", "      trigger: below a lot", "trigger: below AMOUNT"),
        ("flows:\n", "flows:\n  eth_etf:\n    asset: ETH\n", "said:\n  SOURCE: AMOUNT"),
        (": [liquidations.total] went", ": [liquidations.totl:headlin]", "[liquidations.total:headlin]"),
    ],
)
def test_a_line_to_paste_invents_nothing(before: str, after: str, example: str, tmp_path: Path) -> None:
    examples = [problem.example for problem in problems(tmp_path, changed(before, after))]
    assert any(offered.endswith(example) for offered in examples), examples
