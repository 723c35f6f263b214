"""From an address to a timetable."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase

from cockpit.timetables import queries

View = Callable[..., HttpResponseBase]


def seen(view: View) -> View:
    """Give a view the timetable of its address; what may not be seen does not exist."""

    def with_timetable(request: HttpRequest, uuid: UUID, **more: object) -> HttpResponseBase:
        timetable = queries.find(request.user, uuid)
        if timetable is None:
            raise Http404
        return view(request, timetable, **more)

    with_timetable.__name__, with_timetable.__doc__ = view.__name__, view.__doc__
    return with_timetable
