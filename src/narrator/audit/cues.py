"""Cues: the words of a text that say what a number in it is about.

They come from the records, from `data/names.yaml`, and from a short list of the words of the trade.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.entities import COUNTRY
from narrator.audit.facets import ASSET, CONTRACT, METRIC, TOPIC, VENUE, WHO
from narrator.audit.spells import texts_of
from narrator.audit.terms import both_spellings, capitals, fund_names, han_words, shorter
from narrator.audit.topics import FORCED, MOVE, whose
from narrator.audit.ways import VERBS
from narrator.model.kinds import INSTRUMENTS, Group
from narrator.model.quantity import Direction
from narrator.reading.branches import alternatives, branched
from narrator.reading.hanzi import simplified
from narrator.reading.patterns import lazy, patterns, table
from narrator.reading.spellings import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from narrator.audit.entities import Entities
    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.name import Name, Names

    Said = tuple[str, str, str]  # a form, the facet and the value that it names

_TABLE = table(__name__, "cues")
WORDS: dict[tuple[str, str], str] = {tuple(row["names"]): "|".join(row["words"]) for row in _TABLE["words"]}
WORDS[METRIC, MOVE] = f"{VERBS[Direction.UP]}|{VERBS[Direction.DOWN]}|{WORDS[METRIC, MOVE]}"
"""The words of the trade, as patterns, by the facet and the value that they name."""
TRADE = lazy("|".join(WORDS.values()))
PHRASES = {(METRIC, FORCED): r"exchanges (?:closed|liquidated)\b"}
"""Phrases of the trade that begin with a word that may be a name."""
MOOD = ("sentiment", "mood", "fear and greed", "fear & greed")
KINDS = {"asset": ASSET, "index": ASSET, "venue": VENUE, "fund": VENUE}
ARTICLE, BRACKETS = lazy(r"^[Tt]he |(?<!\s)\s*[(（].*"), lazy(r"[\s()（）]+")
"""What is left out of a name; one that begins with a bracket goes without brackets only."""
SHORTEST, LONGEST = 3, 12
"""A shorter description is no name; a longer part of a name in Chinese is not looked for."""
COIN_NAME, CONTENT = patterns(__name__, "COIN_NAME", "CONTENT")
IDLE = " |.,"
"""Marks that are frequent, and with which no word of the trade begins."""
END = "\x00"
"""Stands for the end of a name, behind which its word may not go on."""
BETWEEN = lazy("(?:  |[ \n\x1f-])")
"""What stands between the words of a name: a hyphen makes it no other one, nor does the end of a line."""
FAINT = frozenset(listed(_TABLE["lists"]["faint"]))
"""Words of a record's own texts that tell nobody apart."""


