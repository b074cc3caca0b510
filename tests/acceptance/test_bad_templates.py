"""Broken and hostile templates and themes: exit 12 at the file and line, nothing written, nothing run or fetched.

The numbers are those of the forty checks of SECURITY.md 4. Every template here is one of an editor.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from narrator.render import environment
from support.command import narrator
from support.corpora import strings
from support.editions import tree
from support.events import write_workspace

if TYPE_CHECKING:
    from pathlib import Path

VIEW = "en/sections/view.md.j2"
MARKER = "narrator-was-here"
UNSOUND = {
    "a tag that is not closed": ("{% if event.view %}\n{{ event.view }}\n", 2, "endif"),
    "a digit": ("## View\n\nIn 2026 it rose.\n", 3, "a digit"),
    "a digit in a text in quotes": ('{{ "40 percent" }}', 1, "a digit"),
    "a filter": ("{{ event.view | upper }}", 1, "upper"),
    "a filter that trusts": ("{{ event.view | safe }}", 1, "safe"),
    "arithmetic": ("\n{{ event.view ~ (main.body * 9) }}", 2, "arithmetic"),
    "bytes that are no text": ("## View\n\udcff\n", 2, "UTF-8"),
    "31 a direction override": ("## View\n\nA \u202e view\n", 3, "U+202E"),
    "a forged mark of a figure": ("\ue000liquidations.total\ue001none\ue002", 1, "U+E000"),
    "2 code through a record": (
        "{{ main.parse_raw(\"cposix\\nmkdir\\n(S'narrator-was-here'\\ntR.\", proto='pickle', allow_pickle=True) }}",
        1,
        "a call that is not allowed",
    ),
    "3 a method of a text": ("{{ '{a.__class__}'.format(a=main) }}", 1, "a call that is not allowed"),
    "8 loops in loops in loops": ("{% for a in figures %}" * 4 + "{% endfor %}" * 4, 1, "nested too deeply"),
}
BROKEN = {
    "14 an undefined name": ("## View\n\n{{ evnt.view }}\n", 3, "'evnt' is undefined"),
    "14 an undefined field": ("## View\n{{ event.veiw }}\n", 2, "'veiw' is undefined"),
    "14 an undefined field of a figure": ("{{ main.bdy }}", 1, "'bdy' is undefined"),
    "14 an undefined name in a loop": ("{% for x in figures %}\n\n{{ x.cel }}\n{% endfor %}", 3, "'cel' is undefined"),
    "a field of what is not there": ("{{ derived.no_such_share.body }}", 1, "figures and texts only"),
    "a bare view": ("{{ main }}", 1, "figures and texts only"),
    "a bare truth value": ("{{ main.disputed }}", 1, "figures and texts only"),
    "a list": ("{{ figures }}", 1, "figures and texts only"),
    "nothing in a filter": ("{{ main.differ | cap }}{{ main.whole | cap }}", 1, "figures and texts only"),
    "a template that is not there": ('\n{% include "en/nothing.md.j2" %}', 2, "no such template: en/nothing.md.j2"),
    "a template outside": ('{% include "../../data/sources.yaml" %}', 1, "no such template: ../../data/sources.yaml"),
    "3 the globals of a helper": ("{{ cycler.__init__.__globals__ }}", 1, "__init__"),
    "3 a class": ("{{ ''.__class__.__mro__ }}", 1, "__class__"),
}
THEMES = {
    "4 @import": ("@import url(http://127.0.0.1:9/x.css);", 1),
    "4 @import of a file": ('p { color: red }\n@import "/etc/passwd";', 2),
    "4 a file": ("p {\n  background: url(file:///etc/passwd);\n}", 2),
    "4 a font": ("@font-face { font-family: x; src: url(http://127.0.0.1:9/f) }", 1),
    "33 a chain of variables": (
        ":root {\n  --a: x;\n" + "".join(f"  --a{n}: var(--a) var(--a);\n" for n in range(9)) + "}",
        3,
    ),
    "33 nested flex": ("div { display: flex }", 1),
    "33 a grid row": ("div { grid-row: 100000000 }", 1),
    "33 a tiny gradient": (
        "p { background: repeating-linear-gradient(red 0, blue 0.0001px); }",
        1,
    ),
    "33 a huge size": ("p { font-size: 1e9px }", 1),
    "33 a script in the values": ("p { width: expression(alert(1)) }", 1),
    "31 a direction override": ("p { color: red } /* \u202e */", 1),
    "a figure in the style": ('p::before { content: "$400 million" }', 1),
    "15 an image that is not there": ("p { background: url(asset:seal.png) }", 1),
}


def overridden(root: Path, name: str, text: str) -> Path:
    """A workspace with one template or style sheet of its own."""
    path = write_workspace(root) / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return root


def refused(root: Path, *forms: str) -> list[dict[str, Any]]:
    """The problems of a build that ends with 12 and leaves nothing behind."""
    ran = narrator(root, "build", "--to", ",".join(forms), "--format", "json")
    assert (ran.code, ran.told["built"], ran.err) == (12, [], "")
    assert tree(root / "out") == {}
    assert "Traceback" not in ran.out
    return ran.problems


def told(root: Path) -> list[tuple[str, int, str]]:
    """What `templates check` says: file, line and words of each problem."""
    ran = narrator(root, "templates", "check")
    assert ran.code == 12
    found = re.findall(r"^templates/(\S+?):(\d+):\d+: \S+ (.*\n.*\n.*)", ran.err, re.MULTILINE)
    return [(file, int(line), words) for file, line, words in found]


@pytest.fixture(scope="module")
def unsound(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int, str]]:
    root = tmp_path_factory.mktemp("unsound")
    for number, (text, _, _) in enumerate(UNSOUND.values()):
        overridden(root, f"en/house/{number}.md.j2", text)
    overridden(root, "en/page.html.j2", "\n<script>go()</script>")
    return told(root)


def test_what_no_page_has_is_named_before_any_event(unsound: list[tuple[str, int, str]]) -> None:
    assert [line for file, line, words in unsound if file == "en/page.html.j2" and "<script>" in words] == [2]


@pytest.mark.parametrize("what", UNSOUND)
def test_an_unsound_template_is_named_before_it_runs(what: str, unsound: list[tuple[str, int, str]]) -> None:
    _, line, says = UNSOUND[what]
    name = f"en/house/{list(UNSOUND).index(what)}.md.j2"
    found = [(at, words) for file, at, words in unsound if file == name]
    assert [(at, says in words) for at, words in found] == [(line, True)], found


def test_an_unsound_template_is_not_run(tmp_path: Path) -> None:
    overridden(tmp_path, VIEW, UNSOUND["2 code through a record"][0])
    assert [problem["file"] for problem in refused(tmp_path, "md")] == [f"templates/{VIEW}"]
    assert not list(tmp_path.rglob(f"*{MARKER}*"))


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_template_is_named_with_file_and_line(what: str, tmp_path: Path) -> None:
    text, line, says = BROKEN[what]
    (problem,) = refused(overridden(tmp_path, VIEW, text), "md")
    assert (problem["file"], problem["line"]) == (f"templates/{VIEW}", line)
    assert says in problem["message"]
    assert problem["expected"]


def test_a_text_without_end_is_stopped(tmp_path: Path) -> None:
    loops = "".join(f"{{% for {name} in event.published %}}" for name in "abc")
    overridden(tmp_path, VIEW, loops + "x" * 200 + "{% endfor %}" * 3)
    assert refused(tmp_path, "md")[0]["code"] == "TPL007"


NAMELESS = {
    "a name": ("\n{{ evnt.view }}", 2, "evnt"),
    "a name in a branch": ("{% if event.view %}\n\n{% else %}{{ viev }}{% endif %}", 3, "viev"),
    "a name that another template is given": ("{% if message %}{{ event.view }}{% endif %}", 1, "message"),
    "a name that another template binds": ("{% if plate %}{{ event.view }}{% endif %}", 1, "plate"),
    "a field of a figure": ("{{ main.bdy }}", 1, "bdy"),
    "a field of a figure in a branch": ("{% if main.missing %}\n{{ main.bodi }}{% endif %}", 2, "bodi"),
    "a field of a text": ("{% if main.missing %}{{ event.view.body }}{% endif %}", 1, "body"),
    "a field of a truth": ("{% if main.missing %}{{ main.disputed.body }}{% endif %}", 1, "body"),
    "a field of a list": ("{% if main.missing %}{{ figures.body }}{% endif %}", 1, "body"),
    "a field of an item": ("{% if main.missing %}{{ story.key[:2][0].bodi }}{% endif %}", 1, "bodi"),
    "a field of a view in a view": ("{% if main.missing %}{{ story.main.figure.bodi }}{% endif %}", 1, "bodi"),
    "a field of another view": ("{% if main.missing %}{{ story.main.body }}{% endif %}", 1, "body"),
    "a field in brackets": ('{% if main.missing %}{{ main["bodi"] }}{% endif %}', 1, "bodi"),
    "a signal": ("{% if signals.nope.true %}yes{% endif %}", 1, "nope"),
    "what a signal says": ("{% if main.missing and signals.short_squeeze.treu %}yes{% endif %}", 1, "treu"),
    "a message's name on a figure": ("{% if main.missing %}{{ main.rest_count }}{% endif %}", 1, "rest_count"),
    "a computed figure": ("{% if derived.longs_shar %}yes{% endif %}", 1, "longs_shar"),
    "a computed figure of no asset": ("{% if derived.implied_price_ %}yes{% endif %}", 1, "implied_price_"),
    "a section that has no commentary": ("{% if commentary.leed.before %}yes{% endif %}", 1, "leed"),
    "a field of the argument of a macro": ("{% macro m(figure) %}\n{{ figure.cel }}{% endmacro %}", 2, "cel"),
    "a field in a loop over nothing": ("{% for item in outlook.watch %}\n{{ item.aset }}{% endfor %}", 2, "aset"),
    "a field in a loop in a loop": (
        "{% for s in story.sections %}{% for p in s.paragraphs %}\n{{ p.txt }}{% endfor %}{% endfor %}",
        2,
        "txt",
    ),
    "a field of a name of its own": (
        "{% set move = story.move %}{% if not move %}{{ move.figur }}{% endif %}",
        1,
        "figur",
    ),
    "a field of one name or another": (
        "{% with f = main.whole or main.record.share %}{% if not f %}{{ f.bodi }}{% endif %}{% endwith %}",
        1,
        "bodi",
    ),
    "a name of the lexicon": ("{% if main.missing %}{{ lexicon.sp501 }}{% endif %}", 1, "sp501"),
}
OWN_NAMES = {
    "en/messages/total.md.j2": (
        "{% if point %}{{ message.text }}{{ message.txt }}{% endif %}{{ narrow }}",
        "txt",
        "narrow",
    ),
    "en/headings.md.j2": (
        "{% if narrow %}{{ section.heading }}{{ section.hading }}{% endif %}{{ point }}",
        "hading",
        "point",
    ),
    "en/doubt.md.j2": ("{% for v in figure.voices %}{{ v.text }}{{ v.txt }}{% endfor %}{{ owed }}", "txt", "owed"),
    "en/owed.md.j2": ("{% for o in owed %}{{ o.voice }}{{ o.voise }}{% endfor %}{{ figure }}", "voise", "figure"),
    "en/frames.md.j2": ("{{ source }}{{ of }}{{ weak }}{{ main }}", "main"),
    "en/page_words.md.j2": (
        "{% for p in plates %}{{ p.kind }}{{ p.knd }}{% endfor %}{{ roles }}{{ said_by }}{{ source }}",
        "knd",
        "source",
    ),
    "en/sections/edited_before.md.j2": (
        "{% for p in places.before %}{{ p.text }}{{ p.txt }}{% endfor %}{{ section.name }}{{ point }}",
        "txt",
        "point",
    ),
}
"""Templates that are given names of their own, or see what binds the one that includes them; then what they lack."""
RIGHT = (
    "{% set move = story.move %}{% for f in figures %}{{ loop.first and f.body }}{% endfor %}{{ move.text }}",
    "{% if derived.implied_price_sol or derived.etf_total.printable %}{{ chart(charts[0]) }}{% endif %}",
    "{% for r in outlook.watch %}{{ r.asset }}{{ r.figure.body }}{% endfor %}{{ lexicon.hours24 }}",
    "{% for s in outlook.scenarios %}{{ s.condition }}{{ s.view_of }}{% endfor %}{{ commentary.flows.before }}",
    "{% for a in main.others %}{{ a.source }}{{ a.text }}{% endfor %}{{ main.record.venue }}{{ main['body'] }}",
    "{% for s in story.sections %}{% with p = commentary[s.name] %}{{ p.before[0].by }}{% endwith %}{% endfor %}",
    "{% for f in story.key[:2] %}{{ f.body }}{% endfor %}{{ (story.main or story.move).figure.body }}",
    "{% macro m(figure) %}{{ figure.body }}{{ caller() }}{% endmacro %}{% call m(main) %}{{ event.view }}{% endcall %}",
    '{% include "en/right/part.md.j2" %}{% for each in figures %}{{ each.body }}{% endfor %}',
)


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int, str]]:
    root = tmp_path_factory.mktemp("nameless")
    for number, (text, _, _) in enumerate(NAMELESS.values()):
        overridden(root, f"en/house/{number}.md.j2", text)
    for number, text in enumerate(RIGHT):
        overridden(root, f"en/right/{number}.md.j2", text)
    overridden(root, "en/right/part.md.j2", "{{ each.body }}")
    for name, (text, *_) in OWN_NAMES.items():
        overridden(root, name, text)
    return told(root)


@pytest.mark.parametrize("name", OWN_NAMES)
def test_a_template_sees_the_names_that_it_is_given_and_no_others(
    name: str, nameless: list[tuple[str, int, str]]
) -> None:
    said = [words for file, _, words in nameless if file == name]
    assert sorted(re.findall(r"found +'(\w+)' is undefined", "".join(said))) == sorted(OWN_NAMES[name][1:])


@pytest.mark.parametrize("what", NAMELESS)
def test_an_undefined_name_is_found_in_a_branch_that_no_event_reaches(
    what: str, nameless: list[tuple[str, int, str]]
) -> None:
    _, line, name = NAMELESS[what]
    file = f"en/house/{list(NAMELESS).index(what)}.md.j2"
    assert [(at, f"'{name}' is undefined" in words) for at_file, at, words in nameless if at_file == file] == [
        (line, True)
    ]


def test_no_name_that_there_is_is_called_undefined(nameless: list[tuple[str, int, str]]) -> None:
    assert [found for found in nameless if "/house/" not in found[0] and found[0] not in OWN_NAMES] == []


def test_names_are_known_without_any_event(tmp_path: Path) -> None:
    overridden(tmp_path, VIEW, "{{ event.view }}{{ derived.etf_total.body }}\n{{ nope }}")
    next((tmp_path / "data" / "events").iterdir()).unlink()
    ((file, line, words),) = told(tmp_path)
    assert (file, line, "'nope' is undefined" in words) == (VIEW, 2, True)


def test_a_template_that_extends_itself_is_told_with_what_to_write(tmp_path: Path) -> None:
    own = '{% extends "en/brief.md.j2" %}\n{% block view %}{% endblock %}'
    overridden(tmp_path, "en/brief.md.j2", own)
    (problem,) = refused(tmp_path, "md")
    assert (problem["code"], problem["line"]) == ("TPL010", 1)
    assert problem["expected"] == '{% extends "packaged/en/brief.md.j2" %}'
    assert [line for _, line, _ in told(tmp_path)] == [1]
    overridden(tmp_path, "en/brief.md.j2", own.replace("en/", "packaged/en/"))
    assert narrator(tmp_path, "templates", "check").code == 0


def test_templates_that_include_one_another_are_told(tmp_path: Path) -> None:
    (problem,) = refused(overridden(tmp_path, VIEW, f'\n{{% include "{VIEW}" %}}'), "md")
    assert (problem["code"], problem["line"], problem["found"]) == (
        "TPL010",
        2,
        "templates that include one another without end",
    )


def test_in_the_checkout_the_templates_are_the_packaged_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = environment.PACKAGED
    overridden(tmp_path, "en/brief.md.j2", '{% extends "packaged/en/brief.md.j2" %}')
    monkeypatch.setattr(environment, "PACKAGED", tmp_path / "templates")
    ran = narrator(tmp_path, "templates", "copy", "en/brief.md.j2")
    assert (ran.code, "is the packaged template itself; change it there" in ran.err) == (2, True)
    ((file, line, words),) = told(tmp_path)
    assert (file, line, "the file itself changed" in words) == ("en/brief.md.j2", 1, True)
    monkeypatch.setattr(environment, "PACKAGED", packaged)
    ran = narrator(packaged.parent, "templates", "copy", "en/brief.md.j2")
    assert (ran.code, "is the packaged template itself" in ran.err) == (2, True)


def test_a_sound_template_of_the_workspace_wins(tmp_path: Path) -> None:
    overridden(tmp_path, VIEW, "## Our own view\n\n{{ event.view }}\n")
    assert narrator(tmp_path, "templates", "check").code == 0
    assert narrator(tmp_path, "build", "--to", "md").code == 0
    brief = next((tmp_path / "out").rglob("brief.md")).read_text(encoding="utf-8")
    assert "## Our own view\n\nA squeeze more than a turn." in brief


def test_a_link_out_of_the_templates_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary", encoding="utf-8")
    path = overridden(tmp_path / "desk", "en/other.j2", "") / "templates" / VIEW
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(secret)
    ran = narrator(tmp_path / "desk", "build", "--to", "md")
    brief = (tmp_path / "desk" / "out" / "2026-03-03-example" / "en" / "brief.md").read_text(encoding="utf-8")
    assert (ran.code, "canary" in brief) == (0, False)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("house")
    for number, (text, _) in enumerate(THEMES.values()):
        overridden(root, f"theme/house{number}.css", text)
    return root


@pytest.fixture(scope="module")
def named(house: Path) -> set[str]:
    """The files that `templates check` names."""
    return {file for file, *_ in told(house)}


@pytest.fixture(scope="module")
def problems(house: Path) -> list[dict[str, Any]]:
    return refused(house, "html")


@pytest.mark.parametrize("what", THEMES)
def test_a_hostile_style_sheet_is_named_with_file_and_line(
    what: str, named: set[str], problems: list[dict[str, Any]]
) -> None:
    name = f"theme/house{list(THEMES).index(what)}.css"
    found = [problem for problem in problems if problem["file"] == f"templates/{name}"]
    assert found[0]["line"] == THEMES[what][1]
    assert found[0]["expected"]
    assert name in named


def png(width: int, height: int) -> bytes:
    """An image of one colour, as small as it can be packed."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "image"),
    {
        "seal.png": png(12_000, 12_000)[:1_000],
        "eps.png": b"%!PS-Adobe-3.0 EPSF-3.0\n",
        "fits.png": b"SIMPLE  =                    T",
        "svg.png": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        "half.png": png(4, 4)[:20],
    }.items(),
)
def test_an_image_bomb_or_another_kind_of_file_is_refused_unread(name: str, image: bytes, tmp_path: Path) -> None:
    root = overridden(tmp_path, "theme/house.css", f"p {{ background-image: url(asset:{name}) }}")
    (root / "templates" / "theme" / name).write_bytes(image)
    refused(root, "html")


def test_no_item_of_the_injection_corpora_runs(tmp_path: Path) -> None:
    items = strings("ssti")
    for number, item in enumerate(items):
        overridden(tmp_path, f"en/house/{number}.md.j2", f"{item}\n")
    refused_ones = {file for file, *_ in told(tmp_path)}
    live = [n for n, item in enumerate(items) if re.search(r"\{[{%]", item)]
    rest = [n for n in live if f"en/house/{n}.md.j2" not in refused_ones]
    assert len(live) > 50
    for number in rest:
        overridden(tmp_path / "desk", VIEW, f"{items[number]}\n")
        assert narrator(tmp_path / "desk", "build", "--to", "md", "--quiet").code in {0, 12}, items[number]
        briefs = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "desk").rglob("brief.md"))
        assert "root:" not in briefs
