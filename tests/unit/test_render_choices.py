"""Variants: the one unused for longest, the same inputs giving the same choice."""

from __future__ import annotations

from narrator.render.choices import MEMORY, Chooser, Memory


def test_every_variant_is_used_before_one_comes_again() -> None:
    memory: list[dict[str, int]] = []
    for day in range(4):
        chooser = Chooser(f"day-{day}", Memory(tuple(memory)))
        chooser.choose("k", 4)
        memory.append(chooser.made)
    assert sorted(edition["k"] for edition in memory) == [0, 1, 2, 3]


def test_the_variant_unused_for_longest_is_taken() -> None:
    assert Chooser("e", Memory(({"k": 1}, {"k": 0}, {"k": 2}))).choose("k", 3) == 1


def test_the_same_memory_gives_the_same_choice() -> None:
    assert Chooser("e", Memory()).choose("k", 7) == Chooser("e", Memory()).choose("k", 7)


def test_a_key_keeps_its_choice_within_an_edition() -> None:
    chooser = Chooser("e", Memory())
    assert chooser.choose("k", 5) == chooser.choose("k", 5)
    assert len(chooser.made) == 1


def test_only_the_last_editions_are_remembered() -> None:
    forgotten = ({"k": 0}, *({"k": 1} for _ in range(MEMORY)))
    assert Chooser("x", Memory(forgotten)).choose("k", 2) == 0


def test_a_published_edition_keeps_the_variants_that_it_was_published_with() -> None:
    memory = Memory(({"k": 2}, {"k": 2}), pinned={"k": 2})
    assert Chooser("e", memory).choose("k", 3) == 2
    assert Chooser("e", memory).choose("k", 2) in {0, 1}
