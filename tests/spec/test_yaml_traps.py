"""What YAML would do silently or say cryptically, and what the writer is told instead (DESIGN.md 4).

Each row: the lines as typed, where the trap stands, what is said, and the corrected lines to paste.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.ingest.documents import read_yaml

if TYPE_CHECKING:
    from narrator.ingest.tree import Document

TRAPS = {
    "a comparison swallows the line": (
        "said:\n  unnamed: >90%",
        (2, 12, "YAML takes '>' for the start of folded text and drops the rest of the line"),
        "  unnamed: more than 90%",
    ),
    "at least": (
        "said:\n  unnamed: >=90%",
        (2, 12, "YAML takes '>' for the start of folded text and drops the rest of the line"),
        "  unnamed: at least 90%",
    ),
    "folded words": (
        "note: > much",
        (1, 7, "YAML takes '>' for the start of folded text and drops the rest of the line"),
        "note: |\n  > much",
    ),
    "text beside the bar": (
        "note: | much",
        (1, 7, "YAML takes '|' for the start of a text that stands on the lines below it"),
        "note: |\n  | much",
    ),
    "a number sign cuts the text": (
        "note: The #1 venue was down",
        (1, 7, "YAML takes ' #' for a comment and drops the rest of the line"),
        "note: |\n  The #1 venue was down",
    ),
    "a number sign empties it": (
        "note: #1 of them",
        (1, 7, "YAML takes ' #' for a comment and drops the rest of the line"),
        "note: |\n  #1 of them",
    ),
    "an exclamation mark empties it": (
        "note: !important",
        (1, 7, "YAML takes '!' for a tag and drops the word; tags are not allowed"),
        "note: |\n  !important",
    ),
    "a tab": (
        "note:\tcounted twice",
        (1, 6, "a tab stands in this line, and YAML counts spaces only"),
        "note: counted twice",
    ),
    "a tab for an indent": (
        "said:\n\tunnamed: $5 million",
        (2, 1, "a tab stands in this line, and YAML counts spaces only"),
        "  unnamed: $5 million",
    ),
    "a full-width colon": (
        "note：counted twice",
        (1, 5, "a full-width colon '：' does not end a key"),
        "note: counted twice",
    ),
    "a no-break space": (
        "note:\u00a0counted twice",
        (1, 6, "YAML does not treat this character as a space"),
        "note: counted twice",
    ),
    "a second colon": (
        "note: Tracker B: counted twice",
        (1, 7, "YAML does not allow a second ': ' in a line"),
        "note: |\n  Tracker B: counted twice",
    ),
    "a colon at the end": (
        "note: counted twice:",
        (1, 7, "YAML does not allow a second ': ' in a line"),
        "note: |\n  counted twice:",
    ),
    "a quotation": (
        'quote: "We sold," he said',
        (1, 8, "YAML takes a quotation mark at the start for its own and drops it"),
        'quote: |\n  "We sold," he said',
    ),
    "quotation marks round everything": (
        'quote: "We sold."',
        (1, 8, "YAML takes a quotation mark at the start for its own and drops it"),
        "quote: We sold.",
    ),
    "single ones": (
        "quote: 'tis sold",
        (1, 8, "YAML takes a quotation mark at the start for its own and drops it"),
        "quote: |\n  'tis sold",
    ),
    "braces cut an amount in two": (
        "said: {issuer: 8,100 BTC, unnamed: 8,000 BTC}",
        (1, 7, "braces and brackets are not used here: YAML cuts what stands in them at each comma"),
        "said:\n  issuer: 8,100 BTC\n  unnamed: 8,000 BTC",
    ),
    "brackets": (
        "aliases: [Coin Glass, Coinglass]",
        (1, 10, "braces and brackets are not used here: YAML cuts what stands in them at each comma"),
        "aliases:\n  - Coin Glass\n  - Coinglass",
    ),
    "an editor's bracket": (
        "note: [sic] as printed",
        (1, 7, "braces and brackets are not used here: YAML cuts what stands in them at each comma"),
        "note: |\n  [sic] as printed",
    ),
    "an account name": (
        "by: @trader",
        (1, 5, "YAML does not allow a value that begins with '@'"),
        "by: |\n  @trader",
    ),
    "a backtick": (
        "by: `trader`",
        (1, 5, "YAML does not allow a value that begins with '`'"),
        "by: |\n  `trader`",
    ),
    "a percent sign": (
        "note: % of what",
        (1, 7, "YAML does not allow a value that begins with '%'"),
        "note: |\n  % of what",
    ),
    "an asterisk": (
        "note: *unverified*",
        (1, 7, "YAML takes '*' for an alias; aliases are not allowed"),
        "note: |\n  *unverified*",
    ),
    "an ampersand": (
        "note: &c.",
        (1, 7, "YAML takes '&' for an anchor; anchors and aliases are not allowed"),
        "note: |\n  &c.",
    ),
    "a dash": (
        "note: - as before",
        (1, 7, "YAML takes '- ' for a list, and a list begins on a line of its own"),
        "note: |\n  - as before",
    ),
    "a trap in a list": (
        "aliases:\n  - @coinglass",
        (2, 5, "YAML does not allow a value that begins with '@'"),
        "  - |\n    @coinglass",
    ),
    "a colon was forgotten": (
        "said:\n  tracker_a $210 million",
        (2, 3, "this line has no ': '"),
        "  tracker_a: $210 million",
    ),
    "text below its key": (
        "note:\n  Counted twice.",
        (2, 3, "this line has no ': '"),
        "note: |\n  Counted twice.",
    ),
    "a line that belongs nowhere": (
        "note: Counted twice.\nand more",
        (2, 1, "this line has no ': '"),
        "NAME: and more",
    ),
    "one space too many": (
        "total:\n  side: long\n   asset: BTC",
        (3, 4, "this line is not indented like the lines above it"),
        "  asset: BTC",
    ),
    "one space too few": (
        "total:\n  side: long\n asset: BTC",
        (3, 2, "this line is not indented like the lines above it"),
        "  asset: BTC",
    ),
    "a merge key": (
        "total:\n  <<: *base",
        (2, 3, "merge keys ('<<') and aliases are not allowed"),
        "",
    ),
    "a key in quotation marks": (
        '"total": long',
        (1, 1, "a key must begin with a letter or digit"),
        "total: long",
    ),
    "a second document": (
        "note: one\n---\nother: two",
        (2, 1, "a second document or a directive begins here"),
        "",
    ),
    "a directive": (
        "%YAML 1.1\nnote: one",
        (1, 1, "a second document or a directive begins here"),
        "",
    ),
}


def only_problem(text: str) -> tuple[tuple[int, int, str], str]:
    (problem,) = read_yaml(f"{text}\nlast: kept\n", "event.yaml").problems
    return (problem.at.line, problem.at.column, problem.message), problem.example


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_named_with_the_corrected_lines(trap: str) -> None:
    typed, said, corrected = TRAPS[trap]
    assert only_problem(typed) == (said, corrected)


@pytest.mark.parametrize("trap", [trap for trap in TRAPS if TRAPS[trap][2]])
def test_the_corrected_lines_can_be_pasted(trap: str) -> None:
    typed, (line, *_), corrected = TRAPS[trap]
    above = typed.split("\n")[: line - 1]
    if above and corrected.startswith(above[-1]):
        above.pop()
    assert read("\n".join([*above, corrected])).problems == ()


@pytest.mark.parametrize("trap", TRAPS)
def test_the_rest_of_the_file_is_still_read(trap: str) -> None:
    assert read_yaml(f"{TRAPS[trap][0]}\nlast: kept\n", "event.yaml").tree.get("last") == "kept"


def read(text: str) -> Document:
    return read_yaml(text + "\n", "event.yaml")


NO_TRAPS = {
    "a comment": ("status: ready   # draft, ready, held", {"status": "ready"}),
    "a comment alone": ("# why\nstatus: ready\n  # and so\n", {"status": "ready"}),
    "a comment behind a key": ("total: # all\n  side: long", {"total": {"side": "long"}}),
    "signs inside a text": (
        "note: R&D, a*b, [x], it's {so}, 5% > 4%, a-b",
        {"note": "R&D, a*b, [x], it's {so}, 5% > 4%, a-b"},
    ),
    "a number sign inside a word": ("note: no#1", {"note": "no#1"}),
    "a time in a key": ("tracker_c at 08:05:\n  prices.btc: up", {"tracker_c at 08:05": {"prices.btc": "up"}}),
    "a full-width colon in a text": ("zh: 多头：亏损", {"zh": "多头：亏损"}),
    "what YAML would turn into something else": (
        "a: no\nb: 017\nc: 12:30:45\nd: 1_000\ne: ~\nf: 4.20\ng: 2024-01-01\nh: null\ni: .inf\nj: =",
        {"a": "no", "b": "017", "c": "12:30:45", "d": "1_000", "e": "~"}
        | {"f": "4.20", "g": "2024-01-01", "h": "null", "i": ".inf", "j": "="},
    ),
    "anything under a bar": (
        'note: |\n  "Go": #1\n\n    - {x}\n  \ttab\nlast: x',
        {"note": '"Go": #1\n\n  - {x}\n\ttab', "last": "x"},
    ),
    "a bar that keeps no line end": ("note: |-\n  a\n  b", {"note": "a\nb"}),
    "a folded text": ("note: >\n  a\n  b", {"note": "a b"}),
    "a text that goes on": ("note: one\n  and two\nlast: x", {"note": "one and two", "last": "x"}),
    "a list at the height of its key": ("a:\n- x\n- y\nb: z", {"a": ["x", "y"], "b": "z"}),
    "blocks in a list": (
        "a:\n  - amount: $5\n    rank: preferred\n  - $6",
        {"a": [{"amount": "$5", "rank": "preferred"}, "$6"]},
    ),
    "a document mark at the top": ("---\na: b", {"a": "b"}),
}


@pytest.mark.parametrize("name", NO_TRAPS)
def test_what_is_no_trap_is_read_as_it_stands(name: str) -> None:
    typed, tree = NO_TRAPS[name]
    document = read(typed)
    assert (document.problems, document.tree) == ((), tree)


def test_all_traps_of_a_file_are_named_at_once() -> None:
    lines = [TRAPS[trap][0] for trap in ("a comparison swallows the line", "a second colon", "an account name")]
    document = read("\n".join(f"block{n}:\n  {line.replace(chr(10), chr(10) + '  ')}" for n, line in enumerate(lines)))
    assert [problem.code for problem in document.problems] == ["YML020", "YML029", "YML027"]
