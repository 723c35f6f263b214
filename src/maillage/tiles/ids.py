"""Numbers of features: tiles know whole numbers only, INSEE's codes hold letters in Corsica.

A code of digits is its own number, leading zeros dropped (``01004`` is 1004, SIREN 200066637 itself). Corsica's ``2A``
and ``2B`` become ``20`` after a leading 1 or 2: ``2A004`` is 120004, ``2B033`` is 220033, département ``2A`` is 120. No
other code of the same level is as large, so numbers of one layer never meet.
"""

_ISLES = {"A": 1, "B": 2}
_WIDTHS = {"commune": 5, "epci": 9, "departement": 2, "region": 2}


def feature_id(code: str) -> int:
    """Number of a code.

    Raises
    ------
    ValueError
        If it is not made as INSEE's codes or a SIREN.
    """
    if code[:1] == "2" and (isle := _ISLES.get(code[1:2])) is not None:
        return int(f"{isle}20{code[2:]}")
    return int(code)


def code_of(level: str, number: int) -> str:
    """Code of a number: the inverse of :func:`feature_id`.

    Parameters
    ----------
    level
        ``commune``, ``epci``, ``departement`` or ``region``.
    number
        The feature's number.
    """
    digits, width = str(number), _WIDTHS[level]
    if len(digits) == width + 1 and digits[1:3] == "20" and level in ("commune", "departement"):
        letter = "AB"[int(digits[0]) - 1]
        return f"2{letter}{digits[3:]}"
    return digits.zfill(width)
