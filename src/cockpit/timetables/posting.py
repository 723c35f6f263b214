"""Sending notices: one message a person for all that is waiting for them, at least once, at once.

A worker that dies after a message has left, before that is written down, has it sent again, under the same name: mail
programs know the second copy.
"""

import datetime
import smtplib
from collections.abc import Iterable
from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from cockpit.accounts.models import User
from cockpit.configuration.queries import text
from cockpit.timetables import instants
from cockpit.timetables.models import Enrolment, Notice, Subscription
from cockpit.timetables.models.notices import CANCELLED, CONFIRM, ENROLLED, GIVEN, LATE, MOVED, RESTORED, TAKEN
from cockpit.timetables.models.stops import Was
from cockpit.wording import both

MOST_TRIES = 8
AGAIN = datetime.timedelta(minutes=5)
"""After which what a dead worker had taken up is taken up again."""
BATCH = 500
DEFAULT_LANGUAGE = "fr"
"""Of accounts that chose none."""

TITLES = {
    ENROLLED: both("Votre place est gardée", "Your seat is kept"),
    CANCELLED: both("Passage annulé", "Visit cancelled"),
    RESTORED: both("Passage rétabli", "Visit back on"),
    LATE: both("Le conseiller a du retard", "The advisor is late"),
    MOVED: both("Passage déplacé", "Visit moved"),
    TAKEN: both("Un passage vous est confié", "A visit is now yours"),
    GIVEN: both("Un passage n'est plus à vous", "A visit is no longer yours"),
}


def send_waiting() -> dict[str, int]:
    """Send what waits; what the mail server refuses is tried again later, :data:`MOST_TRIES` times.

    Returns
    -------
    dict
        ``sent`` and ``failed``, how many messages.
    """
    counts = {"sent": 0, "failed": 0}
    for notices in _people(_claimed()):
        own = Notice.objects.filter(pk__in=[one.pk for one in notices])
        try:
            _message(notices).send()
        except (smtplib.SMTPException, OSError):
            own.update(claimed_at=None)
            counts["failed"] += 1
        else:
            own.update(sent_at=timezone.now())
            counts["sent"] += 1
    return counts


def _claimed() -> list[Notice]:
    """Notices taken up by this worker alone; those of days that are over interest nobody any more."""
    now = timezone.now()
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - AGAIN)
    ahead = Q(stop=None) | Q(stop__date__gte=timezone.localdate() - datetime.timedelta(days=1))
    waiting = Notice.objects.filter(free, ahead, sent_at__isnull=True, tries__lt=MOST_TRIES)

    def mine(notice: Notice) -> bool:
        own = Notice.objects.filter(free, pk=notice.pk, sent_at__isnull=True)
        return own.update(claimed_at=now, tries=F("tries") + 1) == 1

    return [one for one in waiting.select_related("stop", "enrolment", "subscription", "advisor")[:BATCH] if mine(one)]


def _people(notices: Iterable[Notice]) -> list[list[Notice]]:
    """Notices by person and language; who withdrew meanwhile is told nothing.

    What an earlier try had put into one message stays one message, without what has come since.
    """
    kept = [notice for notice in notices if _address(notice)]
    ordered = sorted(kept, key=lambda one: (_key(one), _tried(one), one.pk))
    return [list(own) for _, own in groupby(ordered, key=lambda one: (_key(one), _tried(one)))]


def _tried(notice: Notice) -> tuple[int, float]:
    """When a notice was tried before, as it stood until now; what was tried most comes first."""
    return -notice.tries, notice.claimed_at.timestamp() if notice.claimed_at else 0.0


def _who(notice: Notice) -> Enrolment | Subscription | User:
    """Whom a notice is for."""
    who = notice.enrolment or notice.subscription or notice.advisor
    assert who is not None
    return who


def _key(notice: Notice) -> tuple[str, str, str, int]:
    """Messages apart: an address, a language, and a link of one's own to withdraw by."""
    who = _who(notice)
    return _address(notice), who.language or DEFAULT_LANGUAGE, type(who).__name__, who.pk


def _address(notice: Notice) -> str:
    """Where to write; empty for nobody."""
    who = _who(notice)
    if isinstance(who, Enrolment):
        return "" if who.cancelled_at else who.contact
    if isinstance(who, Subscription):
        return "" if who.ended_at else who.email
    return who.email if who.is_active else ""


def _link(who: Enrolment | Subscription | User) -> str:
    """Where they read more, or withdraw."""
    if isinstance(who, User):
        path = reverse("my_week")
    else:
        view = "passage_enrolment" if isinstance(who, Enrolment) else "passage_subscription"
        path = reverse(view, args=[who.token])
    return settings.SITE_ADDRESS.rstrip("/") + path


def _message(notices: list[Notice]) -> EmailMessage:
    """One message for one person."""
    first = notices[0]
    who = _who(first)
    link = _link(who)
    with override(who.language or DEFAULT_LANGUAGE):
        lines = [
            {
                "title": str(TITLES[one.kind]),
                "stop": one.stop,
                "kind": one.kind,
                "begins": instants.clock(one.stop.begins),
                "ends": instants.clock(one.stop.ends),
                "before": _before(one),
            }
            for one in notices
            if one.stop is not None
        ]
        confirm = first.kind == CONFIRM
        words = {
            "lines": lines,
            "link": link,
            "site_name": text("site_name"),
            "enrolled": first.enrolment,
            "advisor": first.advisor,
            "confirm": confirm,
            "place": None if first.subscription is None else first.subscription.place,
        }
        subject = " ".join(render_to_string("timetables/notice_subject.txt", words).split())
        body = render_to_string("timetables/notice.txt", words)
    headers = {"Message-ID": _name(notices)}
    if first.subscription is not None and not confirm:
        headers |= _unsubscribe(link)
    return EmailMessage(subject, body, to=[_address(first)], headers=headers)


def _before(notice: Notice) -> dict[str, object]:
    """When and where a stop that moved was announced before; empty for other news."""
    was: Was | None = notice.stop.was if notice.stop is not None and notice.kind == MOVED else None
    if was is None:
        return {}
    return {
        "date": was.date,
        "begins": instants.clock(was.begins),
        "ends": instants.clock(was.ends),
        "venue": was.venue,
    }


def _name(notices: list[Notice]) -> str:
    """``Message-ID`` (RFC 5322) of the message that tells some notices: the same each time it is sent, no other's."""
    told = " ".join(f"{one.pk}@{one.created_at.isoformat()}" for one in notices)
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return f"<{salted_hmac('cockpit.notice', told, algorithm='sha256').hexdigest()[:40]}@{host}>"


def _unsubscribe(link: str) -> dict[str, str]:
    """Headers by which mail programs unsubscribe in one click (RFC 8058)."""
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
