"""Every dependency has its reason, and what is locked is names, versions and hashes."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

from support.repository import ROOT, texts

LOCKS = ("requirements/run.txt", "requirements/dev.txt")
ADDRESS = re.compile(r"://|\bindex-url|--find-links|--trusted-host|@ file|\bfile:/")
# A root folder of a machine, where a path begins; /tmp and /dev are the same everywhere.
MACHINE_PATH = re.compile(r"(?<![\w.*}/)-])/(?:home|root|Users|work|private|mnt|opt|srv)/\w")


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["project"]["optional-dependencies"].values()
    lines = chain(project["build-system"]["requires"], project["project"]["dependencies"], *groups)
    return {_normal(re.split(r"[<>=!~\[; ]", line, maxsplit=1)[0]) for line in lines}


def locked(lock: str) -> set[str]:
    return {
        _normal(name) for name in re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    }


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_each_dependency_has_one_line_of_reason() -> None:
    names = declared()
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", text, re.MULTILINE)
    assert names
    assert sorted(_normal(name) for name, _ in rows) == sorted(names)
    assert [name for name, reason in rows if len(reason.split()) < 4] == []


def test_the_locks_hold_each_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {_normal(re.split(r"[<>=]", line, maxsplit=1)[0]) for line in project["dependencies"]}
    assert needed
    assert needed - locked("requirements/run.txt") == set()
    assert declared() - locked("requirements/dev.txt") == set()


def test_both_locks_hold_the_same_versions() -> None:
    run, dev = (
        set(re.findall(r"^([\w.-]+==\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)) for lock in LOCKS
    )
    assert run
    assert run - dev == set()


def test_locks_hold_no_address_and_a_hash_for_every_package() -> None:
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert ADDRESS.findall(text) == []
        packages = re.findall(r"^[\w.-]+==\S+( \\\n    --hash=sha256:[0-9a-f]{64})?", text, re.MULTILINE)
        assert packages
        assert all(packages)


def test_no_committed_file_names_a_folder_of_one_machine() -> None:
    found = texts()
    assert found
    places = [
        f"{path}:{number}: {match[0]}"
        for path, text in found.items()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := MACHINE_PATH.search(line))
    ]
    assert places == []


def test_a_folder_of_one_machine_is_found() -> None:
    assert all(MACHINE_PATH.search(f"open({'/' + name}/x)") for name in ("home/ann", "root/a", "opt/wheels"))
    assert not MACHINE_PATH.search("tests/root/a ../root/b out/home/c")
