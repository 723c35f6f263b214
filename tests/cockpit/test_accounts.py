"""Invitations, delegations, closing: once, in one's territory, written down."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from browsing import phone_code
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from cockpit.accounts import invitations, operations, people, perms, queries
from cockpit.accounts.models import Invitation, Mandate, User
from cockpit.accounts.roles import ADMINISTER, ADOPT_PLANS, INVITE, ROLES, SEE_PLANS, STRONG
from cockpit.errors import Refused
from cockpit.journal.queries import everything
from cockpit.territories.places import FRANCE, get

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CANTAL, AURILLAC, NORD = get("departement", "15"), get("commune", "15014"), get("departement", "59")
PASSWORD = "une phrase assez longue"

Holder = Callable[..., User]
Login = Callable[..., Client]


def acts() -> list[str]:
    """Every act so far, the first first."""
    return [entry.action for entry in everything()][::-1]


@pytest.fixture
def pilot(holder: Holder) -> User:
    return holder("departement_pilot", "departement", "15")


@pytest.fixture
def offer(pilot: User) -> Invitation:
    return invitations.invite(by=pilot, email="Nouvelle@Exemple.fr", role="advisor", place=AURILLAC)


def test_an_invitation_makes_a_verified_account_with_its_role(offer: Invitation) -> None:
    user = invitations.join(invitation=offer, name="Nouvelle", password=PASSWORD)
    assert (user.email, user.check_password(PASSWORD)) == ("nouvelle@exemple.fr", True)
    assert user.emailaddress_set.get().verified  # type: ignore[attr-defined]
    assert perms.may(user, SEE_PLANS, AURILLAC)
    assert not perms.may(user, SEE_PLANS, CANTAL)
    assert acts() == ["invitation.made", "invitation.accepted", "mandate.granted", "account.created"]


def test_an_invitation_serves_once(offer: Invitation, holder: Holder) -> None:
    invitations.accept(by=holder(), invitation=offer)
    with pytest.raises(Refused, match="plus valable"):
        invitations.accept(by=holder(), invitation=offer)
    with pytest.raises(Refused):
        invitations.join(invitation=offer, name="", password=PASSWORD)
    assert not User.objects.filter(email=offer.email).exists()
    assert Mandate.objects.filter(role="advisor").count() == 1


@pytest.mark.parametrize("end", ["withdrawn", "expired", "inviter gone", "inviter without factor"])
def test_an_invitation_that_ended_gives_nothing(offer: Invitation, pilot: User, holder: Holder, end: str) -> None:
    if end == "withdrawn":
        invitations.withdraw(by=pilot, invitation=offer)
    elif end == "expired":
        Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    elif end == "inviter gone":
        operations.revoke(by=pilot, mandate=queries.mandates(pilot)[0])
    else:
        Authenticator.objects.filter(user=pilot).delete()
    offer = Invitation.objects.get(pk=offer.pk)
    with pytest.raises(Refused, match="plus valable"):
        invitations.accept(by=holder(), invitation=offer)
    assert not Mandate.objects.filter(role="advisor").exists()


def test_an_invitation_sent_again_is_good_again(offer: Invitation, pilot: User, holder: Holder) -> None:
    Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(days=1))
    invitations.renew(by=pilot, invitation=offer)
    invitations.accept(by=holder(), invitation=Invitation.objects.get())


def test_the_same_offer_is_made_once(offer: Invitation, pilot: User, holder: Holder) -> None:
    with pytest.raises(Refused, match="déjà invité"):
        invitations.invite(by=pilot, email="nouvelle@exemple.fr", role="advisor", place=AURILLAC)
    invitations.withdraw(by=pilot, invitation=offer)
    invitations.invite(by=pilot, email="nouvelle@exemple.fr", role="advisor", place=AURILLAC)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(withdrawn_at__isnull=False).update(withdrawn_at=None)


@pytest.mark.parametrize("act", ["invite", "renew", "withdraw"])
def test_nobody_invites_out_of_their_territory(offer: Invitation, holder: Holder, act: str) -> None:
    other = holder("departement_pilot", "departement", "59")
    named = {"email": "a@b.fr", "role": "advisor", "place": AURILLAC} if act == "invite" else {"invitation": offer}
    with pytest.raises(operations.NotAllowed):
        getattr(invitations, act)(by=other, **named)


def test_strong_abilities_sleep_without_a_second_factor(holder: Holder) -> None:
    for role in ROLES.values():
        level = role.levels[0]
        code = {"france": "", "region": "84", "departement": "15", "epci": "241500230", "commune": "15014"}[level]
        bare, place = holder(role.code, level, code, factor=False), get(level, code)
        assert {ability for ability in role.abilities if perms.may(bare, ability, place)} == role.abilities - STRONG
        assert perms.lacks_second_factor(bare) is bool(role.abilities & STRONG)
        assert perms.grantable(bare) == []
        assert not any(perms.reach(bare, ability) or perms.may_anywhere(bare, ability) for ability in STRONG)


def test_a_role_that_needs_a_second_factor_is_led_to_it(login: Login) -> None:
    client = login("departement_pilot", "departement", "15", factor=False)
    for path in ("/personnes", "/journal", "/administration"):
        assert client.get(path).headers["Location"] == "/compte/second-facteur"
    assert client.get("/territoire/departement/15").status_code == 200
    assert "Il manque un second facteur" in client.get("/compte/second-facteur").content.decode()
    assert login("advisor", "departement", "15", factor=False).get("/journal").status_code == 200


def test_second_factors_are_sealed_in_the_database(holder: Holder) -> None:
    holder("departement_pilot", "departement", "15")
    kept = Authenticator.objects.get()
    assert "JBSWY3DPEHPK3PXP" not in str(kept.data)
    assert kept.wrap().validate_code is not None


def test_the_last_administrator_stays(holder: Holder) -> None:
    boss = holder("national_administrator")
    with pytest.raises(Refused, match="dernier"):
        people.close(by=boss, user=boss)
    with pytest.raises(Refused, match="dernier"):
        operations.revoke(by=boss, mandate=queries.mandates(boss)[0])
    assert User.objects.get(pk=boss.pk).is_active
    second = holder("national_administrator")
    people.close(by=second, user=boss)
    assert not perms.may(User.objects.get(pk=boss.pk), ADMINISTER, FRANCE)
    assert acts() == ["account.closed"]


def test_a_closed_account_comes_back_without_its_roles(holder: Holder, login: Login) -> None:
    boss, pilot = holder("national_administrator"), holder("departement_pilot", "departement", "15")
    client = Client()
    client.force_login(pilot, backend="django.contrib.auth.backends.ModelBackend")
    people.close(by=boss, user=pilot)
    assert client.get("/compte").status_code == 302
    people.reopen(by=boss, user=pilot)
    assert not perms.may(User.objects.get(pk=pilot.pk), ADOPT_PLANS, CANTAL)
    with pytest.raises(operations.NotAllowed):
        people.close(by=pilot, user=boss)
    with pytest.raises(operations.NotAllowed):
        people.reopen(by=pilot, user=boss)


def test_who_lent_takes_back(pilot: User, holder: Holder) -> None:
    deputy, day = holder(), timezone.localdate() + datetime.timedelta(days=3)
    own = queries.mandates(pilot)[0]
    lent = operations.delegate(by=pilot, mandate=own, to=deputy, place=AURILLAC, ends_on=day)
    assert queries.lent(pilot) == [lent]
    operations.revoke(by=pilot, mandate=lent)
    assert queries.lent(pilot) == []
    with pytest.raises(Refused, match="déjà le vôtre"):
        operations.delegate(by=pilot, mandate=own, to=pilot, place=AURILLAC, ends_on=day)


def test_the_list_shows_my_territory_only(pilot: User, holder: Holder, login: Login) -> None:
    near, far = holder("advisor", "commune", "15014"), holder("advisor", "commune", "59350")
    assert set(queries.holders(perms.reach(pilot, INVITE))) == set(Mandate.objects.filter(user__in=[near, pilot]))
    client = Client()
    client.force_login(pilot, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/personnes").content.decode()
    assert near.email in page
    assert far.email not in page
    assert near.email in client.get("/personnes", {"q": near.email[:6]}).content.decode()


def test_the_form_offers_what_i_may_give(login: Login) -> None:
    client = login("coordinator", "departement", "15")
    page = client.get("/personnes/inviter").content.decode()
    assert 'value="advisor"' in page
    assert 'value="departement_pilot"' not in page
    asked = {"email": "x@exemple.fr", "role": "advisor", "language": "fr"}
    assert (
        "Plusieurs territoires répondent"
        in client.post("/personnes/inviter", asked | {"place": "Saint-Denis"}).content.decode()
    )
    assert (
        "Vous ne pouvez pas donner ce rôle"
        in client.post("/personnes/inviter", asked | {"place": "commune:59350"}).content.decode()
    )
    assert (
        "n&#x27;est pas"
        not in client.post("/personnes/inviter", asked | {"place": "zzz", "role": "hub"}).content.decode()
    )
    assert not Invitation.objects.exists()
    chosen = asked | {"place": "Saint-Denis", "place-for": "Saint-Denis", "place-chosen": "commune:15014"}
    assert client.post("/personnes/inviter", chosen).headers["Location"] == "/personnes"
    made = Invitation.objects.get()
    assert (made.level, made.code, made.sent_at is not None) == ("commune", "15014", True)
    assert f"/invitation/{made.token}" in mail.outbox[0].body
    assert "Aurillac" in mail.outbox[0].body


def test_the_message_speaks_the_language_chosen(pilot: User) -> None:
    made = invitations.invite(by=pilot, email="a@b.fr", role="advisor", place=AURILLAC, language="en")
    invitations.send(invitation=made, link="https://x/")
    assert "offers you a role" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Invitation to Maillage: Digital advisor"


@pytest.fixture
def mail_down(settings: Any) -> None:
    """A mail server that takes no call."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


