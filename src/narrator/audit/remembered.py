"""What is worked out of a figure, or of an event, once for all texts that are held against it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.audit.matter import Matter
    from narrator.model.figure import Figure

T = TypeVar("T")


def of_matter(function: Callable[[Matter], T]) -> Callable[[Matter], T]:
    """A function of what texts are held against, called once for each."""
    known: WeakKeyDictionary[Matter, T] = WeakKeyDictionary()

    @wraps(function)
    def remembered(matter: Matter) -> T:
        if matter not in known:
            known[matter] = function(matter)
        return known[matter]

    return remembered


def of_figure(function: Callable[[Figure, Matter], T]) -> Callable[[Figure, Matter], T]:
    """A function of a figure of an event, called once for each."""
    known = of_matter(lambda _: dict[str, T]())

    @wraps(function)
    def remembered(figure: Figure, matter: Matter) -> T:
        of = known(matter)
        if figure.id not in of:
            of[figure.id] = function(figure, matter)
        return of[figure.id]

    return remembered
