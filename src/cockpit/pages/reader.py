"""The account that reads a closed page."""

from django.http import HttpRequest

from cockpit.accounts.models import User


def reader(request: HttpRequest) -> User:
    """The logged-in account; closed pages always have one."""
    assert isinstance(request.user, User)
    return request.user
