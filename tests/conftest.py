"""What every test runs under: golden files, no network, no skips, a silent PDF engine, Hypothesis profiles."""

from __future__ import annotations

import gc
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from xdist import is_xdist_worker

from narrator.ingest import faults as grammar
from support import shared, suggestions
from support.golden import Golden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xdist.workermanage import WorkerController

    from narrator.ingest.faults import Fault

pytest_plugins = ["pytester", "support.guards"]

# CI must say the same about the same commit twice; at a desk, chance finds more.
# No deadline and no complaint about slowness: the machine may be busy with something else.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, database=None)
settings.load_profile("ci" if "CI" in os.environ else "dev")

GOLDEN = pytest.StashKey[Golden]()
WORKER = "golden files"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options behind `make golden`."""
    group = parser.getgroup("golden files")
    group.addoption("--golden-update", action="store_true", help="write the golden files instead of comparing")
    group.addoption("--golden-clean", action="store_true", help="delete golden files that no test asks for")


def pytest_configure(config: pytest.Config) -> None:
    """One register of golden files for the whole run; the shared cases where they are required."""
    if fault := shared.fault(os.environ):
        raise pytest.UsageError(fault)
    config.stash[GOLDEN] = Golden(Path(__file__).parent / "golden", config.getoption("--golden-update"))


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Where the shared cases are absent, the tests of them do not exist."""
    return True if collection_path == shared.TESTS and not shared.is_there() else None


def pytest_collection_finish() -> None:
    """Thousands of tests live to the end of a run: no garbage is looked for among them, nor every few objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Golden files that no test asked for fail a run of all golden tests, or are deleted."""
    golden = session.config.stash[GOLDEN]
    golden.ran |= {item.path.name for item in getattr(session, "items", ()) if item.path.is_relative_to(golden.root)}
    if is_xdist_worker(session):
        session.config.workeroutput[WORKER] = golden.account()  # type: ignore[attr-defined]  # a worker's own
        return
    option = session.config.getoption
    is_partial = option("keyword") or option("markexpr") or any("::" in arg for arg in session.config.args)
    if is_partial or option("collectonly") or session.testsfailed or golden.ran != golden.modules() or not golden.ran:
        return
    for orphan in golden.orphans():
        if option("--golden-clean"):
            orphan.unlink()
        else:
            print(f"\nno test asks for the golden file {orphan.relative_to(golden.root)}")  # noqa: T201 - pytest's own way out of this hook
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_testnodedown(node: WorkerController) -> None:
    """What the tests of one worker asked for counts as asked for; one that died has failed already."""
    node.config.stash[GOLDEN].add(getattr(node, "workeroutput", {}).get(WORKER, ((), ())))


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Golden:
    """Compares with files under tests/golden: `golden("event/brief.md", text)`."""
    return pytestconfig.stash[GOLDEN]


@pytest.fixture(autouse=True)
def offered_lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What any line that the grammars offer during a test says beyond what was typed; it fails the test."""
    wrong: list[str] = []
    offer = grammar._mended  # noqa: SLF001 - the one place where lines are offered

    def watched(fault: Fault, read: Callable[[str], object], respell: Callable[[str], str]) -> str:
        typed = fault.text
        offered = offer(fault, read, respell)
        found = suggestions.faults(typed, offered, read)
        wrong.extend(f"{typed!r}: {offered!r}: {each}" for each in found)
        return offered

    monkeypatch.setattr(grammar, "_mended", watched)
    yield wrong
    assert wrong == []


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def engine_log() -> Iterator[list[str]]:
    """What WeasyPrint warned of during a test; it fails the test, unless the test looks at it and clears it."""
    handler = _Records()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    yield handler.seen
    logger.removeHandler(handler)
    assert handler.seen == []
