"""From bytes to text: the ladder of encodings, the delimiter, and what earlier hands did to accents."""

import codecs
import csv
import io
import re
from typing import IO

from maillage.sources.archives import CHUNK_BYTES
from maillage.sources.payload import Payload

DELIMITERS = ";,\t|"
_SAMPLE_LINES = 25
_LITERAL = re.compile(r"<([89a-f][0-9a-f])>")


def encoding_of(payload: Payload) -> str:
    """Encoding of a text: its BOM, else UTF-8 if all of it is, else cp1252.

    Bytes that cp1252 leaves undefined become U+FFFD, which is reported where it is met.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with payload.open() as file:
        start = file.read(4)
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        try:
            decoder.decode(start)
            while chunk := file.read(CHUNK_BYTES):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def reader(file: IO[bytes], encoding: str) -> io.TextIOWrapper:
    """Text of a stream."""
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def decode(content: bytes) -> str:
    """Text of bytes, by the same ladder."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace")


def delimiter_of(sample: str) -> str:
    """The delimiter whose number of fields is the most alike from line to line, then the highest.

    Parameters
    ----------
    sample
        The first lines of a file, quotes included.
    """
    best, score = ",", (0.0, 0)
    for candidate in DELIMITERS:
        if candidate not in sample:
            continue
        try:
            rows = [row for row in csv.reader(io.StringIO(sample), delimiter=candidate) if row][:_SAMPLE_LINES]
        except csv.Error:
            continue
        widths = [len(row) for row in rows[:-1] or rows]
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        if common > 1 and (widths.count(common) / len(widths), common) > score:
            best, score = candidate, (widths.count(common) / len(widths), common)
    return best


def mend(text: str) -> str:
    """Put back the letters an export wrote as ``<e9>``."""
    if "<" not in text:
        return text
    return _LITERAL.sub(lambda found: bytes.fromhex(found[1]).decode("cp1252", errors="replace"), text)
