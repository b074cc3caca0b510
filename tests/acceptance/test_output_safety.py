"""What hostile text, names, paths and links can do to the output: nothing.

Every corpus of hostile input goes through records in JSON, which takes any character. A string is refused by `check`
with its place (exit 10), or it is printed letter for letter: no element, no attribute, no address and no file comes of
it. The numbers are those of the forty checks of SECURITY.md 4.
"""

from __future__ import annotations

import http.server
import io
import json
import re
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
import pypdf
import pytest
from markdown_it import MarkdownIt

from support.command import narrator
from support.corpora import corpus, texts
from support.editions import tree, unprivileged
from support.events import EVENT, EVENT_ID, changed, write_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = {
    "id": EVENT_ID,
    "status": "ready",
    "published": "2026-03-03 09:00",
    "timezone": "Asia/Shanghai",
    "days": "2026-03-02",
    "assets": "BTC, ETH",
    "main": "liquidations.total",
    "default_window": "24h to 2026-03-03 08:00",
}
SAID = {"said": {"tracker_a": "$210 million"}}
TAG = "{urn:ns}"
SHAPES: dict[str, Callable[[str], dict[str, Any]]] = {
    "statements who": lambda text: {"who": text, "kind": "quote", "quote": "It is over"},
    "statements quote": lambda text: {"who": "a trader", "kind": "quote", "quote": text},
    "statements text": lambda text: {"who": "a trader", "kind": "opinion", "text": text},
    "statements role": lambda text: {"who": "a trader", "kind": "official", "text": "it is over", "role": text},
    "statements where": lambda text: {"who": "a trader", "kind": "quote", "quote": "It is over", "where": text},
    "claims text": lambda text: {"text": text, "by": "chatter", "about": "liquidations.total"},
    "claims by": lambda text: {"text": "the largest", "by": text, "about": "liquidations.total"},
    "unconfirmed text": lambda text: {"text": text, "by": "social media"},
    "unconfirmed by": lambda text: {"text": "a fund is in trouble", "by": text},
    "unconfirmed checked": lambda text: {"text": "a fund is in trouble", "by": "chatter", "checked": text},
    "left_out what": lambda text: {"what": text, "why": "not counted alike"},
    "left_out why": lambda text: {"what": "the split", "why": text},
    "macro what": lambda text: {"what": text},
    "macro when": lambda text: {"what": "a decision of the central bank", "when": text},
    "sentiment name": lambda text: {"name": text, "said": {"market data": "42"}},
    "sentiment band": lambda text: {"name": "the index", "band": text, "said": {"market data": "from 21 to 42"}},
    "accounts who": lambda text: {"who": text, "what": "loss", "said": {"tracker_a": "$2 million"}},
    "accounts where": lambda text: {"who": "a", "what": "transfer", "where": text, "said": {"unnamed": "$2 million"}},
    "accounts also_known_as": lambda text: {
        "who": "a",
        "what": "loss",
        "also_known_as": text,
        "rumoured": {"chatter": "$2 million"},
    },
    "liquidations venue": lambda text: {"venue": text, **SAID},
    "liquidations note": lambda text: {"venue": "Binance", "note": text, **SAID},
    "liquidations source": lambda text: {"venue": "Bybit", "said": {text: "$210 million"}},
    "liquidations quoting": lambda text: {"venue": "Bybit", "said": {"tracker_a": f"$210 million quoting {text}"}},
    "liquidations reason": lambda text: {
        "venue": "OKX",
        "said": {"tracker_a": {"amount": "$210 million", "rank": "preferred", "reason": text, "url": text}},
    },
    "liquidations amount": lambda text: {"venue": "Deribit", "said": {"tracker_a": text}},
    "flows fund": lambda text: {"fund": text, "said": {"issuer_table": "inflow $3 million"}},
    "levels view_of": lambda text: {"asset": "BTC", "price": "below $80,000", "role": "support", "view_of": text},
}
"""A record of each kind with a text in one of its fields."""
LAST = date(2026, 3, 2)


