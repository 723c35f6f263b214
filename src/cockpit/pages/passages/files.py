"""The same stops as files: calendars to follow, posters, words to read out, open data; sent again once changed."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import polars as pl
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from cockpit.configuration.queries import text
from cockpit.pages.passages import calling
from cockpit.pages.passages.keeping import slot
from cockpit.pages.passages.showing import known
from cockpit.pages.passages.subjects import POST, VENUE, WIDEST, Subject, asked
from cockpit.pages.visitors import KEPT_SECONDS, page_key
from cockpit.timetables import instants, queries
from cockpit.timetables.models import Stop
from cockpit.timetables.queries import passing
from cockpit.wording import both
from maillage.publish.feeds import Feed, Poster, calendar_file, poster, spoken, timetable_csv, timetable_json

SECONDS_GOOD: Final = 300
"""A browser or a proxy asks again after so long."""


@dataclass(frozen=True)
class Asked:
    """A file someone asks for.

    Attributes
    ----------
    request
        Tells the site's own address.
    subject
        Whose stops.
    """

    request: HttpRequest
    subject: Subject

    @property
    def page(self) -> str:
        """Absolute address of the page that says the same."""
        return self.absolute("passages_of", self.subject.kind, self.subject.code)

    @property
    def title(self) -> str:
        """What the file is of."""
        name = self.subject.name
        return str(both(f"Conseiller numérique : {name}", f"Digital advisor: {name}"))

    def absolute(self, name: str, *arguments: object) -> str:
        """Absolute address of a page."""
        return self.request.build_absolute_uri(reverse(name, args=arguments))

    @property
    def contact(self) -> str:
        """Whom to ask, in a line: a number to call, an address to write to."""
        call = calling.of(self.subject.place)
        return " · ".join(part for part in (call.named if call else "", text("contact")) if part)

    def stops(self, only: Iterable[Stop] | None = None) -> pl.DataFrame:
        """Its stops, or some only, each named by what stays when it moves."""
        held = queries.table(self.subject.filed() if only is None else only).with_columns(stop="uid")
        urls = [self.absolute("passage", uid) for uid in held["uid"]]
        return held.with_columns(pl.Series("url", urls, dtype=pl.String))

    def ahead(self) -> pl.DataFrame:
        """Those that have not ended."""
        now = timezone.now()
        since = self.subject.filed().filter(date__gte=timezone.localdate() - datetime.timedelta(days=1))
        return self.stops(stop for stop in since if instants.ends_at(stop) > now)


Maker = Callable[[Asked], bytes]


def calendar(of: Asked, only: list[Stop] | None = None) -> bytes:
    """The stops as an iCalendar file, or some of them only."""
    host = of.request.get_host().partition(":")[0]
    return calendar_file(of.stops(only), Feed(of.title, host, of.page, of.contact, organizer=text("contact")))


def _poster(of: Asked) -> bytes:
    where = of.subject.place.name if of.subject.kind in ("commune", POST) else of.subject.name
    about = Poster(where, of.page, of.contact, of.subject.kind == "commune", timezone.localdate())
    last = timezone.localdate() + datetime.timedelta(days=POSTER_DAYS)
    return poster(of.ahead().filter(pl.col("date") <= last), about)


def _voice(of: Asked) -> bytes:
    call = calling.of(of.subject.place)
    return spoken(of.ahead(), contact=call.number if call else text("contact")).encode()


def _csv(of: Asked) -> bytes:
    return timetable_csv(of.stops()).encode()


def _json(of: Asked) -> bytes:
    return timetable_json(of.stops(), name=of.title, page=of.page).encode()


POSTER_DAYS: Final = 60
MAKERS: Final[dict[str, tuple[str, Maker]]] = {
    "ics": ("text/calendar; charset=utf-8", calendar),
    "pdf": ("application/pdf", _poster),
    "txt": ("text/plain; charset=utf-8", _voice),
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json", _json),
}
"""Media type of each file, and what makes it."""

CLOCKED: Final = ("pdf", "txt")
"""Files that no longer tell a stop once it has ended."""

DATA: Final = ("csv", "json")
"""Files of a département: nobody follows or prints thousands of stops."""


@login_not_required
@require_safe
def file(request: HttpRequest, kind: str, code: str, form: str) -> HttpResponse:
    """A subject's stops in one of :data:`MAKERS`."""
    if form not in MAKERS or (kind == WIDEST and form not in DATA):
        raise Http404
    subject = asked(kind, code)
    told = request.get_host(), request.scheme, passing.stamp(subject.filed())
    key = page_key(request, (*told, slot() if form in CLOCKED else 0))
    response = get_conditional_response(request, etag=f'"{key[:32]}"') or _made(key, form, Asked(request, subject))
    response["ETag"] = f'"{key[:32]}"'
    response["Cache-Control"] = f"public, max-age={SECONDS_GOOD}"
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@login_not_required
@require_safe
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A stop as a calendar holds it once; who follows a calendar gets it there."""
    stop = known(uid)
    place = stop.commune
    content = calendar(Asked(request, Subject(place.level, place.code, place.name, place)), [stop])
    response = HttpResponse(content, content_type=MAKERS["ics"][0])
    response["Content-Disposition"] = f'inline; filename="passage-{slugify(place.name)}-{stop.date}.ics"'
    response["Cache-Control"] = f"public, max-age={SECONDS_GOOD}"
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


def _made(key: str, form: str, of: Asked) -> HttpResponse:
    """The file, made once for all readers."""
    media, maker = MAKERS[form]
    content = caches["pages"].get(key)
    if content is None:
        content = maker(of)
        caches["pages"].set(key, content, KEPT_SECONDS)
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'inline; filename="{_name(of.subject)}.{form}"'
    return response


def _name(subject: Subject) -> str:
    """``passages-mauriac-15120``."""
    named = subject.place.name if subject.kind in (POST, VENUE) else subject.name
    return f"passages-{slugify(named)}-{slugify(subject.code)}"
