"""What no test may do: reach the network, be skipped, or leave it to its caller whether an interrupt arrives."""

from __future__ import annotations

import ipaddress
import signal
import socket
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator


def is_local(address: object) -> bool:
    """Whether a socket address stays on this machine: a path, or a loopback address."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _guarded(method: str) -> Callable[..., Any]:  # socket methods differ in their arguments
    connect = getattr(socket.socket, method)

    def refuse_strangers(self: socket.socket, address: object) -> object:
        if not is_local(address):
            pytest.fail(f"the network was used: {address}")
        return connect(self, address)

    return refuse_strangers


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Let sockets connect to this machine only.

    The failure is no `Exception`, so code that carries on after a failed fetch cannot hide it.
    """
    with pytest.MonkeyPatch.context() as patch:
        for method in ("connect", "connect_ex"):
            patch.setattr(socket.socket, method, _guarded(method))
        yield


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Let signals arrive here and in the processes that a test starts.

    A job in the background of a script is started with SIGINT ignored, and hands that on to all that it starts.
    """
    asked = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in asked}
    blocked = signal.pthread_sigmask(signal.SIG_UNBLOCK, asked)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped or expectedly failing test into a failure: nobody reads a list of skips."""
    report = yield
    _fail_if_skipped(report, item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a module that skips itself into a failure."""
    report = yield
    _fail_if_skipped(report, collector.nodeid)
    return report


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport, name: str) -> None:
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{name} was skipped, and a skipped test is a failure here: {report.longrepr}"
        vars(report).pop("wasxfail", None)
