"""Content ids: the same words in the same report always get the same id."""

import hashlib


def content_id(prefix: str, *parts: object) -> str:
    """``prefix`` and twelve hex digits of the SHA-256 of the parts: the fewest raw facts that tell one thing from another."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