@pytest.mark.usefixtures("mail_down")
def test_a_mail_server_that_is_down_loses_nothing(login: Login) -> None:
    client = login("departement_pilot", "departement", "15")
    asked = {"email": "x@exemple.fr", "role": "advisor", "place": "commune:15014", "language": "fr"}
    page = client.post("/personnes/inviter", asked, follow=True).content.decode()
    assert "n&#x27;est pas parti" in page
    assert "message non parti" in page
    assert Invitation.objects.get().sent_at is None


@pytest.mark.usefixtures("mail_down")
@pytest.mark.django_db(transaction=True)
def test_a_second_factor_needs_no_mail_server(holder: Holder, client: Client) -> None:
    user = holder("departement_pilot", "departement", "15", factor=False)
    client.post("/compte/login/", {"login": user.email, "password": "correct horse battery"})
    client.post("/compte/reauthenticate/", {"password": "correct horse battery"})
    page = client.get("/compte/2fa/totp/activate/").content.decode()
    found = re.search(r'class="key">(\w+)<', page)
    assert found is not None
    answer = client.post("/compte/2fa/totp/activate/", {"code": phone_code(found[1])})
    assert answer.status_code == 302
    assert Authenticator.objects.filter(user=user, type="totp").count() == 1


@pytest.mark.usefixtures("mail_down")
@pytest.mark.django_db(transaction=True)
def test_a_forgotten_password_does_not_tell_who_has_an_account(pilot: User) -> None:
    answers = [
        (answer.status_code, answer.headers.get("Location"))
        for email in (pilot.email, "personne@exemple.fr")
        for answer in [Client().post("/compte/password/reset/", {"email": email})]
    ]
    assert answers[0] == answers[1] == (302, "/compte/password/reset/done/")


