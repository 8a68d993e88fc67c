"""How well the record agrees with records made by people (the rules of comparison: ``docs/evaluation.md``)."""

from dragoman.evaluation.measure import Scores, Share, Tally, score
from dragoman.evaluation.records import gold_reports, load_coded, load_gold, measured

__all__ = ["Scores", "Share", "Tally", "gold_reports", "load_coded", "load_gold", "measured", "score"]
