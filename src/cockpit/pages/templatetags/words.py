"""Tags every template has: both languages side by side, looks, French figures."""

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cockpit.pages import theme
from cockpit.pages.looks import classes
from cockpit.territories import origins
from cockpit.wording import current

register = template.Library()

NARROW = "\u202f"


@register.simple_tag
def t(french: str, english: str, **values: Any) -> SafeString:
    """``{% t "Bonjour {name}" "Hello {name}" name=user.name %}``: the sentence in the reader's language.

    The sentence is the template author's; its values are escaped.
    """
    sentence = french if current() == "fr" else english
    return format_html(sentence, **values) if values else SafeString(sentence)


@register.simple_tag
def look(name: str) -> str:
    """Classes of a look in the site's theme."""
    return classes(name, theme.current())


@register.filter
def number(value: float | None, digits: int = 0) -> str:
    """``12 345,6`` in French, ``12,345.6`` in English; a dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:,.{digits}f}".replace("-", "−")
    return text.replace(",", NARROW).replace(".", ",") if current() == "fr" else text


@register.simple_tag
def counted(count: float, french_one: str, french_more: str, english_one: str, english_more: str) -> SafeString:
    """``3 communes``, ``1 commune``: a number, rounded, and the noun it asks for; French has 0 in the singular."""
    return format_html("{} {}", number(round(count)), noun(count, french_one, french_more, english_one, english_more))


@register.simple_tag
def noun(count: float, french_one: str, french_more: str, english_one: str, english_more: str) -> str:
    """The noun that a number, told beside it, asks for."""
    whole, fr = round(count), current() == "fr"
    one = abs(whole) < 2 if fr else whole == 1
    return (french_one if one else french_more) if fr else (english_one if one else english_more)


@register.filter
def percent(value: float | None, digits: int = 1) -> str:
    """A share from 0 to 1 as ``12,3 %``."""
    if value is None:
        return "–"
    gap = f"{NARROW}%" if current() == "fr" else "%"
    return f"{number(100 * value, digits)}{gap}"


@register.filter
def publishers(origin: str) -> str:
    """Who publishes a figure (see :func:`cockpit.territories.origins.publishers`)."""
    return origins.publishers(origin)


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], *names: str) -> str:
    """``aria-current`` where the page shown is one of ``names``."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    return SafeString('aria-current="page"') if match is not None and match.view_name in names else ""


def _dressed(tag: str, look_name: str, content: str, **attributes: str) -> SafeString:
    """An element with the classes of a look; empty where it has nothing to say."""
    if not content:
        return SafeString("")
    more = format_html_join("", ' {}="{}"', attributes.items())
    return format_html(f'<{tag} class="{{}}"{{}}>{{}}</{tag}>', classes(look_name, theme.current()), more, content)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A form's field with its label, hint and errors, tied for screen readers; a box stands before its label."""
    kind = getattr(bound.field.widget, "input_type", "textarea")
    alone = isinstance(bound.field.widget, CheckboxInput)
    hint, wrong = f"{bound.auto_id}-hint", f"{bound.auto_id}-error"
    attributes: dict[str, Any] = {} if alone else {"class": look("select" if kind == "select" else "input")}
    if described := " ".join([hint] * bool(bound.help_text) + [wrong] * bool(bound.errors)):
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    optional = "" if bound.field.required or alone else t(" (facultatif)", " (optional)")
    label = format_html("{}{}", bound.label, _dressed("span", "hint", optional))
    widget = bound.as_widget(attrs=attributes)
    told = _dressed("label", "label", label, **{"for": bound.id_for_label})
    hinted = _dressed("p", "hint", str(bound.help_text), id=hint)
    error = _dressed("p", "error", " ".join(map(str, bound.errors)), id=wrong)
    parts = (widget, told, hinted, error) if alone else (told, hinted, widget, error)
    return _dressed("div", "checkbox" if alone else "field", SafeString("".join(parts)))
