"""Problems as SARIF 2.1.0: what a code host shows inline, and compares from run to run by rule and message text."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from narrator.audit.verdicts import KINDS
from narrator.cli.spans import Spans, phrase
from narrator.model.catalogue import entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.model.problem import Problem

NAMES = {
    "AMT": "Amount",
    "ANA": "Contradiction",
    "AUD": "Discrepancy",
    "BUG": "Bug",
    "CAS": "Case",
    "CFG": "Settings",
    "EVT": "Event",
    "JSN": "Json",
    "LED": "Ledger",
    "LIN": "ReportLine",
    "NAM": "Name",
    "OUT": "Output",
    "PUB": "Publication",
    "REC": "Reconciliation",
    "RND": "Rendering",
    "SRC": "Source",
    "THM": "Theme",
    "TIM": "Time",
    "TPL": "Template",
    "TXT": "Text",
    "USE": "Use",
    "YML": "Yaml",
}
"""What the first three letters of a code stand for, in the name of a rule."""
HELP = "Put the line that the message offers in the place of the one found; a word in CAPITALS is to be filled in."


def log(problems: Sequence[Problem], command: str) -> str:
    """The problems of a command as one run."""
    seen: Counter[str] = Counter()
    spans = Spans()
    results = []
    for problem in problems:
        what = "\n".join((problem.code, problem.at.file, problem.figure or "", phrase(problem)))
        seen[what] += 1
        results.append(_result(problem, f"{what}\n{seen[what]}", spans))
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
    entry = entries().get(code)
    name = NAMES.get(code[:3], "Problem") + code[3:]
    if code.startswith("AUD"):
        name = NAMES["AUD"] + "".join(map(str.capitalize, KINDS[int(code[3:]) - 1].value.split("_")))
    rule: dict[str, Any] = {"id": code, "name": name}
    if entry:
        texts = {
            "shortDescription": f"{entry.title}.",
            "fullDescription": " ".join(filter(None, (entry.why, entry.otherwise))),
            "help": f"Expected: {entry.expected}. {HELP}",
        }
        rule |= {key: {"text": text} for key, text in texts.items()}
        rule["defaultConfiguration"] = {"level": entry.severity}
    return rule


def _result(problem: Problem, identity: str, spans: Spans) -> dict[str, Any]:
    """A problem; its message has all that a code host compares, and no line, so that a moved one is the same."""
    found = phrase(problem)
    allowed = f"Allowed: {problem.example}" if problem.example else ""
    facts = (f"Found: {found}" if found else "", problem.expected and f"Expected: {problem.expected}", allowed)
    text = ". ".join(filter(None, (problem.message, *facts, f"In {problem.at.file}")))
    region = {
        "startLine": problem.at.line,
        "startColumn": problem.at.column,
        "endLine": problem.at.line,
        "endColumn": spans.end_of_word(problem),
    }
    place = {"artifactLocation": {"uri": quote(problem.at.file, errors="surrogateescape")}, "region": region}
    return {
        "ruleId": problem.code,
        "level": problem.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"narrator/v1": sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()},
    }
