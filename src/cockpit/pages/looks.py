"""How each part of a page is dressed: our neutral theme, or the State's design system.

Pages name a look (``{% look "button" %}``); this table says which classes it has in each theme, so that a page is
written once.
"""

from typing import Final

LOOKS: Final[dict[str, tuple[str, str]]] = {
    "page": ("page", "fr-container fr-py-4w"),
    "button": ("button", "fr-btn"),
    "button-second": ("button second", "fr-btn fr-btn--secondary"),
    "button-quiet": ("button quiet", "fr-btn fr-btn--tertiary"),
    "buttons": ("buttons", "fr-btns-group fr-btns-group--inline"),
    "card": ("card", "fr-card fr-p-3w"),
    "cards": ("cards", "cards"),
    "tiles": ("tiles", "tiles"),
    "table": ("table", "fr-table"),
    "field": ("field", "fr-input-group"),
    "label": ("label", "fr-label"),
    "hint": ("hint", "fr-hint-text"),
    "input": ("input", "fr-input"),
    "select": ("select", "fr-select"),
    "checkbox": ("checkbox", "fr-checkbox-group"),
    "error": ("error", "fr-error-text"),
    "alert": ("alert", "fr-alert fr-alert--info"),
    "alert-success": ("alert success", "fr-alert fr-alert--success"),
    "alert-warning": ("alert warning", "fr-alert fr-alert--warning"),
    "alert-error": ("alert error", "fr-alert fr-alert--error"),
    "badge": ("badge", "fr-badge"),
    "badge-good": ("badge good", "fr-badge fr-badge--success"),
    "badge-bad": ("badge bad", "fr-badge fr-badge--error"),
    "crumbs": ("crumbs", "fr-breadcrumb"),
    "empty": ("empty", "fr-callout"),
    "lead": ("lead", "fr-text--lead"),
    "source": ("source", "fr-text--xs"),
}
"""Classes of each look: in the neutral theme, in the State's."""


def classes(look: str, theme: str) -> str:
    """Classes of a look in a theme.

    Raises
    ------
    KeyError
        If no such look exists.
    """
    return LOOKS[look][theme == "dsfr"]
