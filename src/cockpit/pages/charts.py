"""Small charts drawn on the server: the same in a page, in print and without JavaScript."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cockpit.pages.templatetags.words import number
from cockpit.territories.figures import Figure
from cockpit.wording import current

WIDTH, HEIGHT, MARGIN = 160, 22, 8


def beside_peers(figure: Figure) -> SafeString:
    """A dot for the figure on the line of its peers: a bar for the middle half, a tick for the median.

    Empty where there are no peers to stand beside.
    """
    if figure.value is None or figure.median is None or figure.q1 is None or figure.q3 is None:
        return SafeString("")
    spread = max(figure.q3 - figure.q1, 1e-9)
    least = min(figure.value, figure.q1 - spread)
    most = max(figure.value, figure.q3 + spread)

    def at(value: float) -> str:
        return f"{MARGIN + (WIDTH - 2 * MARGIN) * (value - least) / (most - least):.1f}"

    words = (
        "{} ; territoires semblables : médiane {}, la moitié entre {} et {}"
        if current() == "fr"
        else "{}; territories alike: median {}, half between {} and {}"
    ).format(*(number(value, 1) for value in (figure.value, figure.median, figure.q1, figure.q3)))
    middle = HEIGHT / 2
    return format_html(
        '<svg class="peers" role="img" aria-label="{}" viewBox="0 0 {} {}"><path class="axis" d="M{} {}H{}"/>'
        '<path class="half" d="M{} {}H{}"/><path class="median" d="M{} {}v10"/><circle r="5" cx="{}" cy="{}"/></svg>',
        *(words, WIDTH, HEIGHT, MARGIN, middle, WIDTH - MARGIN),
        *(at(figure.q1), middle, at(figure.q3), at(figure.median), middle - 5, at(figure.value), middle),
    )


def either_side(value: float, scale: float) -> SafeString:
    """A bar to the right of nought for what is more, to the left for what is less; the number stands beside it.

    Parameters
    ----------
    value
        In the unit of ``scale``.
    scale
        What half the width stands for.
    """
    half = WIDTH / 2 - MARGIN
    length = half * max(-1.0, min(1.0, value / scale if scale > 0 else 0.0))
    middle = HEIGHT / 2
    return format_html(
        '<svg class="parts" aria-hidden="true" viewBox="0 0 {} {}"><path class="{}" d="M{} {}h{}"/>'
        '<path class="axis" d="M{} 2V{}"/></svg>',
        *(WIDTH, HEIGHT, "more" if value > 0 else "less", WIDTH / 2, middle, f"{length:.1f}"),
        *(WIDTH / 2, HEIGHT - 2),
    )
