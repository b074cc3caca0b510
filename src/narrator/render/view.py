"""What every view is: read-only names, no number, no pydantic object; and nothing, which is false and holds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class View:
    """Names that a template may read: the public properties of a class, or its fields; an unknown name fails."""

    _open: ClassVar[Mapping[str, type]] = {}
    """Names that are there beside the properties, with the type of what they hold."""


def give(view: type[View], holds: str, names: Mapping[Any, str], read: Callable[[Any, Any], object]) -> None:
    """Give a view properties that are all read in one way: name by name what each says, and what all of them hold."""

    def named(name: str, says: str) -> property:
        def get(self: View) -> object:
            return read(self, name)

        get.__annotations__["return"] = holds
        return property(get, doc=says)

    for name, says in names.items():
        setattr(view, name, named(name, says))


class Nothing(View):
    """What an absent figure or record is to a template: false, and so is everything in it; printing it is an error."""

    def __getattr__(self, name: str) -> Nothing:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Nothing]:
        return iter(())


NOTHING = Nothing()
