"""Briefs of other days than the four: what their sentences may and may not say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.render.choices import Turn
from support.events import EVENT_ID, WINDOWED, write_workspace

if TYPE_CHECKING:
    from pathlib import Path


def flow(asset: str, *reports: str) -> str:
    said = "".join(f"      s{number}: {report}\n" for number, report in enumerate(reports))
    return f"  {asset.lower()}_etf:\n    asset: {asset}\n    window: 2026-03-02\n    said:\n{said}"


def liquidations(**parts: str) -> str:
    sides = {"longs": "    side: long\n", "shorts": "    side: short\n"}
    return "liquidations:\n" + "".join(
        f"  {name}:\n{sides.get(name, '')}    said:\n      s1: {amount}\n" for name, amount in parts.items()
    )


def price(move: str) -> str:
    return f"prices:\n  btc:\n    asset: BTC\n    said:\n      market data: {move}\n"


@pytest.fixture
def brief(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    main, records = request.param
    root = write_workspace(tmp_path, WINDOWED.replace("liquidations.total", main) + records)
    desk = pipeline.open_desk(config.load(root)[0])
    case = pipeline.examine(root / "data" / "events" / f"{EVENT_ID}.yaml", desk)
    assert [problem for problem in case.problems if problem.is_error] == []
    return pipeline.draft(case, desk, Turn())[1].markdown.split("## Figures and sources")[0]


OUT = "flows:\n" + flow("BTC", "outflow $50 million", "outflow $60 million") + flow("ETH", "outflow $5 million")
ACROSS = "flows:\n" + flow("BTC", "outflow $50 million") + flow("ETH", "inflow $10 million to $70 million")
ZERO = "flows:\n" + flow("BTC", "none")
AGAINST = liquidations(total="$210 million", longs="$30 million", shorts="$180 million") + price("down 4%")
SLIGHT = liquidations(total="$100 million", longs="$60 million", shorts="$40 million") + price("up 0.2%")
ALONE = liquidations(total="$100 million")
BROKE = price("down 4%") + "    broke:\n      said:\n        market data: below $85,000, briefly\n"


@pytest.mark.parametrize(
    ("brief", "said", "unsaid"),
    [
        pytest.param(
            ("flows.btc_etf", OUT), "ETFs had net outflows of $50 million to $60 million", r"took|lost", id="outflows"
        ),
        pytest.param(
            ("flows.btc_etf", ACROSS),
            "between net outflows of $40 million and net inflows of $20 million",
            r"fall of|rise of",
            id="across zero",
        ),
        pytest.param(("flows.btc_etf", ZERO), "had no net flows", r"lost|\$0", id="a true zero"),
        pytest.param(
            ("liquidations.total", AGAINST),
            "mostly shorts|shorts the larger part",
            r"price rises|queeze|cannot be checked",
            id="shorts while prices fell",
        ),
        pytest.param(
            ("liquidations.total", SLIGHT),
            "mostly longs|longs the larger part",
            r"price falls|one side|forced sale|give way",
            id="longs while prices rose",
        ),
        pytest.param(
            ("liquidations.total", ALONE), "(?:as|according to|from) s1", r"## (What was|How much)", id="a total alone"
        ),
        pytest.param(("prices.btc", BROKE), "Bitcoin fell 4%", r": down", id="a price move"),
        pytest.param(
            ("prices.btc.broke", BROKE),
            "Bitcoin briefly fell below \\$85,000",
            r"(?<!: )level broken",
            id="a broken level",
        ),
    ],
    indirect=["brief"],
)
def test_what_a_brief_says_and_does_not_say(brief: str, said: str, unsaid: str) -> None:
    assert re.search(said.replace("$", r"\$") if "\\" not in said else said, brief)
    assert re.search(unsaid, brief) is None, brief
    assert re.search(r"^(#+ .*)\n+(?=## |\Z)", brief, re.MULTILINE) is None, "an empty section"
    assert brief.count("2026 (UTC+8)") <= 2  # the lead; the year of the edition once
