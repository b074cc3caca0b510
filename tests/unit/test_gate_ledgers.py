"""Ledgers: a brief carries what its readers are told anyway, and a text is held against the figures as they were."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from narrator import pipeline
from narrator.errors import Exit
from narrator.gate import ledgers
from narrator.gate.ledgers import UnreadableLedgerError, case_of, ledger_in
from narrator.gate.several import heard
from narrator.gate.texts import read
from narrator.model.figure import Role, Standing
from narrator.model.ledger import TOLD
from narrator.model.ledger import carried as kept
from narrator.model.quantity import Interval
from narrator.render.carried import carrying
from narrator.render.pdf import pdf
from narrator.render.sheet import Facts
from narrator.render.word import compose
from support.briefs import EVENTS, case, desk
from support.pages import drafted
from support.word import NOON, p, relations, word

if TYPE_CHECKING:
    from narrator.case import Case

EVENT = "2026-01-07-short-squeeze"
DRAFT = "On the figures of one unnamed provider, positions of {} were liquidated."


@cache
def carried(event: str = EVENT) -> str:
    scene, draft = drafted(event)
    return pipeline.ledger_of(case(event), scene, draft).carried


@cache
def whole() -> dict[str, Any]:
    scene, draft = drafted(EVENT)
    return dict(pipeline.ledger_of(case(EVENT), scene, draft).to_json())


def ledger(**changes: object) -> dict[str, Any]:
    """The ledger of the squeeze with facts of its main figure changed."""
    told: dict[str, Any] = json.loads(carried())
    told["figures"][0].update(changes)
    return told


def of(told: Any) -> Case:  # noqa: ANN401  # what a stranger may send
    return case_of("a.json", told, case(EVENT).path, desk())


def wrong(amount: str, against: Case) -> list[str]:
    """What is wrong with a sentence about the main figure."""
    text = read("a.md", DRAFT.format(amount).encode()).document
    return [str(one.remark.finding.verdict) for one in heard(text, [against], desk()) if one.remark.severity]


@pytest.mark.parametrize("event", EVENTS)
def test_what_a_brief_carries_gives_its_very_figures(event: str) -> None:
    told = json.loads(carried(event))
    made = case_of("a.json", told, case(event).path, desk())
    assert [figure.id for figure in made.figures] == [figure["id"] for figure in told["figures"]]
    assert [*made.figures] == [*case(event).figures]


@pytest.mark.parametrize("event", EVENTS)
def test_it_carries_no_place_no_reason_and_no_report_that_readers_are_not_told(event: str) -> None:
    assert re.findall(r"data/|\.ya?ml|explanation|formula", carried(event)) == []
    roles = {report["role"] for figure in json.loads(carried(event))["figures"] for report in figure["reports"]}
    assert roles
    assert roles <= TOLD
    quarantined = {"source": "unnamed", "role": "quarantined", "low": "1", "high": "1", "unit": "USD", "at": "a:1"}
    entry = whole()["figures"][0]
    entry = {**entry, "reports": [*entry["reports"], quarantined]}
    assert entry["reports"][-1]["role"] == Role.QUARANTINED
    reports: Any = kept(entry)["reports"]
    assert [report["role"] for report in reports] == ["core", "circulating"]


def forms() -> dict[str, bytes]:
    page = carrying("<html lang='en'><head><title>t</title></head><body><p>A day.</p></body></html>", carried())
    facts = Facts("T", "", "Desk", "en-US", NOON, carried())
    return {"a.html": page.encode(), "a.pdf": pdf(page), "a.docx": compose([], {}, facts), "a.json": carried().encode()}


def test_every_form_gives_back_what_it_carries() -> None:
    told = json.loads(carried())
    for name, raw in forms().items():
        assert ledger_in(name, raw) == told, name


def test_a_publication_and_the_whole_ledger_are_ledgers_and_an_event_file_is_none() -> None:
    raw = json.dumps(whole()).encode()
    published = json.dumps({"event": EVENT, "number": 1, "ledger": whole()}).encode()
    for data in (raw, published):
        told = ledger_in("a.json", data)
        assert told is not None
        assert [*of(told).figures] == [*case(EVENT).figures]
    assert ledger_in("a.json", b'{"event": {"id": "day"}}') is None


def test_what_carries_none_gives_none() -> None:
    plain = "<html lang='en'><head><title>t</title></head><body><p>A day.</p></body></html>"
    found = {
        "a.html": plain.encode(),
        "a.pdf": pdf(plain),
        "a.docx": word(p("A day")),
        "a.md": b"A day",
        "a.txt": carried().encode(),
    }
    assert {name: ledger_in(name, raw) for name, raw in found.items()} == dict.fromkeys(found)


def test_a_text_is_held_against_the_figures_as_they_were() -> None:
    was = of(ledger(low="600000000", high="700000000"))
    assert wrong("$600 million to $700 million", was) == []
    assert wrong("$400 million to $500 million", was) != []
    assert wrong("$600 million to $700 million", case(EVENT)) != []
    assert wrong("$400 million to $500 million", case(EVENT)) == []


def test_every_fact_of_a_ledger_is_taken_over() -> None:
    reports = [
        {"source": "unnamed", "role": "core", "low": "600000000", "high": "700000000", "unit": "USD"},
        {"source": "several unnamed", "role": "circulating", "low": "355000000", "high": "355000000", "unit": "USD"},
    ]
    facts = {
        "low": "600000000",
        "high": None,
        "low_open": True,
        "approximate": True,
        "standing": "single_source",
        "nature": "estimated",
        "window": "2026-01-01 to 2026-01-05",
    }
    figure = of(ledger(**facts, reports=reports)).figures["liquidations.total"]
    assert figure.interval == Interval(Decimal(600_000_000), None, low_open=True)
    assert (figure.approximate, figure.standing, figure.nature) == (True, Standing.SINGLE_SOURCE, "estimated")
    assert (figure.window.canonical, figure.source, figure.doubts) == ("2026-01-01 to 2026-01-05", "unnamed", ())
    said = [(each.role, each.report.source, each.report.quantity) for each in figure.reports]
    assert [(role, source) for role, source, _ in said] == [("core", "unnamed"), ("circulating", "several unnamed")]
    assert [quantity.interval.low for _, _, quantity in said if quantity] == [600_000_000, 355_000_000]


def test_a_figure_that_a_ledger_has_not_supports_nothing() -> None:
    told = ledger()
    del told["figures"][0]
    assert wrong("$400 million to $500 million", of(told)) != []


def test_a_window_in_words_that_cannot_be_read_stays_what_the_event_says() -> None:
    figure = of(ledger(window="since 24 hours before")).figures["liquidations.total"]
    now = case(EVENT).figures["liquidations.total"]
    assert (figure.window, figure.interval, figure.source) == (now.window, now.interval, now.source)
    assert [judged.report for judged in figure.reports] == [judged.report for judged in now.reports]


def test_a_figure_whose_record_is_gone_is_named() -> None:
    with pytest.raises(UnreadableLedgerError, match=r"flows.gone is not in .*yaml any more") as refused:
        of(ledger(id="flows.gone"))
    assert (refused.value.exit, refused.value.code, refused.value.at.file) == (Exit.INVALID, "LED001", "a.json")


@pytest.mark.parametrize(
    "changes",
    [
        {"low": 400000000},
        {"low": "4e8"},
        {"low": "٤٠٠"},
        {"low": "NaN"},
        {"low": "9" * 100},
        {"low": "500000001"},
        {"unit": ["USD"], "low": "1"},
        {"direction": "sideways"},
        {"nature": None},
        {"standing": "sure"},
        {"window": 5},
        {"reports": None},
        {"reports": [{"source": "unnamed"}]},
        {"reports": [{"source": 5, "role": "core", "low": "1", "high": "1", "unit": "USD"}]},
        {"camps": [5]},
    ],
)
def test_a_ledger_that_was_changed_by_hand_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(UnreadableLedgerError, match="it is no ledger"):
        of(ledger(**changes))


@pytest.mark.parametrize("as_of", [None, 5, "today"])
def test_a_ledger_needs_its_time(as_of: object) -> None:
    with pytest.raises(UnreadableLedgerError, match="it is no ledger"):
        of({**ledger(), "as_of": as_of})


BROKEN = {
    "no JSON": b"{",
    "no object": b"[1]",
    "no text": b"\xff",
    "no event": b'{"figures": []}',
    "an event that is no id": b'{"event": "../../etc/passwd", "figures": []}',
    "no figures": b'{"event": "day"}',
    "a float": b'{"event": "day", "figures": [1.5]}',
    "no number": b'{"event": "day", "figures": [NaN]}',
    "a key twice": b'{"event": "day", "figures": [], "figures": []}',
    "nested too deep": b'{"event": "day", "figures": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a number without end": b'{"event": "day", "figures": [' + b"9" * 5_000 + b"]}",
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_ledger_is_refused_with_its_name(what: str) -> None:
    with pytest.raises(UnreadableLedgerError, match=r"^a\.json: "):
        ledger_in("a.json", BROKEN[what])
    page = carrying("<head></head>", BROKEN[what].decode("latin-1"))
    if what != "no text":
        with pytest.raises(UnreadableLedgerError, match=r"^a\.html: "):
            ledger_in("a.html", page.encode())


def test_a_ledger_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "LARGEST", 1_000)
    for name, raw in forms().items():
        with pytest.raises(UnreadableLedgerError, match="million characters"):
            ledger_in(name, raw)


def test_a_broken_pdf_and_a_broken_word_file_are_refused() -> None:
    for name in ("a.pdf", "a.docx"):
        with pytest.raises(UnreadableLedgerError, match=rf"^{re.escape(name)}: "):
            ledger_in(name, b"%PDF-1.7 nothing")


def test_data_of_a_pdf_that_unpacks_to_too_much_is_not_unpacked() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(10, 10)
    bomb = StreamObject()
    bomb.set_data(b"0" * 80_000_000)
    data = writer._add_object(bomb.flate_encode())  # noqa: SLF001  # the library has no other way
    own = DictionaryObject({NameObject("/Private"): data})
    pieces = DictionaryObject({NameObject("/narrator"): own})
    writer._root_object[NameObject("/PieceInfo")] = pieces  # noqa: SLF001
    out = io.BytesIO()
    writer.write(out)
    assert len(out.getvalue()) < 200_000
    with pytest.raises(UnreadableLedgerError, match="it is no ledger"):
        ledger_in("a.pdf", out.getvalue())


def test_an_entity_in_the_data_of_a_word_file_is_refused() -> None:
    data = '<!DOCTYPE l [<!ENTITY a "b">]><ledger xmlns="urn:narrator:ledger">&a;</ledger>'
    links = relations(customXml="../customXml/item1.xml")
    raw = word(p("x"), {"word/_rels/document.xml.rels": links, "customXml/item1.xml": data})
    with pytest.raises(UnreadableLedgerError, match="document type or entities"):
        ledger_in("a.docx", raw)
    other = data.partition(">]>")[2].replace("&a;", "{").replace("ledger", "sources")
    raw = word(p("x"), {"word/_rels/document.xml.rels": links, "customXml/item1.xml": other})
    assert ledger_in("a.docx", raw) is None


def test_a_ledger_in_a_page_is_no_markup() -> None:
    page = carrying("<head></head>", '{"a": "</head><script>alert(1)</script>\'\\" &amp;"}')
    assert page.count("<") == page.count("</head>") + page.count("<head>") + page.count("<meta ")
