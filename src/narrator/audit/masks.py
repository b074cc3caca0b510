"""Digits that are no figures: dates, times, windows, numbers of lists, pages and notes, addresses, names.

The alternatives of a pattern stand in the order in which they are tried; each is bounded. Names come from the lexicon.
"""

from __future__ import annotations

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
COUNTING = r"(?![0-9%％]|[.,][0-9]|[ \n-]?(?:%|x\b|[KMBTkmb]\b|(?i:hundred|thousand|million|billion|trillion|percent|per cent|points?|basis|bps)))"
DAY = rf"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?{COUNTING}"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
TO = r"(?: ?[-–—~/] ?|[ \n](?:to|and|through|until|or)[ \n])"
CLOCK = r"(?:2[0-4]|[01]?[0-9]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:])"
ZONE = r"(?:UTC|GMT)(?: ?[-+−–±][0-9]{1,2}(?::?[0-9]{2})?)?|Z\b|E[SD]?T\b|C[SE]?[SD]?T\b|P[SD]?T\b|HKT\b|BST\b|SGT\b"
HALF_DAY = r" ?(?:[ap]\.m\.|[AaPp][Mm]\b)"
SPAN = (
    r"(?i:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|quarters?|years?|decades?|trading\sdays?|sessions?)"
)
LABEL = (
    r"[Ff]ig(?:ure|\.)|[Tt]able|[Cc]hart|[Ss]ection|[Cc]hapter|[Pp]art|[Pp]ages?|pp?\.|[Nn]o\.|[Nn]otes?|[Ss]tep|[Aa]ppendix"
    r"|[Ff]ootnote|[Ii]ssue|[Rr]ule|[Vv]ersion|v|\#|第|图|表|注"
)

PATTERNS = {
    "link": r"(?:https?://|www\.)[^\s<>\"”’）)】]+|0x[0-9a-fA-F]{6,}",
    "date": (
        r"[12][0-9]{3}[-/.][01]?[0-9][-/.][0-3]?[0-9](?![0-9])(?:T[0-9:.]{4,15}(?:Z|[-+][0-9]{2}:?[0-9]{2})?)?"
        rf"|[0-3]?[0-9][-/.][0-3]?[0-9][-/.]{YEAR}|(?:19|20)[0-9]{{2}}-(?:0[1-9]|1[0-2])(?![-0-9.,])"
        rf"|{MONTH}[ \n]{DAY}(?:{TO}(?:{MONTH}[ \n])?{DAY})?(?:,?[ \n]{YEAR})?"
        rf"|{MONTH},?[ \n](?:of[ \n])?{YEAR}|{DAY}(?:{TO}{DAY})?[ \n-](?:of[ \n])?{MONTH}\b(?:,?[ \n]{YEAR})?"
        r"|[12][0-9]{3}年(?:[01]?[0-9]月(?:[0-3]?[0-9][日号])?)?(?:[至到~～–-](?:[0-9]{4}年)?(?:[01]?[0-9]月)?(?:[0-3]?[0-9][日号])?)?"
        r"|[01]?[0-9]月(?:份|[0-3]?[0-9][日号])?(?:[至到~～–-](?:[01]?[0-9]月)?[0-3]?[0-9][日号])?|[0-3]?[0-9][日号]"
        rf"|(?:[1-4]Q|[12]H|FY) ?(?:{YEAR}|['’]?[0-9]{{2}}\b)|(?:Q[1-4]|H[12])\b(?: (?:of )?{YEAR}| ?['’][0-9]{{2}}\b)?"
    ),
    "time": (
        rf"{CLOCK}(?:{HALF_DAY})?(?: ?(?:{ZONE}))?|(?:1[0-2]|0?[1-9]){HALF_DAY}(?: (?:{ZONE}))?"
        r"|(?:UTC|GMT) ?[-+−–±][0-9]{1,2}(?::?[0-9]{2})?|[0-2]?[0-9](?:时(?:[0-5]?[0-9]分)?|点(?:[0-5]?[0-9]分|钟|半|整))"
    ),
    "span": (
        rf"(?<![$€£¥0-9.,])[0-9]{{1,4}}(?:\.[0-9])?(?:{TO}[0-9]{{1,4}})?[ \n-]?"
        rf"(?:(?:{SPAN}\b|(?:trading|calendar|business|straight|consecutive|more|full)[ \n]{SPAN}\b|[hd]\b)"
        r"|个?(?:小时|分钟|秒|天|周|个月|季度|交易日|年)|日内)|24/7"
    ),
    "label": (
        rf"(?<![A-Za-z])(?:{LABEL}) ?[0-9]{{1,4}}(?:\.[0-9]{{1,3}})*(?:[-–][0-9]{{1,4}})?[期页号]?{COUNTING}(?![A-Za-z])"
        r"|[0-9]{1,3}(?:st|nd|rd|th)\b"
    ),
    "mark": r"(?<=[A-Za-z.,;:)”\"%\u4e00-\u9fff])[¹²³⁰-⁹]{1,3}|\[[0-9]{1,3}(?:[,–-] ?[0-9]{1,3})*\]",
}
"""What is masked, by the kind of mask."""

BEFORE_YEAR = frozenset(
    "in since of by from until till end mid late early during before after and or to through the year into for"
    " summer autumn fall winter spring vs".split()
)
"""Words after which four digits from 1990 to 2049 alone are a year."""
