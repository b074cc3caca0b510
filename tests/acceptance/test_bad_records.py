"""What is wrong with records: the right place, the right words, a line to paste that is accepted, nothing built.

Each row is one slip in the example of the design, marked with ¦ where it is to be found. The numbers are those of the
forty checks of SECURITY.md 4; `DESIGN` rows are the traps and rules of DESIGN.md 4.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from support.command import narrator, pasted
from support.events import EVENT, EVENT_ID, changed, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Ran

GOOD = EVENT.replace(EVENT_ID, "2026-03-03-good")
LONGS = "tracker_a: $195 million"
FLOW = "issuer_table: inflow 8,100 BTC = $710 million"
DIFFER = "    differ: Tracker B counts two venues more.\n"
LEVEL = "    asset: BTC\n    side: long\n    price"
SNAPSHOT = "    liquidations.total: $221 million"
HISTORY = "        - $230 million to $240 million at 07:50\n"
WINDOW = f"    window: 2026-03-02\n    said:\n      {FLOW}\n"
NO_WINDOW = """\
    window: not stated
    said:
      issuer_table:
        amount: inflow $710 million
        window: 2026-03-02
      tracker_a: ¦inflow $705 million
"""
SUM = "    window: 2026-03-02\n"
SIDE = "    side: long\n    said:\n"
VIEW = "  view: A squeeze more than a turn. # the desk's opinion, printed as such\n"
WATCH = "      figure: flows.btc_etf\n      trigger: outflow\n"
COMMENT = "Longs carried the night: [liquidations.total] went in a day."
MAIN = "  main: liquidations.total          # the figure of headline and lead; required when ready\n"


BLANK = re.compile(r"AMOUNT|UNIT|SOURCE|[UD]OWN/|/OUTFLOW|RECORD|YYYY|HH|MM|TEXT|FIGURE|VALUE|TICKER")
"""A word that stands in a line to paste for what nobody has typed."""


@dataclass(frozen=True)
class Bad:
    """One slip: what stands there instead, the code that names it, and words of what is found or said."""

    what: str
    before: str
    after: str
    code: str
    says: str
    exit: int = 10

    @property
    def id(self) -> str:
        return f"bad-{TABLE.index(self):03}"

    @property
    def marked(self) -> str:
        return changed(self.before, self.after).replace(EVENT_ID, self.id)

    @property
    def text(self) -> str:
        return self.marked.replace("¦", "")

    @property
    def place(self) -> tuple[int, int]:
        before = self.marked[: self.marked.index("¦")]
        return before.count("\n") + 1, len(before) - before.rfind("\n")


def amount(what: str, typed: str, code: str, says: str) -> Bad:
    return Bad(what, LONGS, f"tracker_a: {typed}", code, says)


def differ(what: str, typed: str, code: str, says: str) -> Bad:
    return Bad(what, DIFFER, f"    differ: {typed}\n", code, says)


TABLE = (
    # numbers
    amount("32 an underscore", "$1¦_000", "AMT002", "_000"),
    amount("32 full-width digits", "$¦１２３ million", "AMT001", "１２３"),
    amount("32 Arabic digits", "$¦٣ million", "AMT001", "U+0663"),
    amount("32 a truth value", "¦true", "AMT001", "true"),
    amount("32 blanks in quotation marks", '¦" 12 "', "YML022", "quotation mark"),
    amount("32 an exponent", "1¦e1000000000", "AMT002", "e1000000000"),
    amount("DESIGN a range without a unit", "400-500¦", "AMT003", "a unit"),
    amount("DESIGN a reversed range", "$500 million to ¦$400 million", "AMT007", "the smaller end first"),
    amount("DESIGN two units", "$500 million to ¦600 BTC", "AMT006", "the same unit"),
    amount("DESIGN a decimal comma", "$1¦,5 million", "AMT002", ",5"),
    amount("DESIGN up to", "¦up to $195 million", "LIN002", "`at most`"),
    amount("DESIGN a word for a digit", "¦a few hundred million dollars", "AMT001", "digits"),
    Bad("DESIGN a sign", FLOW, "issuer_table: ¦-$710 million", "AMT013", "a direction word"),
    Bad("DESIGN a flow without direction", FLOW, "issuer_table: ¦$710 million", "EVT011", "inflow or outflow"),
    Bad("DESIGN a bare move of an index", "data: from 21 to 42", "data: ¦21 to 42", "LIN004", "`from`"),
    # dates
    Bad("11 zero", "published: 2026-03-03 09:00 ", "published: ¦0 ", "EVT034", "YYYY-MM-DD HH:MM"),
    Bad("11 a compact date", "published: 2026-03-03 09:00 ", "published: ¦20240101 ", "EVT034", "YYYY-MM-DD HH:MM"),
    Bad("11 seconds since 1970", "published: 2026-03-03 09:00 ", "published: ¦1700000000 ", "EVT034", "YYYY-MM-DD"),
    Bad("11 no such day", "days: 2026-03-02 to 2026-03-03 ", "days: 2026-02-¦30 ", "TIM002", "calendar"),
    Bad("11 an hour without a day", "published: 2026-03-03 09:00 ", "published: ¦09:00 ", "EVT034", "YYYY-MM-DD HH:MM"),
    Bad("DESIGN no such zone", "Asia/Shanghai", "¦Asia/Shanghi", "EVT033", "did you mean 'Asia/Shanghai'"),
    # keys
    Bad("13 a duplicate key", SIDE, "    side: long\n    ¦side: short\n    said:\n", "YML006", "(lines 24, 25)"),
    Bad("30 an unknown field", SIDE, "    ¦sied: long\n    said:\n", "EVT002", "did you mean 'side'"),
    Bad("30 an unknown kind", "sentiment:\n", "¦sentimnt:\n", "EVT002", "did you mean 'sentiment'"),
    Bad("30 an unknown status", "status: ready ", "status: ¦reddy ", "EVT004", "did you mean 'ready'"),
    Bad("30 yes as others write it", SUM, f"{SUM}    cumulative: ¦true\n", "EVT004", "must be 'yes'"),
    Bad("30 no, of what is yes or not there", SUM, f"{SUM}    cumulative: ¦false\n", "EVT004", "or no such line"),
    Bad(
        "30 a missing field",
        "  days: 2026-03-02 to 2026-03-03    # or in words: days: this week\n",
        "",
        "EVT001",
        "days",
    ),
    Bad("30 a block for a text", DIFFER, "    differ:\n      ¦fr: Un de plus.\n", "EVT002", "unknown field 'fr'"),
    # ids
    *(
        Bad(f"17 {name}", f"  id: {EVENT_ID} ", f"  id: ¦{typed} ", "EVT005", "small letters, digits and hyphens")
        for name, typed in (
            ("out of the folder", "../../x"),
            ("a folder", "a/b"),
            ("a drive", "C:\\x"),
            ("a dot", "."),
            ("300 characters", "x" * 300),
            ("capitals", "2026-03-03-Example"),
        )
    ),
    Bad(
        "17 another name than the file's",
        f"  id: {EVENT_ID} ",
        "  id: ¦2026-03-04-other ",
        "EVT022",
        "the name of the file",
    ),
    # characters that nobody sees
    amount("31 right to left", "$1¦\u202e23 million", "TXT001", "U+202E at position 2"),
    Bad("31 a Cyrillic letter in a ticker", LEVEL, "    asset: ¦ВTC\n    side: long\n    price", "TXT003", "U+0412"),
    Bad("31 no width in an id", f"id: {EVENT_ID}", f"id: {EVENT_ID}¦\u200b", "TXT001", "U+200B"),
    differ(
        "31 five accents on a letter", "Tracker B e\u0316\u0317\u0318\u0319¦\u031a counts more.", "TXT002", "combining"
    ),
    # YAML
    Bad("DESIGN >90%", "unnamed: more than 90%", "unnamed: ¦>90%", "YML020", "'>'"),
    differ("DESIGN #1", "¦Tracker B is #1 of them.", "YML028", "' #'"),
    differ("DESIGN !important", "¦!important Tracker B", "YML026", "tag"),
    differ("DESIGN a second colon", "¦note: a: b", "YML029", "': '"),
    differ("DESIGN a quotation mark", '¦"Tracker B" counts two venues more.', "YML022", "quotation mark"),
    differ("DESIGN a brace", "¦{venue} is not counted", "YML023", "braces"),
    differ("DESIGN a bracket", "¦[sic] Tracker B counts more", "YML023", "brackets"),
    differ("DESIGN an at sign", "¦@tracker_b counts two venues more.", "YML027", "'@'"),
    differ("DESIGN an asterisk", "¦*Tracker B counts two venues more.", "YML024", "alias"),
    differ("DESIGN an ampersand", "¦&c. and more", "YML025", "anchor"),
    differ("DESIGN a dash", "¦- Tracker B counts two venues more.", "YML030", "list"),
    differ("DESIGN a percent sign", "¦%s of venues", "YML027", "'%'"),
    differ("DESIGN a bar", "¦| of venues", "YML021", "'|'"),
    Bad("DESIGN a tab", SIDE, "¦\tside: long\n    said:\n", "YML031", "tab"),
    Bad("DESIGN a wide colon", SIDE, "    side¦：long\n    said:\n", "YML032", "full-width"),
    Bad("DESIGN a wide space", SIDE, "    side:¦\u3000long\n    said:\n", "YML033", "space"),
    Bad("DESIGN reports in braces", f"    said:\n      {FLOW}", f"    said: ¦{{{FLOW}}}", "YML023", "at each comma"),
    Bad("DESIGN no colon", SIDE, "    ¦side long\n    said:\n", "YML034", "': '"),
    Bad("DESIGN indented too far", SIDE, "    side: long\n      ¦said:\n", "YML035", "indented"),
    Bad("DESIGN a second document", "sentiment:\n", "¦---\nsentiment:\n", "YML038", "one document"),
    Bad("19 an anchor", SIDE, "    side: ¦&s long\n    said:\n", "YML025", "anchors"),
    Bad("19 an alias", SIDE, "    side: ¦*s\n    said:\n", "YML024", "aliases are not allowed"),
    Bad("19 a merge", SIDE, "    ¦<<: *base\n    side: long\n    said:\n", "YML036", "merge"),
    Bad("DESIGN nothing where a text belongs", DIFFER, "    differ:¦\n", "TXT005", "empty"),
    # what refers to something
    Bad(
        "DESIGN a text in one language",
        DIFFER,
        "    differ:\n      zh: ¦口径不同\n",
        "EVT031",
        "no English words",
    ),
    Bad("DESIGN no main figure", MAIN, "", "EVT023", "main"),
    Bad(
        "DESIGN another main figure",
        "main: liquidations.total ",
        "main: ¦flows.btc_eft ",
        "EVT021",
        "did you mean 'flows.btc_etf'",
    ),
    Bad(
        "DESIGN a reference",
        COMMENT,
        "Longs carried the night: ¦[liquidations.totl].",
        "EVT021",
        "did you mean 'liquidations.total'",
    ),
    Bad("DESIGN a style", COMMENT, "Longs: ¦[liquidations.total:headlin].", "TXT011", "did you mean 'headline'"),
    Bad(
        "DESIGN a figure of another number", VIEW, "  view: A squeeze of ¦$500 million.\n", "TXT010", "the number $500"
    ),
    Bad("DESIGN a number in a comment", COMMENT, "Longs lost ¦$300 million.", "TXT010", "the number $300"),
    Bad(
        "DESIGN a watched figure",
        WATCH,
        "      figure: ¦flows.eth_etf\n      trigger: outflow\n",
        "EVT021",
        "flows.eth_etf",
    ),
    Bad(
        "DESIGN a trigger",
        WATCH,
        "      figure: flows.btc_etf\n      trigger: ¦outflows\n",
        "EVT028",
        "did you mean 'outflow'",
    ),
    Bad("DESIGN a share of nothing", "      of: total\n", "", "EVT026", "a share of"),
    Bad("DESIGN a share of what is not there", "of: total", "of: ¦totals", "EVT014", "did you mean 'total'"),
    Bad(
        "DESIGN a snapshot of nothing",
        SNAPSHOT,
        "    ¦liquidations.totl: $221 million",
        "EVT015",
        "did you mean 'liquidations.total'",
    ),
    Bad("DESIGN a snapshot without time", "tracker_c at 08:05", "¦tracker_c", "EVT016", "SOURCE at TIME"),
    Bad("DESIGN a history without times", HISTORY, "        - ¦$230 million to $240 million\n", "EVT013", "no time"),
    Bad(
        "DESIGN a record that says nothing",
        "    said:\n      market data: from 21 to 42\n",
        "    note: Nobody says it.\n",
        "EVT025",
        "has no content",
    ),
    # figures against each other
    amount("ISSUE a total less than its parts", "$395 million", "ANA001", "contradict"),
    Bad(
        "ISSUE a source 1,000 times another",
        FLOW,
        "issuer_table: ¦inflow $710 million\n      tracker_a: inflow $710 billion",
        "REC002",
        "too far apart",
        11,
    ),
    Bad(
        "ISSUE inflow against outflow",
        FLOW,
        "issuer_table: inflow $710 million\n      tracker_a: ¦outflow $710 million",
        "REC006",
        "direction",
        11,
    ),
    Bad("ISSUE one window not stated", WINDOW, NO_WINDOW, "REC001", "states no window", 11),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One workspace with every bad event and a good one."""
    root = write_workspace(tmp_path_factory.mktemp("desk"), GOOD)
    for bad in TABLE:
        (root / "data" / "events" / f"{bad.id}.yaml").write_text(bad.text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def built(workspace: Path) -> Ran:
    """One build of all of it."""
    return narrator(workspace, "build", "--to", "md", "--format", "json")


def checked(root: Path, name: str) -> Ran:
    return narrator(root, "check", f"data/events/{name}", "--format", "json")


def errors(ran: Ran) -> list[dict[str, Any]]:
    return [problem for problem in ran.problems if problem["severity"] == "error"]


def is_gone(problem: dict[str, Any], text: str, root: Path) -> bool:
    """Whether a text holds a problem no more, nor another one in its place."""
    name = problem["file"].rpartition("/")[2]
    (root / "data" / "events" / name).write_text(text, encoding="utf-8")
    left = errors(checked(root, name))
    return all((other["code"], other["line"]) != (problem["code"], problem["line"]) for other in left)


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.what)
def test_a_slip_is_named_at_its_place_once(bad: Bad, workspace: Path) -> None:
    ran = checked(workspace, f"{bad.id}.yaml")
    assert (ran.code, ran.told["exit"], ran.err) == (bad.exit, bad.exit, "")
    assert [problem["code"] for problem in errors(ran)] == [bad.code], ran.out
    problem = errors(ran)[0]
    assert problem["file"] == f"data/events/{bad.id}.yaml"
    assert bad.says in " ".join((problem["message"], problem["found"], problem["expected"]))
    assert problem["expected"]
    if "¦" in bad.after:
        assert (problem["line"], problem["column"]) == bad.place


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.what)
def test_the_line_to_paste_is_accepted(bad: Bad, workspace: Path, tmp_path: Path) -> None:
    problem = errors(checked(workspace, f"{bad.id}.yaml"))[0]
    write_workspace(tmp_path, GOOD)
    if problem["example"] and not BLANK.search(problem["example"]):
        assert is_gone(problem, pasted(bad.text, problem), tmp_path), pasted(bad.text, problem)


