"""A check of SARIF 2.1.0 logs: what the standard requires of the parts that narrator writes (OASIS, 3.13 ff.).

The JSON Schema of the standard is not shipped by any package; these are its rules for a log with results in files. A
log with other properties than the ones below is refused, so that nothing is written that is not checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Mapping


def _object(required: str = "", **properties: object) -> dict[str, object]:
    return {"type": "object", "required": required.split(), "properties": properties, "additionalProperties": False}


TEXT = {"type": "string"}
NUMBER = {"type": "integer", "minimum": 1}
MESSAGE = _object("text", text=TEXT)
REGION = _object("", startLine=NUMBER, startColumn=NUMBER, endLine=NUMBER, endColumn=NUMBER, snippet=MESSAGE)
PLACE = _object("", artifactLocation=_object("", uri={**TEXT, "format": "uri-reference"}), region=REGION)
RULE = _object(
    "id",
    id=TEXT,
    name=TEXT,
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=_object("", level={"enum": ["none", "note", "warning", "error"]}),
)
RESULT = _object(
    "message",
    ruleId=TEXT,
    level={"enum": ["none", "note", "warning", "error"]},
    message=MESSAGE,
    locations={"type": "array", "items": _object("", physicalLocation=PLACE)},
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
)
DRIVER = _object(
    "name", name={"type": "string", "minLength": 1}, rules={"type": "array", "uniqueItems": True, "items": RULE}
)
RUN = _object(
    "tool",
    tool=_object("driver", driver=DRIVER),
    automationDetails=_object("", id=TEXT),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": ["array", "null"], "items": RESULT},
)
LOG = _object(
    "version runs",
    **{"$schema": {**TEXT, "format": "uri"}},
    version={"enum": ["2.1.0"]},
    runs={"type": "array", "items": RUN},
)


def faults(log: Mapping[str, Any]) -> list[str]:
    """What is wrong with a log; each result must also name a rule that its driver lists."""
    wrong = [error.message for error in Draft202012Validator(LOG).iter_errors(log)]
    for run in log.get("runs", ()):
        listed = {rule["id"] for rule in run["tool"]["driver"].get("rules", ())}
        wrong += [
            f"no rule {result['ruleId']}"
            for result in run.get("results", ())
            if result.get("ruleId", "") not in {"", *listed}
        ]
    return wrong
