"""Pools: sections that stand under one heading, since those that are too thin for one join their subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.model.kinds import Group

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.story.message import Message, Section, Story

POOLS: dict[str, str] = {
    **dict.fromkeys((Group.POSITIONS, Group.PRICES, Group.SENTIMENT, Group.LEVELS), "market"),
    **dict.fromkeys((Group.FLOWS, Group.LIQUIDATIONS), "money"),
    **dict.fromkeys((Group.ACCOUNTS, "statements"), "people"),
}
"""Subjects within which thin sections are pooled; the others are subjects of their own."""


@dataclass(frozen=True)
class Pool:
    """Sections under one heading, that of the first."""

    sections: tuple[Section, ...]

    @property
    def subject(self) -> str:
        """What it is about; levels in somebody's opinion are no part of what a market did."""
        name = self.sections[0].name
        return name if self.is_seen else POOLS.get(name, name)

    @property
    def is_seen(self) -> bool:
        """Whether it has nothing but levels in somebody's opinion."""
        return all("marks" in message.roles for message in self.messages)

    @property
    def paragraphs(self) -> list[tuple[Message, ...]]:
        """Its paragraphs in order."""
        return [paragraph for section in self.sections for paragraph in section.paragraphs]

    @property
    def messages(self) -> list[Message]:
        """Its messages in order."""
        return [message for paragraph in self.paragraphs for message in paragraph]

    @property
    def figures(self) -> set[str]:
        """The figures that its messages tell."""
        return {figure for message in self.messages for figure in message.figures}


def pooled(
    story: Story,
    is_thin: Callable[[Pool], bool],
    tells_amount: Callable[[Pool], bool],
    is_weighed: Callable[[Pool], bool],
) -> tuple[list[Pool], list[Pool]]:
    """What stands under headings, in order, and what is too thin for one; what prints no amount is no section alone.

    What is thin, and weighed in the desk's view, stands before that, and joins no other section.
    """
    own: list[Pool] = []
    weighed: list[Pool] = []
    left: dict[str, Pool] = {}
    for at, section in enumerate(story.sections):
        pool = Pool((section,))
        is_leading = (at == 0 and section.name == story.main.section) or _is_contrast(pool, story)
        if not is_thin(pool) or is_leading:
            own.append(pool)
        elif is_weighed(pool):
            weighed.append(pool)
        elif pool.subject in left:
            left[pool.subject] = Pool((*left[pool.subject].sections, section))
        else:
            left[pool.subject] = pool
    thin: list[Pool] = []
    for subject, pool in left.items():
        near = next((number for number, each in enumerate(own) if each.subject == subject), None)
        if near is not None:
            own[near] = Pool((*own[near].sections, *pool.sections))
        else:
            (thin if is_thin(pool) else own).append(pool)
    thin.sort(key=lambda pool: pool.is_seen)
    is_one = all(pool.is_seen for pool in thin[1:])
    if thin and tells_amount(thin[0]) and (not own or (is_one and not thin[0].is_seen)):
        own, thin = own + thin[:1], thin[1:]
    return own[:1] + sorted(own[1:], key=lambda pool: (not _is_contrast(pool, story), -_weight(pool))), weighed + thin


def _weight(pool: Pool) -> int:
    return max(section.weight for section in pool.sections)


def _is_contrast(pool: Pool, story: Story) -> bool:
    """Whether it tells what the standfirst sets against something else."""
    second = story.second.id if story.second and story.contrast else ""
    return second in {message.id for message in pool.messages}