class Cue(NamedTuple):
    """A word that names a value of a facet, at its offsets."""

    start: int
    end: int
    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The cues that the texts about one event can hold. `spelled`: the forms of names in lower case, as typed.

    Behind each alternative of the pattern that is no name stands an empty group; `values`: what each of them names.
    """

    pattern: re.Pattern[str]
    values: tuple[tuple[str, str], ...]
    spelled: Mapping[str, tuple[Said, ...]]

    def reader(self, text: str, lowered: str) -> Callable[[int, int], Iterator[Cue]]:
        """What finds the cues of a stretch of a text, in order; `lowered` is the text in small letters."""
        known: dict[str, list[tuple[str, str]]] = {}

        def cues(start: int, end: int) -> Iterator[Cue]:
            for match in self.pattern.finditer(lowered, start, end):
                first, last = match.span()
                if match.lastindex:
                    yield Cue(first, last, *self.values[match.lastindex - 1])
                    continue
                typed = text[first:last]
                if typed not in known:
                    known[typed] = [*self._named(_blanked(match[0]), _blanked(typed))]
                is_unit = text[first - 1 : first] in {*"百千万亿"}  # 百万美元
                yield from (Cue(first, last, *named) for named in known[typed] if not (is_unit and named[0] == ASSET))

        return cues

    def _named(self, spelled: str, typed: str) -> dict[tuple[str, str], None]:
        """What a name names, as it is spelled in small letters and as it is typed."""
        return {
            (facet, value): None
            for form, facet, value in self.spelled[spelled]
            if form == form.lower() or _blanked(form) == typed or (not form.isupper() and typed[0].isupper())
        }


def vocabulary(event: Event, figures: Figures, names: Names, entities: Entities, more: Iterable[Said]) -> Vocabulary:
    """The cues of an event, with `more` words of the desk."""
    spelled: dict[str, dict[Said, None]] = {}
    said = *_named(figures, event, names), *_recorded(event, figures, names, entities), *more
    for form, facet, value in said:
        if form.strip():
            spelled.setdefault(_blanked(simplified(form).lower()), {})[simplified(form), facet, value] = None
    _inherit(spelled)
    names_ = branched([f"{form}{END * form[-1].isascii()}" for form in sorted(spelled, key=len, reverse=True)])
    names_ = names_.replace(r"\ ", BETWEEN.pattern).replace("'", "['’]").replace(re.escape(END), "(?![a-z0-9])")
    worded = [(value, each) for value, words in (*PHRASES.items(), *WORDS.items()) for each in alternatives(words)]
    words = [f"{each}()" for _, each in worded]  # what begins with a letter is passed over quickly, a group is not
    each = "|".join([*words[: len(PHRASES)], names_ if spelled else "(?!)", *words[len(PHRASES) :]])
    idle = "".join(mark for mark in IDLE if not any(form.startswith(mark) for form in spelled)) or "\0"
    pattern = re.compile(rf"(?<![a-z](?![\u4e00-\u9fff]))(?![{idle}])(?:{each})")
    return Vocabulary(
        pattern, tuple(value for value, _ in worded), {form: tuple(said) for form, said in spelled.items()}
    )


ALSO_SAID = {"holdings": ("held", "holds", "hold", "assets under management", "AUM")}
"""Other words for what a position is."""


def _blanked(form: str) -> str:
    """A name with blanks between its words, whatever stands there in a text, and its apostrophes as they are typed."""
    return BETWEEN.sub(" ", form).replace("’", "'")


def _inherit(spelled: dict[str, dict[Said, None]]) -> None:
    """Let a name in Chinese, which is read as one word, name what a shorter one in it names: 加密货币总市值, 市值."""
    for form in [form for form in spelled if not form.isascii()]:
        parts = {form[start:end] for start, end in combinations(range(len(form) + 1), 2) if end - start < LONGEST}
        for part in sorted(parts & spelled.keys()):
            spelled[form] |= {said: None for said in spelled[part] if said[1] == TOPIC}


def _voices(figures: Figures, names: Names) -> frozenset[str]:
    """The ids of names that stand in the records as sources of figures."""
    return frozenset(
        name.id
        for source in figures.sources
        if (name := names.find(source) or names.find(source.replace("_", " ").title()))
    )


def _named(figures: Figures, event: Event, names: Names) -> Iterator[Said]:
    """The names of the registry: of what figures are of, of venues, and all others as somebody."""
    subjects = {name.id for figure in figures if (name := names.find(figure.key.subject))}
    venues = {whose(figure.key.venue, names) for figure in figures}
    holders = {whose(record.who, names) for record in event.file.accounts.values()}
    told = "\n".join(text for record in event.file.macro.values() for text in texts_of(record.what))
    bodies = {name.id for name in names.entries if any(form in told for form in forms(name))}
    voices = _voices(figures, names) - holders - bodies
    for name in names.entries:
        is_one = name.kind != "term" and (name.kind != "fund" or name.ticker)  # else a fund is all funds of a kind
        if (is_one or name.id in venues) and (name.id not in voices or name.id in subjects or name.kind in KINDS):
            facet = ASSET if name.id in subjects else VENUE if name.id in venues else KINDS.get(name.kind, WHO)
            both = {facet, WHO} if name.id in holders else {facet}  # a share that holds coins itself
            yield from ((form, each, name.id) for form in forms(name) for each in both)
            if name.kind == "asset" and name.ticker:  # many desks write bitcoin and ether without a capital
                yield from ((form.lower(), facet, name.id) for form in forms(name) if COIN_NAME.fullmatch(form))


def forms(name: Name) -> Iterator[str]:
    """The spellings of a name, without article and brackets."""
    for form in (*name.forms.values(), *name.aliases, name.ticker or ""):
        if plain := plain_name(form):
            yield plain
            bare = plain.removesuffix("指数")
            yield from (bare,) if bare != plain and len(bare) >= SHORTEST else ()


def plain_name(form: str) -> str:
    """A name without its article and what stands in brackets behind it."""
    return ARTICLE.sub("", form) or ARTICLE.sub("", BRACKETS.sub(" ", form).strip())


def _recorded(event: Event, figures: Figures, names: Names, entities: Entities) -> Iterator[Said]:
    """What the records themselves say about whose or what their figures are."""
    own = Counter(form.casefold() for subject in {each.key.subject for each in figures} for form in shorter(subject))
    for figure in figures:
        key, also_called = figure.key, entities.also_called
        if key.venue:
            known = whose(key.venue, names) or key.venue.casefold()
            called = (*fund_names(key.venue, key.subject), *entities.countries_of(key.venue))
            yield from ((plain_name(form), VENUE, known) for form in called)
            contract = "" if key.basis in INSTRUMENTS else key.basis
            yield contract or key.venue, CONTRACT, whose(key.venue, names) or key.venue.casefold()
        if key.basis and key.basis not in INSTRUMENTS and (subject := names.find(key.subject)):
            yield key.basis, ASSET, subject.id
        if key.subject:
            known = whose(key.subject, names) or key.subject.casefold()
            is_bare = known == key.subject.casefold()
            once = (form for form in shorter(key.subject) if own[form.casefold()] == 1)
            called = (*also_called(key.subject), *capitals(key.subject), *once, *([key.subject] if is_bare else []))
            told = (form for form in called if names.find(form) is None or form == key.subject)
            yield from ((plain_name(form), ASSET, known) for form in told)
        if not figure.derived_from:
            yield from _described(figure, event, names, entities)


def _han(text: str, names: Names) -> Iterator[str]:
    """The Chinese words of what a record is about, without the names of who stands behind it: 资产负债表."""
    known = sorted((form for name in names.entries for form in forms(name) if not form.isascii()), key=len)
    for form in reversed(known):
        text = text.replace(form, "\0")
    yield from han_words(text, is_bare="\0" not in text)


def _is_telling(word: str, names: Names | None, entities: Entities) -> bool:
    """Whether a word of a record's texts tells what it measures: it is no name, nor a country, which are told apart."""
    of = entities.named
    is_own = names is None or (names.find(word) is None and COUNTRY not in of.get(word, of.get(word.title(), ())))
    return is_own and TRADE.fullmatch(word) is None


