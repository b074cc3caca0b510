"""The Jinja environment: templates are untrusted input (SECURITY.md 1.2).

A template gets views, never numbers: `finalize` prints texts only. Attributes are allowed on views only, filters and
calls by list, and every template is read before it runs: no digit in what it would print, no arithmetic, no loops
nested deeper than three. Endless loops are the confined child's to end (`publish.confine`), where templates that
somebody wrote are compiled, too; nothing of a template is computed while it is compiled.
"""

from __future__ import annotations

import re
import traceback
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from narrator.errors import Exit, UserError
from narrator.model.problem import Location, Problem
from narrator.model.text import hidden
from narrator.render import marks, sources
from narrator.render.bytecode import kept
from narrator.render.tags import Lines, Vary
from narrator.render.view import NOTHING, Nothing, View
from narrator.wording.phrase import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from narrator.model.problem import Problems

PACKAGED = sources.PACKAGED
LOOPS = frozenset({"first", "last", "previtem", "nextitem"})
LONGEST, LIMIT = 50_000, 1_000_000
"""Characters of a template, and of what it may print; a page may print more, in proportion to its article."""

CALLS = frozenset({"super", "caller", "chart", "choose"})
FILTERS: Mapping[str, Callable[..., Any]] = {  # the values of a template are views, texts and lists of them
    "cap": lambda text: marks.capitalized(str(finalize(text))),
    "joined": lambda parts: joined([str(finalize(part)) for part in parts], "en-US"),
}
ARITHMETIC = (nodes.Pow, nodes.Mul, nodes.Mod, nodes.Add, nodes.Sub, nodes.Div, nodes.FloorDiv)
FORBIDDEN = (*ARITHMETIC, nodes.ScopedEvalContextModifier, nodes.FilterBlock)
UNPRINTED = (nodes.Compare, nodes.Include, nodes.FromImport, nodes.Import, nodes.Extends)
DEPTH = 3
MARKUP = re.compile(r"<!?/?[a-zA-Z][^<>]*>|&#?\w+;")
DIGIT = re.compile(r"\d")
DIGITS_FROM = "figures, dates and names with digits come from records: {{ main.body }}, {{ lexicon.sp500 }}"
LISTED = "a name that docs/templates.md lists"
IN_PLACE = "the file itself changed: templates/ of narrator's own checkout is the packaged set, with nothing behind it"


class TemplateError(UserError):
    """One or more templates are broken; carries the problems."""

    exit = Exit.TEMPLATE

    def __init__(self, problems: Problems) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class NumberPrintedError(TypeError):
    """A template tried to print something that is no text."""

    def __init__(self, value: object) -> None:
        kind = "nothing (None)" if value is None else f"a bare {type(value).__name__}"
        super().__init__(f"a template can print figures and texts only, not {kind}; ask the figure for a phrase")


def finalize(value: object) -> object:
    """What Jinja prints for a value: a text as it is; an undefined name says itself what it is."""
    if isinstance(value, str | jinja2.Undefined):
        return value
    raise NumberPrintedError(value)


@jinja2.pass_eval_context
def _printed(_: object, value: object) -> object:
    """`finalize` as Jinja calls it: only when a template runs, since it asks for a context, never for its constants."""
    return finalize(value)


