"""From files, folders, web pages and standard input to reports, or to rejections that say why."""

from dragoman.sources.files import read_inputs
from dragoman.sources.find import STDIN, find
from dragoman.sources.kinds import SUFFIXES
from dragoman.sources.options import Meter, Options
from dragoman.sources.report import LIMIT, Details, day, make_report

__all__ = [
    "LIMIT",
    "STDIN",
    "SUFFIXES",
    "Details",
    "Meter",
    "Options",
    "day",
    "find",
    "make_report",
    "read_inputs",
]
