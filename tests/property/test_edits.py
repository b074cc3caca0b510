"""Edits of event files in every spelling: the meaning stays, and only what was asked for changes."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from narrator.ingest.adding import Told, added
from narrator.ingest.documents import document_of
from narrator.ingest.edit import canonical
from narrator.ingest.emptying import emptied
from support.edits import comments, spellings, tree

FIGURES = ("liquidations.total", "liquidations.longs", "liquidations.total.largest_order", "flows.new_one", "macro.x")

quick = settings(max_examples=60, phases=(Phase.generate,))  # a file that failed is short enough to be read


def ends(text: str) -> set[str]:
    return set(re.findall(r"\r\n|\r|\n", text))


@quick
@given(spellings())
def test_a_canonical_file_means_the_same_and_is_canonical(text: str) -> None:
    spelled = canonical(text)
    assert tree(spelled) == tree(text) != {}
    assert comments(spelled) == comments(text)
    assert canonical(spelled) == spelled
    assert ends(spelled) == ends(text)
    assert (spelled[0] == "\ufeff") == (text[0] == "\ufeff")


@quick
@given(
    spellings(),
    st.sampled_from(FIGURES),
    st.sampled_from(["said", "circulating"]),
    st.sampled_from(["a b", "中", "tracker_b"]),
)
def test_a_report_is_all_that_changes(text: str, figure: str, nature: str, source: str) -> None:
    after = added(text, Told(figure, nature, source, "$5 million at 08:30"))
    asked: Any = deepcopy(tree(text))
    kind, record, *field = figure.split(".")
    reports = asked.setdefault(kind, {}).setdefault(record, {})
    reports = (reports.setdefault(field[0], {}) if field else reports).setdefault(nature, {})
    earlier = reports.get(source, [])
    told = earlier if isinstance(earlier, list) else [earlier]
    reports[source] = [*told, "$5 million at 08:30"] if told else "$5 million at 08:30"
    assert tree(after) == asked
    assert comments(after) == comments(text)
    assert ends(after) == ends(text)
    left = re.split(r"\r\n|\r|\n", after)
    for line in re.split(r"\r\n|\r|\n", text):
        if line in left:
            left = left[left.index(line) + 1 :]
        else:
            assert isinstance(earlier, str)
            assert line.strip().startswith(f"{source}: ")
    assert after.endswith(("\r", "\n")) == text.endswith(("\r", "\n"))


@quick
@given(spellings())
def test_a_new_day_keeps_records_and_sources_and_no_amount(text: str) -> None:
    new = emptied(text, "2026-03-09-new")
    document = document_of(new.encode(), "x.yaml")
    assert document.problems == ()
    before: Any = tree(text)
    after: Any = document.tree
    assert after["event"]["id"] == "2026-03-09-new"
    assert after["event"]["status"] == "draft"
    assert {*after} <= {
        "event",
        "liquidations",
        "flows",
        "prices",
        "positions",
        "macro",
        "sentiment",
        "accounts",
        "levels",
    }
    for kind, records in before.items():
        for name, record in records.items() if kind in after and kind != "event" else ():
            assert after[kind][name].get("said", {}) == dict.fromkeys(record.get("said", {}), "not reported")
            assert after[kind][name].get("asset") == record.get("asset")
    assert after["event"]["published"].startswith("2026-03-")
