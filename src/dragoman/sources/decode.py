"""From bytes to text: byte-order marks, UTF-8, and what older Windows programs write; everything else is refused."""

import codecs
import logging
import re
import unicodedata

from dragoman.record import InputError

LOG = logging.getLogger("dragoman")

SIGNATURES = {
    b"%PDF-": "a PDF file under a name or a content type of another kind; give it the ending .pdf",
    b"\x89PNG": "a PNG image; recognise its text first",
    b"\xff\xd8\xff": "a JPEG image; recognise its text first",
    b"GIF8": "a GIF image; recognise its text first",
    b"II*\x00": "a TIFF image; recognise its text first",
    b"MM\x00*": "a TIFF image; recognise its text first",
    b"RIFF": "a WebP image, a sound or a film; write its text down first",
    b"PK\x03\x04": "a ZIP archive or an office document; unpack it, or save the document as DOCX or as text",
    b"\x1f\x8b": "a gzip archive, and none of web pages (WARC); unpack it first",
    b"\xd0\xcf\x11\xe0": "an old office document; save it as text",
    b"{\\rtf": "an RTF document; save it as text",
}
UNSUITED = frozenset({"idna", "punycode"})
"""Encodings of host names, which take for ever on a whole page."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
MOST_CONTROLS = 0.02
MOST_FOREIGN = 0.2
"""Share of characters beyond ASCII up to which text that is not UTF-8 is believed to be Windows-1252."""
TYPOGRAPHY = frozenset("‘’‚“”„–—…•‹›«»€£¥§©®°±·¿¡ªº½¼¾´¨ \xad²³µ¶™†‡‰")


def decode(data: bytes) -> str:
    """The text, with Unix line ends; InputError if the bytes are no text or their encoding cannot be told."""
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(f"not text: it is {what}")
    return unix(_characters(data))


def unix(text: str) -> str:
    """The text with Unix line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_declared(data: bytes, declaration: re.Pattern[bytes]) -> str:
    """The text by the encoding that it declares of itself at its beginning; many declare one that they are not in."""
    found = None if data.startswith(codecs.BOM_UTF8) else declaration.search(data[:4096])
    return decode_as(data, found[1].decode(errors="replace") if found else "")


def decode_as(data: bytes, encoding: str) -> str:
    """The text in the encoding that somebody says it has, or that it turns out to have."""
    try:
        name = codecs.lookup(encoding).name
        if name in UNSUITED:
            return decode(data)
        return unix(data.decode("cp1252" if name == "iso8859-1" else name))  # as all browsers do
    except (LookupError, ValueError):  # ValueError: bytes that are not in it, or a NUL in its name
        return decode(data)


def in_utf8(data: bytes, told: str) -> bytes:
    """A text in UTF-8 with its mark, if it is in UTF-8 or in the encoding that a web server told; else as it is.

    UTF-8 comes first, since many servers tell an encoding for all pages alike.
    """
    for encoding in ("utf-8-sig", told) if told else ():
        try:
            return data.decode(encoding).encode("utf-8-sig")
        except (LookupError, ValueError):
            continue
    return data


def _characters(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    _refuse_binary(data)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return _windows(data, error)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(data, error) from None


def _refuse_binary(data: bytes) -> None:
    if b"\0" in data:
        raise InputError(
            "not text: it holds NUL bytes, as programs, images and UTF-16 without its mark do; save it as UTF-8"
        )
    if len(data) - len(data.translate(None, CONTROLS)) > MOST_CONTROLS * len(data):
        raise InputError("not text: many of its bytes are control characters; save it as UTF-8 text")


def _windows(data: bytes, error: UnicodeDecodeError) -> str:
    """Text as older Windows programs save it, with a warning, since no byte tells it for certain."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _broken(data, error) from None
    if _is_damaged_utf8(data) or not _is_plausible(text):
        raise _broken(data, error)
    LOG.warning("not UTF-8; read as Windows-1252: check its accents and quotation marks, or save it as UTF-8")
    return text


def _is_damaged_utf8(data: bytes) -> bool:
    text = data.decode(errors="replace")
    damaged = text.count("�")
    return sum(char > "\x7f" for char in text) - damaged >= damaged


def _is_plausible(text: str) -> bool:
    foreign = [char for char in text if char > "\x7f"]
    strange = sum(char not in TYPOGRAPHY and not unicodedata.category(char).startswith("L") for char in foreign)
    return len(foreign) <= MOST_FOREIGN * len(text) and strange * 10 <= len(foreign)


def _broken(data: bytes, error: UnicodeDecodeError) -> InputError:
    line = data.count(b"\n", 0, error.start) + 1
    return InputError(
        f"broken text: byte {error.start + 1} (line {line}) is no {error.encoding.upper()}; "
        "the file is damaged or in another encoding: save it as UTF-8"
    )
