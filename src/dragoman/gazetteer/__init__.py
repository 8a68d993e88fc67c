"""States, bodies, groups, offices, people and places by name, as of a date."""

from dragoman.gazetteer.gazetteer import Gazetteer
from dragoman.gazetteer.model import Entry, Match, Office, Place, State

__all__ = ["Entry", "Gazetteer", "Match", "Office", "Place", "State"]
