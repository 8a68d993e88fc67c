"""Mentions to actors: whose state, body or person each stands for, and how that was found.

The rules follow the codebook's sections 2 and 8 (1 to 5). What the names do not settle, the model's
affiliation of the mention decides.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

import msgspec

from dragoman.coding.names import Named, fullest, office, person_name
from dragoman.coding.scene import Scene, code_of, country_and_name
from dragoman.gazetteer import Entry
from dragoman.ontology import SPECIAL_COUNTRIES
from dragoman.reader.reading import Mention
from dragoman.record import Actor

PLURAL = re.compile(
    r"\b(?:both|sides|pair|duo|trio|each other|one another|neighbou?rs|rivals|counterparts|presidents|premiers"
    r"|the (?:parties|leaders|ministers)|(?:the|these|those|other) (?:two|three|four|five)|(?:two|three|four|five) (?:[\w-]+ )?"
    r"(?:sides|countries|nations|states|governments|ministers|leaders|capitals|parties|powers|allies))\b",
    re.IGNORECASE,
)
"""Words for two or more parties; "US" and "United Nations" are none, and "we" or "the soldiers" are mostly one."""
PLURAL_PRONOUNS = frozenset("they them their theirs themselves we us our ours ourselves".split())
PRONOUNS = PLURAL_PRONOUNS | frozenset("he she him her his hers it its i me my himself herself itself who which that".split())
RELATIVE = re.compile(
    r"\b(?:counterpart|opposite number|ambassador to|envoy (?:to|for)|high commissioner to|representative (?:to|for)|"
    r"mission (?:to|in)|embassy in|consulate in|troops in|forces in|peer)\b",
    re.IGNORECASE,
)
TWO = re.compile(r"\b(?:two|both|pair|duo|each other|one another)\b", re.IGNORECASE)
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Prof|Gen|Col|Sen)\b")
PEOPLE = re.compile(
    r"\b(?:ministers|leaders|presidents|premiers|chancellors|diplomats|envoys|counterparts|secretaries|men|women)\b", re.IGNORECASE
)
COUNTERPART = re.compile(r"\b(?:counterpart|opposite number)\b", re.IGNORECASE)
AND = re.compile(r"^(?:,|and|&|-|–|/|,? ?and)$")
DETERMINER = re.compile(r"^(?:the|a|an|its|his|her|their|some|all)\s+", re.IGNORECASE)
OWN_NAME = frozenset({"name", "capital", "seat", "territory", "body", "organ", "group"})
KEEP_MEANING, PLURAL_MEANING = 0.15, 0.4
ANTECEDENT = 0.5
RECENT = 40
"""How many of the states and bodies named last may be meant by "both sides"."""


class Cast:
    """All mentions of a report resolved; ``of(i)`` gives the actors of mention ``i``."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        reading = scene.reading
        self._own: list[list[tuple[int, int, str]]] = [_own_hints(scene, m) for m in reading.mentions]
        self._hinted = frozenset(i for a, b, h in reading.hints if h.kind != "person" for i in range(a, b + 1))
        self._named: list[Named | None] = [self._person(m) for m in reading.mentions]
        self._drop_doubtful_names()
        self._full = fullest(n.name for n in self._named if n)
        self._clusters = self._cluster()
        self._votes = self._vote()
        self._home = _home(scene)
        self._resolved: dict[int, tuple[Actor, ...]] = {}
        self._recent: list[str] = []
        self._people: dict[str, Actor] = {}
        for i in sorted(range(len(reading.mentions)), key=lambda n: (reading.mentions[n].first, -reading.mentions[n].last)):
            if reading.mentions[i].kind == "actor":
                self._resolved[i] = self._resolve(i)
                self._recent += [
                    c
                    for a in self._resolved[i]
                    if a.country and (c := code_of(a.country, a.name)) and a.how not in ("pronoun", "definite")
                ]

    def of(self, mention: int) -> tuple[Actor, ...]:
        """The actors that a mention stands for; empty for places, dates and instruments."""
        return self._resolved.get(mention, ())

    def cluster(self, mention: int) -> int:
        """Number of the group of mentions of the same actor."""
        return self._clusters[mention]

    def named(self, code: str) -> Actor:
        """A bare actor for a code found by the model without a mention that says it."""
        country, name = country_and_name(code)
        return Actor(country=country, name=name, sector="GOV" if _is_state(country) else None, how="inferred")

    def _person(self, mention: Mention) -> Named | None:
        if mention.kind != "actor" or (mention.score == 0.0 and self._known_person(mention) is None):
            return None
        return person_name(self.scene.reading, mention, self._hinted)

    def _drop_doubtful_names(self) -> None:
        """A single capitalised word is a name only beside an office, or where the report gives the full name."""
        whole = {part for n in self._named if n for part in n.name.split() if " " in n.name}
        for i, named in enumerate(self._named):
            if named and " " not in named.name and named.name not in whole:
                before = self._text(i).partition(named.name)[0]
                if self.scene.gazetteer.office(before) is None and not TITLE.search(before):
                    self._named[i] = None

    def _cluster(self) -> list[int]:
        """Mentions grouped by the person they name, bare names of a state or body by their code, others by their likeliest antecedent."""
        mentions = self.scene.reading.mentions
        group, keys = list(range(len(mentions))), dict[str, int]()
        for i in sorted(range(len(mentions)), key=lambda n: mentions[n].first):
            named, text = self._named[i], self._text(i)
            own = {code for _, _, code in self._own[i]}
            if named:
                group[i] = keys.setdefault("name " + self._full[named.name], group[i])
            elif len(own) == 1 and self._own[i][0][:2] == (mentions[i].first, mentions[i].last):
                group[i] = keys.setdefault("code " + next(iter(own)), group[i])
            elif not PLURAL.search(text) and mentions[i].kind == "actor":
                before = {k: p for k, p in mentions[i].antecedents.items() if k >= 0 and self._may_be(k, own)}
                best = max(before, key=lambda k: before[k], default=-1)
                if best >= 0 and (text.lower() in PRONOUNS or before[best] > ANTECEDENT):
                    group[i] = group[best]
        return group

    def _may_be(self, before: int, own: set[str]) -> bool:
        """An antecedent may not be plural, nor named after another state or body."""
        theirs = {code for _, _, code in self._own[before]}
        return not PLURAL.search(self._text(before)) and not (own and theirs and own != theirs)

    def _vote(self) -> dict[int, dict[str, float]]:
        """For each group, how strongly its mentions speak for each code; a name inside the mention speaks loudest."""
        votes: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for i, mention in enumerate(self.scene.reading.mentions):
            if mention.kind != "actor" or PLURAL.search(self._text(i)):
                continue
            named, relative = self._named[i], RELATIVE.search(self._text(i))
            for code, p in mention.means.items():
                inside = any(code == c for _, _, c in self._own[i]) and not relative
                votes[self._clusters[i]][code] += p * (4.0 if inside else 1.5 if named else 1.0)
        return votes

    def _text(self, i: int) -> str:
        return self.scene.reading.text_of(self.scene.reading.mentions[i])

    def _resolve(self, i: int) -> tuple[Actor, ...]:
        mention, text = self.scene.reading.mentions[i], self._text(i)
        codes, how = self._codes(i, mention, text)
        if not codes:
            body = self._body(mention, text)
            if body and (named := self._named[i]):
                body = msgspec.structs.replace(body, name=self._full[named.name], role=self._roles[self._clusters[i]])
            return (body,) if body else (self._unknown(i, mention, text),)
        if len(codes) > 1 and how == "definite" and self._speaks_of_people(i, text):
            people = (self._people.get(code) for code in codes)
            return tuple(
                msgspec.structs.replace(p, mention=self.scene.reading.range_of(mention), how=how) if p else self._actor(i, mention, c, how)
                for c, p in zip(codes, people, strict=True)
            )
        found = tuple(self._actor(i, mention, code, how) for code in codes)
        if len(found) == 1 and found[0].name and found[0].role and _is_state(found[0].country):
            self._people[codes[0]] = found[0]
        return found

    def _speaks_of_people(self, i: int, text: str) -> bool:
        """Whether a plural stands for persons: it says so, or it is a pronoun for one that does."""
        if PEOPLE.search(text):
            return True
        best = max(self.scene.reading.mentions[i].antecedents.items(), key=lambda kv: kv[1], default=(-1, 1.0))[0]
        return text.lower() in PLURAL_PRONOUNS and best >= 0 and bool(PEOPLE.search(self._text(best)))

    def _codes(self, i: int, mention: Mention, text: str) -> tuple[list[str], str]:  # noqa: PLR0911  (a rule a line)
        own = list(dict.fromkeys(code for _, _, code in self._own[i]))
        if len(own) > 1 and self._joined(i):
            return own, "name"
        if not own and self._named[i] is None and (several := self._several(mention, text)):
            return several, "definite"
        if anchored := self._before_office(i, text):
            return [anchored], "counterpart"
        if own and not RELATIVE.search(text):
            best = max(own, key=lambda c: mention.means.get(c, 0.0))
            rival = max(mention.means, key=lambda c: mention.means[c], default=best)
            if mention.means.get(best, 0.0) < 0.15 and mention.means.get(rival, 0.0) > 0.6:
                return [rival], "local"
            return [best], self._hint_kind(i, best)
        votes = self._votes.get(self._clusters[i], {})
        ranked = sorted((c for c in votes if votes[c] > KEEP_MEANING), key=lambda c: -votes[c])
        if self._body(mention, text) is not None and (_proper(text) or not ranked):
            return [], "local"
        if ranked:
            return [ranked[0]], self._manner(i, text)
        if self._home and mention.is_a.get("STATE", 0.0) > 0.5 and self._is_bare_office(i, text):
            return [self._home], "local"
        return [], "local"

    def _is_bare_office(self, i: int, text: str) -> bool:
        """Whether a mention is an office and nothing besides, so that no unknown name stands in it."""
        return self._named[i] is None and person_name(self.scene.reading, self.scene.reading.mentions[i], self._hinted) is None and (
            self.scene.gazetteer.office(text) is not None
        )

    def _manner(self, i: int, text: str) -> str:
        if text.lower() in PRONOUNS:
            return "pronoun"
        if RELATIVE.search(text):
            return "counterpart"
        return "local" if self._named[i] else "definite"

    def _hint_kind(self, i: int, code: str) -> str:
        hints = self.scene.reading.hints
        at = bisect_left(hints, self.scene.reading.mentions[i].first, key=itemgetter(0))
        hint = next(hints[k][2] for k in range(at, len(hints)) if hints[k][2].code == code)
        return {"seat": "seat", "organ": "body", "group": "body"}.get(hint.kind, hint.kind)

    def _joined(self, i: int) -> bool:
        """Whether the names inside a mention are listed side by side ("Japan and Cambodia", "US-Japan")."""
        spans = sorted(self._own[i])
        words = self.scene.reading.words
        between = [[words.form(k) for k in range(a[1] + 1, b[0])] for a, b in pairwise(spans)]
        return all(gap and len(gap) <= 3 and all(AND.match(form) or form in ("the", "both", "'s", "’s") for form in gap) for gap in between)

    def _several(self, mention: Mention, text: str) -> list[str]:
        """Those the model means, if two or more; else, of words for two parties, the last two named before."""
        meant = [code for code, p in sorted(mention.means.items(), key=lambda kv: -kv[1]) if p > PLURAL_MEANING]
        plural = PLURAL.search(text) is not None
        if len(meant) >= 2 and (plural or text.lower() in PLURAL_PRONOUNS):
            return meant[: 2 if TWO.search(text) else 5]
        return list(dict.fromkeys([*meant, *reversed(self._recent[-RECENT:])]))[:2] if plural else []

    def _before_office(self, i: int, text: str) -> str | None:
        """The state or body named before a relative office: "the Japanese ambassador to Cambodia", "his Thai counterpart"."""
        found = RELATIVE.search(text)
        if not found:
            return None
        words, mention = self.scene.reading.words, self.scene.reading.mentions[i]
        at = words.start[mention.first] + found.start()
        before = [(b, code) for _, b, code in self._own[i] if words.end[b] <= at]
        if not before or (COUNTERPART.search(text) and words.form(before[-1][0] + 1) in ("'s", "’s")):
            return None
        return before[-1][1]

    def _body(self, mention: Mention, text: str) -> Actor | None:
        """A body that the gazetteer does not know, called by its words."""
        kind, p = max(mention.is_a.items(), key=lambda kv: kv[1])
        if kind in ("STATE", "NONE") or p < 0.5 or mention.score == 0.0 or self._known_person(mention):
            return None
        name = DETERMINER.sub("", text) if _proper(text) else None
        return Actor(country=kind, name=name, sector=None, mention=self.scene.reading.range_of(mention), how="local")

    def _unknown(self, i: int, mention: Mention, text: str) -> Actor:
        named = self._named[i]
        return Actor(
            country=None, name=self._full[named.name] if named else None, sector=_sector(mention) or "UNK",
            role=self._roles[self._clusters[i]] or (None if named or text.lower() in PRONOUNS else DETERMINER.sub("", text)),
            mention=self.scene.reading.range_of(mention), how="unresolved",
        )  # fmt: skip

    def _actor(self, i: int, mention: Mention, code: str, how: str) -> Actor:
        country, body = country_and_name(code)
        person, role = self._names[self._clusters[i]], self._roles[self._clusters[i]]
        entry = self._known_person(mention)
        itself = self._itself(mention, country)
        if itself or (body and how == "body" and self._named[i] is None):
            person = role = None
        told = itself.sector if itself else "ELI" if entry and entry.sector == "ELI" else None
        sector = None if not _is_state(country) else (told or _sector(mention) or (entry.sector if entry else None) or "GOV")
        return Actor(
            country=country, name=person or body or (itself.name if itself else None), sector=sector, role=role,
            mention=self.scene.reading.range_of(mention), how=how,
        )  # fmt: skip

    def _known_person(self, mention: Mention) -> Entry | None:
        words = self.scene.reading.words
        found = (self.scene.known.get(words.start[k]) for k in range(mention.first, mention.last + 1))
        return next((entry for entry in found if entry is not None and entry.kind == "person"), None)

    def _itself(self, mention: Mention, country: str) -> Entry | None:
        """The state, body, organ, seat or territory whose name a mention is, and nothing besides."""
        words = self.scene.reading.words
        first = mention.first + (words.form(mention.first).lower() == "the" and mention.first < mention.last)
        found = (h for a, b, h in self.scene.reading.hints if a in (mention.first, first) and b == mention.last)
        hint = next(found, None)
        entry = self.scene.known.get(hint.start) if hint and hint.kind in OWN_NAME else None
        return entry if entry and entry.code == country else None

    @cached_property
    def _members(self) -> dict[int, list[int]]:
        """The mentions of each group."""
        out: dict[int, list[int]] = defaultdict(list)
        for mention, group in enumerate(self._clusters):
            out[group].append(mention)
        return out

    @cached_property
    def _names(self) -> dict[int, str | None]:
        """The fullest name of each group."""
        out = {}
        for group, members in self._members.items():
            names = [self._full[n.name] for k in members if (n := self._named[k])]
            out[group] = max(names, key=len) if names else None
        return out

    @cached_property
    def _roles(self) -> dict[int, str | None]:
        """The fullest office that any mention of a group bears; a counterpart has the office of him whose counterpart he is."""
        own = {
            group: max(filter(None, map(self._office, members)), key=len, default=None)
            for group, members in self._members.items()
        }
        return {group: own[group] or self._office_met(members, own) for group, members in self._members.items()}

    def _office_met(self, members: Sequence[int], own: dict[int, str | None]) -> str | None:
        """The office named last before a counterpart is."""
        mentions = self.scene.reading.mentions
        first = min((mentions[k].first for k in members if COUNTERPART.search(self._text(k))), default=None)
        if first is None:
            return None
        before = [k for k, m in enumerate(mentions) if m.kind == "actor" and m.first < first and own[self._clusters[k]]]
        return own[self._clusters[max(before, key=lambda k: mentions[k].first)]] if before else None

    def _office(self, i: int) -> str | None:
        mention = self.scene.reading.mentions[i]
        if mention.kind != "actor" or mention.score == 0.0 or PLURAL.search(self._text(i)):
            return None
        return office(self.scene.reading, mention, self._named[i], self._hinted, self.scene.gazetteer)


