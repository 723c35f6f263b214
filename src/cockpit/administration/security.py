"""``security.txt`` (RFC 9116): whom to tell of a weakness, for a year after someone confirmed the contact."""

import datetime

from django.utils import timezone

from cockpit.configuration.queries import confirmed_at, text

GOOD_FOR = datetime.timedelta(days=365)


def expires_at() -> datetime.datetime | None:
    """Until when the contact is promised to answer; None where there is none, or its year is over."""
    confirmed = confirmed_at("contact") if text("contact") else None
    if confirmed is None or confirmed + GOOD_FOR <= timezone.now():
        return None
    return confirmed + GOOD_FOR


def document(address: str) -> str | None:
    """The file, as served at ``address``; None: better no file than a stale one.

    The contact must have been confirmed in the settings: one that only the environment names does not expire, and
    RFC 9116 wants an expiry.
    """
    until = expires_at()
    if until is None:
        return None
    lines = {
        "Contact": f"mailto:{text('contact')}",
        "Expires": until.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": "fr, en",
        "Canonical": address,
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())
