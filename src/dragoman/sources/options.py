"""What a caller may choose for a whole run, and how far the run has come."""

import msgspec

from dragoman.sources.report import Details


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How inputs are read."""

    given: Details = Details()
    """What the caller tells about every report; believed over what an input says."""

    columns: dict[str, str] = {}
    """The user's own names of columns in tables and of fields in JSON, by ours: ``{"text": "Body", "published": "Datum"}``."""

    follow: bool = False
    """Whether the page behind each entry of a feed is fetched and read in its place."""

    allow_private: bool = False
    """Whether pages may be fetched from this machine and its own network."""


class Meter(msgspec.Struct, kw_only=True):
    """How many bytes of a run have been read, for those who wait. It moves while its run is read."""

    total: int | None = None
    """Bytes of all inputs; None while nobody knows, as for standard input and addresses."""

    done: int = 0
