"""Why an event was coded as it was, in words."""

from dragoman.coding.events import Act, Part
from dragoman.coding.scene import Scene
from dragoman.ontology import explain
from dragoman.record import Actor, Event


def explain_event(scene: Scene, act: Act, event: Event) -> str:
    """Trigger, arcs with their scores, and the rule behind each field."""
    lines = [explain(event.type)]
    for trigger in act.triggers:
        anchor = scene.reading.anchors[trigger]
        types = sorted(anchor.types.items(), key=lambda kv: -kv[1])[:3]
        lines.append(f"  trigger {scene.reading.text_of(anchor)!r} ({anchor.score:.2f}): " + ", ".join(f"{t} {p:.2f}" for t, p in types))
        for role in ("actor", "recipient", "date", "place"):
            arcs = sorted(anchor.roles.get(role, {}).items(), key=lambda kv: -kv[1])[:3]
            named = [f"{scene.reading.text_of(scene.reading.mentions[m])!r} {p:.2f}" for m, p in arcs]
            codes = sorted(anchor.who.get(role, {}).items(), key=lambda kv: -kv[1])[:3]
            if named or codes:
                judged = f"; by state or body: {', '.join(f'{c} {p:.2f}' for c, p in codes)}" if codes else ""
                lines.append(f"    {role}: {', '.join(named) or '-'}{judged}")
    lines += [_part("actor", p) for p in act.actors] + [_part("recipient", p) for p in act.recipients]
    first = scene.reading.anchors[act.triggers[0]]
    lines.append(
        f"  aux {event.aux}: "
        + _shares(first.aux)
        + ("; a year or more before publication" if event.aux == "historical" and act.aux != "historical" else "")
    )
    if event.modes:
        lines += [
            f"  mode {explain(f'{event.type}:{mode}')} ({first.modes.get(f'{event.type}:{mode}', 0.0):.2f})"
            for mode in event.modes
        ]
    lines += [f"  {explain(context)}" for context in event.contexts]
    lines.append(f"  date {event.date or 'none told'}; place {event.place or 'none told'}")
    said = " < ".join(_who(a) for a in event.said_by)
    lines.append(
        f"  on the word of {said}: it stands inside their statement"
        if said
        else "  on the report's own word: a mention of it stands outside all statements"
    )
    if len(act.triggers) > 1:
        lines.append(f"  {len(act.triggers)} mentions merged: same type, shared parties, and the model takes them for one event")
    return "\n".join(lines)


def _shares(probabilities: dict[str, float]) -> str:
    return ", ".join(f"{name} {p:.2f}" for name, p in sorted(probabilities.items(), key=lambda kv: -kv[1])[:3])


def _part(role: str, part: Part) -> str:
    return f"  {role} {_who(part.actor)}: found by {part.actor.how}, score {part.score:.2f}"


def _who(actor: Actor) -> str:
    return " ".join(filter(None, (actor.country, actor.name, actor.sector))) or "unknown"
