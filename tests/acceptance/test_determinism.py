"""The same inputs give the same bytes, wherever, whenever and under whatever settings of the machine they are built."""

from __future__ import annotations

import shutil
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from support.command import narrator, process
from support.editions import tree
from support.events import EVENT, EVENT_ID, write_workspace
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = ("fontpkg_source_serif_4", "fontpkg_source_sans_3")
HERE = {"TZ": "Asia/Shanghai", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
THERE = {
    "TZ": "America/St_Johns",
    "LANG": "de_DE.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "4711",
    "SOURCE_DATE_EPOCH": "1900000000",
    "PYTHONUTF8": "1",
    "COLUMNS": "40",
}


def desk(folder: Path) -> Path:
    """A copy of the desk of this repository."""
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "narrator.toml", folder)
    return folder


@pytest.mark.parametrize(
    "arguments",
    [("--to", "md,html"), ("--event", "2026-01-29-long-cascade", "--to", "md,html,pdf,docx")],
    ids=["all events as text and page", "one event in every form"],
)
def test_25_two_machines_write_the_same_bytes(arguments: tuple[str, ...], tmp_path: Path) -> None:
    one, other = desk(tmp_path / "one"), desk(tmp_path / "a longer name" / "other")
    (tmp_path / "home").mkdir()
    first = process(one, "build", "--quiet", *arguments, HOME=str(tmp_path), **HERE)
    below = other / "data" / "events"
    second = process(below, "build", "--quiet", *arguments, HOME=str(tmp_path / "home"), **THERE)
    assert (first.code, first.err, second.code, second.err) == (0, "", 0, "")
    written = tree(one / "out")
    assert written == tree(other / "out")
    assert len(written) > 4
    for name, content in written.items():
        assert isinstance(content, bytes)
        assert str(tmp_path).encode() not in content, name


NO_FONTS = "<dir>{}</dir>"
OTHER_FONTS = "".join(f"<dir>{files(package) / 'files'}</dir>" for package in PACKAGES) + "".join(
    f'<match target="scan"><test name="family" compare="contains"><string>{ours}</string></test>'
    f'<edit name="family" mode="assign"><string>{called}</string></edit></match>'
    for ours, called in (("Serif", "Narrator Sans"), ("Sans", "Noto Serif"))
)
"""A machine whose fonts go by the names that the theme asks for."""


def test_the_fonts_of_the_machine_leave_the_bytes_as_they_are(tmp_path: Path) -> None:
    one, empty, configuration = desk(tmp_path / "one"), tmp_path / "empty", tmp_path / "fonts.conf"
    empty.mkdir()
    asked = ("build", "--quiet", "--event", "2026-01-29-long-cascade")  # of all the one with the most charts
    first = process(one, *asked)
    assert (first.code, first.err) == (0, "")
    written = tree(one / "out")
    assert len([name for name in written if name.endswith(".pdf")]) == 1
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    cache = f"<cachedir>{tmp_path / 'cache'}</cachedir>"
    for name, fonts in {"none": NO_FONTS, "other fonts under our names": OTHER_FONTS}.items():
        configuration.write_text(f"{head}<fontconfig>{fonts.format(empty)}{cache}</fontconfig>", encoding="utf-8")
        other = desk(tmp_path / name)
        built = process(other, *asked, FONTCONFIG_FILE=str(configuration))
        assert (built.code, built.err) == (0, ""), name
        assert written == tree(other / "out"), name


def test_26_an_event_built_alone_or_with_the_others_is_the_same(tmp_path: Path) -> None:
    together, alone = desk(tmp_path / "together"), desk(tmp_path / "alone")
    assert narrator(together, "build", "--to", "md", "--quiet").code == 0
    first, *_, last = sorted((alone / "data" / "events").iterdir())
    for path in (last, first):
        assert narrator(alone, "build", str(path), "--to", "md", "--quiet").code == 0
    written, built = tree(alone / "out"), tree(together / "out")
    assert len(written) == 7
    assert [name for name in written if name != "manifest.json" and written[name] != built[name]] == []


def test_a_second_build_changes_nothing_and_a_changed_event_itself_alone(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT, EVENT.replace(EVENT_ID, "other"))
    assert narrator(root, "build", "--to", "md,html", "--quiet").code == 0
    first = tree(root / "out")
    times = {path: path.stat().st_mtime_ns for path in (root / "out").rglob("*.*")}
    assert narrator(root, "build", "--to", "md,html", "--quiet").code == 0
    assert tree(root / "out") == first
    assert {path: path.stat().st_mtime_ns for path in times} == times
    event = root / "data" / "events" / "other.yaml"
    event.write_text(event.read_text(encoding="utf-8").replace("$195 million", "$197 million"), encoding="utf-8")
    assert narrator(root, "build", "--to", "md,html", "--quiet").code == 0
    changed = {name for name, content in tree(root / "out").items() if first[name] != content}
    assert {name.partition("/")[0] for name in changed} == {"manifest.json", "other"}
