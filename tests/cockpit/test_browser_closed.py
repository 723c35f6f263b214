"""Closed pages in a real browser: without barriers, narrow, dark, in both themes, in both languages."""

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cockpit.accounts import invitations, operations, queries
from cockpit.accounts.models import Mandate, User
from cockpit.administration import clock, tasks
from cockpit.administration.models import Sync
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.journal.operations import verify
from cockpit.territories.places import FRANCE, get

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Any]
SHOTS = os.environ.get("MAILLAGE_SHOTS")
"""Folder where each page is drawn, to be looked at."""


@pytest.fixture
def boss(holder: Callable[..., User]) -> User:
    """An administrator of a site with something in every list."""
    found, deputy = holder("national_administrator"), holder("elected_official", "commune", "15014")
    invitations.invite(by=found, email="invitee@exemple.fr", role="hub", place=get("region", "84"))
    day = timezone.localdate() + datetime.timedelta(days=9)
    operations.delegate(by=found, mandate=queries.mandates(found)[0], to=deputy, place=FRANCE, ends_on=day)
    clock.beat("work@here")
    tasks.tidy.enqueue()
    tasks.verify_journal.enqueue()
    number = DBTaskResult.objects.first()
    assert number is not None
    DBTaskResult.objects.filter(pk=number.pk).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        traceback="Trace\n" * 9,
        exception_class_path="ValueError",
    )
    why = {"fr": "fichier illisible", "en": "unreadable file"}
    Sync.objects.create(state="done", outcomes=[{"source": "arcep", "status": "refused", "rows": 0, "why": why}])
    save(given={"contact": "aide@exemple.fr"})
    verify()
    configuration.forget()
    return found


def addresses(boss: User) -> tuple[str, ...]:
    own = Mandate.objects.get(user=boss)
    return (
        "/compte", "/compte/second-facteur", "/compte/fermer", f"/compte/preter/{own.pk}", "/compte/2fa/",
        "/compte/password/change/", "/personnes", "/personnes/inviter", f"/personnes/role/{own.pk}/retirer", "/journal",
        "/journal?place=Cantal&action=invitation.made", "/administration", "/administration/reglages",
        "/administration/comptes", f"/administration/comptes/{boss.pk}", "/administration/donnees",
        "/administration/travaux", "/administration/sante",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("theme", "width", "scheme", "locale"),
    [("neutral", 1280, "light", "fr-FR"), ("neutral", 320, "dark", "en-GB"), ("dsfr", 1280, "dark", "fr-FR"),
     ("dsfr", 320, "light", "fr-FR")],
)  # fmt: skip
def test_no_barrier_and_nothing_overflows(
    visit: Visit, barriers: Callable[[Any], str], boss: User, theme: str, width: int, scheme: str, locale: str
) -> None:
    save(given={"theme": theme})
    configuration.forget()
    page, wrong = None, []
    for path in ("/", "/compte/login/", *addresses(boss)):
        if page is None or path == "/compte":
            page = visit(
                path, width, by=boss if path != "/" else None, color_scheme=scheme, bypass_csp=True, locale=locale
            )
        else:
            page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path)
        assert page.locator("html").get_attribute("data-theme") == theme
        found = barriers(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        wrong += [f"{path}: {found}"] * bool(found) + [f"{path}: {wide} pixels wide"] * (wide > width)
        if SHOTS:
            name = f"{path.strip('/').replace('/', '-').split('?')[0] or 'home'}-{theme}-{width}-{scheme}.png"
            page.screenshot(path=Path(SHOTS) / name, full_page=True)
    assert wrong == []