def _bodies(record: object, what: str, event: Event, names: Names) -> Iterator[str]:
    """The names of who measured something or is measured: of the record, and of others that its own words have."""
    own = getattr(record, "who", None)
    for who in {each.who: None for each in event.file.macro.values() if each.who}:
        spelled = [*forms(found)] if (found := names.find(who)) else []
        yield from spelled if who == own or any(form in what for form in spelled) else ()


def _described(figure: Figure, event: Event, names: Names, entities: Entities) -> Iterator[Said]:
    kind, name, *_ = figure.id.split(".")
    record = getattr(event.file, kind)[name]
    if kind == Group.SENTIMENT:
        value = whose(figure.key.subject, names) or figure.key.subject.casefold()
        titles = [record.name] if isinstance(record.name, str) else (record.name or {}).values()
        yield from ((plain_name(word), ASSET, value) for word in (*titles, figure.key.subject.replace("_", " "), *MOOD))
        return
    if kind == Group.ACCOUNTS:
        known = names.find(record.who)
        value = known.id if known else f"{kind}.{name}"
        is_account = known is not None and known.kind == "account"
        texts = [record.also_known_as or "", *([] if known and not is_account else [record.who])]
        texts += known.forms.values() if known and is_account else []
        facet = WHO
    elif kind in {Group.MACRO, Group.POSITIONS}:
        value, facet = f"{kind}.{name}", TOPIC
        texts = [record.what if isinstance(record.what, str) else " ".join(record.what.values())]
        yield from ((form, facet, value) for form in ALSO_SAID.get(texts[0], ()))
        yield from ((form, facet, value) for form in _bodies(record, texts[0], event, names))
        for text in texts:
            bare = (*entities.also_called(text), *capitals(text), *_han(text, names))
            yield from ((form, facet, value) for form in bare if not names.find(form))
    else:
        return
    words = [word for text in texts for word in CONTENT.findall(text.lower()) if word not in FAINT]
    telling = [word for word in words if _is_telling(word, names if facet == TOPIC else None, entities)]
    said = telling or ([] if facet == WHO else words)
    yield from ((form, facet, value) for word in said for form in both_spellings(word))
    if not telling or (facet == TOPIC and FAINT & {*" ".join(texts).split()}):  # told apart by them, or by a quarter
        yield from ((plain_name(text), facet, value) for text in texts if text)
    whole = (getattr(record, field, None) for field in ("who", "also_known_as"))
    yield from (
        (plain_name(text), facet, value) for text in whole if text and kind == Group.ACCOUNTS and len(text) >= SHORTEST
    )