def event(items: list[tuple[str, str]], **head: str) -> dict[str, Any]:
    """An event with a record for each field and text; each count has a day of its own, or two would be one key."""
    document: dict[str, Any] = {"event": {**HEAD, **head}, "liquidations": {"total": SAID}}
    for number, (shape, text) in enumerate(items):
        kind = shape.partition(" ")[0]
        day = {"window": str(LAST - timedelta(days=number))} if kind in {"liquidations", "flows"} else {}
        document.setdefault(kind, {})[f"r{number}"] = {**day, **SHAPES[shape](text)}
    return document


def write(root: Path, document: dict[str, Any]) -> str:
    """The event as the only one of a workspace; a line for each value."""
    write_workspace(root, EVENT)
    (root / "data" / "events" / f"{EVENT_ID}.yaml").unlink()
    text = json.dumps(document, indent=1)
    (root / "data" / "events" / f"{EVENT_ID}.json").write_text(text, encoding="utf-8")
    return text


def accepted(root: Path, items: list[tuple[str, str]], **head: str) -> list[tuple[str, str]]:
    """The items that `check` lets pass; it names the place of each of the others."""
    for _ in range(5):
        lines = write(root, event(items, **head)).split("\n")
        ran = narrator(root, "check", "--format", "json")
        assert (ran.code in {0, 10}, ran.err) == (True, "")
        wrong = {record(lines, problem["line"]) for problem in ran.problems if problem["severity"] == "error"}
        if not wrong:
            return items
        items = [item for number, item in enumerate(items) if f"r{number}" not in wrong]
    pytest.fail(f"{wrong} are refused at last")


def record(lines: list[str], line: int) -> str:
    """The record in which a line of the JSON stands."""
    return next(match[1] for text in reversed(lines[:line]) if (match := re.match(r'  "(r\d+)": \{', text)))


def built(root: Path, *forms: str) -> dict[str, bytes]:
    ran = narrator(root, "build", "--to", ",".join(forms), "--quiet")
    assert ran.code == 0, ran.err
    return outputs(root)


def outputs(root: Path) -> dict[str, bytes]:
    files = tree(root / "out").items()
    return {name.rpartition("/")[2]: content for name, content in files if isinstance(content, bytes)}


def elements(page: str) -> Counter[tuple[str, str, str]]:
    """Elements with each attribute, and the value of those that lead somewhere."""
    found: Counter[tuple[str, str, str]] = Counter()
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        tag = str(element.tag)
        for name, value in [("", ""), *element.attrib.items()]:
            leads = name.lower() in {"href", "src", "action", "data", "{http://www.w3.org/1999/xlink}href", "rel"}
            found[tag, str(name), re.sub("#.*", "#", value) if leads else ""] += 1
    return found


def assert_inert(files: dict[str, bytes], plain: dict[str, bytes]) -> None:
    """The page and the text hold no kind of element, attribute or address that those of a harmless event have not."""
    page, harmless = (elements(each["brief.html"].decode()) for each in (files, plain))
    assert set(page) - set(harmless) == set()
    read = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    text, quiet = (elements(read.render(each["brief.md"].decode().split("---\n", 2)[2])) for each in (files, plain))
    assert set(text) - set(quiet) == set()