@pytest.mark.parametrize(("what", "offered"), [("yes as others write it", "cumulative: yes"), ("no, of what is", "")])
def test_of_what_is_yes_or_nothing_yes_is_offered_where_it_was_meant(what: str, offered: str, workspace: Path) -> None:
    bad = next(each for each in TABLE if what in each.what)
    assert errors(checked(workspace, f"{bad.id}.yaml"))[0]["example"] == offered


def digits(text: str) -> set[str]:
    """The digits of each word of a text, in whatever script."""
    return {re.sub("[^0-9]", "", word) for word in unicodedata.normalize("NFKC", text).replace("٣", "3").split()}


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.what)
def test_the_line_to_paste_invents_no_number(bad: Bad, workspace: Path) -> None:
    problem = errors(checked(workspace, f"{bad.id}.yaml"))[0]
    typed = digits(f"{bad.text} {bad.id}")
    assert [number for number in digits(problem["example"]) if not any(number in each for each in typed)] == []


def test_nothing_of_a_bad_event_is_written_and_the_good_one_is_built(built: Ran, workspace: Path) -> None:
    assert [entry["event"] for entry in built.told["built"]] == ["2026-03-03-good"]
    assert {bad.id for bad in TABLE} == {problem["event"] for problem in errors(built)}
    assert (built.code, built.err) == (10, "")
    files = sorted(path.relative_to(workspace / "out").as_posix() for path in (workspace / "out").rglob("*"))
    good = "2026-03-03-good"
    names = ("brief.md", "ledger.json", "manifest.json")
    assert files == [good, f"{good}/en", *(f"{good}/en/{name}" for name in names), "manifest.json"]


def test_a_main_figure_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    text = changed("main: liquidations.total ", "main: flows.btc_etf ", changed(FLOW, "issuer_table: $7,10 million"))
    write_workspace(tmp_path, text)
    ran = narrator(tmp_path, "check", "--format", "json")
    assert (ran.code, [problem["code"] for problem in ran.problems]) == (10, ["AMT002"])