def _own_hints(scene: Scene, mention: Mention) -> list[tuple[int, int, str]]:
    hints, out = scene.reading.hints, list[tuple[int, int, str]]()
    at = bisect_left(hints, mention.first, key=itemgetter(0))
    while at < len(hints) and hints[at][0] <= mention.last:
        first, last, hint = hints[at]
        if last <= mention.last:
            out.append((first, last, hint.code))
        at += 1
    return out


def _home(scene: Scene) -> str | None:
    """The state that a report speaks of most: an office without a country is most likely its."""
    states = Counter(h.code for _, _, h in scene.reading.hints if _is_state(h.code.partition(":")[0]))
    return next((code for code, _ in states.most_common(1)), None)


def _is_state(country: str | None) -> bool:
    return country is not None and country not in SPECIAL_COUNTRIES


def _proper(text: str) -> bool:
    """Whether words are a name, not a description or a pronoun."""
    return text.lower() not in PRONOUNS and any(c.isupper() for c in DETERMINER.sub("", text))


def _sector(mention: Mention) -> str | None:
    best = max(mention.sectors, key=lambda s: mention.sectors[s], default="")
    return best or None


def codes_of(actors: Sequence[Actor]) -> set[str]:
    """The codes of some actors; those without affiliation are told apart by name."""
    return {code_of(a.country, a.name) or f"?:{a.name or a.role}" for a in actors}
