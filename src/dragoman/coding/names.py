"""Names of people within mentions, and their offices as written."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from dragoman.gazetteer import Gazetteer
from dragoman.reader.reading import Mention, Reading

PARTICLES = frozenset("al bin bint ibn de del della der den di da dos du el la le van von ben abu ul zu ter".split())
NOT_NAMES = frozenset(
    "Minister Ministers Ministry President Presidency Premier Prime Deputy Vice Foreign Interior Defence "
    "Defense Finance Trade Secretary General Chancellor King Queen Prince Princess Emir Sultan Sheikh Crown "
    "Ambassador Envoy Special Spokesman Spokeswoman Spokesperson Government Council Commission Committee "
    "Commissioner Parliament Army Navy Air Force Forces Party Cooperation Affairs International Chief Court "
    "Congress Senate Senator Police Assembly Leaders Leader Summit Union Nations Office Department Embassy "
    "Post Agency Junta Republic Kingdom Fund Bank Group Security State Commander Colonel Major Captain "
    "Lieutenant Admiral Brigadier Sergeant Director Chair Chairman Chairwoman Chairperson Professor Dr Mr Mrs "
    "Ms Sir Lord Lady Judge Justice Attorney Prosecutor Mayor Governor Speaker Member Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday January February March April May June July August September October "
    "November December The A An Both They He She It We I You Its His Her Their Our This That These Those "
    "University Institute Academy Centre Center Corporation Company Association Organisation Organization "
    "Mission Authority Board Bureau Service North South East West Northern Southern Eastern Western Central "
    "National Federal Royal Supreme High Human Rights Watch Red Cross Times News Press Former Acting Interim "
    "Caretaker Then Late Senior Joint Permanent Representative Representatives House White Two Three Four "
    "Region Regional Peace Treaty Accord Agreement Consensus In On At As But And Of For From With By After "
    "Before When While Meanwhile However Islamic Democratic People".split()
)
PREPOSITIONS = frozenset("of from at in for with on".split())
HONOURS = frozenset({"H.E.", "H.R.H.", "H.M.", "H.H.", "Hon", "Amb", "Excellency", "Majesty", "Highness"})
TITLES = re.compile(r"^(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?|(?:Gen|Col|Lt|Sgt|Sen|Rep|Gov)\.|Sir|President|Minister|Premier)$")


class Named(NamedTuple):
    """A person's name in a mention: its words, first and last."""

    name: str
    first: int
    last: int


def person_name(reading: Reading, mention: Mention, hinted: frozenset[int]) -> Named | None:
    """The longest run of capitalised words of a mention that are no place, body, office or title.

    Only the mention's own head is looked at: what follows a comma or a preposition describes, it does not name.
    """
    words = reading.words
    best: Named | None = None
    run: list[int] = []
    for i in range(mention.first, mention.last + 2):
        form = words.form(i) if i <= mention.last else ""
        if form in ("[", "]", "(", ")"):
            continue
        if i not in hinted and (_is_name_word(form) or _is_capital_surname(reading, mention, i)):
            run.append(i)
            continue
        if run and form.lower() in PARTICLES and i < mention.last:
            run.append(i)
            continue
        if form == "-" and run and i < mention.last and words.end[i - 1] == words.start[i] and words.end[i] == words.start[i + 1]:
            run.append(i)
            continue
        while run and (words.form(run[-1]).lower() in PARTICLES or words.form(run[-1]) == "-"):
            run.pop()
        if run and (best is None or len(run) > best.last - best.first + 1):
            best = Named(words.slice(run[0], run[-1]), run[0], run[-1])
        run = []
        if best is not None and (form == "," or form.lower() in PREPOSITIONS):
            break
    return best


def _is_name_word(form: str) -> bool:
    if len(form) < 2 or not form[0].isupper() or form in NOT_NAMES or form in HONOURS or TITLES.match(form):
        return False
    letters = [c for c in form if c.isalpha()]
    return any(c.islower() for c in letters) or len(letters) <= 2


def _is_capital_surname(reading: Reading, mention: Mention, i: int) -> bool:
    """Whether a word is a surname in capitals beside a given name ("KAMIKAWA Yoko")."""
    form = reading.words.form(i) if i <= mention.last else ""
    if len(form) < 3 or not (form.isalpha() and form.isupper()):
        return False
    return any(mention.first <= k <= mention.last and _is_name_word(reading.words.form(k)) for k in (i - 1, i + 1))


def fullest(names: Iterable[str]) -> dict[str, str]:
    """Each name → the fullest name of the report that contains it: ``Sokhonn`` → ``Prak Sokhonn``."""
    known = sorted(dict.fromkeys(names), key=lambda n: -len(n.split()))
    out: dict[str, str] = {}
    for name in known:
        parts = set(name.split())
        out[name] = next((full for full in known if parts < set(full.split()) or full == name), name)
    return {name: out.get(full, full) for name, full in out.items()}


def office(reading: Reading, mention: Mention, named: Named | None, hinted: frozenset[int], gazetteer: Gazetteer) -> str | None:
    """The office as written: the mention without its name, its determiner and its country."""
    before = _trim(reading, range(mention.first, named.first if named else mention.last + 1), hinted)
    after = _trim(reading, range(named.last + 1, mention.last + 1), hinted) if named else None
    return next((part for part in (before, after) if part and gazetteer.office(part) is not None), None)


def _trim(reading: Reading, span: range, hinted: frozenset[int]) -> str | None:
    words = list(span)
    while words and (words[0] in hinted or reading.words.form(words[0]).lower() in DETERMINERS):
        words = words[1:]
    while words and reading.words.form(words[-1]) in (",", "'s", "’s", "-", "(", "["):
        words = words[:-1]
    return reading.words.slice(words[0], words[-1]) if words else None


DETERMINERS = frozenset("the a an 's ’s , ' ’ his her their its our and - newly appointed visiting new".split())
