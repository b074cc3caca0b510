"""Ratios that somebody made up do not pass because some pair of figures happens to give them."""

from __future__ import annotations

import os
from collections import Counter
from random import Random

from support.audits import findings, matter
from support.invented import invented
from support.paraphrases import texts

EACH, PASSING = 16 if "SOAK" in os.environ else 6, 0.03
"""How many sentences are put into each text, more by `make soak`, and how large a part of them may pass."""


def test_a_ratio_that_somebody_made_up_is_flagged() -> None:
    made: Counter[str] = Counter()
    passed: dict[str, list[str]] = {"en": [], "zh": []}
    for number, (event, style, text) in enumerate(texts()):
        language = "zh" if style.startswith("zh") else "en"
        for sentence, edited in invented(text, Random(number), EACH * (6 if language == "zh" else 1)):  # noqa: S311
            at = edited.index(sentence)
            first, column = edited[:at].count("\n") + 1, at - edited.rfind("\n", 0, at) - 1
            inside = [
                f
                for f in findings(edited, matter(event))
                if f.mention.line == first and column < f.mention.column <= column + len(sentence)
            ]
            made[language] += 1
            if all(finding.verdict.is_sound for finding in inside):
                formulas = [f"{f.mention.text} = {f.formula or f.figure}" for f in inside]
                passed[language].append(f"{event}.{style}: {sentence} {formulas}")
    for language, number in made.items():
        print(f"{language}: {number} made up, {len(passed[language])} pass", *passed[language], sep="\n")  # noqa: T201
    assert min(made.values()) >= 6 * EACH
    assert all(len(passed[language]) <= PASSING * number for language, number in made.items()), passed
