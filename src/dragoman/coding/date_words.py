"""The words of English dates: their values, and the patterns that date forms are made of."""

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "the": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1}
DAYS = {"yesterday": -1, "tomorrow": 1, "last night": -1, "day before yesterday": -2, "day after tomorrow": 2}
HOLIDAYS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "valentine's day": (2, 14), "may day": (5, 1),
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
SPANS = {"hour": 1, "day": 24, "week": 168, "fortnight": 336}
_QUANTITIES = {"a": 1, "an": 1, "half a dozen": 6}
_VALUES = {"a": 0, "of": 0, "couple": 2, "dozen": 12, "hundred": 100}
_VALUES |= {w: n for n, w in enumerate(("one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
                                        "fifteen sixteen seventeen eighteen nineteen").split(), 1)}  # fmt: skip
_VALUES |= {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ONES = "first second third fourth fifth sixth seventh eighth ninth"
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_VALUES |= {w: n for n, w in enumerate(f"{_ONES} {_TEENS}".split(), 1)} | {"twentieth": 20, "thirtieth": 30}


def _any(words: str) -> str:
    return "|".join(words.split())


# "may", "march", "sun" and "sat" are words of their own unless they are capitalised.
MON = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|apr(?:il|\.)?|june?\.?|july?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?"
    r"|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?|(?-i:M(?:AY|ay|ARCH|arch|(?:AR|ar)\.?)))"
)
DAYNAME = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
DOW = rf"(?:{DAYNAME}|(?:mon|tues?|wed|thurs?|thu|fri|(?-i:S(?:un|UN|at|AT)))\b\.?)"
ORD = rf"(?:(?:(?:twenty|thirty)[-\s])?(?:{_any(_ONES)})|{_any(_TEENS)}|twentieth|thirtieth)"
DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|,\d{{3}}(?!\d))|{ORD})\b"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL = "one|two|three|four|five|six|seven|eight|nine"
NUM = (
    rf"(?:\d{{1,4}}|half\s+a\s+dozen|a\s+couple\s+of|a\s+dozen|a\s+hundred|(?:{_TENS})(?:[-\s](?:{_SMALL}))?"
    rf"|(?:four|six|seven|eight|nine)teen|ten|eleven|twelve|thirteen|fifteen|{_SMALL}|an?)\b"
)
YEAR = r"(?:1\d{3}|20\d{2})(?!\d)"
NTH = rf"(?:(?:3[01]|[12]?\d)(?:st|nd|rd|th)|{ORD})\b"
UNIT = r"(?:hour|day|week|fortnight|month|year|decade)"
YR = rf"(?:[,\s/-]\s*(?:of\s+|in\s+)?(?P<year>{YEAR})|,?\s+(?:of\s+)?(?P<rel>last|this|next)\s+year)"
DET = r"(?P<det>this|last|next|past|coming|upcoming)"
TO = r"(?:\s+(?:to|until|till|through|and)\s+(?:the\s+)?|\s*-\s*)"
PART = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night))"
ABOUT = r"(?:(?:about|around|almost|nearly|some|over|(?:more|less)\s+than|at\s+least)\s+)?"
SEASON = "|".join(SEASONS)
EDGE = (
    r"(?:end-|(?:early|late|mid|earlier|later)(?:-|\s+(?:in\s+|on\s+)?)|(?:the\s+)?(?:(?:very\s+)?end|close|beginning|start|middle"
    r"|rest|(?:first|second)\s+half|(?:first|second|third|fourth|last|final)\s+(?:days|weeks?|months)"
    r"|night|morning|afternoon|evening|month)\s+of\s+)"
)
DAY_WORDS = (
    r"day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday|today|tomorrow|tonight|last\s+night"
    r"|this\s+(?:morning|afternoon|evening)"
)
_TIME = r"(?:\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?|noon|midnight)(?:\s+(?:gmt|local\s+time))?"
# What stands before and after the date proper, and does not change it.
BEFORE = re.compile(
    rf"(?:{EDGE}|(?:on|in|at|by|since|from|until|till|up\s+to|through|during|between|over|throughout|before|after|as\s+of|around|about|circa"
    rf"|no[tr]?\s+(?:later|earlier)\s+than|as\s+(?:early|late|recently)\s+as|starting|beginning|back|dated|for|only|just|the"
    rf"|at\s+least|ahead\s+of|prior\s+to|this(?=\s+(?:coming|past))|{_TIME}(?:\s+on)?)\s+)",
    re.IGNORECASE,
)
AFTER = re.compile(rf"(?:'s|{PART}|,?\s+(?:at\s+)?{_TIME}|,?\s+(?:gmt|local\s+time|itself))$", re.IGNORECASE)


def number(text: str) -> int:
    """The value of a cardinal, an ordinal or a quantity such as "half a dozen"; the words must be such."""
    words = re.sub(r"[-\s]+", " ", text.lower())
    if digits := re.match(r"\d+", words):
        return int(digits[0])
    return _QUANTITIES.get(words) or sum(_VALUES[word] for word in words.split())


def month_number(name: str) -> int:
    """The number of a month from its name or an abbreviation of at least three letters."""
    return MONTHS.index(name[:3].lower()) + 1
