"""E-mail messages: what the sender wrote, and each attached document that can be read as a report of its own."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial

from dragoman.record import InputError, Rejection, Report
from dragoman.sources.decode import decode_as
from dragoman.sources.html import html_report
from dragoman.sources.kinds import Kind, kind_of_media, kind_of_name
from dragoman.sources.report import Details, attempt, make_report
from dragoman.sources.single import SINGLE
from dragoman.sources.text import without_headline

LONGEST_HEADER = 4000
"""Characters of a header that is looked at; the time to parse one grows faster than its length."""

MOST_PARTS = 500


def mail_reports(source: str, data: bytes, given: Details) -> Iterator[Report | Rejection]:
    """The report in a message, and those attached to it; attachments of other kinds are passed over."""
    message = _parsed(data)
    told = _details(message)
    body, attached = _body(message), list(_attached(message))
    if body is not None or not attached:
        yield attempt(source, partial(_report, body, given.or_else(told)))
    beside = given.or_else(Details(published=told.published, publisher=told.publisher))
    for kind, name, content in attached:
        yield attempt(f"{source} (attachment {name})", partial(SINGLE[kind], content, beside))


def _parsed(data: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(data, policy=policy.default)
    except RecursionError:
        raise InputError("nested too deeply: the message has parts inside parts without end; save its text") from None
    if not message.keys():
        raise InputError("no e-mail: it begins with no header, such as From: and Subject:; save its text as .txt")
    return message


def _details(message: EmailMessage) -> Details:
    name, address = parseaddr(_header(message, "from"))
    return Details(
        title=_header(message, "subject"),
        published=_day(_header(message, "date")),
        publisher=name or address.rpartition("@")[2],
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header, decoded; nothing if it is missing, or so long that nobody means it."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    return str(message[name]) if raw and len(raw) < LONGEST_HEADER else ""


def _day(value: str) -> str | None:
    """The calendar day where the sender was; None if the date is none, as senders of all kinds write it."""
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except ValueError:
        return None


def _body(message: EmailMessage) -> MIMEPart | None:
    """The part that is the message itself, as text if it comes as text too; None if there is nothing in it."""
    found = (message.get_body((kind,)) for kind in ("plain", "html"))
    return next((part for part in found if part is not None and _content(part).strip()), None)


def _report(body: MIMEPart | None, details: Details) -> Report:
    if body is None:
        raise InputError("empty: the message has no text, and nothing attached that can be read")
    if body.get_content_subtype() == "html":
        return html_report(_text(body).encode("utf-8-sig", errors="replace"), details)
    return make_report(without_headline(_text(body), details.title), details)


def _attached(message: EmailMessage) -> Iterator[tuple[Kind, str, bytes]]:
    for number, part in enumerate(message.iter_attachments(), 1):
        name = " ".join(str(part.get_filename("")).split())
        kind = kind_of_name(name) if name else kind_of_media(part.get_content_type())
        if kind in SINGLE and number <= MOST_PARTS:
            yield kind, name or str(number), _content(part)


def _text(part: MIMEPart) -> str:
    return decode_as(_content(part), str(part.get_content_charset()))


def _content(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
