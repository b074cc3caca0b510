"""The three length profiles: short 250 to 350 words, standard up to 1,000, long up to 1,500 (ARTICLE.md)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrator import pipeline
from narrator.render.choices import Turn
from support.briefs import EVENTS, case, desk
from support.prose import article, words


def length(event: str, profile: str) -> int:
    workspace = desk().workspace
    settings = workspace.settings.model_copy(update={"profile": profile})
    other = replace(desk(), workspace=replace(workspace, settings=settings))
    _, draft = pipeline.draft(case(event), other, Turn())
    return sum(len(words(text)) for _, text in article(draft.markdown).paragraphs)


@pytest.mark.parametrize("event", EVENTS)
def test_each_profile_keeps_its_length_and_says_no_less_than_the_shorter_one(event: str) -> None:
    short, standard, long = (length(event, profile) for profile in ("short", "standard", "long"))
    assert 200 <= short <= 350  # below 250 only where the records are few
    assert short < standard <= 1000
    assert standard <= long <= 1500
