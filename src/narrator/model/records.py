"""Records: the entries of an event file as typed, one model per kind; JSON Schema and docs/event-files.md follow them.

Every scalar is text. Report lines stay text here; `ingest` reads them with the amount grammar, which needs the zone and
the default window of the event. A field of type `Reports` is a quantity of its own: figure `<kind>.<record>.<field>`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from narrator.model.kinds import Act, Instrument, Section, Side, What

Languages = Literal["en", "zh"]
Words = str | dict[Languages, str]
"""Text of a record: a string, or one per language."""

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
FigureId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,2}$")]


class Entry(BaseModel):
    """The base of everything that is typed in an event file: frozen, no unknown fields, texts only."""

    # Built when first used, as parts of EventFile: a validator for each alone would take half as long again to load.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True, defer_build=True)


Decision = Literal["preferred", "circulating", "deprecated"]


class LongLine(Entry):
    """The long form of a report line."""

    amount: str = Field(description="the line without `at` and `quoting`: `inflow $2 million, provisional`, `none`")
    as_of: str | None = Field(None, description="when the source said so: `HH:MM` or `YYYY-MM-DD HH:MM`")
    window: str | None = Field(None, description="the window of this report alone")
    quoting: str | None = Field(None, description="the primary source that this one repeats")
    rank: Decision | None = Field(None, description="a person's decision; needs `reason`")
    reason: str | None = Field(None, description="why the rank")
    url: str | None = Field(None, description="where it stands")
    definition: str | None = Field(None, description="what the source counts; reports that differ are never pooled")
    embargo: str | None = Field(None, description="until when it may not be used: `HH:MM` or `YYYY-MM-DD HH:MM`")
    cleared: str | None = Field(None, description="who cleared a suspected unit slip, when and why")


Line = str | LongLine
Lines = dict[str, Line | list[Line]]
"""Reports by source: one line, or the history of one source as a list."""


class Reports(Entry):
    """The reports of one quantity, by nature."""

    said: Lines = Field(default_factory=dict, description="measured values, by source")
    estimated: Lines = Field(default_factory=dict, description="model estimates, by source")
    forecast: Lines = Field(default_factory=dict, description="forecasts, by source")
    rumoured: Lines = Field(default_factory=dict, description="rumours, by who carried them")
    opinion: Lines = Field(default_factory=dict, description="opinions, by whose they are")
    planned: Lines = Field(default_factory=dict, description="plans, by whose they are")
    circulating: Lines = Field(default_factory=dict, description="values named beside the range, never pooled")
    window: str | None = Field(None, description="when it differs from that of the record")
    of: str | None = Field(None, description="the record or figure that a share is a share of")
    differ: Words | None = Field(None, description="why the sources differ, as a full sentence")


class Record(Reports):
    """What every record may have besides its own fields: the reports of its amount, and these."""

    window: str | None = Field(None, description="when it differs from the default window")
    note: Words | None = Field(None, description="a doubt or limit, as a full sentence")
    caution: Words | None = Field(None, description="a note that speaks against the plain reading, as a full sentence")
    checked: str | None = Field(None, description="how the desk checked it, when, with what answer")


class Liquidation(Record):
    """Forced closing of leveraged positions."""

    side: Side | None = Field(None, description="`long` or `short`; both when absent")
    asset: str | None = Field(None, description="one asset; all when absent")
    venue: str | None = Field(None, description="one venue; the whole market when absent")
    contract: str | None = Field(None, description="one contract of the venue")
    instrument: Instrument | None = Field(None, description="which kind of contract; all when absent")
    accounts: Reports | None = Field(None, description="how many accounts were liquidated")
    largest_order: Reports | None = Field(None, description="the largest single liquidation")
    peak_hour: Reports | None = Field(None, description="the amount in the hour with the most")
    share: Reports | None = Field(None, description="this record's part of another, with `of`")


class Flow(Record):
    """Money or coins into or out of funds, or of a venue; the amount is net."""

    asset: str | None = Field(None, description="what the funds hold")
    fund: str | None = Field(None, description="one fund; all when absent")
    venue: str | None = Field(None, description="a venue into or out of which it went, where it is no fund's")
    inflow: Reports | None = Field(None, description="the gross inflow, without a direction word")
    outflow: Reports | None = Field(None, description="the gross outflow, without a direction word")
    cumulative: Literal["yes"] | None = Field(None, description="`yes` for a sum over the window")


class Price(Record):
    """A price move; the amount is the move in percent, in points or in money."""

    asset: str = Field(description="an asset, an index or a share")
    broke: Reports | None = Field(None, description="a level that was broken: `below $85,000, briefly`")
    price: Reports | None = Field(None, description="the last or spot price: `$93,742.50 at 08:17`")
    open: Reports | None = Field(None, description="the opening price of the window")
    close: Reports | None = Field(None, description="a price at the end of the window")
    low: Reports | None = Field(None, description="the lowest price of the window")
    high: Reports | None = Field(None, description="the highest price of the window")


class Position(Record):
    """Open interest, funding, basis, volume or holdings of a market."""

    what: What = Field(description="which of them")
    asset: str | None = Field(None, description="one asset; all when absent")
    venue: str | None = Field(None, description="one venue; the whole market when absent")
    instrument: Instrument | None = Field(None, description="which kind of contract; all when absent")


class Macro(Record):
    """A statistic, a decision or an event of the wider economy; an amount or no report at all."""

    what: Words = Field(description="what it is, as a noun phrase: `the Federal Reserve's balance sheet`")
    who: str | None = Field(None, description="who decided it, or did it; the publisher of a value is its source")
    when: str | None = Field(None, description="a window or words")
    about: FigureId | None = Field(None, description="the figure beside which it stands")


class Sentiment(Record):
    """An index of mood."""

    name: Words | None = Field(None, description="the index, as a brief prints it")
    band: Words | None = Field(None, description="the band that the index itself gives, in words")


class Account(Record):
    """A notable account and what happened to it."""

    who: str = Field(description="a name, or a description where the source gives none")
    what: Act = Field(description="what happened; gives the direction")
    also_known_as: str | None = Field(None, description="another name of the same")
    asset: str | None = Field(None, description="what was moved or held")
    where: str | None = Field(None, description="venue or receiver")
    when: str | None = Field(None, description="a window or words")
    share: Reports | None = Field(None, description="a part in percent, with `of` in words")


class Level(Record):
    """A price level: the amount at risk there, a support or resistance in an opinion, or the max pain of options."""

    asset: str = Field(description="whose price")
    side: Side | None = Field(None, description="whose positions are at risk")
    price: Reports | str | None = Field(None, description="`below about $80,000`, or reports by source")
    role: Literal["support", "resistance", "max pain"] | None = Field(
        None, description="when it is one in somebody's opinion; or the max pain of options that expire"
    )
    view_of: str | None = Field(None, description="whose opinion")


class Statement(Entry):
    """What somebody said; digits stand as said."""

    who: str = Field(description="a person or a body; a description where the source gives no name")
    kind: Literal["official", "quote", "opinion", "claim"] = Field(description="what kind of statement it is")
    role: Words | None = Field(None, description="the speaker's office or work")
    text: Words | None = Field(None, description="a paraphrase: a clause that follows `said that`")
    quote: Words | None = Field(None, description="the speaker's own words, without quotation marks")
    where: str | None = Field(None, description="where it was said")
    when: str | None = Field(None, description="a window or words")
    about: FigureId | None = Field(None, description="the figure beside which it stands")
    contains: str | None = Field(None, description="the figures that the statement contains, by id")
    language: Languages | None = Field(None, description="the language in which it was said")
    note: Words | None = Field(None, description="a doubt or limit")


class Claim(Entry):
    """A claim about a figure that a series can confirm or refuse."""

    text: Words = Field(description="a noun phrase: `the largest since Oct. 11, 2025`")
    by: str = Field(description="whose claim")
    about: FigureId = Field(description="the figure")
    since: str | None = Field(None, description="the date from which it is claimed")
    note: Words | None = Field(None, description="a doubt or limit")


class Unconfirmed(Entry):
    """Something that is said and not known; a full sentence."""

    text: Words = Field(description="a clause that follows `social media say that`")
    by: str = Field(description="who carries it")
    checked: str | None = Field(None, description="how the desk checked it, when, with what answer")


class LeftOut(Entry):
    """What the brief leaves out on purpose."""

    what: Words = Field(description="a noun phrase")
    why: Words = Field(description="a clause that follows `because`")


class Watch(Entry):
    """What to watch next."""

    figure: FigureId | None = Field(None, description="the figure that would decide it")
    trigger: str | None = Field(None, description="a direction word, or `below|above AMOUNT`")
    text: Words | None = Field(None, description="a noun phrase, when there is no figure")


class Scenario(Entry):
    """What follows from what, in somebody's view."""

    condition: Words = Field(alias="if", description="a sentence")
    then: Words = Field(description="a sentence")
    view_of: str = Field(description="`desk`, or who")
    figure: FigureId | None = Field(None, description="the figure that would decide it")


