"""Small charts drawn on the server: the same on paper, without script, and always with their figures as text."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from maillage.publish.figures import Bar

WIDTH, HEIGHT, BASE, TOP = 560, 250, 200, 26


def columns(bars: Sequence[Bar], labels: Sequence[str], values: Sequence[str], name: str, unit: str) -> Markup:
    """Column chart.

    Parameters
    ----------
    bars
        Classes with their weights.
    labels
        Words under each column.
    values
        Figure above each column.
    name
        The whole chart in a sentence, for those who do not see it.
    unit
        Words under the axis.
    """
    most = max((bar.value for bar in bars), default=0.0) or 1.0
    step = WIDTH / max(len(bars), 1)
    parts = [f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(name)}">']
    for rank, (bar, label, value) in enumerate(zip(bars, labels, values, strict=True)):
        height = (BASE - TOP) * bar.value / most
        middle = (rank + 0.5) * step
        if bar.value:
            height = max(height, 1.0)
            parts.append(
                f'<rect class="bar" x="{middle - step * 0.41:.1f}" y="{BASE - height:.1f}" width="{step * 0.82:.1f}" '
                f'height="{height:.1f}" rx="2"/>'
            )
        parts.append(f'<text x="{middle:.1f}" y="{BASE - height - 6:.1f}">{escape(value)}</text>')
        parts.append(f'<text class="tick" x="{middle:.1f}" y="{BASE + 18}">{escape(label)}</text>')
    parts.append(f'<path class="axis" d="M0 {BASE}H{WIDTH}"/>')
    parts.append(f'<text class="unit" x="{WIDTH / 2}" y="{BASE + 42}">{escape(unit)}</text></svg>')
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
