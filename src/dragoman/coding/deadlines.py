"""The date at which the time for a promised or demanded act is up."""

from datetime import date

from .dates import resolve


def deadline(phrase: str, published: date | None) -> str | None:
    """The day, month or year by whose end the act is due, read as lying ahead of ``published``.

    Of a stretch of time, such as "within 60 days" or "next week", that is its end; ``None`` if the phrase tells no date.
    """
    due = resolve(phrase, published, future=True)
    return due.split("/")[-1] if due else None
