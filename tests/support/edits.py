"""Event files to edit, in the ways in which editors and people spell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from narrator import config, pipeline
from narrator.ingest.documents import document_of
from support.events import EVENT, write_workspace
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.ingest.tree import Tree

REAL = sorted((ROOT / "data" / "events").glob("*.yaml"))


def problems(folder: Path, event_id: str, text: str) -> list[str]:
    """The errors of an event in a workspace of its own."""
    root = write_workspace(folder)
    path = root / "data" / "events" / f"{event_id}.yaml"
    path.write_bytes(text.encode())
    workspace, _ = config.load(root)
    return [p.message for p in pipeline.examine(path, pipeline.open_desk(workspace)).problems if p.is_error]


def tree(text: str) -> Tree:
    """What a file means."""
    return document_of(text.encode(), "x.yaml").tree


def comments(text: str) -> list[str]:
    """The comments of a file, wherever they stand."""
    return [
        line[line.index("#") :].rstrip()
        for line in text.lstrip("\ufeff").splitlines()
        if line.lstrip()[:1] == "#" or " #" in line
    ]


COMMENTS = ("# asked: twice", "#", "# 已核实", "", "   ")


@st.composite
def spellings(draw: st.DrawFn) -> str:
    """An event file as one of many editors would have left it."""
    base = draw(st.sampled_from([EVENT, CHINESE, *(path.read_text(encoding="utf-8") for path in REAL)]))
    step = draw(st.integers(2, 5))
    lines: list[str] = []
    above = None  # how far the line above is indented that has a value, which deeper lines go on
    for line in base.splitlines():
        plain = line.lstrip(" ")
        indent = len(line) - len(plain)
        if plain and (above is None or indent <= above):
            above = None if plain.partition(" #")[0].rstrip().endswith(":") or plain[0] == "#" else indent
            if draw(st.integers(0, 9)) == 0:
                lines.append(" " * draw(st.integers(0, 12)) + draw(st.sampled_from(COMMENTS)))
        item = f"-{' ' * (step - 1)}{plain[2:]}" if plain.startswith("- ") else plain
        lines.append(" " * (indent // 2 * step) + item)
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = end.join(lines) + end * draw(st.integers(0, 2))
    return draw(st.sampled_from(["", "\ufeff"])) + text


CHINESE = """\
event:
  id: 2026-03-03-zh
  status: draft
  published: 2026-03-03 09:00
  timezone: Asia/Shanghai
  days:
    en: this week
    zh: 本周
  assets: BTC
  view: |
    一次挤压，

      而不是转折。
liquidations:
  total:
    said:
      金色财经: 4亿至5亿美元
      several unnamed:
        - amount: $400 million
          as_of: 07:00
          quoting: 交易员
        - $410 million at 08:00
    note: one
      two

      three
"""
