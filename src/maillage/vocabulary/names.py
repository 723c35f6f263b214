"""Names written in one way, to tell whether two are the same."""

import unicodedata


def plain(name: str) -> str:
    """Letters and figures of a name, without case, accents, spaces or punctuation."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).lower() if c.isalnum())
