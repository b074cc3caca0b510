"""The pages of the real briefs, made once for all tests, and what an HTML parser finds in one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import html5lib

from narrator import pipeline
from narrator.render import html
from support.briefs import DATA, case, desk, turn

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree import ElementTree as ET

    from narrator.render.draft import Draft
    from narrator.render.views import Scene

ALLOWED_LINK = re.compile(r"#|https://|mailto:")
LOADED = frozenset({"script", "iframe", "object", "embed", "base", "form", "input", "img", "image", "use", "animate"})
LIVE = frozenset({"style", "src", "srcset", "srcdoc", "formaction", "background"})


@cache
def drafted(event: str, folder: Path = DATA) -> tuple[Scene, Draft]:
    return pipeline.draft(case(event, folder), desk(), turn(case(event, folder)))


@cache
def page(event: str, folder: Path = DATA) -> str:
    scene, draft = drafted(event, folder)
    return html.page(draft, scene)


def fonts_of(reader: Any) -> set[str]:  # noqa: ANN401  # what a PDF holds is known when it is read
    """The fonts that any page of a PDF is set in."""
    return {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }


def parsed(text: str) -> ET.Element:
    tree: ET.Element = html5lib.parse(text, namespaceHTMLElements=False)
    return tree


def words(element: ET.Element) -> str:
    """The text of an element, spaces as a reader sees them."""
    return " ".join("".join(element.itertext()).split())


def local(name: object) -> str:
    """A tag or attribute without its namespace."""
    return str(name).rpartition("}")[2].lower()


def dangers(tree: ET.Element) -> list[str]:
    """Everything that could run, load or lead somewhere it must not."""
    found = [local(element.tag) for element in tree.iter() if local(element.tag) in LOADED]
    for element in tree.iter():
        for attribute, value in element.attrib.items():
            name = local(attribute)
            leads_away = name in {"href", "action"} and not ALLOWED_LINK.match(value)
            if name.startswith("on") or name in LIVE or leads_away:
                found.append(f"{local(element.tag)} {name}={value}")
    return found
