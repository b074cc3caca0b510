"""What every view is: read-only names, no number, no pydantic object; and nothing, which is false and holds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class View:
    """Names that a template may read: the public properties of a class; an unknown name fails the template."""

    _open: ClassVar[Mapping[str, type]] = {}
    """Names that are there beside the properties, with the type of what they hold."""


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
