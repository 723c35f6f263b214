"""Small charts drawn on the server: the same on paper, without script, and always with their figures as text."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from maillage.publish.figures import Bar

WIDTH, LABEL, VALUE, ROW = 360, 76, 64, 24
"""Width of a chart, room for labels and for figures, height of a row: readable on a phone of 320 pixels."""


def rows(bars: Sequence[Bar], labels: Sequence[str], values: Sequence[str], name: str) -> Markup:
    """Chart of horizontal bars.

    Parameters
    ----------
    bars
        Classes with their weights.
    labels
        Words before each bar.
    values
        Figure after each bar.
    name
        The whole chart in a sentence, for those who do not see it.
    """
    most = max((bar.value for bar in bars), default=0.0) or 1.0
    height = ROW * len(bars)
    parts = [f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(name)}">']
    for rank, (bar, label, value) in enumerate(zip(bars, labels, values, strict=True)):
        top, middle = rank * ROW, rank * ROW + 16
        length = (WIDTH - LABEL - VALUE) * bar.value / most
        parts.append(f'<text class="tick" x="{LABEL - 8}" y="{middle}">{escape(label)}</text>')
        if bar.value:
            width = max(length, 1.5)
            parts.append(f'<rect class="bar" x="{LABEL}" y="{top + 3}" width="{width:.1f}" height="{ROW - 6}"/>')
        parts.append(f'<text x="{LABEL + length + 6:.1f}" y="{middle}">{escape(value)}</text>')
    parts.append(f'<path class="axis" d="M{LABEL} 0V{height}"/></svg>')
    return Markup("".join(parts))


def dot(share: float | None, mean: float | None, low: float, high: float) -> Markup:
    """One line of a dot plot from ``low`` to ``high``, with a tick at the whole territory's value."""
    axis = '<path class="axis" d="M0 5H100"/>'
    tick = f'<path class="mean" d="M{_along(mean, low, high)} 0V10"/>' if mean is not None else ""
    mark = f'<path class="mark" d="M{_along(share, low, high)} 5h0"/>' if share is not None else ""
    return Markup(
        '<svg class="dot" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        + axis
        + tick
        + mark
        + "</svg>"
    )


def _along(share: float, low: float, high: float) -> str:
    """Position of a share on the line."""
    return f"{100 * (share - low) / max(high - low, 1e-9):.1f}"
