"""A mandate opens what its role allows, on its territory and within, while it is in force."""

import datetime
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cockpit.accounts import operations, perms, queries
from cockpit.accounts.models import Mandate, User
from cockpit.accounts.roles import ABILITIES, ADOPT_PLANS, FIELD, MAKE_PLANS, ROLES, SEE_PLANS
from cockpit.errors import Refused
from cockpit.journal.queries import of_subject
from cockpit.territories.places import FRANCE, get

pytestmark = pytest.mark.django_db

CANTAL, AURILLAC, NORD = get("departement", "15"), get("commune", "15014"), get("departement", "59")
AUVERGNE = get("region", "84")

Holder = Callable[..., User]


@pytest.mark.parametrize(
    ("role", "level", "code", "ability", "place", "expected"),
    [
        ("departement_pilot", "departement", "15", ADOPT_PLANS, CANTAL, True),
        ("departement_pilot", "departement", "15", ADOPT_PLANS, AURILLAC, True),
        ("departement_pilot", "departement", "15", ADOPT_PLANS, NORD, False),
        ("departement_pilot", "departement", "15", ADOPT_PLANS, AUVERGNE, False),
        ("departement_pilot", "departement", "15", ADOPT_PLANS, FRANCE, False),
        ("regional_pilot", "region", "84", ADOPT_PLANS, CANTAL, True),
        ("hub", "region", "84", MAKE_PLANS, CANTAL, True),
        ("hub", "region", "84", ADOPT_PLANS, CANTAL, False),
        ("advisor", "departement", "15", SEE_PLANS, AURILLAC, True),
        ("advisor", "departement", "15", MAKE_PLANS, AURILLAC, False),
        ("prescriber", "departement", "15", SEE_PLANS, AURILLAC, False),
        ("national_administrator", "france", "", ADOPT_PLANS, NORD, True),
    ],
)
def test_may(holder: Holder, role: str, level: str, code: str, ability: str, place: object, expected: bool) -> None:
    assert perms.may(holder(role, level, code), ability, place) is expected  # type: ignore[arg-type]


def test_without_account_or_mandate_nothing_opens(holder: Holder) -> None:
    for someone in (AnonymousUser(), holder()):
        assert not any(perms.may(someone, ability, AURILLAC) for ability in ABILITIES)


@pytest.mark.parametrize(
    ("starts", "ends", "revoked", "active", "expected"),
    [(0, None, False, True, 1), (0, 0, False, True, 1), (-9, -1, False, True, 0), (1, None, False, True, 0),
     (-9, None, True, True, 0), (0, None, False, False, 0)],
)  # fmt: skip
def test_in_force(holder: Holder, starts: int, ends: int | None, revoked: bool, active: bool, expected: int) -> None:
    user, today = holder(), timezone.localdate()
    User.objects.filter(pk=user.pk).update(is_active=active)
    Mandate.objects.create(
        user=user,
        role="advisor",
        level="commune",
        code="15014",
        starts_on=today + datetime.timedelta(days=starts),
        ends_on=None if ends is None else today + datetime.timedelta(days=ends),
        revoked_at=timezone.now() if revoked else None,
    )
    assert queries.in_force().count() == expected


def test_roles_invite_only_within_their_territory(holder: Holder) -> None:
    pilot = holder("departement_pilot", "departement", "15")
    assert perms.may_grant(pilot, "advisor", AURILLAC)
    assert not perms.may_grant(pilot, "advisor", get("commune", "59350"))
    assert not perms.may_grant(pilot, "national_administrator", FRANCE)
    assert not perms.may_grant(pilot, "departement_pilot", CANTAL)
    with pytest.raises(operations.NotAllowed):
        operations.grant(by=pilot, user=holder(), role="regional_pilot", place=AUVERGNE)


def test_no_role_invites_to_more_than_it_may_itself() -> None:
    for role in ROLES.values():
        for given in role.invites:
            assert ROLES[given].abilities <= role.abilities | {MAKE_PLANS, "data.see"} | FIELD, (role.code, given)


def test_a_delegation_ends_with_its_mandate(holder: Holder) -> None:
    pilot, deputy, boss = holder("departement_pilot", "departement", "15"), holder(), holder("national_administrator")
    mandate = queries.mandates(pilot)[0]
    lent = operations.delegate(
        by=pilot, mandate=mandate, to=deputy, place=AURILLAC, ends_on=timezone.localdate() + datetime.timedelta(days=7)
    )
    assert perms.may(User.objects.get(pk=deputy.pk), ADOPT_PLANS, AURILLAC)
    assert not perms.may(User.objects.get(pk=deputy.pk), ADOPT_PLANS, CANTAL)
    operations.revoke(by=boss, mandate=mandate)
    assert not perms.may(User.objects.get(pk=deputy.pk), ADOPT_PLANS, AURILLAC)
    assert [entry.action for entry in of_subject("mandate", lent.pk)] == ["mandate.delegated"]


def test_a_delegation_is_one_s_own_and_to_come(holder: Holder) -> None:
    pilot, other = holder("departement_pilot", "departement", "15"), holder("departement_pilot", "departement", "59")
    mandate, tomorrow = queries.mandates(pilot)[0], timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(operations.NotAllowed):
        operations.delegate(by=other, mandate=mandate, to=other, place=AURILLAC, ends_on=tomorrow)
    with pytest.raises(operations.NotAllowed):
        operations.delegate(by=pilot, mandate=mandate, to=other, place=NORD, ends_on=tomorrow)
    with pytest.raises(Refused, match="passé"):
        operations.delegate(by=pilot, mandate=mandate, to=other, place=AURILLAC, ends_on=datetime.date(2020, 1, 1))