def test_sessions_elsewhere_end(pilot: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(pilot, backend="django.contrib.auth.backends.ModelBackend")
        UserSession.objects.create(user=pilot, session_key=client.session.session_key, ip="127.0.0.1", user_agent="x")
    assert here.get("/compte").content.decode().count("127.0.0.1") == 2
    here.post("/compte/sessions")
    assert here.get("/compte").status_code == 200
    assert there.get("/compte").status_code == 302


def test_the_account_s_language_holds_where_no_cookie_says_otherwise(pilot: User) -> None:
    people.describe(by=pilot, name="Pilote", language="en")
    client = Client(headers={"accept-language": "fr"})
    client.force_login(pilot, backend="django.contrib.auth.backends.ModelBackend")
    assert '<html lang="en"' in client.get("/compte").content.decode()
    client.post("/langue", {"language": "fr", "next": "/"})
    assert '<html lang="fr"' in client.get("/compte").content.decode()


def test_closed_addresses_of_the_library() -> None:
    for path in (
        "signup/",
        "email/",
        "3rdparty/",
        "3rdparty/signup/",
        "sessions/",
        "2fa/webauthn/",
        "login/code/",
        "phone/change/",
    ):
        assert Client().get(f"/compte/{path}").status_code == 404, path
        assert Client().post(f"/compte/{path}").status_code == 404, path


def test_guessing_passwords_is_stopped(holder: Holder, settings: object) -> None:
    user = holder()
    attempt = {"login": user.email, "password": "wrong"}
    answers = [Client().post("/compte/login/", attempt).status_code for _ in range(9)]
    assert answers[:7] == [200] * 7
    assert answers[-1] == 429
    right = Client().post("/compte/login/", attempt | {"password": "correct horse battery"})
    assert right.status_code == 429
    assert "Trop d'essais" in right.content.decode()
    elsewhere = Client(REMOTE_ADDR="198.51.100.7").post(
        "/compte/login/", attempt | {"password": "correct horse battery"}
    )
    assert elsewhere.status_code == 302
