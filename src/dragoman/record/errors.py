"""The exceptions that dragoman raises.

DragomanError
├── InputError        a report cannot be read at all (set aside with its reason)
├── GazetteerError    a table of actors is malformed
├── OntologyError     a code is not of PLOVER 2.0
├── ModelError        the shipped model is missing or does not fit the program
├── StoreError        the file of the record cannot be opened, read or written
├── QueryError        what was asked of the record cannot be answered
└── TrainingError     training text or base weights are not as expected
"""


class DragomanError(Exception):
    """Base of all errors; the message says what happened, why, and what to do."""


class InputError(DragomanError):
    """A report cannot be read; the run goes on without it."""


class GazetteerError(DragomanError):
    """A table of actors, built in or the user's own, is malformed."""


class OntologyError(DragomanError):
    """A code does not exist in PLOVER 2.0."""


class ModelError(DragomanError):
    """The language model is missing, damaged, or of another version."""


class StoreError(DragomanError):
    """The file of the record cannot be opened, read or written; what it already holds is kept."""


class QueryError(DragomanError):
    """A question to the record is malformed, or names what is not there."""


class TrainingError(DragomanError):
    """Training text, treebanks or base weights are missing or malformed."""
