"""What the site's processes remember together for a while, and its end."""

from django.utils import timezone
from django.utils.crypto import salted_hmac

from cockpit.accounts.models import Remembered


def hidden(key: str, prefix: str, version: int) -> str:
    """Name of a row of the cache, by the site's secret: it names no address, number or account to who reads it."""
    return salted_hmac("cockpit.memory", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def forget() -> int:
    """Erase what has run its time; returns how many rows."""
    return Remembered.objects.filter(expires__lt=timezone.now()).delete()[0]
