"""Scores: what people coded, what the program coded, and how much of it is the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import permutations, product
from typing import NamedTuple, TypeVar

from dragoman.evaluation.actors import ENOUGH, MUTUAL, agreement, keys, same, same_parties, same_speaker
from dragoman.evaluation.records import Act, Bound, Record, Said
from dragoman.evaluation.text import overlap, sentence_ends, sentences_of

LEVELS = ("act", "who", "full", "dyad", "statements", "commitments")
ATTRIBUTES = ("aux", "mode", "date", "context")
T = TypeVar("T")
Dyad = tuple[str, str, str]


class Tally:
    """Things asked for, things coded, and those that are the same."""

    def __init__(self) -> None:
        self.hits = self.gold = self.coded = 0

    def add(self, hits: int, gold: int, coded: int) -> None:
        """Count one report."""
        self.hits += hits
        self.gold += gold
        self.coded += coded

    @property
    def precision(self) -> float:
        """The share of what is coded that is right."""
        return self.hits / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """The share of what was asked for that is found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, float]:
        """The measures to four places, and the numbers they come from."""
        rounded = {"p": round(self.precision, 4), "r": round(self.recall, 4), "f1": round(self.f1, 4)}
        return rounded | {"gold": self.gold, "coded": self.coded}


class Share:
    """How often a field is right, among events found with the right actors."""

    def __init__(self) -> None:
        self.right = self.of = 0

    def add(self, *, right: bool) -> None:
        """Count one event."""
        self.right += right
        self.of += 1

    @property
    def accuracy(self) -> float | None:
        """The share that is right; None if nothing was asked."""
        return self.right / self.of if self.of else None


class Scores:
    """All scores over a set of reports; :meth:`as_dict` is their JSON."""

    def __init__(self) -> None:
        self.levels = {name: Tally() for name in LEVELS}
        self.attributes = {name: Share() for name in ATTRIBUTES}
        self.types: dict[str, tuple[Tally, Tally]] = {}
        """By event type: acts, and acts with the right actors."""
        self.reports = self.missing = 0

    def as_dict(self) -> dict[str, object]:
        """The scores under the names of the levels and fields, with ``types`` and ``reports``."""
        shares = {
            name: {"accuracy": None if share.accuracy is None else round(share.accuracy, 4), "of": share.of}
            for name, share in self.attributes.items()
        }
        types = {name: {"act": act.as_dict(), "who": who.as_dict()} for name, (act, who) in self.types.items()}
        levels = {name: tally.as_dict() for name, tally in self.levels.items()}
        return {**levels, **shares, "types": types, "reports": {"gold": self.reports, "missing": self.missing}}


class _Placed(NamedTuple):
    """An event and the sentences that its evidence stands in."""

    act: Act
    sentences: frozenset[int]


def score(gold: Mapping[str, Record], coded: Mapping[str, Record]) -> Scores:
    """Compare records by report id; a report that is not coded counts as coded empty."""
    scores = Scores()
    for id_, people in gold.items():
        scores.reports += 1
        scores.missing += id_ not in coded
        _compare(people, coded.get(id_, Record(report=people.report)), scores)
    scores.types = dict(sorted(scores.types.items()))
    return scores


def _compare(people: Record, program: Record, scores: Scores) -> None:
    text = people.report.text
    gold, coded = _set_optional_aside(_placed(text, people.events), _placed(text, program.events))
    hits = _match(gold, coded, _act)
    named = _match(gold, coded, _who)
    for level, found in (("act", hits), ("who", named), ("full", _match(gold, coded, _full))):
        scores.levels[level].add(len(found), len(gold), len(coded))
    _count_types(scores, gold, coded, (hits, named))
    _count_attributes(scores, named)
    ours, theirs = _dyads(gold), _dyads(coded)
    scores.levels["dyad"].add(_shared(ours, theirs), len(ours), len(theirs))
    statements = _match(people.statements, program.statements, lambda one, other: _same_statement(text, one, other))
    scores.levels["statements"].add(len(statements), len(people.statements), len(program.statements))
    bound = _match(people.commitments, program.commitments, lambda one, other: _same_commitment(text, one, other))
    scores.levels["commitments"].add(len(bound), len(people.commitments), len(program.commitments))


def _placed(text: str, acts: Iterable[Act]) -> list[_Placed]:
    ends = sentence_ends(text)
    return [_Placed(act, sentences_of(text, ends, act.evidence)) for act in acts]


