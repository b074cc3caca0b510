"""The spellings of the text grammars: what is typed, and under it what is typed elsewhere and refused here.

Every word has one spelling. A refusal names it, and the corrected line has it.
"""

from __future__ import annotations

from narrator.model.quantity import PERCENT, POINTS, TIMES

SCALES = {
    0: ("",),
    4: ("万",),
    6: (" million", "m", "M"),
    8: ("亿",),
    9: (" billion", "bn", "B"),
    12: (" trillion", "tn", "T", "万亿"),
}
"""Magnitudes: the power of ten, and how it is typed, the space before a word included."""

UNITS = {
    PERCENT: ("%",),
    POINTS: (" percentage points", " percentage point", "个百分点"),
    TIMES: (" times", "x", "倍"),
    "USD": ("$", "美元"),
    "CNY": (" yuan", "元人民币"),
    "EUR": (" euros", "欧元"),
    "GBP": (" pounds", "英镑"),
    "JPY": (" yen", "日元"),
    "HKD": (" Hong Kong dollars", "港元"),
    "KRW": (" won", "韩元"),
    "BTC": (" BTC", "枚比特币"),
    "ETH": (" ETH", "枚以太坊"),
    "accounts": (" accounts", "个账户"),
    "wallets": (" wallets", "个钱包"),
    "exchanges": (" exchanges", "家交易所"),
}
"""Units and how they are typed: `$` before the digits, all others after them. Other tickers and nouns as they are."""

OTHER_NAMES = {
    PERCENT: ("%", "percent", "per cent", "pct"),
    POINTS: ("pp", "points"),
    "USD": ("$", "US$", "USD", "dollars", "US dollars", "美金"),
    "CNY": ("CNY", "RMB", "元"),
    "EUR": ("EUR", "€"),
    "GBP": ("GBP", "£"),
    "JPY": ("JPY",),
    "HKD": ("HKD", "HK$"),
    "KRW": ("KRW",),
    "BTC": ("bitcoin", "bitcoins"),
    "ETH": ("ether", "ethereum"),
}
"""Names that these units have elsewhere, before or after the digits, in any case of letters."""

COUNTED = ("addresses", "contracts", "funds", "holders", "orders", "traders", "venues")
"""Other nouns that are counted often: a word that is nearly one of them is a slip."""

OTHER_SCALES = {"m": " million", "b": " billion", "t": " trillion"}
"""Magnitudes by the letter that a slip begins with (`mln`, ` bn`, ` Million`)."""

POWERS = {spelled: power for power, spellings in SCALES.items() for spelled in spellings}
CODES = {spelled: unit for unit, spellings in UNITS.items() for spelled in spellings}
NAMES = {name.lower(): unit for unit, names in OTHER_NAMES.items() for name in names}
WORDS = (*COUNTED, *(word[1:] for word in (*POWERS, *CODES) if word.startswith(" ")))

OTHER_WORDS = {
    "about": ("approximately", "approx.", "approx", "around", "roughly", "circa", "some", "~", "≈"),
    "nearly": ("almost", "just under"),
    "more than": ("over", "above", "exceeding", "greater than", ">"),
    "at least": ("no less than", "not less than", ">=", "≥"),
    "less than": ("under", "below", "fewer than", "<"),
    "at most": ("up to", "no more than", "not more than", "<=", "≤"),
    "inflow": ("inflows", "net inflow", "net inflows"),
    "outflow": ("outflows", "net outflow", "net outflows"),
    "up": ("rose", "gained", "gain"),
    "down": ("fell", "dropped", "lost", "loss"),
    "not reported": ("pending", "not yet reported", "n/a"),
    "not stated": ("unknown", "undisclosed"),
    "none": ("zero", "nil"),
    "from": (),
    "": ("of", "between", "unverified", "unconfirmed", "estimated", "rumoured", "reported", "forecast", "planned"),
}
"""Words that stand before an amount elsewhere, under the one that stands there here; in any case of letters."""

OTHER_CLAUSES = {
    " at ": (" as of ", " @ "),
    " quoting ": (" according to ", " citing ", " via "),
    " = ": (" worth ", " equal to ", "="),
    " = about ": (" ≈ ", " ~ "),
}
"""The same for what follows an amount."""

RIGHT_WORD = {word: right for right, words in OTHER_WORDS.items() for word in (right, *words)}
RIGHT_CLAUSE = {word: right for right, words in OTHER_CLAUSES.items() for word in words}
