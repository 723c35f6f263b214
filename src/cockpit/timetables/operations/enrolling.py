"""Those who come and those who follow. Asking twice with one key is the same as once, whatever the network does."""

import hashlib
import json

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.territories.places import Place
from cockpit.timetables import contacts, instants, perms
from cockpit.timetables.models import Enrolment, Stop, Subscription
from cockpit.timetables.operations import notes, notices
from cockpit.timetables.states import PLANNED
from cockpit.wording import both


class AlreadyAsked(Refused):
    """The key was used for something else: a page answers 409."""

    def __init__(self) -> None:
        super().__init__(both("Cette demande a déjà servi pour autre chose : rechargez la page, puis recommencez.",
                              "This request was already used for something else: load the page again."))  # fmt: skip


class Full(Refused):
    """No seat is left."""

    def __init__(self) -> None:
        super().__init__(both("Il ne reste plus de place à ce passage : choisissez-en un autre.",
                              "No seat is left at this stop: choose another one."))  # fmt: skip


def fingerprint(*values: str) -> str:
    """Hash of what was asked."""
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def enrol(
    *, by: User | None, stop: Stop, name: str, contact: str, key: str, need: str = "", language: str = "fr"
) -> Enrolment:
    """Keep a seat for someone at a stop to come.

    Parameters
    ----------
    by
        The account that enrols them; None: they do it themselves, without account.
    contact
        E-mail address or telephone number.
    key
        Drawn by who asks, once an enrolment, 8 to 64 characters.

    Raises
    ------
    AlreadyAsked
        If the key was used for something else.
    Full
        If no seat is left.
    Refused
        If there is no name, no good contact, they are enrolled already, or the stop takes nobody any more.
    """
    who, reached, wanted = " ".join(name.split())[:80], contacts.read(contact), " ".join(need.split())[:200]
    if not who:
        raise Refused(both("Donnez un nom : l'accueil vous appellera ainsi.",
                           "Give a name: you will be called by it."))  # fmt: skip
    if not 8 <= len(key) <= 64:
        raise AlreadyAsked
    asked = fingerprint(str(stop.uid), who, reached, wanted)
    given = {"name": who, "contact": reached, "need": wanted, "language": language, "key": key, "asked": asked}
    try:
        return _known(key, asked) or _seat(by, stop, given)
    except IntegrityError as error:
        if known := _known(key, asked):
            return known
        raise Refused(
            both(f"{who} a déjà une place à ce passage.", f"{who} already has a seat at this stop.")
        ) from error


@transaction.atomic
def _seat(by: User | None, stop: Stop, given: dict[str, str]) -> Enrolment:
    """Take a seat, write down whose it is: both or neither."""
    if instants.begun(stop):
        raise Refused(both("Ce passage a commencé ou est passé : choisissez-en un autre.",
                           "This stop has begun or is past: choose another one."))  # fmt: skip
    if not Stop.objects.filter(pk=stop.pk, state=PLANNED, taken__lt=F("seats")).update(taken=F("taken") + 1):
        if known := _known(given["key"], given["asked"]):
            return known
        if Stop.objects.filter(pk=stop.pk, state=PLANNED).exists():
            raise Full
        raise Refused(both("Ce passage est annulé : choisissez-en un autre.",
                           "This stop is cancelled: choose another one."))  # fmt: skip
    made = Enrolment.objects.create(stop=stop, **given)
    notes.on_stop(by, stop, "stop.enrolled", {})
    notices.welcome(made)
    return made


def _known(key: str, asked: str) -> Enrolment | None:
    """The enrolment already made with this key."""
    found = Enrolment.objects.filter(key=key).first()
    if found is not None and found.asked != asked:
        raise AlreadyAsked
    return found


@transaction.atomic
def cancel_enrolment(*, by: User | None, enrolment: Enrolment) -> None:
    """Give a seat back and forget who had it.

    Parameters
    ----------
    by
        The account; None: whoever holds the enrolment's token.

    Raises
    ------
    NotAllowed
        If the account does not run the stop.
    """
    stop = enrolment.stop
    if by is not None and not perms.may_run(by, stop):
        raise NotAllowed
    mine = Enrolment.objects.filter(pk=enrolment.pk, cancelled_at__isnull=True)
    if mine.update(cancelled_at=timezone.now(), name="", contact="", need=""):
        Stop.objects.filter(pk=stop.pk).update(taken=F("taken") - 1)
        notes.on_stop(by, stop, "stop.enrolment_cancelled", {})


@transaction.atomic
def subscribe(*, email: str, place: Place, language: str = "fr") -> Subscription:
    """Ask to be told what changes in a commune or an EPCI; nothing is sent before :func:`confirm`.

    Raises
    ------
    Refused
        If it is no e-mail address, or the territory is wider than an EPCI.
    """
    address = contacts.read(email)
    if not contacts.is_email(address) or place.level not in ("commune", "epci"):
        raise Refused(both("On s'abonne par une adresse électronique, pour une commune ou un EPCI.",
                           "One subscribes by an e-mail address, for a commune or an EPCI."))  # fmt: skip
    made, _ = Subscription.objects.get_or_create(
        email=address, level=place.level, code=place.code, ended_at=None, defaults={"language": language}
    )
    notices.ask_to_confirm(made)
    return made


@transaction.atomic
def confirm(*, subscription: Subscription) -> None:
    """Hold the token: the address is one's own."""
    open_still = Subscription.objects.filter(pk=subscription.pk, confirmed_at__isnull=True, ended_at__isnull=True)
    if open_still.update(confirmed_at=timezone.now()):
        notes.on_territory(None, subscription, "place.subscribed", "subscription", subscription.pk, {})


@transaction.atomic
def unsubscribe(*, subscription: Subscription) -> None:
    """Hold the token: nothing more is sent."""
    if Subscription.objects.filter(pk=subscription.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        notes.on_territory(None, subscription, "place.unsubscribed", "subscription", subscription.pk, {})
