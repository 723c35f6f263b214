"""Numbers as each language writes them: ``4 000`` and ``0,03 %``, or ``4,000`` and ``0.03%``."""

import math

from maillage.vocabulary.messages import language

MISSING = "—"
"""Shown where a figure is not known."""

NARROW_SPACE = "\u202f"
"""Between thousands and before a percent sign, in French."""


def missing(value: float | None) -> bool:
    """Whether a figure is absent or not finite."""
    return value is None or not math.isfinite(value)


def decimal(value: float | None, digits: int = 0) -> str:
    """A number with ``digits`` decimals in the current language."""
    if value is None or missing(value):
        return MISSING
    text = f"{value:,.{digits}f}"
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]
    if language() == "en":
        return text
    return text.replace(",", NARROW_SPACE).replace(".", ",")


def percent(share: float | None, digits: int = 1) -> str:
    """A share in 0..1 as a percentage; a share below one is never rounded up to 100 %."""
    if share is None or missing(share):
        return MISSING
    while share < 1 and digits < 4 and round(share * 100, digits) >= 100:
        digits += 1
    value = share * 100
    if share < 1 and round(value, digits) >= 100:
        value = math.floor(value * 10**digits) / 10**digits
    return _with_sign(decimal(value, digits if value % 1 else 0))


def ceiling_percent(value: float | None, digits: int = 2) -> str:
    """A percentage that bounds something from above, so never rounded down."""
    if value is None or missing(value):
        return MISSING
    scale = 10**digits
    return _with_sign(decimal(math.ceil(value * scale - 1e-9) / scale, digits if value > 0 else 0))


def _with_sign(text: str) -> str:
    """The percent sign as the language places it."""
    return f"{text}%" if language() == "en" else f"{text}{NARROW_SPACE}%"
