from __future__ import annotations

import errno
import itertools
import os
import re
import signal
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit, OutputError
from narrator.publish import out as out_module
from narrator.publish.engine import engine
from narrator.publish.manifest import PUBLISHED, UNFINISHED, digest, entry_bytes, to_bytes
from narrator.publish.out import open_out, own_entries
from narrator.publish.writer import PREFIX, NotOverwrittenError
from support.editions import (
    EVENT,
    NOBODY,
    calls_of,
    entry,
    fail_at,
    forked,
    is_true,
    listed,
    tree,
    unprivileged,
    version,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.publish.out import Out

FOLDER = f"{EVENT}/en"
LEFT = ("brief.md", "ledger.json", "manifest.json")
KILLS = 40


def put(root: Path, files: Mapping[str, bytes], key: str = "k1", event: str = EVENT) -> None:
    with open_out(root, root / "out") as out:
        out.put(entry(key, event), files)


def leftovers(root: Path) -> list[Path]:
    return list((root / "out").rglob(PREFIX + "*"))


def unlist(root: Path) -> None:
    for path in [*(root / "out").rglob("manifest.json")]:
        path.unlink()


def test_an_edition_is_written_with_its_manifest(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    assert tree(tmp_path / "out") == {
        **{f"{FOLDER}/{name}": data for name, data in version(1).items()},
        f"{FOLDER}/manifest.json": entry_bytes(listed(tmp_path)[FOLDER]),
        "manifest.json": to_bytes(listed(tmp_path)),
    }
    assert listed(tmp_path)[FOLDER].files == {f"{FOLDER}/{name}": digest(data) for name, data in version(1).items()}


def test_the_same_edition_again_touches_nothing(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    paths = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]

    def states() -> dict[Path, tuple[int, int, int]]:
        """What a write would change; that a file was read is its time of access."""
        found = {path: path.stat() for path in paths}
        return {path: (now.st_ino, now.st_mtime_ns, now.st_ctime_ns) for path, now in found.items()}

    before = states()
    put(tmp_path, version(1))
    assert states() == before


def test_the_manifest_comes_last_and_lists_nothing_untrue_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, version(1))
    real = os.replace
    order = []

    def replace(source: str, target: str, **folders: int) -> None:
        real(source, target, **folders)
        order.append(target)
        assert is_true(tmp_path)

    monkeypatch.setattr(os, "replace", replace)
    put(tmp_path, version(2), "k2")
    records = ["manifest.json"] * 2
    assert order == [*records, "brief.md", "brief.html", "ledger.json", *records]


def test_other_editions_stay_listed_and_as_they_are(tmp_path: Path) -> None:
    put(tmp_path, version(1), event="2026-01-01-other")
    (tmp_path / "out/2026-01-01-other/en/brief.md").write_text("edited", encoding="utf-8")
    put(tmp_path, version(1))
    assert set(listed(tmp_path)) == {"2026-01-01-other/en", FOLDER}
    assert (tmp_path / "out/2026-01-01-other/en/brief.md").read_text(encoding="utf-8") == "edited"


def test_the_files_of_an_edition_are_those_as_they_were_built(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    (tmp_path / "out" / FOLDER / "brief.md").write_text("edited", encoding="utf-8")
    (tmp_path / "out" / FOLDER / "brief.html").unlink()
    with open_out(tmp_path, tmp_path / "out") as out:
        assert out.files(out.entries[FOLDER]) == version(1, "ledger.json")


def test_a_form_that_was_not_asked_for_stays_while_the_edition_says_the_same(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    put(tmp_path, version(1, "brief.pdf", "ledger.json"))
    assert set(listed(tmp_path)[FOLDER].files) == {
        f"{FOLDER}/{name}" for name in ("brief.md", "brief.html", "brief.pdf", "ledger.json")
    }


def test_a_form_that_was_not_asked_for_goes_when_the_edition_says_something_else(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    put(tmp_path, version(2, "brief.md", "ledger.json"), "k2")
    assert tree(tmp_path / "out").keys() == {f"{FOLDER}/{name}" for name in LEFT} | {"manifest.json"}
    assert set(listed(tmp_path)[FOLDER].files) == {f"{FOLDER}/brief.md", f"{FOLDER}/ledger.json"}


def test_the_manifest_says_what_a_pdf_was_made_with_for_as_long_as_it_lies_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, version(1))
    assert listed(tmp_path)[FOLDER].made == {}
    put(tmp_path, version(1, "brief.pdf", "ledger.json"))
    made = listed(tmp_path)[FOLDER].made
    assert made == engine()
    assert set(made) >= {"weasyprint", "pango", "harfbuzz", "fontpkg_source_sans_3", "fontpkg_source_serif_4"}
    assert all(re.match(r"\d+\.\d+", told) for told in made.values())
    monkeypatch.setattr(out_module, "engine", lambda: {"weasyprint": "1.0"})
    put(tmp_path, version(1))
    assert listed(tmp_path)[FOLDER].made == made
    put(tmp_path, version(1, "brief.pdf", "ledger.json"))
    assert listed(tmp_path)[FOLDER].made == {"weasyprint": "1.0"}
    put(tmp_path, version(2, "brief.md", "ledger.json"), "k2")
    assert listed(tmp_path)[FOLDER].made == {}


@pytest.mark.parametrize("name", ["brief.md", "brief.html"])
def test_a_text_that_a_person_edited_is_not_overwritten_and_nothing_beside_it(name: str, tmp_path: Path) -> None:
    put(tmp_path, version(1))
    (tmp_path / "out" / FOLDER / name).write_text("polished by hand", encoding="utf-8")
    before = tree(tmp_path / "out")
    with pytest.raises(NotOverwrittenError, match=rf"{name} was edited .* data/edited/") as caught:
        put(tmp_path, version(2, "brief.md", "ledger.json"), "k2")
    assert caught.value.exit is Exit.REFUSED
    assert tree(tmp_path / "out") == before


def test_a_file_that_nobody_listed_is_a_persons(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    unlist(tmp_path)
    put(tmp_path, version(1))
    unlist(tmp_path)
    with pytest.raises(NotOverwrittenError):
        put(tmp_path, version(2), "k2")


def test_a_folder_that_a_narrator_of_before_wrote_goes_on_without_a_hand(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    put(tmp_path, version(1), event="2026-01-01-other")
    for path in (tmp_path / "out").glob("*/en/manifest.json"):
        path.unlink()
    before = listed(tmp_path)
    put(tmp_path, version(2), "k2")
    assert own_entries(tmp_path / "out") == {FOLDER: listed(tmp_path)[FOLDER]}
    assert listed(tmp_path)["2026-01-01-other/en"] == before["2026-01-01-other/en"]
    with open_out(tmp_path, tmp_path / "out") as out:
        out.drop(out.entries["2026-01-01-other/en"])
    assert tree(tmp_path / "out").keys() == {"manifest.json", *(f"{FOLDER}/{name}" for name in (*version(2), LEFT[2]))}


@pytest.mark.parametrize("damage", ["gone", "of one edition", "begun"])
def test_the_list_of_all_editions_is_made_of_their_own(damage: str, tmp_path: Path) -> None:
    put(tmp_path, version(1))
    put(tmp_path, version(1), event="2026-01-01-other")
    list_of_all = tmp_path / "out" / "manifest.json"
    before, entries = list_of_all.read_bytes(), listed(tmp_path)
    began = {**entries, FOLDER: entries[FOLDER].replacing(entries[FOLDER])}
    told = {"of one edition": to_bytes({FOLDER: entries[FOLDER]}), "begun": to_bytes(began)}
    list_of_all.unlink()
    if damage in told:
        list_of_all.write_bytes(told[damage])
    with open_out(tmp_path, tmp_path / "out") as out:
        assert out.entries == entries
    assert list_of_all.read_bytes() == before


@pytest.mark.parametrize("text", ["{", '{"event": "x"}', "of another"])
def test_a_broken_manifest_of_an_edition_is_made_anew_from_the_list(text: str, tmp_path: Path) -> None:
    put(tmp_path, version(1))
    put(tmp_path, version(1), event="2026-01-01-other")
    own, before = tmp_path / "out" / FOLDER / "manifest.json", tree(tmp_path / "out")
    own.write_bytes(
        (tmp_path / "out/2026-01-01-other/en/manifest.json").read_bytes() if "of" in text else text.encode()
    )
    put(tmp_path, version(1))
    assert tree(tmp_path / "out") == before


def test_what_another_process_wrote_of_an_edition_is_known_when_it_is_held(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    with open_out(tmp_path, tmp_path / "out") as out:
        put(tmp_path, version(2), "k2")
        put(tmp_path, version(1), event="2026-01-01-other")
        with out.holding(FOLDER):
            assert out.entries[FOLDER].key == "k2"
        out.put(entry("k3"), version(3))
    assert {name: each.key for name, each in listed(tmp_path).items()} == {FOLDER: "k3", "2026-01-01-other/en": "k1"}


def test_what_waits_for_its_place_is_not_swept_away_by_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, version(1))
    real = os.replace
    others: list[int] = []

    def replace(source: str, target: str, **folders: int) -> None:
        if not others:
            others.append(forked(lambda: put(tmp_path, version(1), event="2026-01-01-other")))
            time.sleep(0.2)
        real(source, target, **folders)

    monkeypatch.setattr(os, "replace", replace)
    put(tmp_path, version(2), "k2")
    os.waitpid(others[0], 0)
    assert {name: each.key for name, each in listed(tmp_path).items()} == {FOLDER: "k2", "2026-01-01-other/en": "k1"}


def test_a_text_that_was_moved_away_or_put_right_is_written_again(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    (tmp_path / "out" / FOLDER / "brief.md").unlink()
    (tmp_path / "out" / FOLDER / "brief.html").write_bytes(version(2)["brief.html"])
    put(tmp_path, version(2), "k2")
    assert listed(tmp_path)[FOLDER].status == "ready"


def test_marking_changes_the_manifest_alone(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    with open_out(tmp_path, tmp_path / "out") as out:
        out.mark(out.entries[FOLDER], PUBLISHED)
    assert listed(tmp_path)[FOLDER].status == PUBLISHED
    assert listed(tmp_path)[FOLDER].files


def test_a_link_in_the_place_of_a_file_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    put(tmp_path, version(1))
    victim = tmp_path / "victim"
    victim.write_text("theirs", encoding="utf-8")
    for path in (tmp_path / "out" / FOLDER / "brief.md", tmp_path / "out" / "manifest.json"):
        kept = path.read_bytes()
        path.unlink()
        path.symlink_to(victim)
        put(tmp_path, version(1))
        assert (path.is_symlink(), path.read_bytes()) == (False, kept)
    assert victim.read_text(encoding="utf-8") == "theirs"


@pytest.mark.parametrize("name", [EVENT, FOLDER])
def test_a_link_in_the_place_of_a_folder_is_replaced_and_its_target_left_alone(name: str, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    (victim / "en").mkdir(parents=True)
    (victim / "brief.md").write_text("theirs", encoding="utf-8")
    (victim / "en" / "brief.md").write_text("theirs", encoding="utf-8")
    before = tree(victim)
    link = tmp_path / "out" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(victim)
    put(tmp_path, version(1))
    assert not link.is_symlink()
    assert tree(victim) == before


@pytest.mark.parametrize("out", ["out", "built/out"])
def test_the_folder_itself_and_those_above_it_are_no_links(out: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "out").mkdir(parents=True)
    link = tmp_path / out.split("/", maxsplit=1)[0]
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match=r"it is a link; narrator writes into real folders only"):
        open_out(tmp_path, tmp_path / out).__enter__()
    assert tree(tmp_path / "elsewhere") == {"out": "empty folder"}


def test_a_workspace_may_be_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    put(tmp_path / "link", version(1))
    assert (tmp_path / "real/out" / FOLDER / "brief.md").is_file()


@pytest.mark.parametrize(("name", "reason"), [("out", "Not a directory"), (f"out/{EVENT}", "Not a directory")])
def test_a_file_in_the_place_of_a_folder_is_named(name: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match=rf"cannot write .*{name}: {reason}") as caught:
        put(tmp_path, version(1))
    assert caught.value.exit is Exit.OUTPUT
    assert path.read_text(encoding="utf-8") == "a file"


def test_a_folder_that_may_not_be_written_is_told_at_once() -> None:
    with tempfile.TemporaryDirectory(prefix="narrator-test-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        (root / "out").mkdir()
        (root / ".narrator").mkdir()
        (root / ".narrator").chmod(0o777)
        (root / "out").chmod(0o555)
        with unprivileged(), pytest.raises(OutputError, match=r"out: Permission denied"):
            open_out(root, root / "out").__enter__()


def test_an_edition_whose_folder_may_not_be_written_is_told_and_the_rest_stands() -> None:
    with tempfile.TemporaryDirectory(prefix="narrator-test-") as folder:
        root = Path(folder)
        put(root, version(1))
        before = tree(root / "out")
        (root / "out" / FOLDER).chmod(0o555)
        for path in (root, *root.rglob("*")):
            if os.geteuid() == 0:
                os.chown(path, NOBODY, NOBODY)
        with unprivileged(), pytest.raises(OutputError, match=r"manifest.json: Permission denied"):
            put(root, version(2), "k2")
        (root / "out" / FOLDER).chmod(0o755)
        assert tree(root / "out") == before


@pytest.mark.parametrize("text", ["{}", "not JSON", '{"editions": [{"event": "../x"}]}'])
def test_a_manifest_that_no_build_wrote_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(
        OutputError, match=r"manifest.json: it is not as a build wrote it .*delete out/ and build again"
    ):
        put(tmp_path, version(1))


def test_a_second_build_is_refused_while_the_first_is_at_work(tmp_path: Path) -> None:
    with open_out(tmp_path, tmp_path / "out") as out, out.holding(FOLDER):
        with pytest.raises(OutputError, match=rf"{FOLDER}: another build .* \(pid {os.getpid()}\)") as caught:
            put(tmp_path, version(1))
        put(tmp_path, version(1), event="2026-01-01-other")
        with open_out(tmp_path, tmp_path / "elsewhere") as elsewhere, elsewhere.holding(FOLDER):
            pass
    assert caught.value.exit is Exit.OUTPUT
    put(tmp_path, version(1))


def test_an_error_of_the_work_is_not_taken_for_one_of_the_lock(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), open_out(tmp_path, tmp_path / "out"):
        (tmp_path / "nothing").read_bytes()


def test_the_lock_of_a_dead_build_is_free(tmp_path: Path) -> None:
    ready, tell = os.pipe()

    def task() -> None:
        with open_out(tmp_path, tmp_path / "out") as out, out.holding(FOLDER):
            os.write(tell, b".")
            time.sleep(60)

    pid = forked(task)
    os.read(ready, 1)
    with pytest.raises(OutputError, match=rf"another build is at work \(pid {pid}\)"):
        put(tmp_path, version(1))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(ready)
    os.close(tell)
    put(tmp_path, version(1))


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("is_first", [True, False])
def test_whatever_call_fails_leaves_all_old_files_and_no_temporary_one(
    is_first: bool, error: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = 0

    @contextmanager
    def laid(name: str) -> Iterator[Out]:
        (tmp_path / name).mkdir()
        with open_out(tmp_path / name, tmp_path / name / "out") as out:
            if not is_first:
                out.put(entry("k1"), version(1, "brief.md", "brief.html", "brief.pdf", "ledger.json"))
            yield out

    with laid("first") as first:
        reach = calls_of(lambda: attempt(first))
    for n in reach:
        root = tmp_path / str(n)
        with laid(str(n)) as out:
            before = tree(root / "out")
            fail_at(n, error, monkeypatch)
            failure = attempt(out)
            monkeypatch.undo()
            if failure:
                refused += 1
                assert os.strerror(error) in failure
                assert tree(root / "out") == before
                out.put(entry("k2"), version(2))
        assert listed(root)[FOLDER].files[f"{FOLDER}/brief.md"] == digest(version(2)["brief.md"])
        assert is_true(root)
        assert leftovers(root) == []
    assert 20 < refused < len(reach)
    assert not failure


def attempt(out: Out) -> str:
    try:
        out.put(entry("k2"), version(2))
    except OutputError as error:
        return str(error)
    return ""


def test_killed_at_any_moment_every_listed_file_is_whole_and_true_and_the_next_build_goes_on(tmp_path: Path) -> None:
    put(tmp_path, version(0))
    begun, tell = os.pipe()

    def build_for_ever() -> None:
        with open_out(tmp_path, tmp_path / "out") as out:
            os.write(tell, b".")
            for n in itertools.count(1):
                out.put(entry(f"k{n}"), version(n % 7, size=200_000))

    hits = 0
    for kill in range(KILLS):
        pid = forked(build_for_ever)
        os.read(begun, 1)
        time.sleep(0.001 * (kill % 10))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        assert is_true(tmp_path)
        for path in (tmp_path / "out" / FOLDER).glob("[!m]*"):
            assert len(set(path.read_bytes().splitlines())) == 1
        hits += bool(leftovers(tmp_path) or listed(tmp_path)[FOLDER].status == UNFINISHED)
        put(tmp_path, version(8 + kill), f"after {kill}")
        assert leftovers(tmp_path) == []
    os.close(begun)
    os.close(tell)
    assert hits


def test_what_one_process_left_half_done_is_known_to_the_next(tmp_path: Path) -> None:
    put(tmp_path, version(1, "brief.md", "brief.html", "brief.pdf", "ledger.json"))

    def die_half_way() -> None:
        real = os.replace

        def replace(source: str, target: str, **folders: int) -> None:
            real(source, target, **folders)
            if target == "brief.html":
                os.kill(os.getpid(), signal.SIGKILL)

        os.replace = replace  # type: ignore[assignment]
        put(tmp_path, version(2), "k2")

    os.waitpid(forked(die_half_way), 0)
    half = listed(tmp_path)[FOLDER]
    assert (half.status, half.files) == (UNFINISHED, {})
    put(tmp_path, version(3, "brief.md", "ledger.json"), "k3")
    assert tree(tmp_path / "out").keys() == {f"{FOLDER}/{name}" for name in LEFT} | {"manifest.json"}
    assert (listed(tmp_path)[FOLDER].status, listed(tmp_path)[FOLDER].known) == ("ready", [])
