"""Country swap: a corpus report retold with its states replaced by others, so that no state is learnt by heart."""

import random
from collections.abc import Mapping

import msgspec

from dragoman.gazetteer import Gazetteer, State
from dragoman.reader.candidates import BODIES
from dragoman.training.corpus import CorpusReport, Definition, Mark, Party

SPECIAL = {*BODIES, "UNO", "EUR"}


def swap(report: CorpusReport, gazetteer: Gazetteer, rng: random.Random) -> CorpusReport:
    """The report with every state replaced by another, names, demonyms and capitals alike; offsets of marks moved along."""
    states = {code: s for code, s in gazetteer.states().items() if s.capital and s.demonym}
    found = [m for m in gazetteer.find(report.text) if m.entry.kind in ("name", "demonym", "capital") and m.entry.code in states]
    named = {m.entry.code for m in found} | {a.country for a in report.actors.values() if a.country and a.country not in SPECIAL}
    if len(named) > len(states):
        return report
    mapping = dict(zip(sorted(named), rng.sample(sorted(states), len(named)), strict=True))
    edits = [(m.start, m.end, _written(report.text[m.start : m.end], m.entry.kind, states[mapping[m.entry.code]])) for m in found]
    return _apply(report, edits, mapping)


def _written(old: str, kind: str, state: State) -> str:
    new = {"name": state.name, "demonym": state.demonym, "capital": state.capital}[kind]
    if kind == "demonym" and old.endswith("s") and not new.endswith(("s", "sh", "ch", "ese")):
        new += "s"
    return new.upper() if old.isupper() and len(old) > 4 else new


def _apply(report: CorpusReport, edits: list[tuple[int, int, str]], mapping: Mapping[str, str]) -> CorpusReport:
    out, at = [], 0
    for start, end, new in edits:
        out += [report.text[at:start], new]
        at = end
    out.append(report.text[at:])

    def moved(offset: int, *, closing: bool) -> int:
        shift = 0
        for start, end, new in edits:
            if offset >= end:
                shift += len(new) - (end - start)
            elif offset > start:
                return (start + len(new) if closing else start) + shift
            else:
                break
        return offset + shift

    def party(old: Party) -> Party:
        return msgspec.structs.replace(old, country=mapping.get(old.country or "", old.country))

    def line(old: Definition) -> Definition:
        return Definition(tuple(mapping.get(word, word) for word in old.head), old.after)

    return msgspec.structs.replace(
        report,
        text="".join(out),
        title_end=moved(report.title_end, closing=False),
        marks=tuple(Mark(m.ids, m.bracket, moved(m.start, closing=False), moved(m.end, closing=True)) for m in report.marks),
        actors={key: party(a) for key, a in report.actors.items()},
        lines={key: line(d) if key[0] == "r" else d for key, d in report.lines.items()},
    )
