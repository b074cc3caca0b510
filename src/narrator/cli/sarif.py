"""Problems as SARIF 2.1.0: what a code host shows inline, and compares from run to run by rule and message text."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from narrator.audit.verdicts import KINDS, REASONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narrator.model.problem import Problem

STAGES = {
    "AMT": ("Amount", "An amount is not written as the grammar of amounts has it."),
    "ANA": ("Contradiction", "Figures of one event contradict each other."),
    "AUD": ("Discrepancy", "A text says what the figures of its event do not."),
    "BUG": ("Bug", "Narrator failed where it should not have."),
    "CAS": ("Case", "A table of phrases cannot be read, or a phrase differs."),
    "CFG": ("Settings", "The settings of the workspace cannot be used."),
    "EVT": ("Event", "A record of an event lacks something or has what it may not have."),
    "JSN": ("Json", "A value in a JSON file is no text."),
    "LIN": ("ReportLine", "A report line is not written as its grammar has it."),
    "NAM": ("Name", "A name is not registered, or is registered twice."),
    "OUT": ("Output", "An edition could not be written."),
    "PUB": ("Publication", "What was published would change."),
    "REC": ("Reconciliation", "The reports of one figure do not make one figure."),
    "RND": ("Rendering", "A brief could not be rendered."),
    "SRC": ("Source", "A source is not registered, or is registered twice or without what it needs."),
    "THM": ("Theme", "A style sheet has what a theme may not have."),
    "TIM": ("Time", "A date, a time or a window is not written as its grammar has it."),
    "TPL": ("Template", "A template is broken, or has what no template may have."),
    "TXT": ("Text", "A text has what nobody can see, a number of its own, or a reference to nothing."),
    "USE": ("Use", "The command could not begin."),
    "YML": ("Yaml", "A line of a file would mean something else to YAML than to its writer."),
}
"""What the first three letters of a code stand for: a name, and what is wrong."""
HELP = "Put the line that the message offers in the place of the one found; a word in CAPITALS is to be filled in."
MARKED = re.compile(r">>(.*?)<<", re.DOTALL)


def log(problems: Sequence[Problem], command: str) -> str:
    """The problems of a command as one run."""
    seen: Counter[str] = Counter()
    lines_of = cache(_lines_of)  # a file has many problems, and is read once
    results = []
    for problem in problems:
        what = "\n".join((problem.code, problem.at.file, problem.figure or "", _phrase(problem)))
        seen[what] += 1
        results.append(_result(problem, f"{what}\n{seen[what]}", lines_of))
    rules = [_rule(code) for code in sorted({problem.code for problem in problems})]
    run = {
        "tool": {"driver": {"name": "narrator", "rules": rules}},
        "automationDetails": {"id": f"narrator/{command}/"},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    name, what = STAGES.get(code[:3], ("Problem", "Something is wrong with an input."))
    short = what
    if code.startswith("AUD"):
        kind = KINDS[int(code[3:]) - 1]
        name += "".join(map(str.capitalize, kind.value.split("_")))
        short = f"{what[:-1]}: {kind.value}."
        what = f"{short} {REASONS.get(kind, '').format('a figure').capitalize()}".rstrip()
    else:
        name += code[3:]
    texts = {"shortDescription": short, "fullDescription": what, "help": HELP}
    return {"id": code, "name": name, **{key: {"text": text} for key, text in texts.items()}}


def _phrase(problem: Problem) -> str:
    """What was found, without the sentence around it."""
    marked = MARKED.search(problem.found)
    return marked[1] if marked else problem.found


def _result(problem: Problem, identity: str, lines_of: Callable[[str], Sequence[str] | None]) -> dict[str, Any]:
    """A problem; its message has all that a code host compares, and no line, so that a moved one is the same."""
    phrase = _phrase(problem)
    allowed = f"Allowed: {problem.example}" if problem.example else ""
    facts = (f"Found: {phrase}" if phrase else "", problem.expected and f"Expected: {problem.expected}", allowed)
    text = ". ".join(filter(None, (problem.message, *facts, f"In {problem.at.file}")))
    region = {
        "startLine": problem.at.line,
        "startColumn": problem.at.column,
        "endLine": problem.at.line,
        "endColumn": problem.at.column + _length(problem, phrase, lines_of(problem.at.file)),
    }
    place = {"artifactLocation": {"uri": quote(problem.at.file, errors="surrogateescape")}, "region": region}
    return {
        "ruleId": problem.code,
        "level": problem.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"narrator/v1": sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()},
    }


def _lines_of(file: str) -> list[str] | None:
    try:
        return Path(file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return None


def _length(problem: Problem, phrase: str, lines: Sequence[str] | None) -> int:
    """How many characters of the line are meant: those found, else the word that stands there."""
    first = phrase.partition("\n")[0]
    if lines is None:
        return len(first)
    here = lines[problem.at.line - 1][problem.at.column - 1 :] if problem.at.line <= len(lines) else ""
    if first and here.startswith(first):
        return len(first)
    word = re.match(r"\S*", here)
    return len(word[0]) if word else 0
