from __future__ import annotations

import errno
import json
import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit, OutputError
from narrator.model.problem import Location, Problem
from narrator.publish.manifest import digest
from narrator.publish.published import BrokenPublicationError, PublicationRefusedError, Publications
from support.editions import calls_of, fail_at, listed, tree
from support.press import NOON, ZONE, Press, figure

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.publish.published import Publication

A = "2026-03-01-a"


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press(tmp_path, monkeypatch)
    press.add(A)
    return press


def latest(press: Press, event: str, locale: str) -> Publication | None:
    return Publications(press.desk.workspace).latest(event, locale)


def folder(press: Press) -> dict[str, str | bytes]:
    return tree(press.root / "data" / "published") if (press.root / "data" / "published").exists() else {}


def test_a_publication_holds_ledger_forms_time_approver_and_variants(press: Press) -> None:
    press.build()
    path = press.publish(A)
    out = press.root / "out" / A / "en"
    assert path == press.root / "data" / "published" / f"{A}.en.1.json"
    assert json.loads(path.read_bytes()) == {
        "event": A,
        "locale": "en",
        "number": 1,
        "time": NOON.isoformat(),
        "approver": "A. Editor",
        "correction": "",
        "forms": {name: digest((out / name).read_bytes()) for name in ("brief.md", "brief.html", "brief.pdf")},
        "choices": {"lead": 2, "close": 0},
        "ledger": json.loads((out / "ledger.json").read_bytes()),
    }


def test_a_publication_is_read_back_with_its_as_of(press: Press) -> None:
    press.build()
    press.publish(A)
    found = latest(press, A, "en")
    assert found is not None
    assert found.as_of == datetime(2026, 3, 3, 9, tzinfo=ZONE)
    assert found.choices == {"lead": 2, "close": 0}
    assert latest(press, A, "zh") is None
    assert latest(press, "2026-03-01", "en") is None


def test_the_manifest_tells_what_is_published(press: Press) -> None:
    press.build()
    press.publish(A)
    assert [entry.status for entry in listed(press.root).values()] == ["published"]


def test_the_tenth_publication_comes_after_the_ninth(press: Press) -> None:
    for n in range(1, 11):
        press.add(A, text=f"# edition {n}\n")
        press.build(republish=True, correction=f"Correction {n}." if n > 1 else "")
        press.publish(A)
    found = latest(press, A, "en")
    assert found is not None
    assert (found.number, found.correction) == (10, "Correction 10.")


@pytest.mark.parametrize("status", ["draft", "held"])
def test_what_is_not_ready_is_not_published(status: str, press: Press) -> None:
    press.build()
    press.add(A, status=status)
    refused(press, f"its status is {status}; write `status: ready`")


@pytest.mark.parametrize("is_readable", [True, False])
def test_what_has_errors_is_not_published(is_readable: bool, press: Press) -> None:
    press.build()
    press.add(A, problems=(Problem("REC001", "wrong", Location("f")),), is_readable=is_readable)
    refused(press, "its records have errors; run: narrator check")


def test_what_was_not_built_is_not_published(press: Press) -> None:
    refused(press, f"out/ has no current edition of it in en; run: narrator build --event {A}")


@pytest.mark.parametrize("name", ["brief.md", "brief.pdf", "ledger.json"])
@pytest.mark.parametrize("is_gone", [True, False])
def test_what_is_no_longer_as_it_was_built_is_not_published(name: str, is_gone: bool, press: Press) -> None:
    press.build()
    path = press.root / "out" / A / "en" / name
    path.unlink()
    if not is_gone:
        path.write_text("edited", encoding="utf-8")
    refused(press, "out/ has no current edition")


def test_what_was_built_from_other_records_is_not_published(press: Press) -> None:
    press.build()
    press.add(A, figures=[figure("liquidations.total", "1", "2")])
    refused(press, "its event file has changed since; run: narrator build")


def test_the_same_edition_is_published_once(press: Press) -> None:
    press.build()
    press.publish(A)
    refused(press, f"this very edition is published already, in {A}.en.1.json", "For no reason.")


def test_a_second_publication_needs_a_correction(press: Press) -> None:
    press.build()
    press.publish(A)
    press.add(A, text="# corrected\n")
    press.build(republish=True)
    refused(press, f"{A}.en.1.json stands; say what changed: narrator build --event {A} --republish --correction TEXT")
    refused(press, f"{A}.en.1.json stands", "The headline was wrong.")
    press.build(republish=True, correction="The headline was wrong.")
    refused(press, "its text has 'The headline was wrong.'; build it with the one", "The total was wrong.")
    assert press.publish(A, "The headline was wrong.").name == f"{A}.en.2.json"
    found = latest(press, A, "en")
    assert found is not None
    assert found.correction == found.ledger["correction"] == "The headline was wrong."
    press.add(A, text="# once more\n")
    press.build(republish=True)
    refused(press, f"{A}.en.2.json stands")


def refused(press: Press, reason: str, correction: str = "") -> None:
    before = folder(press)
    with pytest.raises(PublicationRefusedError) as caught:
        press.publish(A, correction)
    assert f"{A} is not published: {reason}" in str(caught.value)
    assert caught.value.exit is Exit.REFUSED
    assert folder(press) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda _: "",
        lambda _: "[]",
        lambda text: text.replace('"approver"', '"signed"'),
        lambda text: text.replace('"2026-03-03T09:00:00+08:00"', '"yesterday"'),
        lambda text: text.replace('"low"', '"lowest"'),
        lambda text: text.replace('"figures"', '"numbers"'),
    ],
)
def test_a_publication_that_somebody_spoilt_is_told(change: object, press: Press) -> None:
    press.build()
    path = press.publish(A)
    assert callable(change)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(BrokenPublicationError, match=rf"{A}.en.1.json: not a publication .*restore it") as caught:
        latest(press, A, "en")
    assert caught.value.exit is Exit.INVALID


def test_whatever_call_fails_nothing_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = 0
    press = Press(tmp_path / "press", monkeypatch)
    press.add(A)
    press.build()
    built = shutil.copytree(press.root, tmp_path / "built")
    reach = calls_of(lambda: press.publish(A))
    for n in reach:
        shutil.rmtree(press.root)
        shutil.copytree(built, press.root)
        before = folder(press), listed(press.root)
        with monkeypatch.context() as patch:
            fail_at(n, errno.ENOSPC, patch)
            try:
                press.publish(A)
            except OutputError:
                failed += 1
                assert (folder(press), listed(press.root)) == before
                press.publish(A)
        assert f"{A}.en.1.json" in folder(press)
        assert listed(press.root)[f"{A}/en"].status == "published"
    assert 10 < failed < len(reach)
