"""The table of kinds is whole, and agrees with the records that are typed."""

from __future__ import annotations

from typing import get_args

import pytest

from narrator.model.kinds import BESIDE, DIMENSIONS, KINDS, SECTIONS, Act, Dimension, Form, Group, Part, What, rows_of
from narrator.model.quantity import UNITS, Direction, kind_of
from narrator.model.records import EventFile, Record, Reports

ROWS = [(group, part, row) for group, kind in KINDS.items() for part, row in kind.quantities.items()]


def model(group: Group) -> type[Record]:
    annotation = EventFile.model_fields[group].annotation
    record: type[Record] = get_args(annotation)[1]
    assert issubclass(record, Record)
    return record


def fields_of(group: Group) -> set[str]:
    own = model(group).model_fields.items()
    return {name for name, field in own if field.annotation and Reports in get_args(field.annotation)}


def test_every_kind_of_record_with_amounts_has_a_row() -> None:
    kinds = {name for name, field in EventFile.model_fields.items() if _is_measured(field.annotation)}
    assert kinds == set(KINDS) == set(Group)


def _is_measured(annotation: object) -> bool:
    held = get_args(annotation)
    return len(held) == 2 and isinstance(held[1], type) and issubclass(held[1], Record)


@pytest.mark.parametrize("group", Group)
def test_the_quantities_of_a_row_are_the_fields_of_its_record(group: Group) -> None:
    assert set(KINDS[group].quantities) == {Part.AMOUNT, *fields_of(group)}
    assert not set(KINDS[group].quantities) & set(BESIDE)


@pytest.mark.parametrize("group", DIMENSIONS)
def test_the_dimensions_of_a_row_are_the_fields_of_its_record_that_may_be_left_open(group: str) -> None:
    fields = model(Group(group)).model_fields
    assert set(DIMENSIONS[group]) == {each for each in Dimension if each in fields and not fields[each].is_required()}


def test_every_what_has_a_row() -> None:
    assert tuple(KINDS[Group.POSITIONS].whats) == get_args(What)
    assert tuple(KINDS[Group.ACCOUNTS].whats) == get_args(Act)


@pytest.mark.parametrize(("group", "part", "row"), ROWS)
def test_a_value_that_states_no_unit_has_one_that_is_allowed(group: Group, part: Part, row: object) -> None:
    every = [rows_of(group, what)[part] for what in ("", *KINDS[group].whats)]
    assert row in every
    for each in every:
        assert not each.units or kind_of(each.unit) in each.units
        assert each.unit in {*UNITS.values(), "USD", "accounts"}
        assert not (each.below_zero and each.form is not Form.STATE)


def test_sections_are_those_of_an_article() -> None:
    assert set(map(str, KINDS)) <= set(SECTIONS)


def test_the_row_of_an_amount_follows_its_what() -> None:
    assert rows_of(Group.POSITIONS, "funding")[Part.AMOUNT].unit == "percent"
    assert {row.direction for row in rows_of(Group.ACCOUNTS, "unrealised loss").values()} == {Direction.LOSS}
    assert rows_of(Group.MACRO, {"en": "the deficit"})[Part.AMOUNT].form is Form.STATE
