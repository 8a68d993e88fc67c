"""Where an act happened, as the text names it, and where that is."""

from collections import Counter

from dragoman.coding.events import Act
from dragoman.coding.scene import Scene
from dragoman.record import Location

SURE = 0.4


def code_place(scene: Scene, act: Act) -> str | None:
    """The place named for an act, or None."""
    scores: dict[int, float] = {}
    for trigger in act.triggers:
        for mention, p in scene.reading.anchors[trigger].roles.get("place", {}).items():
            if scene.reading.mentions[mention].kind == "place":
                scores[mention] = max(scores.get(mention, 0.0), p)
    best = max(scores, key=lambda m: scores[m], default=None)
    if best is None or scores[best] < SURE:
        return None
    return scene.reading.text_of(scene.reading.mentions[best])


def usual_state(scene: Scene) -> str | None:
    """The state that a report names most, which decides between places of one name."""
    states = Counter(h.code for _, _, h in scene.reading.hints if h.kind in ("name", "demonym"))
    return next((code for code, _ in states.most_common(1)), None)


def locate(scene: Scene, name: str, usual: str | None) -> Location | None:
    """The place in the gazetteer, if there is one of that name in the ``usual`` state, else the largest."""
    spelled = name.title() if name.isupper() else name
    found = scene.gazetteer.place(spelled, usual) or scene.gazetteer.place(spelled)
    if found is None:
        return None
    return Location(
        name=found.name, country=found.country, admin1=found.admin1, latitude=found.latitude, longitude=found.longitude
    )
