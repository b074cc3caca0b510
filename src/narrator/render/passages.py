"""Passages: what the templates of a language say, each in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.render import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.render.texts import Texts


class Passages:
    """The templates of an edition; `context` is what those of an article see beside what each is given."""

    def __init__(self, texts: Texts) -> None:
        self.env = environment.environment(texts.workspace.templates, set_aside=texts.set_aside)
        self.language = texts.language
        self.context: Mapping[str, object] = {}

    def printed(self, name: str, context: Mapping[str, object]) -> str:
        """What a template prints that sees these names and no others.

        Raises:
            TemplateError: it is broken.
        """
        return environment.run(self.env, f"{self.language}/{name}.md.j2", context)

    def said(self, name: str, **given: object) -> str:
        """What a template of an article says, in one line.

        Raises:
            TemplateError: it is broken.
        """
        return " ".join(self.printed(name, {**self.context, **given}).split())