class Risk(Entry):
    """What could prove the brief wrong."""

    text: Words = Field(description="a sentence")


class Outlook(Entry):
    """What to watch, scenarios, risks."""

    watch: dict[Identifier, Watch] = Field(default_factory=dict)
    scenarios: dict[Identifier, Scenario] = Field(default_factory=dict)
    risks: dict[Identifier, Risk | Words] = Field(default_factory=dict)


class Commentary(Entry):
    """A paragraph by an editor at one section; the rest goes on following the data."""

    place: Literal["before", "after", "replace"] = Field(description="where it goes")
    by: str = Field(description="who wrote it")
    en: str | None = Field(None, description="the paragraph in English, figures as `[figure.id]`")
    zh: str | None = Field(None, description="the paragraph in Chinese")


class Header(Entry):
    """The head of an event file."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$")] = Field(description="the file's name")
    status: Literal["draft", "ready", "held"] = Field(description="only ready events are built")
    published: str = Field(description="of our edition, `YYYY-MM-DD HH:MM`; the default as-of")
    timezone: str = Field(description="an IANA zone: `Asia/Shanghai`")
    days: Words = Field(description="a date, `DATE to DATE`, or words")
    assets: str = Field(description="tickers, or registered indices and shares, separated by commas")
    main: FigureId | None = Field(None, description="the figure of headline and lead; required when ready")
    view: Words | None = Field(None, description="the desk's opinion, printed as such")
    matters: Words | None = Field(
        None, description="why it matters, on the first screen: a clause that follows `in the desk's view`"
    )
    default_window: str | None = Field(None, description="the window of every record that has none")
    series: str | None = Field(None, description="of what records of its day are made: `all`, or ids of data/series")


SNAPSHOTS = "`SOURCE at TIME`, then figure id and report line"


class EventFile(Entry):
    """A whole event file."""

    event: Header
    liquidations: dict[Identifier, Liquidation] = Field(default_factory=dict)
    flows: dict[Identifier, Flow] = Field(default_factory=dict)
    prices: dict[Identifier, Price] = Field(default_factory=dict)
    positions: dict[Identifier, Position] = Field(default_factory=dict)
    macro: dict[Identifier, Macro] = Field(default_factory=dict)
    sentiment: dict[Identifier, Sentiment] = Field(default_factory=dict)
    accounts: dict[Identifier, Account] = Field(default_factory=dict)
    levels: dict[Identifier, Level] = Field(default_factory=dict)
    statements: dict[Identifier, Statement] = Field(default_factory=dict)
    claims: dict[Identifier, Claim] = Field(default_factory=dict)
    unconfirmed: dict[Identifier, Unconfirmed] = Field(default_factory=dict)
    snapshots: dict[str, dict[FigureId, Line | list[Line]]] = Field(default_factory=dict, description=SNAPSHOTS)
    left_out: dict[Identifier, LeftOut] = Field(default_factory=dict)
    outlook: Outlook = Field(default_factory=Outlook)
    commentary: dict[Section, Commentary | list[Commentary]] = Field(default_factory=dict)
