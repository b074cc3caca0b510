"""Who says what beside a figure."""

from __future__ import annotations

from narrator.story.voices import beside, within
from support.reports import analysed

TEXT = """
liquidations.total
  coinglass: $300 million
  circulating coinank: $230 million
  rumoured chatter: $900 million
liquidations.kraken (at Kraken)
  dan_field: $340 million
liquidations.all
  estimated ellen: $2 billion
"""


def test_whose_the_values_beside_a_figure_are() -> None:
    figure = analysed(TEXT).figures["liquidations.total"]
    assert [(voice.source, voice.nature.value, voice.part) for voice in beside(figure)] == [
        ("coinank", "measured", ""),
        ("chatter", "rumour", ""),
        ("dan_field", "measured", "liquidations.kraken"),
        ("ellen", "estimated", ""),
    ]


def test_values_too_far_apart_have_a_voice_each() -> None:
    apart = "liquidations.total{}\n  coinglass: $300 million\n  coinank: $900 million"
    for why in ("", "; differ: They count different venues."):
        figure = analysed(apart.format(why)).figures["liquidations.total"]
        assert [voice.source for voice in within(figure)] == ["coinglass", "coinank"]


def test_sources_that_quote_one_another_are_one_voice() -> None:
    circle = "liquidations.total\n  coinglass: $300 million{}\n  coinank: $360 million{}"
    apart = analysed(circle.format("", "")).figures["liquidations.total"]
    assert [voice.source for voice in within(apart)] == ["coinglass", "coinank"]
    one = analysed(circle.format(" quoting coinank", " quoting coinglass")).figures["liquidations.total"]
    assert within(one) == ()