class Sandbox(ImmutableSandboxedEnvironment):
    """Attributes of views and of loops, nothing else; calls by name only (checked before a template runs)."""

    folders: Sequence[Path] = ()
    set_aside: frozenset[str] = frozenset()
    checked: dict[str, jinja2.Template]
    """Those whose files were looked at since somebody asked for this environment: a page asks for some 150 times."""

    def _load_template(self, name: str, shared: Any) -> jinja2.Template:  # noqa: ANN401  # Jinja's own signature
        """A template, however one asks for it; that it was asked for is known before it is read."""
        sources.note(self.folders, f"packaged/{name}" if name in self.set_aside else name, PACKAGED)
        if name not in self.checked:
            self.checked[name] = super()._load_template(name, shared)
        return self.checked[name]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401, ARG002  # Jinja's signature
        """Whether a template may read an attribute."""
        if isinstance(obj, View):
            return not attr.startswith("_")
        return isinstance(obj, LoopContext) and attr in LOOPS

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401  # Jinja's own signature
        """Subscripts reach the items of lists and the names of views only."""
        if isinstance(obj, View) and isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, Nothing) or (isinstance(obj, list) and isinstance(argument, int) and argument >= len(obj)):
            return NOTHING
        return super().getitem(obj, argument)

    def compile(self, source: Any, name: str | None = None, *more: Any, **options: Any) -> Any:  # noqa: ANN401  # Jinja's
        """The code of a template, which has been read and found sound.

        Raises:
            TemplateError: it holds what a template may not hold, or nests deeper than Python can follow.
        """
        try:
            tree = self.read(source, str(name)) if isinstance(source, str) else source
            return super().compile(tree, name, *more, **options)
        except (SyntaxError, RecursionError) as error:
            fault = "TPL006", 1, "tags or brackets nested too deeply", "a template that a person can read"
            raise TemplateError((problem_at(*fault, str(name)),)) from error

    def read(self, source: str, name: str) -> nodes.Template:
        """A template as a tree.

        Raises:
            TemplateError: it prints digits, calls what is not listed, computes, or holds what nobody sees.
        """
        found: list[Fault] = [("TPL001", line, what, "visible characters in UTF-8") for line, _, what in unseen(source)]
        if len(source) > LONGEST:
            found = [("TPL001", 1, f"{len(source):,} characters", f"at most {LONGEST:,}; include the rest")]
        tree = nodes.Template([])
        try:
            tree = tree if found else self.parse(source, name)
        except jinja2.TemplateSyntaxError as error:
            found = [("TPL001", error.lineno, str(error.message), "Jinja syntax")]
        found += (*_digits(tree), *_walked(tree, _calls(tree)), *_extends_itself(self, tree, name))
        if found:
            raise TemplateError(tuple(problem_at(*fault, name) for fault in found))
        return tree


def find(folders: Sequence[Path], name: str) -> Path | None:
    """The first folder's file of a name; `packaged/` before it asks for the packaged one. No link leads out."""
    return sources.find(folders, name, PACKAGED)


def _load(folders: Sequence[Path], set_aside: frozenset[str], name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """The text of a template and its place in messages; it is good for as long as its file says the same."""
    wanted = f"packaged/{name}" if name in set_aside else name
    path = find(folders, wanted)
    if path is None:
        return None
    source = text_of(path)
    return source, f"templates/{name}", lambda: find(folders, wanted) == path and text_of(path) == source


def folders(workspace_templates: Path) -> tuple[Path, ...]:
    """Where templates come from: the workspace's own copies first, then the packaged set."""
    return sources.folders(workspace_templates, PACKAGED)


def environment(workspace_templates: Path, *, html: bool = False, set_aside: frozenset[str] = frozenset()) -> Sandbox:
    """The environment of a workspace's templates, but for those set aside; what it compiled is kept while they stay."""
    env = _environment(folders(workspace_templates), set_aside, html=html)
    env.checked = {}
    return env


@cache
def _environment(folders: Sequence[Path], set_aside: frozenset[str], *, html: bool) -> Sandbox:
    env = Sandbox(
        loader=jinja2.FunctionLoader(partial(_load, folders, set_aside)),
        undefined=jinja2.StrictUndefined,
        finalize=_printed,
        optimized=False,
        bytecode_cache=kept(),
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Vary, Lines],
    )
    env.folders, env.set_aside = folders, set_aside
    env.globals, env.filters = {}, dict(FILTERS)
    return env


def text_of(path: Path) -> str:
    """The text of a template, with U+FFFD, which `read` refuses, for what is none."""
    return path.read_text(encoding="utf-8", errors="replace")


def unseen(source: str) -> Iterator[tuple[int, int, str]]:
    """The first character of a template or style sheet that nobody sees or that was not UTF-8: line, column, name."""
    for at in (*hidden(source), source.find("\ufffd"))[:1]:
        if at >= 0:
            line, start = source.count("\n", 0, at) + 1, source.rfind("\n", 0, at)
            yield line, at - start, f"the character U+{ord(source[at]):04X}"


Fault = tuple[str, int, str, str]
"""A code, a line, what was found there, and what was expected."""


def _digits(tree: nodes.Template) -> Iterator[Fault]:
    """The digits outside tags and entities; a tag may have code in it, so the pieces of text are read as one."""
    pieces = list(tree.find_all(nodes.TemplateData))
    text = MARKUP.sub(lambda markup: " " * len(markup[0]), "".join(piece.data for piece in pieces))
    for piece in pieces:
        own, text = text[: len(piece.data)], text[len(piece.data) :]
        digit = DIGIT.search(own)
        if digit:
            line = piece.lineno + piece.data.count("\n", 0, digit.start())
            yield "TPL002", line, f"a digit in text that would be printed: {own.strip()[:60]}", DIGITS_FROM


