"""A worker of the desk: a process of its own that is asked in lines of JSON and answers in lines of JSON.

It keeps the registries and the heavy libraries, so that a brief is seen soon after its file was saved. What a workspace
holds is rendered in a confined child of it, as in a build; and it dies with the desk.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import Any

from narrator.desk.bench import Bench
from narrator.desk.tasks import TASKS
from narrator.errors import UserError
from narrator.publish.confine import die_with

MEGABYTES = 4096
"""What a worker may take, all in all; its children have limits of their own."""


def answer(bench: Bench, line: bytes) -> dict[str, Any]:
    """What a line that asks is answered: what the task returns, or why it cannot."""
    try:
        asked = json.loads(line)
        return {"answer": TASKS[asked["task"]](bench, **asked["given"])}
    except UserError as error:
        return {"error": str(error), "problems": [asdict(problem) for problem in getattr(error, "problems", ())]}
    except Exception as error:  # noqa: BLE001  # one task that fails is told, and the next one is done
        trace = traceback.format_exc()
        return {"error": f"a bug in narrator, not in your records: {error!r}", "trace": trace}


def main() -> None:
    """Answer until nobody asks any more."""
    root, parent = Path(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the desk's to hear
    die_with(parent)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, hard))
    asked, told = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer

    def tell(said: dict[str, Any]) -> None:
        told.write(json.dumps(said).encode() + b"\n")
        told.flush()

    bench = Bench(root, lambda page: tell({"page": page}))
    bench.warm()
    gc.freeze()  # what is loaded is shared with the children, and looked at no more
    for line in iter(asked.readline, b""):
        tell(answer(bench, line))


if __name__ == "__main__":
    main()
