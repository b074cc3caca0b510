"""What every view is: read-only names, no number, no pydantic object; and nothing, which is false and holds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class View:
    """Names that a template may read: the public properties of a class, or its fields; an unknown name fails."""

    _open: ClassVar[Mapping[str, type]] = {}
    """Names that are there beside the properties, with the type of what they hold."""


def give(view: type[View], holds: str, names: Mapping[Any, Any], read: Callable[[Any, Any], object]) -> None:
    """Give a view properties that are all read in one way: by name what each says, and what `read` reads it by.

    Where nothing but what it says is given, it is read by its name. `holds` is the type of what all of them hold.
    """

    def named(says: str, key: object) -> property:
        def get(self: View) -> object:
            return read(self, key)

        get.__annotations__["return"] = holds
        return property(get, doc=says)

    for name, entry in names.items():
        setattr(view, name, named(*entry) if isinstance(entry, tuple) else named(entry, name))


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