def _calls(tree: nodes.Template) -> frozenset[str]:
    """What a template may call: our own functions, and macros, its own and those that it imports."""
    imported = (entry for node in tree.find_all(nodes.FromImport) for entry in node.names)
    names = {entry[-1] if isinstance(entry, tuple) else entry for entry in imported}
    return CALLS | names | {macro.name for macro in tree.find_all(nodes.Macro)}


def _walked(node: nodes.Node, calls: frozenset[str], loops: int = 0, *, printed: bool = True) -> Iterator[Fault]:
    """The faults below a node; `printed`: a text in quotes here could be printed."""
    for child in node.iter_child_nodes():
        inside = loops + isinstance(child, nodes.For)
        match child:
            case nodes.Const(value=str() as text) if printed and DIGIT.search(MARKUP.sub("", text)):
                yield "TPL002", child.lineno, f"a digit in text that would be printed: {text}", DIGITS_FROM
            case nodes.Call() if not isinstance(child.node, nodes.Name) or child.node.name not in calls:
                yield "TPL003", child.lineno, "a call that is not allowed", "a macro, or chart(id)"
            case nodes.Filter() if child.name not in FILTERS:
                yield "TPL004", child.lineno, f"filter '{child.name}'", f"one of {', '.join(FILTERS)}"
            case nodes.For() if inside > DEPTH:
                yield "TPL006", child.lineno, "loops nested too deeply", f"at most {DEPTH} deep"
            case _ if isinstance(child, FORBIDDEN):
                what = "arithmetic" if isinstance(child, ARITHMETIC) else "a filter or autoescape block"
                yield "TPL005", child.lineno, f"{what}, which is not allowed", "what only arranges figures and texts"
        yield from _walked(child, calls, inside, printed=printed and not isinstance(child, UNPRINTED))


def _extends_itself(env: Sandbox, tree: nodes.Template, name: str) -> Iterator[Fault]:
    """The packaged file of a name is the template itself where the workspace is narrator's own checkout."""
    whole = f"packaged/{name.removeprefix('packaged/')}"
    own, packaged = find(env.folders, name), find(env.folders, whole)
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const) and own and find(env.folders, str(node.template.value)) == own:
            right = IN_PLACE if own == packaged else f'{{% extends "{whole}" %}}'
            yield "TPL010", node.lineno, "a template that extends itself", right


def problem_at(code: str, line: int, found: str, expected: str, name: str) -> Problem:
    """What is wrong at a line of a template."""
    at = Location(f"templates/{name.removeprefix('packaged/')}", line)
    return Problem(code, f"template {name}: {found}", at, found, expected)


def run(env: Sandbox, name: str, context: Mapping[str, object], limit: int = LIMIT) -> str:
    """What a template prints.

    Raises:
        TemplateError: it is missing, broken, uses an undefined name or something that is not allowed, or prints a
            bare number or more characters than the limit.
    """
    parts: list[str] = []
    left = limit
    try:
        for part in env.get_template(name).generate(**context):
            left -= len(part)
            if left < 0:
                raise TemplateError((problem_at("TPL007", 1, f"more than {limit:,} characters", "an article", name),))
            parts.append(part)
    except (jinja2.TemplateError, TypeError, OverflowError, RecursionError) as error:
        raise TemplateError((_runtime(error, name),)) from error
    return "".join(parts)


def _runtime(error: BaseException, name: str) -> Problem:
    """The problem behind an error inside a template, at the template's own line."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(frame.filename, frame.lineno or 1) for frame in frames if frame.filename.endswith(".j2")]
    file, line = places[-1] if places else (name, 1)
    unknown = re.search(r"has no attribute '(\w+)'", str(error))
    match error:
        case jinja2.TemplateNotFound():
            fault = "TPL008", line, f"no such template: {error}", "a template"
        case RecursionError():
            fault = "TPL010", line, "templates that include one another without end", "an end to it"
        case _:
            message = f"'{unknown[1]}' is undefined" if unknown else str(error)
            fault = "TPL009", line, message, LISTED
    return problem_at(*fault, file.removeprefix("templates/"))
