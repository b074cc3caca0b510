"""How slips are mended: an instruction for every kind, phrases that pass, ids that outlive line numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from narrator.audit.verdicts import KINDS, Verdict
from narrator.gate.mending import ids, instruction, phrases
from narrator.gate.several import heard
from narrator.gate.texts import read
from support.briefs import case, desk

if TYPE_CHECKING:
    from narrator.gate.several import Heard

EVENT = "2026-01-07-short-squeeze"
RANGED = "On the figures of one unnamed provider, positions of $450 million were liquidated."


def found(text: str) -> list[Heard]:
    """What the audit finds in a Markdown text about a short squeeze."""
    return heard(read("draft.md", text.encode()).document, [case(EVENT)], desk())


def slips(text: str) -> list[Heard]:
    return [one for one in found(text) if one.remark.severity]


@pytest.fixture
def slip() -> Heard:
    (one,) = slips(RANGED)
    return one


def of_kind(slip: Heard, verdict: Verdict, *, allowed: str | None = None, **other: Any) -> Heard:  # noqa: ANN401
    """The same slip with another verdict."""
    finding = replace(slip.remark.finding, verdict=verdict, **other)
    remark = replace(slip.remark, finding=finding, allowed=slip.remark.allowed if allowed is None else allowed)
    return slip._replace(remark=remark)


@pytest.mark.parametrize("verdict", KINDS)
def test_every_kind_of_slip_has_an_instruction_in_one_line_that_names_what_is_wrong(
    slip: Heard, verdict: Verdict
) -> None:
    for one in (of_kind(slip, verdict), of_kind(slip, verdict, figure="", allowed="")):
        told = instruction(one, desk())
        assert ("\n" in told, told.endswith("."), "{" in told, "“$450 million”" in told) == (False, True, False, True)
        assert "“”" not in told


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict.is_sound])
def test_what_is_sound_has_nothing_to_mend(slip: Heard, verdict: Verdict) -> None:
    sound = of_kind(slip, verdict)
    assert (instruction(sound, desk()), phrases(sound, desk())) == ("", [])


def test_a_number_of_no_figure_is_to_be_taken_out_and_no_phrase_is_offered() -> None:
    (one,) = slips("The mayor of the town has spent 77 million rubles on a bridge.")
    assert (phrases(one, desk()), instruction(one, desk()).startswith("Take out “77 million")) == ([], True)


def test_a_time_is_mended_with_the_time_of_the_figure(slip: Heard) -> None:
    told = instruction(of_kind(slip, Verdict.DATE), desk())
    assert "from Jan. 2 to Jan. 7, 2026" in told


def test_a_number_that_belongs_elsewhere_is_mended_with_the_figure_of_its_sentence(slip: Heard) -> None:
    moved = of_kind(slip, Verdict.NAME, figure="liquidations.eth", offered="liquidations.total")
    assert instruction(moved, desk()).startswith("Write “$400 million to $500 million”")
    lost = of_kind(slip, Verdict.NAME, offered="")
    assert instruction(lost, desk()).startswith("Say “$450 million” of what liquidations.total is")


def test_what_a_text_worked_out_is_worked_out_again(slip: Heard) -> None:
    summed = of_kind(slip, Verdict.OUTSIDE, formula="a + b", allowed="a + b")
    assert (instruction(summed, desk()), phrases(summed, desk())) == ("Work “$450 million” out again: a + b.", [])


def test_every_phrase_that_is_offered_passes_in_the_place_of_the_slip(slip: Heard) -> None:
    offered = phrases(slip, desk())
    assert (offered[0], len(offered)) == (slip.remark.allowed, 6)
    for phrase in offered:
        mended = RANGED.replace("$450 million", phrase)
        assert [one.remark.severity for one in slips(mended)] == [], mended


def known(text: str) -> list[str]:
    return [*ids(slips(text))]


def test_the_id_of_a_slip_outlives_its_place() -> None:
    (one,) = known(RANGED)
    wrapped = RANGED.replace(", positions", ",\npositions")
    moved = f"# A day\n\nNothing of note.\n\n{wrapped}\n"
    assert known(moved) == [one]
    assert known(RANGED.replace("On the figures", "By the figures")) != [one]
    assert known(RANGED.replace("$450 million", "$460 million")) != [one]


def test_the_same_sentence_twice_has_two_ids() -> None:
    twice = known(f"{RANGED}\n\n{RANGED}\n")
    assert (len(twice), len({*twice})) == (2, 2)
    assert twice[:1] == known(RANGED)
