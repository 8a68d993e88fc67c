"""One report after the other, in this process."""

from collections.abc import Iterable, Iterator

from dragoman.engines.base import Coder, code_or_reject
from dragoman.record import CodedReport, Rejection, Report


class LocalEngine:
    """Codes with one reader; a result is there before the next report is asked for."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder

    def code(self, reports: Iterable[Report | Rejection]) -> Iterator[CodedReport | Rejection]:
        """The records, in the order of the reports."""
        for report in reports:
            yield report if isinstance(report, Rejection) else code_or_reject(self._coder, report)
