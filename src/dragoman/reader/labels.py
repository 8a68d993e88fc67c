"""The label inventory that training fixes and the shipped model carries (``data/labels.json``)."""

from importlib import resources

import msgspec

MENTION_KINDS = ("actor", "place", "date", "instrument")
ROLES = ("actor", "recipient", "date", "place", "speaker", "by", "to", "about")
"""What a mention can be to an anchor: the first four to an event, ``speaker`` to a statement,
the last three to a commitment (``date``: its deadline)."""
WHO = ("actor", "recipient", "speaker", "by", "to", "pair")
"""What a state or body can be to an anchor; ``pair`` to a relation claim."""


class Labels(msgspec.Struct, frozen=True):
    """The names behind the model's numbers, in the model's order."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    """As ``TYPE:mode``."""
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    aux: tuple[str, ...]
    kinds: tuple[str, ...]
    """Commitment kinds."""
    claims: tuple[str, ...]
    classes: tuple[str, ...]
    """What a mention's actor is: a state, UNO, EUR, IGO, NGO, MNC, IMG, ISM or none of these."""
    tags: tuple[str, ...]
    relations: tuple[str, ...]

    def layers(self) -> dict[str, tuple[str, ...]]:
        """The token layers with the names of their spans; each becomes ``O``, ``B-name``, ``I-name`` and so on."""
        return {
            "mention": MENTION_KINDS,
            "trigger": self.types,
            "cue": ("cue",),
            "statement": ("statement",),
            "commitment": self.kinds,
            "claim": self.claims,
        }

    def anchor_kinds(self) -> tuple[str, ...]:
        """What an anchor of roles can be: an event of a type, a statement, a commitment of a kind, a claim, a cue of speech."""
        return (*self.types, "statement", *self.kinds, "claim", "cue")


def load_labels() -> Labels:
    """The labels of the shipped model."""
    return msgspec.json.decode((resources.files("dragoman.reader") / "data" / "labels.json").read_bytes(), type=Labels)
