"""A desk that runs: its process, its address, and a workspace of its own to be changed."""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from support.repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

EVENT = "2026-01-07-short-squeeze"


class Running(NamedTuple):
    """A desk: its workspace, its address with the key of the run, and its process."""

    root: Path
    address: str
    process: subprocess.Popen[str]

    @property
    def home(self) -> str:
        return self.address.partition("/?")[0]

    @property
    def key(self) -> str:
        return self.address.partition("?key=")[2]

    @property
    def port(self) -> int:
        return int(self.home.rpartition(":")[2])

    def file(self, event: str = EVENT) -> Path:
        return self.root / "data" / "events" / f"{event}.yaml"


def workspace(folder: Path) -> Path:
    """A copy of this repository's workspace, without what was built or published."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "narrator.toml", folder)
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("published", "edited", "accepted"))
    return folder


@contextmanager
def running(root: Path) -> Iterator[Running]:
    """A desk on this workspace, ended with Ctrl-C."""
    command = [sys.executable, "-m", "narrator", "preview", "--port", "0", "--no-open"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, line
            yield Running(root, found[0], process)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def asked(
    desk: Running, path: str, method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[int, Mapping[str, str], bytes]:
    """The answer to a request with the key of the run, and with other headers where some are given."""
    usual = {"Host": f"127.0.0.1:{desk.port}", "Cookie": f"narrator-desk-{desk.port}={desk.key}"}
    given = {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=20)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in given.items():
        if value:
            connection.putheader(name, value)
    if body or method == "POST":
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body or None)
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found
