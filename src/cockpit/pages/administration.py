"""Administration without code: settings, accounts, data, background work, health."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from cockpit.accounts import perms
from cockpit.accounts.queries import accounts as every_account
from cockpit.administration import health, operations, queries
from cockpit.configuration.queries import values
from cockpit.configuration.registry import SETTINGS, Setting, Value
from cockpit.errors import Refused
from cockpit.pages.keyset import page
from cockpit.pages.me import FORM
from cockpit.pages.reader import reader
from cockpit.wording import both

SHOWN = 50
View = Callable[..., HttpResponse]


def administrators(view: View) -> View:
    """A page that does not exist for anyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not perms.may_administer(request.user):
            raise Http404
        return view(request, *arguments, **named)

    return guarded


def _field(setting: Setting) -> forms.Field:
    """The form field of a setting."""
    told: dict[str, Any] = {"label": setting.label, "help_text": setting.hint, "required": False}
    default = setting.default()
    if setting.choices:
        return forms.ChoiceField(**told | {"choices": setting.choices, "required": True})
    if isinstance(default, bool):
        return forms.BooleanField(**told)
    if isinstance(default, int):
        return forms.IntegerField(**told | {"min_value": setting.least, "max_value": setting.most, "required": True})
    return forms.CharField(**told, max_length=setting.most)


class SettingsForm(forms.Form):
    """Every setting of the registry."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields = {code: _field(setting) for code, setting in SETTINGS.items()}

    def clean(self) -> dict[str, Value]:
        """Check each value as the registry does, so that the sentence stands beside its field."""
        given = super().clean() or {}
        for code, value in list(given.items()):
            try:
                SETTINGS[code].accepted(value)
            except Refused as refusal:
                self.add_error(code, ValidationError(str(refusal)))
        return given


@require_safe
@administrators
def administration(request: HttpRequest) -> HttpResponse:
    """How the site is, and the way to everything else."""
    return render(
        request,
        "administration/home.html",
        {
            "checks": health.checks(),
            "waiting": queries.waiting().count(),
            "failed": queries.failed().count(),
            "sync": queries.last_sync(),
        },
    )


@require_http_methods(FORM)
@administrators
def settings(request: HttpRequest) -> HttpResponse:
    """Name, theme, contact, options."""
    form = SettingsForm(request.POST or None, initial=values())
    if form.is_valid():
        changed = operations.change_settings(by=reader(request), given=form.cleaned_data)
        messages.success(
            request,
            both(f"Enregistré : {len(changed)} réglage(s) changé(s).", f"Saved: {len(changed)} setting(s) changed."),
        )
        return redirect("settings")
    return render(request, "administration/settings.html", {"form": form})


@require_safe
@administrators
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account, open or closed."""
    asked = request.GET.get("q", "").strip()[:80]
    shown = page(every_account(asked), request.GET.get("avant"), SHOWN)
    return render(request, "administration/accounts.html", {"asked": asked, "shown": shown})


@require_http_methods(FORM)
@administrators
def data(request: HttpRequest) -> HttpResponse:
    """State of the open data; bring it up to date."""
    if request.method == "POST":
        try:
            operations.ask_sync(by=reader(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, both("La mise à jour est en route.", "The update is on its way.")
            )  # fmt: skip
        return redirect("data")
    sync = queries.last_sync()
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    troubles = [
        (one["source"], one["why"].get(language, ""))
        for one in (sync.outcomes if sync else [])
        if one["why"].get(language)
    ]
    return render(
        request,
        "administration/data.html",
        {
            "sync": sync,
            "percent": round(100 * sync.share) if sync else 0,
            "troubles": troubles,
            "sources": list(queries.sources().iter_rows(named=True)),
        },
    )


@require_http_methods(FORM)
@administrators
def work(request: HttpRequest) -> HttpResponse:
    """What runs in the background, what waits, what failed."""
    if request.method == "POST":
        try:
            operations.retry(by=reader(request), number=str(_number(request.POST.get("task"))))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, both("La tâche est remise dans la file.", "The task is back in the queue."))
        return redirect("work")
    return render(
        request,
        "administration/work.html",
        {
            "running": queries.running()[:SHOWN],
            "waiting": queries.waiting()[:SHOWN],
            "failed": queries.failed()[:SHOWN],
        },
    )


def _number(given: str | None) -> str:
    """The task a form names.

    Raises
    ------
    Refused
        If it names none.
    """
    try:
        return str(forms.UUIDField().clean(given))
    except ValidationError as error:
        raise Refused(both("Aucune tâche n'est désignée.", "No task is named.")) from error


@require_safe
@administrators
def state(request: HttpRequest) -> HttpResponse:
    """Every check and figure of the site's health."""
    return render(request, "administration/health.html", {"checks": health.checks(), "facts": health.facts()})
