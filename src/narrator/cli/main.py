"""The `narrator` command: the group, and how a run ends."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from contextlib import suppress

import click

from narrator.cli import audit, build, desk, diff, facts, imports, init, output, plans, preview, report, series, status
from narrator.errors import Exit, UserError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="narrator", prog_name="narrator")
def narrator() -> None:
    r"""Structured event records to market briefs in which every figure can be traced.

    \b
    Once:
      narrator init desk                       a workspace, with an example day

    \b
    A morning's work:
      narrator preview                         the desk in the browser
      narrator status                          where each event stands, and what is due today
      narrator new 2026-03-03-example          an event file to fill in
      narrator new --daily 2026-03-03          a day made of the desk's series
      narrator import flows.json --into 2026-03-03-example --fetched 2026-03-03T08:05+08:00
      narrator check                           what is wrong, and how each figure will be said
      narrator build --event 2026-03-03-example
      narrator build                           every brief that is not as it would be made; --plan says which
      narrator why 2026-03-03-example          why it was made the last time, or would be again
      narrator explain 2026-03-03-example liquidations.total
      narrator facts 2026-03-03-example        what a writer may say, and what not
      narrator audit draft.md --against 2026-03-03-example
      narrator publish 2026-03-03-example --approved-by "A. Editor"
      narrator diff 2026-03-03-example         what has changed since it was published

    \b
    Exit codes: 0 done, 1 our bug, 2 usage, 10 records invalid, 11 sources irreconcilable,
    12 template broken, 13 discrepancies, 14 refused to overwrite, 15 not writable,
    16 not rendered, 130 and 143 interrupted.
    """


ROOMS = (init, preview, desk, imports, series, status, facts, audit, diff, build, plans, output)
for command in (command for room in ROOMS for command in room.COMMANDS):
    narrator.add_command(command)
inner = (each for group in (output.templates, series.series) for each in group.commands.values())
for command in (narrator, *narrator.commands.values(), *inner):
    command.help = (command.help or "").replace("\\b", "\b")  # the docstrings are raw; Click keeps lines after this one


def main() -> None:
    """Run the command and end the process with its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(Exit.TERMINATED))
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command; the exit code is the answer."""
    try:
        with narrator.make_context("narrator", list(arguments)) as context:
            return int(narrator.invoke(context) or Exit.DONE)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        object.__setattr__(error, "message", report.one_line(error.message))  # Click repeats names of files as typed
        error.show()
        return Exit.USAGE
    except KeyboardInterrupt:
        report.say("interrupted", err=True)
        return Exit.INTERRUPTED
    except UserError as error:
        report.tell(getattr(error, "problems", ()))
        report.say(f"narrator: {report.one_line(error)}", err=True)
        return error.exit
    except OSError as error:
        return _unwritten(error)
    except Exception:  # noqa: BLE001  # the last resort: a bug of ours must end with its own exit code
        traceback.print_exc()
        report.say("narrator: this is a bug in narrator, not in your records; please report the lines above", err=True)
        return Exit.BUG


def _unwritten(error: OSError) -> Exit:
    """How a run ends whose output nobody takes: quietly where the reader has gone, with a sentence on a full disk."""
    with suppress(OSError):
        stdout = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout)  # what is still to be written fails no second time
    if isinstance(error, BrokenPipeError):
        return Exit.DONE
    with suppress(OSError):
        where = f" {report.one_line(error.filename)}" if error.filename else ""
        report.say(f"narrator: the system refused{where}: {error.strerror or error}", err=True)
    return Exit.OUTPUT
