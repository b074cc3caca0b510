"""`narrator diff`: two editions by figures and sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from narrator.cli import report
from narrator.cli.desk import opened, path_of
from narrator.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrator.case import Desk
    from narrator.publish.compared import Comparison, Side

MEANING = ("nothing a reader was told", "an update", "a dated notice", "a notice before all else")
"""What a change of each level asks for."""
RECORDS = frozenset({".yaml", ".yml"})


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option(
    "--locale", default="en", show_default=True, metavar="LOCALE", help="Of an event, which edition: en, en.acme."
)
def diff(old: str, new: str | None, form: str, locale: str) -> int:
    r"""What one edition says otherwise than another, by figures and sentences; 13 where they differ. Writes nothing.

    Each is an event, a publication, a ledger, a brief, or a folder with one. Of an event, OLD is what was last
    published, else built, and NEW what a build would make now; an event alone is both.

    \b
    narrator diff 2026-01-07-short-squeeze
    narrator diff data/published/ID.en.1.json data/published/ID.en.2.json
    narrator diff old/ID/en out/ID/en --format json
    """
    from narrator.publish.compared import before, compared, present  # noqa: PLC0415
    from narrator.publish.editions import desk_of  # noqa: PLC0415

    with report.answering(form, "diff"):
        desk = desk_of(opened(), locale)
        sides = _side(desk, old, locale, before), _side(desk, new or old, locale, present)
        found = compared(*sides, desk.workspace.policy)
    code = Exit.DISCREPANCY if found.figures or found.sentences else Exit.DONE
    if form == "json":
        report.say(report.as_json((), [], code, **_told(*sides, found)))
    else:
        for line in _lines(*sides, found):
            report.say(line)
    return code


def _side(desk: Desk, typed: str, locale: str, of_event: Callable[[Desk, Path, str], Side]) -> Side:
    from narrator.publish.compared import side_of  # noqa: PLC0415

    path = Path(typed)
    if path.exists() and path.suffix.lower() not in RECORDS:
        return side_of(path.absolute(), desk.workspace.root)
    return of_event(desk, path_of(desk, typed), locale)


def _told(old: Side, new: Side, found: Comparison) -> dict[str, Any]:
    """The comparison for a machine."""
    return {
        **{
            name: {"name": side.name, **{fact: side.ledger.get(fact) for fact in ("event", "locale", "as_of")}}
            for name, side in (("old", old), ("new", new))
        },
        "level": int(found.level),
        "figures": [
            {
                "figure": change.id,
                "level": int(change.level),
                "kinds": change.kinds,
                **dict(zip(("was", "now"), change.facts, strict=True)),
                "said": change.told,
            }
            for change in found.figures
        ],
        "has_texts": found.has_texts,
        "sentences": [each._asdict() for each in found.sentences],
    }


def _lines(old: Side, new: Side, found: Comparison) -> Iterator[str]:
    for label, side in (("old", old), ("new", new)):
        as_of = report.one_line(side.ledger.get("as_of", ""))
        yield f"{label}  {report.one_line(side.name)}  as of {as_of}"
    for change in found.figures:
        yield ""
        name = click.style(report.one_line(change.id), bold=True)
        yield f"{name}  level {change.level:d}: {', '.join(change.kinds)}"
        for label, said in zip(("was", "is"), change.told, strict=True):
            yield f"    {label:<4} {report.one_line(said)}"
    if found.sentences:
        yield ""
    for sign, each in (("-" if each.change == "gone" else "+", each) for each in found.sentences):
        yield f"{sign} {each.line:>4}  {report.one_line(each.text)}"
    yield ""
    if not found.has_texts:
        yield "sentences were not compared: the text of one edition is not there"
    gone = sum(each.change == "gone" for each in found.sentences)
    counts = f"{len(found.figures)} figures, {gone} sentences gone, {len(found.sentences) - gone} new"
    yield f"{counts}; level {found.level:d}, {MEANING[found.level]}"


COMMANDS = (diff,)
