"""How often entries like this one are right, from how sure the model is (Platt 1999).

Fitted on the 30 development reports and the project's own 22 (451 events, 251 statements, 145 commitments). An event
counts as right if people coded one of its type in its sentence, a statement or commitment as ``dragoman evaluate`` counts it.
Instruments and claims bear the model's own probability.
"""

from math import exp, log

CURVES = {"event": (0.448, -0.816), "statement": (0.343, 0.762), "commitment": (0.532, -1.592)}
EDGE = 0.001


def confidence(kind: str, score: float) -> float:
    """The calibrated probability, 0 to 1 and to three places, of an entry of a kind that the model gives this score."""
    slope, offset = CURVES[kind]
    within = min(max(score, EDGE), 1 - EDGE)
    return round(1 / (1 + exp(-(slope * log(within / (1 - within)) + offset))), 3)
