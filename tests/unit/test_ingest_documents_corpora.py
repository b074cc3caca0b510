"""Hostile files: a tree or problems, never another exception."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from narrator.ingest.documents import read_document, read_json, read_yaml
from support.corpora import corpus, strings

if TYPE_CHECKING:
    from pathlib import Path

JSON = corpus("json/test_parsing")
YAML = corpus("yaml/yaml-test-suite")
GLYPHS = str.maketrans({"␣": " ", "»": "\t", "—": None, "←": "\r", "⇔": "\ufeff", "↵": None, "∎": None})
"""How the suite writes what cannot be seen."""


def cases(file: Path) -> list[str]:
    """The YAML texts of one file of the suite."""
    return [entry["yaml"].translate(GLYPHS) for entry in yaml.safe_load(file.read_text("utf-8")) if "yaml" in entry]


def test_json_is_read_or_refused() -> None:
    read = {file.name: read_document(file, file.parent) for file in JSON}
    assert len(read) > 15
    assert [name for name, document in read.items() if name.startswith("n_") and not document.problems] == []
    sound = {file.name: json.loads(file.read_bytes()) for file in JSON if file.name.startswith("y_")}
    objects = [name for name, tree in sound.items() if isinstance(tree, dict) and not read[name].problems]
    assert objects
    assert [name for name in objects if [*read[name].tree] != [*sound[name]]] == []


def test_json_of_texts_alone_is_read() -> None:
    read = {file.stem: read_document(file, file.parent) for file in JSON}
    assert (read["y_own_text"].tree, read["y_own_text"].problems) == ({"a": "b"}, ())
    assert (read["y_own_nested"].tree, read["y_own_nested"].problems) == ({"a": {"b": ["c", "d"]}}, ())


def test_yaml_is_read_or_refused() -> None:
    for file in YAML:
        read_document(file, file.parent)
        for text in cases(file):
            document = read_yaml(text, "x.yaml")
            assert document.tree or document.problems


def test_what_is_read_without_a_problem_is_what_yaml_means() -> None:
    compared = 0
    for text in (text for file in YAML for text in cases(file)):
        document = read_yaml(text, "x.yaml")
        if not document.problems and "\t\n" not in text:  # PyYAML stumbles over a tab in an empty line
            assert _as_text(yaml.load(text, Loader=yaml.BaseLoader)) == document.tree  # noqa: S506  # texts only
            compared += 1
    assert compared > 15


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return value.rstrip("\n") if isinstance(value, str) else value


@pytest.mark.parametrize(
    "form", ["event:\n  view: {}\n", "event:\n  view: |\n    {}\n", "{}", "{}: x\n", "a: x # {}\n"]
)
def test_naughty_strings_are_read_or_refused(form: str) -> None:
    found = strings("strings")
    assert len(found) > 150
    for string in found:
        document = read_yaml(form.replace("{}", string), "x.yaml")
        assert isinstance(document.tree, dict)


def test_naughty_strings_pass_through_json_whole_or_not_at_all() -> None:
    for string in strings("strings"):
        document = read_json(json.dumps({"a": {"b": string}, string + "x": "c"}), "x.json")
        kept = document.value(("a", "b"))
        assert kept is not None or document.problems
