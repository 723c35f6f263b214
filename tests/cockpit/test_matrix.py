"""Permission matrix: every role x every address x every method x {own, within, other, nowhere}, anonymous too."""

import datetime
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any
from uuid import UUID, uuid5

import pytest
from accounts_kept import held
from declaring import DATA, TERRITORY, Reader, Route, World, able, given_role, plan, somewhere
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.urls import path
from django.utils import timezone
from matrix import OTHER, OWN, WITHIN, Asker, check_other_is_other, complaints, undeclared
from plans_kept import done_plan
from pytest_django import DjangoDbBlocker
from routes import ROUTES
from timetables_kept import dated, monday, ready, stop_at

from cockpit.accounts import perms
from cockpit.accounts.models import Invitation, Mandate, User
from cockpit.accounts.roles import ADOPT_PLANS, ROLES, SEE_PLANS
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.plans.models import Plan
from cockpit.territories.places import FRANCE, Place, get
from cockpit.timetables import operations
from cockpit.timetables.models import Assignment, Rule
from cockpit.urls import handler404, urlpatterns

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, list[Asker]]]:
    """The world and who asks, made once: what a test does to them is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _world(), _askers()
        transaction.set_rollback(True)


@pytest.fixture
def world(everything: tuple[World, list[Asker]]) -> World:
    return everything[0]


@pytest.fixture
def askers(everything: tuple[World, list[Asker]]) -> list[Asker]:
    return everything[1]


def _askers() -> list[Asker]:
    """A reader of each role at its widest level below the country, one without a role, and nobody."""
    found = []
    for role in ROLES.values():
        level = next((level for level in role.levels if level != "france"), "france")
        place = get(*OWN[level])
        found.append(Asker(Reader(role.code, place, held(role.code, place.level, place.code))))
    nowhere = get(*OWN["commune"])
    return [*found, Asker(Reader(None, nowhere, held())), Asker(Reader(None, nowhere, None))]


def _world() -> World:
    """An object of every kind at every kind of place."""
    boss, someone = held("national_administrator"), held()
    mandates: dict[Place, Mandate] = {}
    invitations: dict[Place, Invitation] = {}
    for place in {FRANCE, *(get(*pair) for pair in (*OWN.values(), WITHIN, OTHER))}:
        where = {"level": place.level, "code": place.code, "role": given_role(place)}
        mandates[place] = Mandate.objects.create(user=someone, starts_on=timezone.localdate(), **where)
        later = timezone.now() + datetime.timedelta(days=3)
        invitations[place] = Invitation.objects.create(email="x@exemple.fr", invited_by=boss, expires_at=later, **where)
    plans = {
        place: done_plan(level=place.level, code=place.code, share_token=f"{place.spec}-shared") for place in mandates
    }
    save(given={"contact": "aide@exemple.fr"})
    configuration.forget()
    stop = stop_at(monday(), plan=plans[FRANCE])
    enrolment = operations.enrol(by=None, stop=stop, name="Canari", contact="canari@exemple.fr", key="matrix-1")
    subscription = operations.subscribe(email="canari@exemple.fr", place=get(*WITHIN))
    made = timetables(plans, someone)
    return World(mandates, invitations, plans, **made, someone=someone, enrolment=enrolment, subscription=subscription)


def timetables(plans: dict[Place, Plan], someone: User) -> dict[str, Any]:
    """A timetable that is ready, a rule and an assignment of each place."""
    found: dict[str, Any] = {"timetables": {}, "rules": {}, "assignments": {}}
    few = dated(next(iter(plans.values())), monday(), weeks=1).head(2)
    for place, own in plans.items():
        where = {"level": place.level, "code": place.code}
        found["timetables"][place] = ready(own, few, uuid=uuid5(UUID(int=0), place.spec))
        found["rules"][place] = Rule.objects.create(kind="every", subject="15014", value=2, **where)
        found["assignments"][place] = Assignment.objects.create(
            post=f"{place.code or place.level}-01", user=someone, first=timezone.localdate(), **where
        )
    return found


def test_every_address_is_declared() -> None:
    assert undeclared(ROUTES) == set()


def test_there_is_an_other_territory_for_each_role(askers: list[Asker]) -> None:
    assert all(check_other_is_other(asker.reader) for asker in askers)
    assert len({asker.reader.role for asker in askers} - {None}) == 12


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_an_address_opens_to_those_declared_and_no_one_else(name: str, askers: list[Asker], world: World) -> None:
    found = [said for asker in askers for said in complaints(name, ROUTES[name], asker, world)]
    assert found == []


def _addresses(view: Callable[..., HttpResponse], route: str = "fuite") -> ModuleType:
    """The site's addresses and one more."""
    module = ModuleType("leaky")
    module.urlpatterns = [*urlpatterns, path(route, view, name="leak")]  # type: ignore[attr-defined]
    module.handler404 = handler404  # type: ignore[attr-defined]
    return module


@login_not_required
def open_to_all(_request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("secret")


def only_for_the_able(request: HttpRequest, level: str, code: str) -> HttpResponse:
    if not perms.may(request.user, ADOPT_PLANS, get(level, "" if level == "france" else code)):
        return HttpResponseForbidden("there is something here")
    return HttpResponse("secret")


def test_the_matrix_sees_an_open_view(settings: object, askers: list[Asker], world: World) -> None:
    settings.ROOT_URLCONF = _addresses(open_to_all)  # type: ignore[attr-defined]
    assert undeclared(ROUTES) == {"leak"}
    found = [said for asker in askers for said in complaints("leak", Route(somewhere(ADOPT_PLANS)), asker, world)]
    assert any("anonymous" in said for said in found)
    assert any("as advisor" in said for said in found)
    assert any("DELETE as departement_pilot" in said for said in found)


def test_the_matrix_sees_a_view_that_tells_what_exists(settings: object, askers: list[Asker], world: World) -> None:
    settings.ROOT_URLCONF = _addresses(only_for_the_able, "fuite/<slug:level>/<slug:code>")  # type: ignore[attr-defined]
    route = Route(able(ADOPT_PLANS), **TERRITORY)
    found = [said for asker in askers for said in complaints("leak", route, asker, world)]
    assert any("GET as departement_pilot at other: open 403" in said for said in found)
    assert not any("GET as departement_pilot at own" in said for said in found)


def data_only_for_the_able(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """Tells that a plan is there by another sentence than where none is."""
    found = Plan.objects.filter(uuid=uuid).first()
    if found is None or not perms.may(request.user, SEE_PLANS, found.place):
        return JsonResponse({"detail": "nothing" if found is None else "not for you"}, status=404)
    return JsonResponse({})


def test_the_matrix_sees_data_that_tell_what_exists(settings: object, askers: list[Asker], world: World) -> None:
    view = login_not_required(data_only_for_the_able)
    settings.ROOT_URLCONF = _addresses(view, "fuite/<uuid:uuid>")  # type: ignore[attr-defined]
    route = Route(able(SEE_PLANS), DATA, anonymous=True, data=True, **plan())
    found = [said for asker in askers for said in complaints("leak", route, asker, world) if " GET " in said]
    assert any("GET as departement_pilot at other: not what it says where nothing is" in said for said in found)
    assert not any("at nowhere" in said or ("at own" in said and "as departement_pilot" in said) for said in found)
