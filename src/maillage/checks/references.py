"""How far a sheet's cells reach, read off its XML without parsing it."""

import re

import numpy as np
import numpy.typing as npt

_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,10})["']""")
_SPACES, _QUOTES = np.frombuffer(b" \t\r\n", np.uint8), np.frombuffer(b"\"'", np.uint8)
_LETTERS, _DIGITS = 3, 10
"""Most letters and digits of a reference."""
_PADDING = bytes(4 + _LETTERS + _DIGITS)


def outermost(xml: bytes) -> tuple[int, int]:
    """Highest row and column named by an attribute ``r`` (``r="7"``, ``r="AB7"``), 0 where none is.

    The usual spelling is read by whole arrays; a piece that holds another one goes through a regular expression.
    """
    text = np.frombuffer(xml + _PADDING, np.uint8)
    at = np.flatnonzero(text[1:-2] == ord("r")) + 1
    at = at[np.isin(text[at - 1], _SPACES)]
    after = text[at + 1]
    usual = (after == ord("=")) & np.isin(text[at + 2], _QUOTES)
    if (((after == ord("=")) | np.isin(after, _SPACES)) & ~usual).any():
        return _slowly(xml)
    return _usual(text, at[usual] + 3)


def _usual(text: npt.NDArray[np.uint8], at: npt.NDArray[np.int64]) -> tuple[int, int]:
    """Highest row and column of the references that start at ``at``."""
    column, row, digits = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
    going = np.ones(len(at), np.bool_)
    for _ in range(_LETTERS):
        letter = text[at] & 0xDF
        going &= (letter >= ord("A")) & (letter <= ord("Z"))
        column = np.where(going, 26 * column + letter - (ord("A") - 1), column)
        at = at + going
    going = np.ones(len(at), np.bool_)
    for _ in range(_DIGITS):
        digit = text[at]
        going &= (digit >= ord("0")) & (digit <= ord("9"))
        row = np.where(going, 10 * row + digit - ord("0"), row)
        digits += going
        at = at + going
    whole = (digits > 0) & np.isin(text[at], _QUOTES)
    return int(row[whole].max(initial=0)), int(column[whole].max(initial=0))


def _slowly(xml: bytes) -> tuple[int, int]:
    """The same, one reference after the other."""
    found = set(_REFERENCE.findall(xml))
    return max((int(row) for _, row in found), default=0), max((position(name) for name, _ in found), default=0)


def position(letters: bytes) -> int:
    """Rank of a column's letters: A is 1, AA is 27."""
    rank = 0
    for letter in letters.upper():
        rank = rank * 26 + letter - 64
    return rank