def active(pdf: bytes) -> list[str]:
    """What could act in a PDF: addresses, files, scripts."""
    found: list[str] = []
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    for number in range(1, len(reader.xref[0]) + 1):
        entry = reader.get_object(number)
        if isinstance(entry, pypdf.generic.DictionaryObject):
            found += [f"{key} {entry[key]}" for key in ("/URI", "/EF", "/JS", "/JavaScript", "/Launch") if key in entry]
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The output of the same records with harmless texts."""
    root = tmp_path_factory.mktemp("plain")
    said = ("the venue", "another venue")  # funds of two names are bars of one chart, those of one its days
    items = accepted(root, [(shape, text) for text in said for shape in SHAPES if shape != "liquidations amount"])
    assert len(items) == 2 * (len(SHAPES) - 1)
    return built(root, "md", "html", "pdf")


CORPUS_FILES = corpus("xss", "strings", "traversal")
STRINGS = list(
    dict.fromkeys(text for file in CORPUS_FILES for text in texts(file)[:: 6 if "traversal" in file.parts else 1])
)
PORTION = 300


@pytest.mark.parametrize("start", range(0, len(STRINGS), PORTION))
def test_16_40_the_corpora_are_refused_or_printed_as_text(start: int, plain: dict[str, bytes], tmp_path: Path) -> None:
    shapes = list(SHAPES)
    items = [(shapes[n % len(shapes)], text) for n, text in enumerate(STRINGS[start : start + PORTION])]
    kept = accepted(tmp_path, items)
    assert len(kept) > len(items) / 5
    assert_inert(built(tmp_path, "md", "html"), plain)


@contextmanager
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what it was asked for."""
    asked: list[str] = []

    class Ears(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Ears) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_1_5_16_nothing_is_fetched_attached_or_linked_from_any_field(plain: dict[str, bytes], tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARY", encoding="utf-8")
    with canary() as (server, asked):
        nasty = (
            f'<a rel=attachment href="file://{secret}">x</a>',
            f"![x]({server}/image.png)",
            f'<img src="{server}/x"><link rel=stylesheet href={server}/css>',
            "[x](javascript:alert(1))",
            f"[x](file://{secret}) {{: onclick=alert(1) }}",
            f"<{server}/auto> www.example.com {server}/bare a@example.com",
            "</style></script></title><script>alert(1)</script>",
            "<svg><use href=#a /><image href='file:///etc/passwd'/></svg>",
            "| a | b |",
            "# heading",
            "&lt;script&gt; &#60;script&#62; &colon;",
            "`code` ***bold*** ~~gone~~ [^1] $x$",
            "{{ main.body }} {% include 'x' %}",
            "\\<script>alert(1)\\</script>",
        )
        items = [(shape, text) for text in nasty for shape in SHAPES]
        kept = accepted(tmp_path / "desk", items)
        assert len(kept) > len(items) / 2
        assert_inert(built(tmp_path / "desk", "md", "html"), plain)
        write(tmp_path / "desk", event(kept[::5]))
        ran = narrator(tmp_path / "desk", "build", "--quiet")
        assert (ran.code, "error" in ran.err) == (0, False)
        files = outputs(tmp_path / "desk")
        assert asked == []
    assert_inert(files, plain)
    assert active(files["brief.pdf"]) == active(plain["brief.pdf"]) == []
    read = pypdf.PdfReader(io.BytesIO(files["brief.pdf"]))
    assert read.attachments == {}
    assert "CANARY" not in "".join(page.extract_text() for page in read.pages)


def test_names_of_the_desk_and_the_registries_are_texts_too(plain: dict[str, bytes], tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> ![x](http://127.0.0.1:9/x)"
    write(tmp_path, event([("liquidations source", "tracker_b")]))
    for name, before in (("sources.yaml", "  name: Tracker A\n"), ("names.yaml", "  en: Bitcoin\n")):
        path = tmp_path / "data" / name
        key = before.split(":")[0]
        path.write_text(changed(before, f"{key}: |\n    {evil}\n", path.read_text(encoding="utf-8")), encoding="utf-8")
    config = tmp_path / "narrator.toml"
    config.write_text(f"desk = '{evil}'\n[lexicon]\nhours24 = '24-hour'\n", encoding="utf-8")
    assert_inert(built(tmp_path, "md", "html"), plain)


def test_32_40_a_corpus_in_place_of_amounts_and_dates_is_refused_at_once(tmp_path: Path) -> None:
    strings = STRINGS[::7]
    amounts = event([("liquidations amount", text) for text in strings])
    for field in ("window", "rank", "definition", "flags"):
        amounts["liquidations"] |= {
            f"{field}{number}": {"venue": "OKX", "said": {"tracker_a": {"amount": "$1 million", field: text}}}
            for number, text in zip(count(), strings[::5], strict=False)
        }
    write(tmp_path, amounts)
    ran = narrator(tmp_path, "check", "--format", "json")
    assert (ran.code, ran.err) == (10, "")
    assert len(ran.problems) > len(strings) / 2


@pytest.mark.parametrize("folder", ["json/test_parsing", "json/test_transform", "yaml/yaml-test-suite"])
def test_40_a_corpus_of_files_is_read_or_refused(folder: str, tmp_path: Path) -> None:
    events = write_workspace(tmp_path) / "data" / "events"
    files = corpus(folder)
    for number, file in enumerate(files):
        (events / f"x{number}{file.suffix}").write_bytes(file.read_bytes())
    ran = narrator(tmp_path, "check", "--format", "json")
    assert (ran.code, ran.err) == (10, "")
    assert len({problem["file"] for problem in ran.problems}) == len(files) > 5


def test_17_no_id_of_the_traversal_corpora_becomes_a_path(tmp_path: Path) -> None:
    strings = [text for file in corpus("traversal") for text in texts(file)[::60]]
    safe = re.compile("[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
    for text in ["../../x", "a/b", "C:\\x", ".", "", "x" * 300, "x\n", *strings]:
        write(tmp_path, event([], id=text))
        ran = narrator(tmp_path, "build", "--to", "md", "--quiet")
        assert ran.code == 10, text
        assert safe.fullmatch(text) or "id" in ran.err
        assert "Traceback" not in ran.err
    assert tree(tmp_path / "out") == {}
    assert not [path for path in tmp_path.parent.rglob("brief.md") if path.is_relative_to(tmp_path)]


def test_17_the_name_of_a_device_is_no_id(tmp_path: Path) -> None:
    text = EVENT.replace(EVENT_ID, "con")
    ran = narrator(write_workspace(tmp_path, text), "build", "--to", "md", "--quiet")
    assert (ran.code, "EVT035" in ran.err) == (10, True)


def test_21_words_that_yaml_would_change_stay_as_they_were_typed(tmp_path: Path) -> None:
    words = ("no", "on", "017", "12:30:45", "1e999", "null", "0x1F", "1_000", "2026-03-03", "true", "4.20")
    said = "".join(f"  s{n}:\n    who: a\n    kind: quote\n    quote: {word}\n" for n, word in enumerate(words))
    brief = built(write_workspace(tmp_path, f"{EVENT}statements:\n{said}"), "md")["brief.md"].decode()
    quoted = {word.rstrip(".,").lower() for word in re.findall("“(.*?)”", brief.replace("\\", ""))}
    assert {word.lower() for word in words} - quoted == set()


def test_18_a_link_in_the_output_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    root = write_workspace(tmp_path / "desk")
    victims = tmp_path / "victims"
    (victims / "folder").mkdir(parents=True)
    (victims / "file").write_text("mine", encoding="utf-8")
    folder = root / "out" / EVENT_ID / "en"
    folder.mkdir(parents=True)
    (folder / "brief.md").symlink_to(victims / "file")
    (root / "out" / "manifest.json").symlink_to(victims / "file")
    assert narrator(root, "build", "--to", "md", "--quiet").code == 0
    assert not (folder / "brief.md").is_symlink()
    assert tree(victims) == {"file": b"mine", "folder": "empty folder"}
    narrator(root, "build", "--to", "md", "--out", "other", "--quiet")
    (root / "linked").symlink_to(victims / "folder")
    ran = narrator(root, "build", "--to", "md", "--out", "linked")
    assert (ran.code, "it is a link" in ran.err) == (15, True)
    assert tree(victims) == {"file": b"mine", "folder": "empty folder"}


def test_36_an_output_that_is_a_file_is_named_before_any_rendering(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    (root / "out").write_text("a file", encoding="utf-8")
    ran = narrator(root, "build", "--format", "json")
    assert (ran.code, ran.told["built"], ran.problems[0]["file"]) == (15, [], "out")


def test_36_an_output_that_may_not_be_written_is_named_before_any_rendering() -> None:
    with tempfile.TemporaryDirectory(prefix="narrator-test-") as folder:
        root = write_workspace(Path(folder))
        (root / "out").mkdir(mode=0o555)
        root.chmod(0o777)
        with unprivileged():
            ran = narrator(root, "build", "--format", "json")
        assert (ran.code, ran.told["built"]) == (15, [])
        assert "out: Permission denied" in ran.problems[0]["message"]
        assert tree(root / "out") == {}
