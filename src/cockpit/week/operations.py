"""Acts a phone sends: each is done once, however often it comes, and what cannot be done is told in a sentence."""

import datetime
import hashlib
import json
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.timetables.operations import AlreadyAsked
from cockpit.week import doing
from cockpit.week.asked import Act, Answer
from cockpit.week.models import DONE, MOST_WORDS, OVERTAKEN, REFUSED, Sent

KEPT_DAYS = 180
"""How long an act is known again: longer than any phone stays without network."""


def carry(*, by: User, act: Act) -> Answer:
    """Do what a phone asks, unless it was done; the act and its answer are written in one transaction.

    Returns
    -------
    Answer
        The same for the same key, whatever happened since; a refusal is an answer too.
    """
    try:
        with transaction.atomic():
            return _known(by, act) or _first(by, act)
    except AlreadyAsked as refusal:
        return Answer(act.key, REFUSED, str(refusal))
    except IntegrityError:  # the same act came by another way at the same moment
        known = _known(by, act)
        if known is None:
            raise
        return known


def _known(by: User, act: Act) -> Answer | None:
    """What was answered to this key.

    Raises
    ------
    AlreadyAsked
        If it was for something else.
    """
    found = Sent.objects.filter(key=act.key).first()
    if found is None:
        return None
    if (found.user_id, found.asked) != (by.pk, _fingerprint(act)):
        raise AlreadyAsked
    return Answer(act.key, found.outcome, found.sentence)


def _first(by: User, act: Act) -> Answer:
    """Take the key, then act; a refusal takes back what was begun, not the key."""
    old = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    Sent.objects.filter(user=by, at__lt=old).delete()
    sent = Sent.objects.create(key=act.key, user=by, asked=_fingerprint(act))
    try:
        with transaction.atomic():
            doing.do(by, act)
    except doing.Overtaken as refusal:
        return _refuse(sent, OVERTAKEN, str(refusal))
    except Refused as refusal:
        return _refuse(sent, REFUSED, str(refusal))
    except NotAllowed:
        return _refuse(sent, REFUSED, str(doing.not_yours()))
    return Answer(act.key, DONE)


def _refuse(sent: Sent, outcome: str, sentence: str) -> Answer:
    told = sentence[:MOST_WORDS]
    Sent.objects.filter(pk=sent.pk).update(outcome=outcome, sentence=told)
    return Answer(sent.key, outcome, told)


def _fingerprint(act: Act) -> str:
    """Hash of what is asked."""
    values: list[Any] = [str(act.stop), act.kind, act.given, act.date and act.date.isoformat(), act.begins]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
