"""What every engine does, and the rule that they share: a bad report never stops a run."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from dragoman.record import CodedReport, DragomanError, InputError, Rejection, Report


class Coder(Protocol):
    """What codes one report; :class:`dragoman.pipeline.Reader` does."""

    def code(self, report: Report) -> CodedReport:
        """The record of the report."""


class Engine(Protocol):
    """Codes a stream of reports; each result, rejections included, stands where its report stood."""

    def code(self, reports: Iterable[Report | Rejection]) -> Iterator[CodedReport | Rejection]:
        """The records. A rejection passes through; a report that cannot be coded becomes one."""


def code_or_reject(coder: Coder, report: Report) -> CodedReport | Rejection:
    """The record, or why there is none.

    A missing model or a malformed table of actors is raised: it would meet every report that follows.
    """
    try:
        return coder.code(report)
    except InputError as error:
        return Rejection(source=report.id, reason=str(error))
    except DragomanError:
        raise
    except Exception as error:  # noqa: BLE001  anything may have gone wrong, and the run has to go on
        return rejected(report, f"{type(error).__name__}: {error}")


def rejected(report: Report, what: str) -> Rejection:
    """The rejection of a report that brought the program down; the title helps to find it again."""
    known = f"{report.id} ({report.title})" if report.title else report.id
    return Rejection(source=known, reason=f"the program failed on it with {what}; please report this with the text")
