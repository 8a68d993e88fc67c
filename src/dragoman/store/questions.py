"""The seven questions: events, statements, commitments, instruments, claims, reports, actors.

Each is a choice of rows (``WHERE`` on one table and its report ``r``), the latest first, and then the columns that show them;
the columns are only computed for the rows chosen.
"""

from collections.abc import Callable, Iterator

import msgspec

from dragoman import ontology
from dragoman.record import QueryError
from dragoman.store.conditions import (
    Condition,
    Filter,
    code_of,
    every,
    from_source,
    of_types,
    one_of,
    party,
    search,
    within,
)
from dragoman.store.rows import ITEMS


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of entry: its table (as ``t``), what may be asked of it, and what is shown of it."""

    table: str
    order: str
    columns: str
    conditions: Callable[[Filter], Iterator[Condition]]
    takes: frozenset[str]
    """Fields of :class:`Filter` that it understands, besides ``limit``."""


def build(name: str, asked: Filter) -> Condition:
    """The SQL of a question and its values; QueryError if it cannot be asked so."""
    question = QUESTIONS[name]
    _refuse(name, question, asked)
    where = every(question.conditions(asked))
    if asked.limit is not None and asked.limit < 0:
        raise QueryError(f"a limit of {asked.limit} is none; give the most rows that you want")
    limit = "" if asked.limit is None else f" LIMIT {int(asked.limit)}"
    chosen = f"SELECT t.* FROM {question.table} WHERE {where.sql} ORDER BY {question.order}{limit}"
    joined = "" if name in {"reports", "actors"} else " JOIN reports r ON r.id = t.report_id LEFT JOIN copies k ON k.report_id = r.id"
    return Condition(f"SELECT {question.columns} FROM ({chosen}) t{joined} ORDER BY {question.order}", where.values)


def _refuse(name: str, question: Question, asked: Filter) -> None:
    for field in asked.__struct_fields__:
        if field not in question.takes | {"limit"} and getattr(asked, field) != getattr(Filter(), field):
            raise QueryError(f"{name} cannot be asked by {field!r}; they can by {', '.join(sorted(question.takes))}")


FIRST_TOLD = "NOT EXISTS (FROM copies k WHERE k.report_id = t.report_id)"
ENTRY = "{table} t JOIN reports r ON r.id = t.report_id"
SHOWN_REPORT = "r.published, source(r.publisher, r.url) AS source, r.title, r.url, t.report_id, k.first_id AS copy_of"


WHO = "{'country': country, 'name': name, 'sector': sector, 'role': role}"


def _parts(item: str, part: str, name: str) -> str:
    """The column that lists who plays a part."""
    chosen = f"FROM roles WHERE item = '{item}' AND part = '{part}' AND item_id = t.id"
    return f"coalesce((SELECT list({WHO} ORDER BY position) {chosen}), []) AS {name}"


def _speaker(item: str) -> str:
    """The column with the one who speaks; null if the report itself does."""
    return f"(SELECT {WHO} FROM roles WHERE item = '{item}' AND part = 'speaker' AND item_id = t.id) AS speaker"


def _words(item: str) -> str:
    return f"coalesce((SELECT list(words ORDER BY position) FROM evidence WHERE item = '{item}' AND item_id = t.id), []) AS words"


def _with_role(item: str, who: Condition, parts: str = "true") -> Condition:
    return Condition(f"t.id IN (SELECT item_id FROM roles WHERE item = '{item}' AND {parts} AND {who.sql})", who.values)


def _opposite(item: str, sides: tuple[str, str], pair: tuple[str, str], mutual: str) -> Condition:
    """One party on the one side and the other on the other, or, where ``mutual`` holds of the entry, both on the first.

    One pass over ``roles``, whose few rows then filter the entries: on a million events this is ten times faster than
    a condition for each way in which the two can stand.
    """
    one, other = (party(name) for name in pair)
    return Condition(
        f"""t.id IN (
            SELECT item_id FROM (
                SELECT item_id, count(*) FILTER (acts) > 1 AND bool_or(a AND acts) AND bool_or(b AND acts) AS joined,
                    bool_or(a AND acts) AND bool_or(b AND NOT acts) OR bool_or(b AND acts) AND bool_or(a AND NOT acts) AS facing
                FROM (SELECT item_id, part = '{sides[0]}' AS acts, {one.sql} AS a, {other.sql} AS b FROM roles
                    WHERE item = '{item}' AND part IN {sides})
                WHERE a OR b GROUP BY item_id
            ) JOIN {ITEMS[item]} e ON e.id = item_id WHERE facing OR joined AND {mutual})""",
        (*one.values, *other.values),
    )


def _common(asked: Filter, first: str, last: str) -> Iterator[Condition]:
    if asked.source is not None:
        yield from_source(asked.source)
    if not asked.copies:
        yield Condition(FIRST_TOLD)
    yield from within(first, last, asked.since, asked.until)


def _events(asked: Filter) -> Iterator[Condition]:
    yield from _common(asked, "t.first_day", "t.last_day")
    if asked.between:
        yield _opposite("event", ("actor", "recipient"), asked.between, "e.mutual")
    if asked.actor is not None:
        yield _with_role("event", party(asked.actor), "part <> 'said_by'")
    if asked.said_by is not None:
        yield _with_role("event", party(asked.said_by), "part = 'said_by'")
    if asked.type:
        yield of_types(asked.type)
    if asked.quad:
        yield one_of("quad", asked.quad, (1, 2, 3, 4), "quad class")
    if asked.aux:
        yield one_of("aux", asked.aux, ontology.AUX, "auxiliary mode")
    if asked.text is not None:
        yield search(asked.text, "t.id IN (SELECT item_id FROM evidence WHERE item = 'event' AND contains(folded, ?))")


def _statements(asked: Filter) -> Iterator[Condition]:
    yield from _common(asked, "r.published", "r.published")
    if asked.said_by is not None:
        yield _with_role("statement", party(asked.said_by))
    if asked.text is not None:
        yield search(asked.text, "contains(t.folded, ?)")


def _commitments(asked: Filter) -> Iterator[Condition]:
    yield from _common(asked, "coalesce(t.first_day, r.published)", "coalesce(t.last_day, r.published)")
    if asked.between:
        yield _opposite("commitment", ("by", "to"), asked.between, "e.kind = 'agreement'")
    if asked.actor is not None:
        yield _with_role("commitment", party(asked.actor))
    if asked.type:
        yield one_of("t.kind", asked.type, ontology.COMMITMENT_KINDS, "kind of commitment")
    if asked.text is not None:
        yield search(asked.text, "contains(fold(t.content), ?)")


def _instruments(asked: Filter) -> Iterator[Condition]:
    yield from _common(asked, "r.published", "r.published")
    for name in asked.between or ():
        yield Condition("list_contains(t.parties, ?)", (code_of(name),))
    if asked.text is not None:
        yield search(asked.text, "contains(fold(t.name), ?)")


def _claims(asked: Filter) -> Iterator[Condition]:
    yield from _common(asked, "r.published", "r.published")
    if asked.between:
        yield Condition("list_sort([t.country_a, t.country_b]) = list_sort(?)", ([code_of(name) for name in asked.between],))
    if asked.type:
        yield one_of("t.claim", asked.type, ontology.CLAIMS, "claim")
    if asked.said_by is not None:
        yield _with_role("claim", party(asked.said_by))
    if asked.text is not None:
        yield search(asked.text, "contains(fold(t.evidence), ?)")


def _reports(asked: Filter) -> Iterator[Condition]:
    yield from within("t.published", "t.published", asked.since, asked.until)
    if not asked.copies:
        yield Condition("t.copy_of IS NULL")
    if asked.source is not None:
        yield from_source(asked.source, "t.source")
    if asked.between or asked.actor is not None or asked.type:
        told = every(_events(msgspec.structs.replace(asked, since=None, until=None, source=None, text=None)))
        yield Condition(f"t.id IN (SELECT t.report_id FROM {ENTRY.format(table='events')} WHERE {told.sql})", told.values)
    if asked.text is not None:
        found = search(asked.text, "contains(folded || fold(coalesce(title, '')), ?)")
        yield Condition(f"t.id IN (SELECT id FROM reports WHERE {found.sql})", found.values)


def _actors(asked: Filter) -> Iterator[Condition]:
    if asked.actor is not None:
        yield party(asked.actor)
    if asked.text is not None:
        yield search(asked.text, "contains(fold(coalesce(name, '') || ' ' || coalesce(role, '')), ?)")


QUESTIONS = {
    "events": Question(
        table=ENTRY.format(table="events"),
        order="t.first_day DESC NULLS LAST, t.report_id, t.position",
        columns=", ".join((
            "t.id, t.date, t.type, t.modes, t.aux, t.quad, t.score", _parts("event", "actor", "actors"),
            _parts("event", "recipient", "recipients"), _parts("event", "said_by", "said_by"),
            "t.mutual, t.place, t.location_country, t.contexts, t.confidence", _words("event"), SHOWN_REPORT,
        )),
        conditions=_events,
        takes=frozenset({"between", "actor", "type", "quad", "aux", "since", "until", "said_by", "source", "text", "copies"}),
    ),
    "statements": Question(
        table=ENTRY.format(table="statements"),
        order="published DESC NULLS LAST, t.report_id, t.position",
        columns=", ".join((
            "t.id", _speaker("statement"),
            "t.kind, t.cue, t.content, t.channel, t.addressee, t.confidence", SHOWN_REPORT,
        )),
        conditions=_statements,
        takes=frozenset({"since", "until", "said_by", "source", "text", "copies"}),
    ),
    "commitments": Question(
        table=ENTRY.format(table="commitments"),
        order="coalesce(t.first_day, published) DESC NULLS LAST, t.report_id, t.position",
        columns=", ".join((
            "t.id, t.made_on, t.kind", _parts("commitment", "by", '"by"'), _parts("commitment", "to", '"to"'),
            "t.content, t.condition, t.deadline, t.instrument, t.event_id, t.confidence, t.evidence", SHOWN_REPORT,
        )),
        conditions=_commitments,
        takes=frozenset({"between", "actor", "type", "since", "until", "source", "text", "copies"}),
    ),
    "instruments": Question(
        table=ENTRY.format(table="instruments"),
        order="published DESC NULLS LAST, t.report_id, t.position",
        columns=f"t.id, t.name, t.date, t.parties, t.evidence, t.confidence, {SHOWN_REPORT}",
        conditions=_instruments,
        takes=frozenset({"between", "since", "until", "source", "text", "copies"}),
    ),
    "claims": Question(
        table=ENTRY.format(table="claims"),
        order="published DESC NULLS LAST, t.report_id, t.position",
        columns=", ".join((
            "t.id, [t.country_a, t.country_b] AS pair, t.claim, t.mediator, t.since, t.until",
            _speaker("claim"),
            "t.evidence, t.confidence", SHOWN_REPORT,
        )),
        conditions=_claims,
        takes=frozenset({"between", "type", "since", "until", "said_by", "source", "text", "copies"}),
    ),
    "reports": Question(
        table="reports_flat t",
        order="t.published DESC NULLS LAST, t.number",
        columns="t.* EXCLUDE (number)",
        conditions=_reports,
        takes=frozenset({"between", "actor", "type", "since", "until", "source", "text", "copies"}),
    ),
    "actors": Question(
        table="actors t",
        order="t.reports DESC, t.country, t.name, t.role, t.sector",
        columns="t.*",
        conditions=_actors,
        takes=frozenset({"actor", "text"}),
    ),
}  # fmt: skip
