"""What templates have beside Jinja's own tags: passages to choose from, and lines that keep their ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.ext import Extension

if TYPE_CHECKING:
    from jinja2.parser import Parser

TEXT_LINE = re.compile(r"^(?=.*\S)(?![ \t]*(?:\{%(?:(?!%\}).)*%\}[ \t]*)+$).*%\}$", re.MULTILINE)


class Vary(Extension):
    """`{% vary "key" %} ... {% or %} ... {% endvary %}`: one of several passages, by the edition's choices."""

    tags = {"vary"}  # noqa: RUF012  # Jinja declares a set

    def parse(self, parser: Parser) -> nodes.Node:
        """The passages as an if-chain over `choose(key, count)`."""
        line = next(parser.stream).lineno
        key = parser.parse_expression()
        passages = [parser.parse_statements(("name:or", "name:endvary"))]
        while parser.stream.current.test("name:or"):
            next(parser.stream)
            passages.append(parser.parse_statements(("name:or", "name:endvary")))
        next(parser.stream)
        chosen = nodes.Call(nodes.Name("choose", "load"), [key, nodes.Const(len(passages))], [], None, None)
        first, *rest = [
            nodes.If(nodes.Compare(chosen, [nodes.Operand("eq", nodes.Const(i))]), body, [], [])
            for i, body in enumerate(passages)
        ]
        first.elif_ = rest
        return first.set_lineno(line)


class Lines(Extension):
    """Keeps the line end after a tag that closes a line of text; only lines of tags alone leave nothing behind."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002  # Jinja's signature
        """The source with a space after each such tag, which keeps `trim_blocks` from joining two sentences."""
        return TEXT_LINE.sub(r"\g<0> ", source)
