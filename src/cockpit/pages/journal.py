"""The journal, as those it concerns read it."""

import csv
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cockpit.accounts import perms
from cockpit.accounts.queries import names
from cockpit.accounts.roles import READ_JOURNAL
from cockpit.journal import operations, queries
from cockpit.pages.keyset import page
from cockpit.pages.places_field import PlaceField
from cockpit.pages.reader import reader
from cockpit.pages.telling import kind, told, words
from cockpit.territories import places
from cockpit.wording import both

SHOWN = 50
BATCH = 500


class Filters(forms.Form):
    """Which acts."""

    place = PlaceField(label=both("Territoire", "Territory"), required=False)
    action = forms.ChoiceField(label=both("Acte", "Act"), required=False)
    day = forms.DateField(
        label=both("Jour", "Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        everything = ("", both("Tous", "All"))
        kinds = sorted(((action, kind(action)) for action in words()), key=lambda pair: pair[1])
        self.fields["action"].choices = [everything, *kinds]  # type: ignore[attr-defined]


def _asked(request: HttpRequest) -> tuple[Filters, QuerySet[Any]]:
    """The filters and the acts they leave."""
    user = reader(request)
    form = Filters(
        {name: request.GET.get(name, "") for name in ("place", "place-chosen", "place-for", "action", "day")}
    )
    entries = queries.readable(perms.reach(user, READ_JOURNAL), user.pk)
    if form.is_valid():
        entries = queries.narrowed(entries, **form.cleaned_data)
    return form, entries


def _lines(rows: list[Any]) -> list[tuple[Any, str, str, str]]:
    """Entry, actor, act and territory of each row, in words."""
    called = names(row.actor for row in rows if row.actor)
    site, gone = both("le site", "the site"), both("compte", "account")
    return [
        (
            row,
            called.get(row.actor) or f"{gone} {row.actor}" if row.actor else str(site),
            told(row.action, row.details),
            str(places.get(row.level, row.code)),
        )
        for row in rows
    ]


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Who did what, the latest first."""
    form, entries = _asked(request)
    shown = page(entries, request.GET.get("avant"), SHOWN)
    address = request.GET.copy()
    address.pop("avant", None)
    return render(
        request,
        "journal/journal.html",
        {
            "form": form,
            "lines": _lines(shown.rows),
            "after": shown.after,
            "address": address.urlencode(),
            "verification": queries.last_verification(),
        },
    )


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The same acts as a CSV file, all of them."""
    _, entries = _asked(request)
    response = StreamingHttpResponse(_csv(entries), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="journal-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


class _Echo:
    """Gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


def _csv(entries: QuerySet[Any]) -> Iterator[str]:
    """Lines of the file, page by page, so that the journal's length does not matter."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(
        [
            "number",
            "at",
            "actor",
            "actor_name",
            "action",
            "words",
            "subject",
            "subject_id",
            "level",
            "code",
            "territory",
            "digest",
        ]
    )
    before: str | None = None
    while True:
        part = page(entries, before, BATCH)
        for row, actor, act, place in _lines(part.rows):
            cells = [
                row.pk, row.at.isoformat(), row.actor, actor, row.action, act, row.subject, row.subject_id, row.level,
                row.code, place, row.digest,
            ]  # fmt: skip
            yield writer.writerow([_harmless(cell) for cell in cells])
        if part.after is None:
            return
        before = str(part.after)


def _harmless(cell: object) -> object:
    """A text a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Read the whole chain now."""
    if not perms.may_anywhere(request.user, READ_JOURNAL):
        raise Http404
    found = operations.verify()
    if found.broken is None:
        messages.success(request, both("La chaîne est intacte.", "The chain is intact."))
    else:
        messages.error(
            request,
            both(
                f"La chaîne est rompue à l'entrée {found.broken} : prévenez l'administration, gardez une sauvegarde.",
                f"The chain is broken at entry {found.broken}: tell the administrators, keep a backup.",
            ),
        )
    return redirect("journal")
