from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from narrator.desk.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONG = 20
"""Seconds after which nothing will come."""


def seen(root: Path, *acts: Callable[[], object], until: str) -> set[str]:
    """What is told of a workspace while something is done to it, until a file is named."""

    async def followed() -> set[str]:
        watch, found = Watch(root), set[str]()

        async def take() -> None:
            async for names in watch.changes():
                found.update(names)
                if until in found:
                    return

        task = asyncio.create_task(take())
        await asyncio.sleep(0.3)  # the watchers are there
        for act in acts:
            act()
            await asyncio.sleep(0.15)
        try:
            await asyncio.wait_for(task, LONG)
        finally:
            watch.close()
        return found

    return asyncio.run(followed())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "events").mkdir(parents=True)
    (tmp_path / "narrator.toml").write_text("", encoding="utf-8")
    (tmp_path / "data" / "events" / "a.yaml").write_text("a", encoding="utf-8")
    return tmp_path


def test_a_save_in_place_and_by_rename_are_seen_again_and_again(root: Path) -> None:
    file, other = root / "data" / "events" / "a.yaml", root / "data" / "events" / ".a.swp"

    def rename(text: str) -> None:
        other.write_text(text, encoding="utf-8")
        other.replace(file)

    acts = [lambda n=n: rename("x" * n) for n in range(2, 5)]
    assert "data/events/a.yaml" in seen(root, *acts, until="data/events/a.yaml")
    assert seen(root, lambda: file.write_text("in place", encoding="utf-8"), until="data/events/a.yaml") == {
        "data/events/a.yaml"
    }


def test_the_configuration_is_seen_which_stands_in_the_root(root: Path) -> None:
    def rename() -> None:
        (root / "new").write_text("desk = 'x'", encoding="utf-8")
        (root / "new").replace(root / "narrator.toml")

    assert seen(root, rename, until="narrator.toml") == {"narrator.toml"}


def test_a_picture_of_the_theme_is_seen_wherever_it_lies(root: Path) -> None:
    (root / "looks").mkdir()
    settings = '[theme]\naccent = "#7a1f5c"\nlogo = "looks/logo.png"\n[theme.fonts]\nbody = "../outside.ttf"\n'
    (root / "narrator.toml").write_text(settings, encoding="utf-8")
    logo = root / "looks" / "logo.png"
    assert seen(root, lambda: logo.write_bytes(b"x"), until="looks/logo.png") == {"looks/logo.png"}


def test_a_folder_that_arrives_with_its_files_is_seen_with_them(root: Path) -> None:
    def arrive() -> None:
        (root / "away" / "en" / "messages").mkdir(parents=True)
        (root / "away" / "en" / "messages" / "total.md.j2").write_text("x", encoding="utf-8")
        (root / "away").rename(root / "templates")

    assert "templates/en/messages/total.md.j2" in seen(root, arrive, until="templates/en/messages/total.md.j2")


def test_a_folder_that_was_deleted_and_made_anew_is_still_watched(root: Path) -> None:
    def anew() -> None:
        shutil.rmtree(root / "data")
        (root / "data" / "events").mkdir(parents=True)

    later = root / "data" / "events" / "b.yaml"
    found = seen(root, anew, lambda: later.write_text("b", encoding="utf-8"), until="data/events/b.yaml")
    assert found == {"data/events/a.yaml", "data/events/b.yaml"}


def test_what_is_not_the_workspaces_is_not_told(root: Path) -> None:
    def elsewhere() -> None:
        (root / ".git").mkdir()
        (root / ".git" / "index").write_text("x", encoding="utf-8")
        (root / "notes.md").write_text("x", encoding="utf-8")

    file = root / "data" / "events" / "a.yaml"
    found = seen(root, elsewhere, lambda: file.write_text("b", encoding="utf-8"), until="data/events/a.yaml")
    assert found == {"data/events/a.yaml"}
