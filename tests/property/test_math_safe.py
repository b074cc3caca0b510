"""A brief for readers of formulas: nothing in it is one, and all others read what they read before."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from narrator.model.figure import Standing
from narrator.model.name import Names
from narrator.model.quantity import Interval, Kind
from narrator.model.report import Nature
from narrator.reading.documents import of_markdown
from narrator.reading.lexicon import Lexicon
from narrator.reading.mentions import read
from narrator.render.escape import bare_dollars, math_safe, md_escape
from narrator.wording.expression import Expression
from narrator.wording.phrase import Style, bare

LEXICON = Lexicon.of(Names.of(()))
PLAIN = MarkdownIt("commonmark").enable("table")
MATHS = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True)
TEXT = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" $\\*_`|[]()<>#~"), max_size=60)


@st.composite
def phrases(draw: st.DrawFn) -> str:
    """An amount of money as a brief may print it."""
    one, other = (Decimal(draw(st.integers(1, 99_999_999))).scaleb(draw(st.integers(-2, 6))) for _ in range(2))
    spread = Interval(min(one, other), max(one, other))
    expression = Expression(
        kind=draw(st.sampled_from((Kind.MONEY, Kind.PRICE, Kind.FLOW))),
        interval=draw(st.sampled_from((Interval.point(one), spread, Interval(one, None)))),
        unit=draw(st.sampled_from(("USD", "USD", "CAD", "EUR"))),
        nature=Nature.MEASURED,
        standing=Standing.DISPUTED,
        approximate=draw(st.booleans()),
    )
    style = draw(st.sampled_from([style for style in Style if style is not Style.WORDS]))
    text = bare(expression, style, draw(st.sampled_from(("en-US", "en-GB"))))
    return draw(st.sampled_from(("{}", "**{}**", "_{}_", "({})", "US{}", "{},", "−{}", "“{}”"))).format(text)


def formulas(markdown: str) -> list[str]:
    """What a reader of formulas takes for one."""
    inside = [token for block in MATHS.parse(markdown) for token in (block, *(block.children or ()))]
    return [token.content for token in inside if token.type.startswith("math")]


@given(st.lists(phrases(), min_size=2, max_size=6), st.sampled_from((" and ", "-", ", ", " to ", " | ", "\n\n- ")))
@example(["$400 million", "$500 million"], "-")
@example(["**$1**", "**$2**"], " ")
def test_a_paragraph_of_amounts_has_no_formula_and_reads_as_it_did(said: list[str], between: str) -> None:
    usual = f"Bets of {between.join(said)} were closed."
    safe = math_safe(usual)
    assert formulas(safe) == []
    assert MATHS.render(safe) == PLAIN.render(safe) == PLAIN.render(usual)
    assert of_markdown(safe).text == of_markdown(usual).text
    found, before = (read(of_markdown(text), LEXICON) for text in (safe, usual))
    assert [(each.text, each.low, each.high, each.unit) for each in found] == [
        (each.text, each.low, each.high, each.unit) for each in before
    ]
    assert bare_dollars(safe) == usual
    assert math_safe(safe) == safe


def test_without_it_such_a_reader_finds_formulas() -> None:
    assert formulas("Bets of $400 million-$500 million were closed.") != []


@given(TEXT)
@example("\\$5 and \\\\$6 and \\")
def test_whatever_a_record_says_is_read_the_same_and_no_formula(typed: str) -> None:
    usual = f"They say {md_escape(typed)} and {md_escape(typed)}"
    safe = math_safe(usual)
    assert formulas(safe) == []
    assert MATHS.render(safe) == PLAIN.render(safe) == PLAIN.render(usual)


def test_an_address_between_brackets_stays_as_it_is() -> None:
    assert math_safe("$1, <https://a.example/$b> $2") == "\\$1, <https://a.example/$b> \\$2"
