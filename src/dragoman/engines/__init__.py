"""How many reports are read at once: one after the other, or in several processes."""

from dragoman.engines.base import Coder, Engine
from dragoman.engines.local import LocalEngine
from dragoman.engines.processes import ProcessEngine

__all__ = ["Coder", "Engine", "LocalEngine", "ProcessEngine"]
