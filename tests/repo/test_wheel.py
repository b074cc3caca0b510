"""The wheel ships the packaged templates beside the code."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from support.repository import ROOT, tracked

if TYPE_CHECKING:
    from pathlib import Path


def test_the_wheel_holds_every_module_and_every_template(tmp_path: Path) -> None:
    sources = [path for path in tracked() if path.parts[0] in {"src", "templates"}]
    assert len(sources) > 100
    for path in (*sources, *(p for p in tracked() if p.name in {"pyproject.toml", "README.md"})):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "-w", "out", "."], cwd=tmp_path, check=True, capture_output=True)
    wheel = next((tmp_path / "out").glob("*.whl"))
    shipped = set(zipfile.ZipFile(wheel).namelist())
    expected = {path.as_posix().removeprefix("src/") for path in sources if path.parts[0] == "src"}
    expected |= {f"narrator/{path.as_posix()}" for path in sources if path.parts[0] == "templates"}
    assert expected - shipped == set()
