"""The Jinja environment: templates are untrusted input (SECURITY.md 1.2).

A template gets views, never numbers: `finalize` refuses them. Attributes are allowed on views only, filters and globals
by list, and every template is read before it runs: no digit in what it would print, no calls but the listed ones, no
loops nested deeper than three. Endless loops are the confined child's to end (`publish.confine`).
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from narrator.errors import Exit, UserError
from narrator.model.problem import Location, Problem
from narrator.render import marks
from narrator.render.views import View
from narrator.wording.phrase import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2.parser import Parser

    from narrator.model.problem import Problems

PACKAGED = next(
    folder
    for folder in (Path(__file__).parents[3] / "templates", Path(__file__).parents[1] / "templates")
    if folder.is_dir()
)
LOOPS = frozenset({"first", "last", "previtem", "nextitem"})
LIMIT = 1_000_000
"""Characters that one template may print."""

CALLS = frozenset({"super", "caller", "chart", "choose"})
FILTERS: Mapping[str, Callable[..., Any]] = {  # the values of a template are views, texts and lists of them
    "cap": lambda text: marks.capitalized(str(text)),
    "joined": lambda parts: joined([str(part) for part in parts], "en-US"),
}
DIGIT = re.compile(r"\d")
TAG = re.compile(r"<[^>]*>|&#?\w+;|\{[#%{].*?[#%}]\}", re.DOTALL)
TEXT_LINE = re.compile(r"^(?=.*\S)(?![ \t]*(?:\{%(?:(?!%\}).)*%\}[ \t]*)+$).*%\}$", re.MULTILINE)
DEPTH = 3
DIGITS_FROM = "figures, dates and names with digits come from records: {{ main.body }}, {{ lexicon.sp500 }}"


class TemplateError(UserError):
    """One or more templates are broken; carries the problems."""

    exit = Exit.TEMPLATE

    def __init__(self, problems: Problems) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class NumberPrintedError(UserError):
    """A template tried to print a bare value."""

    def __init__(self, value: object) -> None:
        kind = "nothing (None)" if value is None else f"a bare {type(value).__name__}"
        super().__init__(f"a template can print figures and texts only, not {kind}; ask the figure for a phrase")


def finalize(value: object) -> object:
    """What Jinja prints for a value; refuses numbers, None and whole views."""
    if value is None or isinstance(value, bool | int | float | Decimal | Fraction | View | list | tuple | dict):
        raise NumberPrintedError(value)
    return value


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


class Sandbox(ImmutableSandboxedEnvironment):
    """Attributes of views and of loops, nothing else; calls by name only (checked before a template runs)."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401, ARG002  # Jinja's signature
        """Whether a template may read an attribute."""
        if isinstance(obj, View):
            return not attr.startswith("_")
        return isinstance(obj, LoopContext) and attr in LOOPS

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401  # Jinja's own signature
        """Subscripts reach the items of lists and the names of views only."""
        if isinstance(obj, View) and isinstance(argument, str):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)


class Folders(jinja2.BaseLoader):
    """Templates by name from folders in order; a link that leads out of its folder is not followed."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folder.resolve() for folder in folders)

    def find(self, name: str) -> Path | None:
        """The first folder's file of that name; `packaged/` before it asks for the packaged one."""
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            return None
        packaged = name.removeprefix("packaged/")
        for folder in self.folders if packaged == name else (PACKAGED.resolve(),):
            path = (folder / packaged).resolve()
            if path.is_file() and path.is_relative_to(folder):
                return path
        return None

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, checked before it is compiled."""
        path = self.find(template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        source = path.read_text(encoding="utf-8")
        problems = tuple(faults(environment, source, template))
        if problems:
            raise TemplateError(problems)
        return source, str(path), lambda: self.find(template) == path and path.read_text(encoding="utf-8") == source


def folders(workspace_templates: Path) -> tuple[Path, ...]:
    """Where templates come from: the workspace's own copies first, then the packaged set."""
    own = workspace_templates.resolve()
    return (own, PACKAGED) if own.is_dir() and own != PACKAGED.resolve() else (PACKAGED,)


def environment(workspace_templates: Path, *, html: bool = False) -> Sandbox:
    """The environment in which the templates of a workspace run; what it compiled it keeps while the files stay."""
    return _environment(folders(workspace_templates), html=html)


@cache
def _environment(folders: Sequence[Path], *, html: bool) -> Sandbox:
    env = Sandbox(
        loader=Folders(folders),
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Vary, Lines],
    )
    env.globals.clear()
    env.filters.clear()
    env.filters.update(FILTERS)
    return env


@dataclass(frozen=True, slots=True)
class _Rule:
    """A kind of syntax that no template may use."""

    node: type[nodes.Node]
    what: str


FORBIDDEN = (
    _Rule(nodes.Pow, "powers"),
    _Rule(nodes.Mul, "multiplication"),
    _Rule(nodes.Mod, "the % operator"),
    _Rule(nodes.Add, "addition"),
    _Rule(nodes.Sub, "subtraction"),
    _Rule(nodes.Div, "division"),
    _Rule(nodes.FloorDiv, "division"),
    _Rule(nodes.ScopedEvalContextModifier, "autoescape blocks"),
    _Rule(nodes.FilterBlock, "filter blocks"),
)


