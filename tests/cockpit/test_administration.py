"""Administration without code: settings, data, background work, and what survives a dead worker."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cockpit.accounts.models import User
from cockpit.administration import clock, health, operations, tasks
from cockpit.administration.models import DONE, FAILED, Heartbeat, Sync
from cockpit.configuration import queries as configuration
from cockpit.configuration.models import Choice
from cockpit.configuration.operations import save
from cockpit.configuration.registry import SETTINGS
from cockpit.errors import Refused
from cockpit.journal import queries as journal
from cockpit.pages.telling import told, words

pytestmark = [pytest.mark.django_db, pytest.mark.database]

COMMITTED = pytest.mark.django_db(transaction=True)
"""The worker opens and closes connections of its own."""

Login = Callable[..., Client]
Holder = Callable[..., User]


@pytest.fixture
def boss(holder: Holder) -> User:
    return holder("national_administrator")


def work_off() -> None:
    """Do what waits in the queue, as the worker does."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0, worker_id="here")


def test_settings_are_kept_seen_and_written_down(
    login: Login, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client = login("national_administrator")
    asked = dict.fromkeys(SETTINGS, "") | {"site_name": "Réseau du Cantal", "theme": "neutral", "plans_at_once": "4",
             "seat_minutes": "30", "home_sentence_fr": "Bienvenue.", "contact": "aide@exemple.fr"}  # fmt: skip
    asked = {code: value for code, value in asked.items() if code not in ("base_map", "public_plans")}
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert client.post("/administration/reglages", asked).status_code == 302
    assert configuration.number("plans_at_once") == 4
    assert not configuration.switch("public_plans")
    page = Client().get("/").content.decode()
    assert "Réseau du Cantal" in page
    assert "Bienvenue." in page
    assert "mailto:aide@exemple.fr" in page
    changed = {entry.subject_id for entry in journal.everything()}
    assert changed == {"site_name", "plans_at_once", "home_sentence_fr", "public_plans", "contact"}


@pytest.mark.parametrize(
    ("code", "value"),
    [("plans_at_once", 0), ("plans_at_once", 65), ("plans_at_once", True), ("theme", "rose"), ("contact", "bonjour"),
     ("site_name", "x" * 61), ("site_name", "  "), ("base_map", "on"), ("contact", 'a"<b@c.fr')],
)  # fmt: skip
def test_a_setting_refuses_what_it_is_not(code: str, value: object) -> None:
    with pytest.raises(Refused, match="n'accepte pas"):
        save(given={"site_name": "Autre", code: value})  # type: ignore[dict-item]
    assert not Choice.objects.exists()


def test_a_wrong_value_is_said_beside_its_field(login: Login) -> None:
    client = login("national_administrator")
    page = client.post(
        "/administration/reglages", {"site_name": "A", "theme": "neutral", "plans_at_once": "1", "contact": "bonjour"}
    ).content.decode()
    assert 'id="id_contact-error"' in page
    assert not Choice.objects.exists()


def test_another_process_sees_a_change_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert configuration.text("site_name") == "Maillage"
    Choice.objects.create(code="site_name", value="Ailleurs", confirmed_at=timezone.now())
    assert configuration.text("site_name") == "Maillage"
    moment = configuration.time.monotonic() + configuration.KEPT_SECONDS + 1
    monkeypatch.setattr(configuration.time, "monotonic", lambda: moment)
    assert configuration.text("site_name") == "Ailleurs"


@COMMITTED
def test_data_are_brought_up_to_date_in_the_background(boss: User, tmp_path: Path, login: Login) -> None:
    save(given={"mirror": str(tmp_path / "absent")})
    configuration.forget()
    with pytest.raises(Refused, match="pas un dossier"):
        operations.ask_sync(by=boss)
    save(given={"mirror": str(tmp_path)})
    configuration.forget()
    run = operations.ask_sync(by=boss)
    with pytest.raises(Refused, match="déjà en cours"):
        operations.ask_sync(by=boss)
    client = Client()
    client.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    assert 'http-equiv="refresh"' in client.get("/administration/donnees").content.decode()
    work_off()
    run.refresh_from_db()
    assert (run.state, run.share) == (DONE, 1.0)
    assert {one["status"] for one in run.outcomes} == {"missing"}  # an empty mirror: each source says so
    assert all(one["why"]["fr"] != one["why"]["en"] for one in run.outcomes)
    page = client.get("/administration/donnees").content.decode()
    assert run.outcomes[0]["source"] in page
    assert 'http-equiv="refresh"' not in page
    operations.ask_sync(by=boss)  # a run that ended leaves room for the next


@COMMITTED
@pytest.mark.realdata
def test_data_come_from_a_mirror(boss: User, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import maillage.flow

    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    real = maillage.flow.sync
    monkeypatch.setattr(maillage.flow, "sync", lambda **named: real(["insee-appartenance-geo-communes"], **named))
    save(given={"mirror": str(shared)})
    configuration.forget()
    run = operations.ask_sync(by=boss)
    work_off()
    run.refresh_from_db()
    assert run.outcomes[0]["status"] in ("updated", "unchanged"), run.outcomes
    assert run.outcomes[0]["rows"] > 30_000


@COMMITTED
def test_a_failed_task_is_told_and_retried(boss: User, login: Login) -> None:
    number = tasks.sync.enqueue(10**9).id
    row = DBTaskResult.objects.get()
    DBTaskResult.objects.update(
        status=TaskResultStatus.FAILED, finished_at=timezone.now(), exception_class_path="ValueError"
    )
    client = login("national_administrator")
    assert "ValueError" in client.get("/administration/travaux").content.decode()
    assert client.post("/administration/travaux", {"task": str(number)}).status_code == 302
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY
    work_off()
    row.refresh_from_db()
    assert (row.status, row.return_value) == (TaskResultStatus.SUCCESSFUL, "passed")
    for wrong in (str(number), "rien", ""):
        assert "alert" in client.post("/administration/travaux", {"task": wrong}, follow=True).content.decode()


def test_what_a_dead_worker_left_is_taken_up_then_reported() -> None:
    tasks.verify_journal.enqueue()
    row = DBTaskResult.objects.get()
    for attempt in range(1, clock.ATTEMPTS + 1):
        row.claim("work@here")  # and the process dies
        assert clock.take_up("work@elsewhere") == 0
        assert clock.take_up("work@here") == 1
        row.refresh_from_db()
        assert row.status == (TaskResultStatus.READY if attempt < clock.ATTEMPTS else TaskResultStatus.FAILED)


@COMMITTED
def test_duties_come_round_once_a_day() -> None:
    clock.beat("work@here")
    clock.beat("work@there")
    assert sorted(row.task_name for row in DBTaskResult.objects.all()) == sorted(clock.DUTIES)
    work_off()
    assert not DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).exists()
    last = journal.last_verification()
    assert last is not None
    assert last.broken is None


def test_a_silent_worker_is_not_well() -> None:
    clock.beat("work@here")
    assert health.well()
    Heartbeat.objects.update(at=timezone.now() - datetime.timedelta(seconds=health.SILENT_SECONDS + 1))
    assert not health.well()
    assert [check.well for check in health.checks()] == [True, False, True, True]


@COMMITTED
def test_a_failed_sync_says_why(boss: User, monkeypatch: pytest.MonkeyPatch) -> None:
    import maillage.flow
    from maillage.vocabulary.errors import MissingData

    def refuse(**_: object) -> None:
        raise MissingData("cli.no_mirror", path="/nulle/part")

    monkeypatch.setattr(maillage.flow, "sync", refuse)
    run = operations.ask_sync(by=boss)
    work_off()
    run.refresh_from_db()
    assert (run.state, "/nulle/part" in run.failure) == (FAILED, True)
    assert Sync.objects.count() == 1


def test_every_act_has_its_words() -> None:
    """Each ``action="…"`` of the code, and each act of the library that is written down."""
    import re

    from cockpit.accounts.witness import ACTS

    sources = "".join(path.read_text(encoding="utf-8") for path in Path("src/cockpit").rglob("*.py"))
    written = set(re.findall(r'action="([a-z_.]+)"', sources)) | set(ACTS)
    written |= set(re.findall(r'_?note\([^,]+, "([a-z_]+\.[a-z_.]+)"', sources))
    written |= set(re.findall(r'_note\(\s*\w+,(?:\s*\w+,)?\s*"(plan\.[a-z_]+)"', sources))
    left = {"failed", "requeued"}  # written of whatever is computed
    written |= {f"{kind}.{act}" for kind in ("plan", "timetable") for act in left}
    written |= {".".join(pair) for pair in re.findall(r'running\.\w+\(\s*(\w+),\s*"([a-z_]+)"', sources)}
    written |= set(re.findall(r'notes\.on_\w+\([^"]+"([a-z_.]+)"', sources))
    assert written - set(words()) == set()
    assert set(words()) - written == set()
    assert told("mandate.granted", {"role": "advisor"}) == "Rôle donné : Conseiller numérique"
    assert told("setting.changed", {"setting": "theme"}) == "Réglage changé : Habillage"
    assert told("unknown.act", {}) == "unknown.act"
