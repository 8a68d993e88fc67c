"""From files, folders and standard input to reports, or to rejections that say why."""

from dragoman.sources.files import STDIN, SUFFIXES, find, read_inputs
from dragoman.sources.report import LIMIT, Details, day, make_report

__all__ = ["LIMIT", "STDIN", "SUFFIXES", "Details", "day", "find", "make_report", "read_inputs"]
