"""Where an act happened, as the text names it, and where that is."""

from dragoman.coding.events import Act
from dragoman.coding.scene import Scene
from dragoman.gazetteer import Place

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


def locate(scene: Scene, name: str) -> Place | None:
    """The place in the gazetteer; a state that the report names most settles between places of one name."""
    states = [h.code for _, _, h in scene.reading.hints if h.kind in ("name", "demonym")]
    usual = max(set(states), key=states.count) if states else None
    found = scene.gazetteer.place(name, usual)
    return found or scene.gazetteer.place(name)