def faults(env: jinja2.Environment, source: str, name: str) -> Iterator[Problem]:
    """What a template may not hold: digits that it would print, unlisted calls, arithmetic, deep loops."""
    try:
        tree = env.parse(source, name)
    except jinja2.TemplateSyntaxError as error:
        yield _problem("TPL001", name, error.lineno, f"{error.message}", "Jinja syntax")
        return
    for data in tree.find_all(nodes.TemplateData):
        yield from _digits(data, source, name)
    for text in _printable_constants(tree):
        yield _problem("TPL002", name, text.lineno, f"a digit in text that would be printed: {text.value}", DIGITS_FROM)
    allowed = CALLS | {macro.name for macro in tree.find_all(nodes.Macro)} | _imported(tree)
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name not in allowed:
            yield _problem("TPL003", name, call.lineno, "a call that is not allowed", "a macro, or chart(id)")
    yield from _forbidden(tree, name)
    for line in _deep_loops(tree, 0):
        yield _problem("TPL006", name, line, "loops nested too deeply", f"at most {DEPTH} deep")


def _forbidden(tree: nodes.Template, name: str) -> Iterator[Problem]:
    for used in tree.find_all(nodes.Filter):
        if used.name not in FILTERS:
            yield _problem("TPL004", name, used.lineno, f"filter '{used.name}'", f"one of {', '.join(FILTERS)}")
    for rule in FORBIDDEN:
        for node in tree.find_all(rule.node):
            yield _problem("TPL005", name, node.lineno, rule.what, "figures and texts, which templates only arrange")


UNPRINTED = (nodes.Compare, nodes.Include, nodes.FromImport, nodes.Import, nodes.Extends)


def _printable_constants(node: nodes.Node) -> Iterator[nodes.Const]:
    """Texts in quotes with a digit, where a template could print them."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Const) and isinstance(child.value, str) and DIGIT.search(TAG.sub("", child.value)):
            yield child
        if not isinstance(child, UNPRINTED):
            yield from _printable_constants(child)


def _imported(tree: nodes.Template) -> set[str]:
    names: set[str] = set()
    for node in tree.find_all(nodes.FromImport):
        names |= {entry[1] if isinstance(entry, tuple) else entry for entry in node.names}
    return names


def _digits(data: nodes.TemplateData, source: str, name: str) -> Iterator[Problem]:
    if DIGIT.search(TAG.sub("", data.data)) is None:
        return
    for number, line in enumerate(source.splitlines()[data.lineno - 1 :], start=data.lineno):
        found = DIGIT.search(TAG.sub("", line))
        if found:
            text = TAG.sub("", line).strip()
            message = f"a digit in text that would be printed: {text[:60]}"
            yield _problem("TPL002", name, number, message, DIGITS_FROM)
            return


def _deep_loops(node: nodes.Node, depth: int) -> Iterator[int]:
    for child in node.iter_child_nodes():
        inside = depth + isinstance(child, nodes.For)
        if inside > DEPTH and isinstance(child, nodes.For):
            yield child.lineno
        yield from _deep_loops(child, inside)


def _problem(code: str, name: str, line: int, found: str, expected: str) -> Problem:
    return Problem(
        code, f"template {name}: {found}", Location(f"templates/{name}", line), found, expected, exit=Exit.TEMPLATE
    )


def run(env: Sandbox, name: str, context: Mapping[str, object]) -> str:
    """What a template prints.

    Raises:
        TemplateError: it is missing, broken, uses an undefined name or something that is not allowed, or prints a
            bare number or more than `LIMIT` characters.
    """
    try:
        template = env.get_template(name)
        parts: list[str] = []
        size = 0
        for part in template.generate(**context):
            size += len(part)
            if size > LIMIT:
                raise TemplateError((_problem("TPL007", name, 1, "more than a million characters", "an article"),))
            parts.append(part)
    except jinja2.TemplateNotFound as error:
        raise TemplateError((_problem("TPL008", str(error), 1, "no such template", "a file in templates/"),)) from None
    except (
        jinja2.TemplateError,
        NumberPrintedError,
        SecurityError,
        OverflowError,
        MemoryError,
        RecursionError,
        TypeError,
    ) as error:
        raise TemplateError((_runtime(error, name),)) from error
    return "".join(parts)


def _runtime(error: BaseException, name: str) -> Problem:
    """The problem behind an error inside a template, at the template's own file and line."""
    file, line = f"templates/{name}", 1
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".j2"):
            path = Path(frame.filename)
            parts = path.parts
            file = (
                "/".join(parts[len(parts) - parts[::-1].index("templates") - 1 :])
                if "templates" in parts
                else path.name
            )
            line = frame.lineno or 1
    unknown = re.search(r"has no attribute '(\w+)'", str(error))
    message = f"'{unknown[1]}' is undefined" if unknown else str(error)
    return Problem(
        "TPL009",
        f"template {name}: {message}",
        Location(file, line),
        message,
        "a name that docs/templates.md lists",
        exit=Exit.TEMPLATE,
    )
