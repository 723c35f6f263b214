"""From bytes to UTF-8 text, by a ladder: byte order mark, UTF-8, Windows-1252; what is neither is refused in words."""

from pathlib import Path

import polars as pl

from maillage.checks import gazetteer
from maillage.territory import Territory
from maillage.territory.names import full_key, short_key
from maillage.vocabulary.errors import MalformedFile

_WINDOW = 500_000
_PIECE = 1 << 18
_LONGEST_CHARACTER, _CONTINUATION = 4, 0x80
_ENOUGH = 3
_REFUSED_SHARE = 0.01
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -'’.,()/&+°\t\n\u00a0\u2013\u2014")
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"


def to_utf8(path: Path, data: bytes) -> tuple[bytes, str]:
    """Text of a file in UTF-8 with line feeds alone and no byte order mark, and the encoding it was written in.

    Raises
    ------
    MalformedFile
        UTF-16, binary content, damaged UTF-8 or bytes that no encoding of the ladder has.
    """
    name = "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise MalformedFile("checks.encoding.utf16", path=path)
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    if b"\0" in data:
        half = data[: 1 << 16].count(b"\0") * 4 > len(data[: 1 << 16])
        raise MalformedFile("checks.encoding.utf16" if half else "checks.encoding.binary", path=path)
    if not data.isascii() and not is_utf8(data):
        _refuse_damaged(path, data, _first_wrong(data))
        data, name = data.decode("cp1252").encode(), "cp1252"
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data, name


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, asked of Polars by pieces that end between two characters.

    It refuses what ``bytes.decode`` refuses, at several times its speed and without keeping a text.
    """
    start = 0
    while start < len(data):
        end = min(start + _PIECE, len(data))
        for _ in range(_LONGEST_CHARACTER - 1):
            end -= end < len(data) and data[end] & 0xC0 == _CONTINUATION
        try:
            pl.Series([data[start:end]], dtype=pl.Binary).cast(pl.String)
        except pl.exceptions.PolarsError:
            return False
        start = end
    return True


def _first_wrong(data: bytes) -> int:
    """Place of the first byte that is not UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _refuse_damaged(path: Path, data: bytes, start: int) -> None:
    """Refuse bytes that are mostly UTF-8 with a few broken, or that Windows-1252 does not define."""
    sample = data[max(0, start - _WINDOW) : start + _WINDOW].decode("utf-8", "replace")
    bad = sample.count("\ufffd")
    good = sum(not letter.isascii() for letter in sample) - bad
    line = 1 + data.count(b"\n", 0, start)
    if good > bad:
        raise MalformedFile("checks.encoding.damaged", path=path, line=line)
    for byte in _UNDEFINED:
        at = data.find(bytes([byte]))
        if at >= 0:
            raise MalformedFile("checks.encoding.unknown", path=path, line=1 + data.count(b"\n", 0, at))


def check_names(path: Path, names: pl.Series, territory: Territory, encoding: str) -> None:
    """Refuse a file whose commune names were damaged by a wrong encoding.

    A name is damaged when it is no commune's and holds a letter that no commune's name has, or a question mark inside.
    More than 1 % of them (and at least three, or all) refuse the file.
    """
    filled = names.drop_nulls()
    if filled.is_empty():
        return
    kinds = filled.value_counts(name="count")
    names_known = gazetteer.of(territory)
    known, allowed = names_known.keys, _PLAIN | names_known.letters
    wrong = [
        (name, count)
        for name, count in kinds.iter_rows()
        if not allowed.issuperset(name) and full_key(name) not in known and short_key(name) not in known
    ]
    total = sum(count for _, count in wrong)
    if total > _REFUSED_SHARE * len(filled) and (total >= _ENOUGH or total == len(filled)):
        share = 100 * (1 - total / len(filled))
        shown = ", ".join(sorted(name[:40] for name, _ in wrong)[:3])
        raise MalformedFile("checks.encoding.names", path=path, share=share, examples=shown, encoding=encoding)