def _set_optional_aside(gold: list[_Placed], coded: list[_Placed]) -> tuple[list[_Placed], list[_Placed]]:
    """Drop optional gold events, and the coded ones that answer them and no other."""
    asked = [event for event in gold if not event.act.optional]
    spare = [event for event in gold if event.act.optional]
    taken = {id(found) for _, found in _match(asked, coded, _act)}
    free = [event for event in coded if id(event) not in taken]
    aside = {id(found) for _, found in _match(spare, free, _act)}
    return asked, [event for event in coded if id(event) not in aside]


def _match(gold: Sequence[T], coded: Sequence[T], quality: Callable[[T, T], float]) -> list[tuple[T, T]]:
    """Pairs, each thing in one at most, best first; of equals the later ones, by which every run pairs alike."""
    ranked = sorted(
        (
            (worth, i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(coded)
            if (worth := quality(one, other))
        ),
        reverse=True,
    )
    used: set[int] = set()
    answers: set[int] = set()
    pairs = []
    for _, i, j in ranked:
        if i not in used and j not in answers:
            used.add(i)
            answers.add(j)
            pairs.append((gold[i], coded[j]))
    return pairs


def _near(gold: _Placed, coded: _Placed) -> bool:
    return gold.act.type == coded.act.type and bool(gold.sentences & coded.sentences)


def _who(gold: _Placed, coded: _Placed) -> float:
    return _near(gold, coded) and same_parties(gold.act, coded.act)


def _act(gold: _Placed, coded: _Placed) -> float:
    return 1 + same_parties(gold.act, coded.act) if _near(gold, coded) else 0


def _full(gold: _Placed, coded: _Placed) -> float:
    ours, theirs = gold.act, coded.act
    return (
        _who(gold, coded) > 0
        and ours.aux == theirs.aux
        and (not ours.modes or set(ours.modes) == set(theirs.modes))
        and (not ours.date or ours.date == theirs.date)
    )


def _count_types(
    scores: Scores,
    gold: list[_Placed],
    coded: list[_Placed],
    found: tuple[list[tuple[_Placed, _Placed]], list[tuple[_Placed, _Placed]]],
) -> None:
    for name in {event.act.type for event in (*gold, *coded)}:
        tallies = scores.types.setdefault(name, (Tally(), Tally()))
        asked, given = (sum(event.act.type == name for event in events) for events in (gold, coded))
        for tally, pairs in zip(tallies, found, strict=True):
            tally.add(sum(one.act.type == name for one, _ in pairs), asked, given)


def _count_attributes(scores: Scores, named: Iterable[tuple[_Placed, _Placed]]) -> None:
    count = scores.attributes
    for ours, theirs in ((one.act, other.act) for one, other in named):
        count["aux"].add(right=ours.aux == theirs.aux)
        if ours.modes:
            count["mode"].add(right=set(ours.modes) == set(theirs.modes))
        if ours.date:
            count["date"].add(right=ours.date == theirs.date)
        if ours.contexts:
            count["context"].add(right=bool(set(ours.contexts) & set(theirs.contexts)))


def _dyads(events: Iterable[_Placed]) -> list[Dyad]:
    """Each (type, actor, recipient) of a report once, as users of event data count; what did not happen is left out."""
    return sorted({dyad for event in events if event.act.aux != "negated" for dyad in _pairs(event.act)})


def _pairs(act: Act) -> Iterator[Dyad]:
    actors, recipients = keys(act.actors), keys(act.recipients)
    if recipients:
        pairs: Iterable[tuple[str, str]] = product(actors, recipients)
    else:
        pairs = permutations(actors, 2) if len(actors) > 1 else [(actor, "") for actor in actors]
    for pair in pairs:
        first, second = sorted(pair) if act.type in MUTUAL else pair
        yield act.type, first, second


def _shared(gold: list[Dyad], coded: list[Dyad]) -> int:
    left = list(coded)
    for type_, first, second in gold:
        found = next((one for one in left if one[0] == type_ and same(one[1], first) and same(one[2], second)), None)
        if found:
            left.remove(found)
    return len(coded) - len(left)


def _same_statement(text: str, gold: Said, coded: Said) -> float:
    shared = overlap(text, gold.content, coded.content)
    return shared if shared >= ENOUGH and same_speaker(gold.speaker, coded.speaker) else 0


def _same_commitment(text: str, gold: Bound, coded: Bound) -> float:
    if gold.kind != coded.kind or agreement(keys(gold.by), keys(coded.by)) < ENOUGH:
        return 0
    shared = overlap(text, gold.content, coded.content)
    return shared if shared >= ENOUGH else 0
