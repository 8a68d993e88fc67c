"""The bar of a run: it looks for itself, also while reports that are known pass by without a result."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from dragoman.cli.terminal import stderr
from dragoman.ingest import Summary
from dragoman.sources import Meter


class Bar(Progress):
    """Shows on standard error how far a run has come; by bytes if a meter knows them all. It goes when the run ends."""

    def __init__(self, summary: Summary, meter: Meter | None) -> None:
        columns = (BarColumn(), TextColumn("{task.fields[told]}"), TimeElapsedColumn(), "left", TimeRemainingColumn())
        super().__init__(*columns, console=stderr(), transient=True)
        self._summary, self._meter = summary, meter
        self._task = self.add_task("", total=None, told="")

    def get_renderables(self) -> Iterable[RenderableType]:
        """What is drawn, several times a second."""
        if self.tasks:
            done = self._summary
            told = f"{done.handled:,} reports, {done.known:,} known, {done.set_aside:,} set aside, {done.rate:.0f} a second"
            of = (self._meter.total, self._meter.done) if self._meter else (None, done.handled)
            self.update(self._task, told=told, total=of[0], completed=of[1])
        return super().get_renderables()
