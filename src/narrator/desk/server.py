"""The server of the desk: one process that listens, and ends at once when it is told to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import uvicorn

from narrator.desk.app import application
from narrator.desk.hub import Hub

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from socket import socket  # noqa: TID251  # the desk is served on this machine alone


class Server(uvicorn.Server):
    """A server whose open streams end before it waits for those who are connected."""

    hub: Hub

    def handle_exit(self, sig: int, frame: Any) -> None:  # noqa: ANN401  # as uvicorn has it
        """Hear Ctrl-C, and let nobody wait."""
        self.hub.end_streams()
        super().handle_exit(sig, frame)


def serve(root: Path, listening: socket, key: str, seconds: int, clock: Callable[[], datetime]) -> None:
    """Serve the desk of a workspace until somebody ends it."""
    hub = Hub(root, seconds, clock)
    app = application(hub, listening.getsockname()[1], key)
    settings = uvicorn.Config(
        app, log_level="critical", server_header=False, proxy_headers=False, ws="none", timeout_graceful_shutdown=1
    )
    server = Server(settings)
    server.hub = hub
    server.run([listening])
