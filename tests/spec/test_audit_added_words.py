"""What only a desk knows denies a figure, and words that only a desk uses say a way, a side, what was measured.

Names stand in `data/names.yaml`, words in `narrator.toml`. Each sentence is read with them and without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from support.audits import findings, matter_for
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.audit.matter import Matter

RECORDS = """\
macro:
  base_rate:
    what: the base rate of the National Bank of Serbia
    said:
      Desk One: 4.5%
  hash_price:
    what: the hashprice of a petahash
    said:
      Desk One: $48
  gas:
    what: the gas fee of a transfer
    said:
      Desk One: $12
prices:
  sol:
    asset: SOL
    said:
      market data: down 4.2%
"""
SHORTS = """\
  shorts:
    side: short
    said:
      tracker_a: $15.3 million
"""
NAMES = """\
fan_fund:
  kind: fund
  en: Farsight Alpha Trust
  zh: 远视信托
  aliases:
    - FARX
  ticker: FARX
kelpex:
  kind: venue
  en: Kelpex
  zh: 海带交易所
  aliases:
    - KPX
"""
WORDS = """
[entities.country.serbia]
en = ["Serbia", "Serbian", "NBS", "National Bank of Serbia"]
zh = ["塞尔维亚"]

[entities.country.bulgaria]
en = ["Bulgaria", "Bulgarian", "BLNB"]
zh = ["保加利亚"]

[entities.measure.base_rate]
en = ["base rate"]
zh = ["基准利率"]

[entities.measure.reserve_ratio]
en = ["reserve ratio"]
zh = ["準備金率"]

[entities.thing.hash_price]
en = ["hashprice", "miner revenue"]
zh = ["矿工收入"]

[cues.down]
en = ["haircutted"]
zh = ["瘦身"]

[cues.up]
en = ["mooned"]
zh = ["起飞"]

[cues.outflow]
zh = ["跑路"]

[cues.short]
en = ["permabears"]
zh = ["死空"]

[cues.liquidations]
en = ["rekt"]
"""
TABLE = """
true  | false | The base rate of Bulgaria is 4.5%, says Desk One.
true  | false | The Bulgarian base rate is 4.5%, says Desk One.
true  | true  | The Serbian base rate is 4.5%, says Desk One.
true  | false | The BLNB kept its base rate at 4.5%, says Desk One.
true  | false | Desk One说，保加利亚基准利率为4.5% (base rate)。
true  | true  | Desk One说，塞尔维亚基准利率为4.5% (base rate)。
true  | false | The reserve ratio of the National Bank of Serbia is 4.5%, says Desk One.
false | true  | Miner revenue stands at $48, says Desk One.
false | true  | Desk One称，矿工收入为48美元。
false | true  | SOL haircutted 4.2%.
false | false | SOL mooned 4.2%.
false | true  | Solana瘦身4.2%。
false | false | Solana起飞4.2%。
true  | false | Kelpex closed positions of $15.3 million of shorts, says Tracker A.
true  | false | 据issuer table，远视信托流入7.1亿美元。
true  | false | 据issuer table，比特币ETF被跑路7.1亿美元。
false | true  | Permabears lost $15.3 million, says Tracker A.
false | true  | 据Tracker A，死空被清算1530万美元。
"""
ROWS = [tuple(part.strip() for part in line.split("|", 2)) for line in TABLE.splitlines() if line.strip()]


def _matter(folder: Path, names: str, words: str) -> Matter:
    typed = EVENT.replace("flows:\n", f"{SHORTS}flows:\n", 1).replace("outlook:\n", f"{RECORDS}outlook:\n", 1)
    root = write_workspace(folder, typed)
    for path, more in ((root / "narrator.toml", words), (root / "data" / "names.yaml", names)):
        path.write_text(path.read_text("utf-8") + more, "utf-8")
    workspace, problems = config.load(root)
    desk = pipeline.open_desk(workspace)
    case = pipeline.examine(workspace.events / f"{EVENT_ID}.yaml", desk)
    assert not [problem for problem in (*problems, *case.problems) if problem.is_error]
    return matter_for(case, desk)


@pytest.fixture(scope="module")
def matters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Matter]:
    return {
        "without": _matter(tmp_path_factory.mktemp("without"), "", ""),
        "with": _matter(tmp_path_factory.mktemp("with"), NAMES, WORDS),
    }


@pytest.mark.parametrize(("without", "having", "sentence"), ROWS)
def test_what_a_desk_adds_decides(without: str, having: str, sentence: str, matters: dict[str, Matter]) -> None:
    read = {of: findings(sentence, matter) for of, matter in matters.items()}
    assert all(read.values()), "nothing was read"
    sound = {of: all(finding.verdict.is_sound for finding in found) for of, found in read.items()}
    told = [(finding.mention.text, finding.verdict, finding.why) for found in read.values() for finding in found]
    assert sound == {"without": without == "true", "with": having == "true"}, told
