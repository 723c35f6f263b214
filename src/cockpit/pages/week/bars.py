"""Bars of the weeks: what was held, cancelled, left without a report; the table beside says the same."""

import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cockpit.timetables.holding import OUTCOMES
from cockpit.wording import both

WIDTH, HEIGHT, FOOT, GAP = 360, 120, 18, 0.2
WIDEST = 40
MOST_DATES = 7


def weekly(weeks: list[tuple[datetime.date, dict[str, int]]]) -> SafeString:
    """Stacked bars, one a week; empty where there is no week."""
    if not weeks:
        return SafeString("")
    most = max(sum(counts.values()) for _, counts in weeks) or 1
    step, tall = min(WIDEST, WIDTH / len(weeks)), HEIGHT - FOOT
    parts, dates = [], []
    every = -(-len(weeks) // MOST_DATES)
    for k, (week, counts) in enumerate(weeks):
        top = float(tall)
        for outcome in OUTCOMES:
            height = tall * counts[outcome] / most
            top -= height
            if height:
                parts.append((outcome, f"{step * (k + GAP / 2):.1f}", f"{top:.1f}", f"{step * (1 - GAP):.1f}",
                              f"{height:.1f}"))  # fmt: skip
        if k % every == 0:
            dates.append((f"{step * (k + 0.5):.1f}", HEIGHT - 4, f"{week:%d/%m}"))
    return format_html(
        '<svg class="weeks" role="img" aria-label="{}" viewBox="0 0 {} {}">{}{}</svg>',
        both("Passages de chaque semaine ; le tableau dit les mêmes chiffres.",
             "Stops of each week; the table says the same figures."), WIDTH, HEIGHT,
        format_html_join("", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', parts),
        format_html_join("", '<text x="{}" y="{}">{}</text>', dates),
    )  # fmt: skip
