"""A pipeline to publish with: events whose records, text and faults a test types in one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from narrator import pipeline
from narrator.case import Case, Desk
from narrator.config import Settings, Workspace
from narrator.model.event import Event
from narrator.model.name import Names
from narrator.model.policy import Policy
from narrator.model.problem import Location
from narrator.model.records import EventFile
from narrator.model.source import Sources
from narrator.model.window import NOT_STATED
from narrator.publish import build, press
from narrator.publish.build import build_all
from narrator.publish.published import Approval, record_publication
from narrator.publish.results import BuildRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import pytest

    from narrator.model.problem import Problem
    from narrator.publish.results import BuildResult

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = "event:\n  status: {}\n  published: 2026-03-03 09:00\n  timezone: Asia/Shanghai\n"
NOON = datetime(2026, 3, 4, 12, tzinfo=ZONE)


def figure(figure_id: str, low: str | None, high: str | None, **facts: object) -> dict[str, Any]:
    """A figure of a ledger."""
    base = {"low_open": False, "high_open": False, "unit": "USD", "approximate": False, "direction": None}
    key = {"metric": "liquidations", "subject": "all", "side": None, "venue": None, "window": "not stated"}
    behind: dict[str, Any] = {"camps": [], "circulating": [], "reports": []}
    stands = {"nature": "measured", "standing": "agreed"}
    return {"id": figure_id, "low": low, "high": high, **base, **key, **stands, **behind, **facts}


@dataclass
class Sheet:
    """What the pipeline makes of one event: `render` and `audited` run in the child, before and behind its page."""

    status: str = "ready"
    text: str = "# A squeeze\n"
    figures: Sequence[dict[str, Any]] = (figure("liquidations.total", "210000000", "240000000"),)
    problems: tuple[Problem, ...] = ()
    render: Callable[[], object] = lambda: None
    audited: Callable[[], object] = lambda: None
    is_readable: bool = True
    choices: Mapping[str, int] = field(default_factory=lambda: {"lead": 2, "close": 0})


class Press:
    """A workspace in a folder, with sheets in the place of event files."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch, *, seconds: int = 20) -> None:
        self.root = root
        self.sheets: dict[str, Sheet] = {}
        self.rendered: Path = root / "rendered"
        settings = Settings(seconds=seconds, megabytes=2048)
        self.desk = Desk(Workspace(root, settings, Policy()), Sources(), Names(), ())
        (root / "data" / "events").mkdir(parents=True)
        patch.setattr(pipeline, "examine", self._examine)
        patch.setattr(pipeline, "edit", self._edit)
        for module in (build, press):
            patch.setattr(module, "printer", lambda: _printed)

    def add(self, event: str, **sheet: Any) -> Path:  # noqa: ANN401  # the fields of Sheet
        """An event, with the file that stands for its records."""
        self.sheets[event] = Sheet(**sheet)
        path = self.root / "data" / "events" / f"{event}.yaml"
        told = "\n".join(f"# {name}: {value!a}" for name, value in sheet.items())
        path.write_text(f"{HEAD.format(sheet.get('status', 'ready'))}{told}\n", encoding="utf-8")
        return path

    def build(self, **more: Any) -> BuildResult:  # noqa: ANN401  # the fields of BuildRequest
        """A build of all events."""
        paths = tuple(sorted((self.root / "data" / "events").iterdir()))
        return build_all(BuildRequest(**{"desk": self.desk, "paths": paths, "out": self.root / "out", **more}))

    def publish(self, event: str, correction: str = "") -> Path:
        """A publication of an event."""
        path = self.root / "data" / "events" / f"{event}.yaml"
        return record_publication(self.desk, path, "en", Approval("A. Editor", NOON, correction))

    def _examine(self, path: Path, _desk: Desk, *_: object) -> Case:
        sheet = self.sheets[path.stem]
        event = _event(path, sheet.status) if sheet.is_readable else None
        return Case(path.stem, path, event, sheet.problems)

    def _edit(
        self,
        case: Case,
        _desk: Desk,
        _turn: object,
        forms: frozenset[str],
        locale: str,
        *,
        text: str | None = None,
        laid: Callable[[str], object] | None = None,
    ) -> pipeline.Edition:
        sheet = self.sheets[case.id]
        sheet.render()
        del text  # nobody edits a sheet
        ledger = {"event": case.id, "locale": locale, "as_of": "2026-03-03T09:00:00+08:00", "figures": sheet.figures}
        html = f"<p>{sheet.text}</p>" if "html" in forms else None
        if html and laid:
            laid(html)
        sheet.audited()
        said = {"correction": case.correction} if case.correction else {}
        return pipeline.Edition(case.id, locale, sheet.text, html, {**ledger, "prints": [], **said}, sheet.choices)


def _printed(page: bytes) -> bytes:
    return b"%PDF " + page.removeprefix(b"<p>").removesuffix(b"</p>")


def _event(path: Path, status: str) -> Event:
    head = {"id": path.stem, "status": status, "published": "2026-03-03 09:00", "timezone": ZONE.key}
    file = EventFile.model_validate({"event": {**head, "days": "2026-03-02", "assets": "BTC"}})
    name = f"data/events/{path.name}"
    published = datetime(2026, 3, 3, 9, tzinfo=ZONE)
    places = {"event.status": Location(name, 3, 11), "liquidations.total": Location(name, 7, 3)}
    return Event(file, name, ZONE, published, NOT_STATED, None, {}, places)
