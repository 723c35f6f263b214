"""From an address to a plan its reader may see, and from an act to what the reader is told."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.plans import queries
from cockpit.plans.models import Plan
from maillage.vocabulary.errors import MaillageError

View = Callable[..., HttpResponseBase]


def seen(view: View) -> View:
    """Give a view the plan of its address; what may not be seen does not exist, and a visitor is asked to log in."""

    def with_plan(request: HttpRequest, uuid: UUID, **more: object) -> HttpResponseBase:
        plan = queries.find(request.user, uuid)
        if plan is None:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise Http404
        return view(request, plan, **more)

    with_plan.__name__, with_plan.__doc__ = view.__name__, view.__doc__
    return with_plan


def account(request: HttpRequest) -> User:
    """The account behind a request to a closed page."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def acted(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Do something and say how it went; whether it was done.

    Raises
    ------
    Http404
        If the account may not: as if there were nothing.
    """
    try:
        act()
    except NotAllowed as error:
        raise Http404 from error
    except (Refused, MaillageError) as error:
        messages.error(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True


def back_to(plan: Plan, page: str = "plan") -> HttpResponse:
    """To one of a plan's pages."""
    return redirect(page, uuid=plan.uuid)
