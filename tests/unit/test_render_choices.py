"""Variants: by the rank of an edition, shifted by the name of the passage, known without any other edition."""

from __future__ import annotations

from itertools import pairwise

import pytest

from narrator.render.choices import FULL_EVERY, Chooser, Turn

KEYS = [f"passage {number}" for number in range(30)]


def chosen(key: str, count: int, days: int = 30) -> list[int]:
    """The variants of a passage on some days in a row."""
    return [Chooser(Turn(rank)).choose(key, count) for rank in range(days)]


@pytest.mark.parametrize("count", [2, 3, 4, 5, 7])
def test_a_passage_is_never_told_as_yesterday_and_every_variant_has_its_turn(count: int) -> None:
    for key in KEYS:
        days = chosen(key, count)
        assert all(one != other for one, other in pairwise(days))
        assert set(days[:count]) == set(range(count))


def test_passages_do_not_change_in_step() -> None:
    assert len({tuple(chosen(key, 5)) for key in KEYS}) == 5


@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_mechanism_is_explained_in_full_once_in_five_editions(count: int) -> None:
    for key in KEYS:
        days = chosen(f"mechanism.{key}", count)
        full = [day for day, variant in enumerate(days) if variant == 0]
        assert [later - earlier for earlier, later in pairwise(full)] == [FULL_EVERY] * (len(full) - 1)
        assert len(full) == len(days) // FULL_EVERY
        assert set(days) == set(range(count))


def test_mechanisms_are_not_all_explained_on_one_day() -> None:
    assert len({chosen(f"mechanism.{key}", 5).index(0) for key in KEYS}) == FULL_EVERY


def test_the_only_variant_is_used_whenever() -> None:
    assert set(chosen("mechanism.x", 1) + chosen("x", 1)) == {0}


def test_a_key_keeps_its_choice_within_an_edition_and_is_recorded() -> None:
    chooser = Chooser(Turn(3))
    assert chooser.choose("k", 5) == chooser.choose("k", 5) == chooser.made["k"]
    assert len(chooser.made) == 1


def test_a_published_edition_keeps_the_variants_that_were_recorded_as_far_as_there_are_such() -> None:
    free = Chooser(Turn(1)).choose("k", 2)
    for rank in range(5):
        chooser = Chooser(Turn(rank, {"k": 2}))
        assert chooser.choose("k", 3) == 2
    assert Chooser(Turn(1, {"k": 2})).choose("k", 2) == free
