"""The golden files and the guards that every test runs under, tried on small test suites."""

from __future__ import annotations

import logging
import signal
import socket
from pathlib import Path

import pytest

from support.golden import Golden
from support.guards import is_local

TESTS = Path(__file__).parents[1]
CONFTEST = (TESTS / "conftest.py").read_text(encoding="utf-8").replace('"pytester", ', "")


def suite(pytester: pytest.Pytester, code: str, *arguments: str) -> pytest.RunResult:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(**{"golden/test_it": code})
    pytester.makeini(f"[pytest]\npythonpath = {TESTS}\n")
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:cov", *arguments)


def test_a_golden_file_is_compared_whole(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one\ntwo\n")
    Golden(tmp_path)("a.md", "one\ntwo\n")
    with pytest.raises(pytest.fail.Exception, match=r"(?s)-two.*\+2"):
        Golden(tmp_path)("a.md", "one\n2\n")


def test_a_difference_in_bytes_is_placed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"\xff\x01\x02")
    with pytest.raises(pytest.fail.Exception, match="3 bytes kept, 3 produced, the first difference at byte 2"):
        Golden(tmp_path)("a.pdf", b"\xff\x01\x03")


def test_a_missing_golden_file_fails_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"no golden file new/a\.md"):
        Golden(tmp_path)("new/a.md", "text")
    assert list(tmp_path.iterdir()) == []


def test_update_writes_and_a_second_claim_is_refused(tmp_path: Path) -> None:
    golden = Golden(tmp_path, update=True)
    golden("event/a.md", "text\r\n")
    assert (tmp_path / "event" / "a.md").read_bytes() == b"text\r\n"
    with pytest.raises(pytest.fail.Exception, match="two tests ask"):
        golden("event/a.md", "text\r\n")


def test_an_orphan_fails_the_run_and_clean_deletes_it(pytester: pytest.Pytester) -> None:
    code = "def test_a(golden):\n    golden('a.md', 'a')\n"
    assert suite(pytester, code, "--golden-update").ret == pytest.ExitCode.OK
    orphan = pytester.path / "golden" / "old" / "b.md"
    orphan.parent.mkdir()
    orphan.write_text("b")
    run = suite(pytester, code)
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines(["*no test asks for the golden file old/b.md"])
    assert suite(pytester, code, "--golden-clean").ret == pytest.ExitCode.OK
    assert [path.name for path in (pytester.path / "golden").rglob("*.md")] == ["a.md"]


def test_orphans_are_found_when_the_tests_run_in_several_processes(pytester: pytest.Pytester) -> None:
    code = "def test_a(golden):\n    golden('a.md', 'a')\n\ndef test_b(golden):\n    golden('b.md', 'b')\n"
    assert suite(pytester, code, "--golden-update", "-n", "2").ret == pytest.ExitCode.OK
    assert suite(pytester, code, "-n", "2").ret == pytest.ExitCode.OK
    (pytester.path / "golden" / "c.md").write_text("c")
    run = suite(pytester, code, "-n", "2")
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines(["*no test asks for the golden file c.md"])


def test_a_skip_is_a_failure(pytester: pytest.Pytester) -> None:
    code = """
from pytest import mark, skip

@mark.skip
def test_marked():
    pass

def test_called():
    skip("later")

@mark.xfail
def test_expected_to_fail():
    assert False
"""
    run = suite(pytester, code)
    run.assert_outcomes(failed=2, errors=1)
    run.stdout.fnmatch_lines(["*a skipped test is a failure here*"] * 3)


def test_a_module_that_skips_itself_is_a_failure(pytester: pytest.Pytester) -> None:
    run = suite(pytester, "from pytest import skip\n\nskip('later', allow_module_level=True)\n")
    assert run.ret == pytest.ExitCode.INTERRUPTED
    run.stdout.fnmatch_lines(["*a skipped test is a failure here*"])


def test_a_warning_of_the_pdf_engine_fails_the_test(pytester: pytest.Pytester) -> None:
    code = "import logging\n\ndef test_a():\n    logging.getLogger('weasyprint').warning('Ignored x')\n"
    run = suite(pytester, code)
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines(["*WARNING: Ignored x*"])


def test_a_test_may_look_at_what_the_pdf_engine_said(engine_log: list[str]) -> None:
    logging.getLogger("weasyprint").error("Failed to load %s", "it")
    assert engine_log == ["ERROR: Failed to load it"]
    engine_log.clear()


def test_strangers_are_not_reached() -> None:
    with socket.socket() as plug, pytest.raises(pytest.fail.Exception, match="the network was used"):
        plug.connect(("192.0.2.1", 80))


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]) as plug:
        assert plug.getpeername() == server.getsockname()


@pytest.mark.parametrize(
    ("address", "local"),
    [
        (("127.0.0.1", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        ("socket.file", True),
        (("192.0.2.1", 80), False),
        (("example.org", 80), False),
    ],
)
def test_local_addresses_are_told_from_others(address: object, local: bool) -> None:
    assert is_local(address) is local


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_a_signal_arrives_where_the_caller_ignored_it(number: str, pytester: pytest.Pytester) -> None:
    code = f"""
import signal, subprocess, sys

def test_it():
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    sleeper.send_signal(signal.{number})
    assert sleeper.wait() != 0
"""
    before = signal.signal(signal.Signals[number], signal.SIG_IGN)
    run = suite(pytester, code)
    signal.signal(signal.Signals[number], before)
    assert run.ret == pytest.ExitCode.OK
