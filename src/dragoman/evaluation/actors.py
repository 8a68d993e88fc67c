"""When two records name the same actors."""

import re
import unicodedata
from collections.abc import Iterable

from dragoman.evaluation.records import Act, Party

NAMED_BODIES = frozenset({"IGO", "NGO", "MNC", "IMG", "ISM"})
"""Country codes that stand for many bodies, told apart by name."""

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types of which coders differ who acts on whom; their two sides are taken together."""

SMALL = frozenset({"of", "the", "for", "and", "on", "in", "s"})
"""Words that have no letter in a body's initials."""

ENOUGH = 0.5


def fold(name: str | None) -> str:
    """A name without accents, case and marks."""
    ascii_only = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9 ]", "", ascii_only.lower().replace("-", " ")).strip()


def key(party: Party) -> str:
    """The country, or kind and name of a body, or the name of somebody of no known country."""
    if party.country in NAMED_BODIES:
        return f"{party.country}:{fold(party.name)}"
    return party.country or f"?:{fold(party.name)}"


def keys(parties: Iterable[Party]) -> list[str]:
    """The keys of several actors."""
    return [key(party) for party in parties]


def same(one: str, other: str) -> bool:
    """Do two keys mean the same actor? Bodies of a kind do if one name holds, or abbreviates, the other."""
    if one == other:
        return True
    kind, colon, name = one.partition(":")
    other_kind, other_colon, other_name = other.partition(":")
    if not (colon and other_colon and kind == other_kind and name and other_name):
        return False
    return name in other_name or other_name in name or _initials(name) == other_name or _initials(other_name) == name


def agreement(these: Iterable[str], those: Iterable[str]) -> float:
    """The share of actors in either set that is in both (Jaccard); 1 for two empty sets."""
    ours, theirs = sorted(set(these)), sorted(set(those))
    left, hits = list(theirs), 0
    for one in ours:
        found = next((other for other in left if same(one, other)), None)
        if found is not None:
            left.remove(found)
            hits += 1
    either = len(ours) + len(theirs) - hits
    return hits / either if either else 1.0


def same_parties(gold: Act, coded: Act) -> bool:
    """Do two events of a type have the same people on both sides? Recipients count only where gold has any."""
    actors, recipients = keys(gold.actors), keys(gold.recipients)
    if gold.type in MUTUAL:
        return agreement(actors + recipients, keys(coded.actors) + keys(coded.recipients)) >= ENOUGH
    if agreement(actors, keys(coded.actors)) < ENOUGH:
        return False
    return not recipients or agreement(recipients, keys(coded.recipients)) >= ENOUGH


def same_speaker(gold: Party, coded: Party) -> bool:
    """The same affiliation, or the same last name."""
    if same(key(gold), key(coded)):
        return True
    ours, theirs = fold(gold.name).split(), fold(coded.name).split()
    return bool(ours and theirs) and ours[-1] == theirs[-1]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in SMALL)
