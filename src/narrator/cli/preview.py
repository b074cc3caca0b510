"""`narrator preview`: the desk in the browser, on this machine alone."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from datetime import UTC, datetime
from pathlib import Path

import click

from narrator.cli import report
from narrator.cli.extras import need_desk
from narrator.errors import Exit, OutputError
from narrator.model.place import find_root

HOST, PORT = "127.0.0.1", 8700


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 for one that is free.")
@click.option("--open/--no-open", "is_opened", default=True, help="Show it in the browser of this machine.")
def preview(port: int, is_opened: bool) -> int:
    r"""Open the desk in the browser: briefs as they are typed, what is wrong with them, and where figures come from.

    It follows every file that is saved, listens on 127.0.0.1 alone, and ends with Ctrl-C.

    \b
    narrator preview
    narrator preview --port 9000 --no-open
    """
    need_desk("the desk")
    from narrator import config  # noqa: PLC0415  # pydantic is heavy for --help
    from narrator.desk.server import serve  # noqa: PLC0415

    root = find_root(Path.cwd())
    workspace, _ = config.load(root)
    listening = _listening(port)
    port, key = listening.getsockname()[1], secrets.token_urlsafe(24)
    address = f"http://{HOST}:{port}/?key={key}"
    report.say(f"the desk is at {address}\nCtrl-C ends it")
    if is_opened:
        webbrowser.open(address)
    serve(root, listening, key, workspace.settings.seconds, lambda: datetime.now(UTC).astimezone())
    return Exit.DONE


def _listening(port: int) -> socket.socket:
    """A socket of this machine alone.

    Raises:
        OutputError: somebody else has the port.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()  # who opens the address before the desk answers waits for it
    except OSError as error:
        listening.close()
        where, why = f"to {HOST}:{port}", f"{error.strerror}; name another port with --port, or --port 0 for a free one"
        raise OutputError(where, why) from error
    return listening


COMMANDS = (preview,)
