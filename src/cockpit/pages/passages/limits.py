"""How often forms open to everyone may be sent: enough for a town hall that books for many, not for a robot."""

from allauth.core import ratelimit
from django.db import transaction
from django.http import HttpRequest

from cockpit.wording import both

ENROL, FOLLOW = "passage_enrol", "passage_follow"
"""Their rates are in the settings, ``ACCOUNT_RATE_LIMITS``: by network address, and by the contact given."""

TOO_OFTEN = both(
    "Trop de demandes viennent d'ici : attendez une heure, ou demandez à la mairie de réserver pour vous.",
    "Too many requests come from here: wait an hour, or ask the town hall to book for you.",
)


def allows(request: HttpRequest, form: str, contact: str) -> bool:
    """Whether a form may be sent once more; counts it, for all processes of the site and across restarts.

    One transaction: processes count one after the other, and the disk is waited for once. What is kept is a keyed hash
    of the contact and of the network address, erased when the rate has run out (:mod:`cockpit.accounts.remembering`).
    """
    with transaction.atomic():
        return bool(ratelimit.consume(request, action=form, key=contact))
