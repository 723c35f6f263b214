"""How long the personal data of this room are kept, and their end."""

import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cockpit.journal.operations import record
from cockpit.timetables.models import Enrolment, Notice, Subscription

ENROLMENT_DAYS: Final = 30
"""After the stop, who enrolled is erased; how many they were stays with the stop."""
UNCONFIRMED_DAYS: Final = 7
"""An address that nobody confirmed is erased."""
ENDED_DAYS: Final = 1
"""An address that no longer follows is erased."""
NOTICE_DAYS: Final = 30
"""After the stop, what was told of it is forgotten, sent or not; before, it keeps the same thing from being told twice.

What asked to confirm an address is forgotten as long after it was written: by then it is confirmed or erased.
"""


@transaction.atomic
def erase(now: datetime.datetime | None = None) -> dict[str, int]:
    """Erase what has run its time; returns how many of each, and writes down how many people's."""
    at = now or timezone.now()

    def before(days: int) -> datetime.datetime:
        return at - datetime.timedelta(days=days)

    day = timezone.localdate(before(ENROLMENT_DAYS))
    _, enrolments = Enrolment.objects.filter(stop__date__lt=day).delete()
    silent = Q(confirmed_at__isnull=True, created_at__lt=before(UNCONFIRMED_DAYS))
    _, subscriptions = Subscription.objects.filter(silent | Q(ended_at__lt=before(ENDED_DAYS))).delete()
    people = {  # their notices go with them, uncounted
        "enrolments": enrolments.get("timetables.Enrolment", 0),
        "subscriptions": subscriptions.get("timetables.Subscription", 0),
    }
    if any(people.values()):
        record(actor=None, action="followers.erased", subject="site", subject_id="followers", details=people)
    over = Q(stop__date__lt=timezone.localdate(before(NOTICE_DAYS)))
    notices, _ = Notice.objects.filter(over | Q(stop=None, created_at__lt=before(NOTICE_DAYS))).delete()
    return people | {"notices": notices}
