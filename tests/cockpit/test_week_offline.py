"""The week in a real browser without network: the site is killed, answers are lost, tabs are two; once is once."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from week_kept import comer, stop_of, today

from cockpit.accounts.models import User
from cockpit.journal.queries import of_subject
from cockpit.timetables import operations
from cockpit.timetables.models import Report, Stop
from cockpit.timetables.states import CALLED_OFF
from cockpit.week.models import Sent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = Path(__file__).parent
PATIENCE_MS = 40_000
GRACE_MS = 1_500
"""Time to take an act back, shorter than people's; whoever takes one back here has theirs."""


class Server:
    """The site in a process that may be killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as trial:
            self.port = trial.getsockname()[1]
        self.mark, self.url = folder / "mortal", f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        paths = os.pathsep.join([str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")])
        database = str(connection.settings_dict["NAME"])
        command = [sys.executable, str(HERE / "week_server.py"), str(self.port), str(self.mark), database]
        self.process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths})
        for _ in range(600):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the site does not start")

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def dead(self) -> None:
        """Wait until it has killed itself."""
        assert self.process is not None
        assert self.process.wait(timeout=60) == -9
        self.mark.unlink()


@pytest.fixture(scope="module")
def kept_server(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("server"))
    yield made
    made.kill()


@pytest.fixture
def server(kept_server: Server) -> Server:
    """The site, started again where a test has killed it."""
    if not kept_server.alive():
        kept_server.start()
    return kept_server


@pytest.fixture
def advisor(holder: Callable[..., User]) -> User:
    return holder("advisor", "departement", "90")


@pytest.fixture
def stop(advisor: User) -> Stop:
    made = stop_of(advisor, today())
    comer(made)
    return made


@pytest.fixture
def phone(browser: Any, server: Server, advisor: User, stop: Stop) -> Iterator[Any]:
    """A phone that has read the week once and keeps it."""
    client = Client()
    client.force_login(advisor, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR", has_touch=True)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    opened(page, server.url)
    kept = "async () => { while (!(await caches.match('/ma-semaine'))) await new Promise((go) => setTimeout(go, 50)); }"
    page.evaluate(kept)  # one visit is enough
    yield page
    context.close()


def opened(page: Any, url: str) -> None:
    page.goto(url + "/ma-semaine")
    page.wait_for_selector("#week[data-ready]")
    page.evaluate(f"self.Week.config.grace = {GRACE_MS}")


def waiting(page: Any, number: int) -> None:
    page.wait_for_selector(f'#week-sign[data-waiting="{number}"]')


def late(page: Any, minutes: int = 10) -> None:
    page.get_by_text("Je suis en retard").click()
    page.get_by_role("button", name=f"{minutes} min", exact=True).click()


def cancel(page: Any) -> None:
    page.locator("summary", has_text="Annuler ce passage").click()
    page.get_by_text("Panne de véhicule.").click()
    page.get_by_role("button", name="Annuler ce passage").click()


def report(page: Any) -> None:
    page.locator("summary", has_text="Compte rendu").click()
    page.get_by_role("button", name="Une personne de plus").click()
    page.get_by_label("Courriel", exact=True).check()
    page.get_by_role("button", name="Envoyer le compte rendu").click()


def acts(stop: Stop) -> list[str]:
    return [entry.action for entry in reversed(of_subject("stop", stop.uid))]


def test_read_and_act_without_the_site_then_everything_leaves_once(phone: Any, server: Server, stop: Stop) -> None:
    server.kill()
    opened(phone, server.url)  # from what the phone keeps
    assert phone.get_by_text("Inscrits : 1").is_visible()
    late(phone)
    report(phone)
    waiting(phone, 2)
    phone.close()  # the page is killed with its queue full
    other = phone.context.new_page()
    other.set_default_timeout(PATIENCE_MS)
    opened(other, server.url)
    waiting(other, 2)
    assert "attend le réseau" in other.locator(".notes").first.text_content() or "part dans" in other.content()
    server.start()
    other.evaluate("dispatchEvent(new Event('online'))")
    waiting(other, 0)
    assert acts(stop) == ["stop.late", "stop.reported"]
    found = Report.objects.get()
    assert (found.people, found.themes, found.minutes) == (2, ["courriel"], 1439)
    other.locator("article .badge.good").wait_for()


def test_the_site_killed_between_its_write_and_its_answer(phone: Any, server: Server, stop: Stop) -> None:
    server.mark.touch()
    report(phone)
    server.dead()
    assert acts(stop) == ["stop.reported"]  # written, never answered
    waiting(phone, 1)
    server.start()
    phone.evaluate("dispatchEvent(new Event('online'))")
    waiting(phone, 0)
    assert (acts(stop), Report.objects.count(), Sent.objects.count()) == (["stop.reported"], 1, 1)


def correct(page: Any, people: int) -> None:
    page.locator("summary", has_text="Corriger ce compte rendu").click()
    page.get_by_label("Personnes reçues").fill(str(people))
    page.get_by_role("button", name="Envoyer la correction").click()


def test_a_report_is_corrected_without_the_site_once_and_no_stale_tab_goes_over_it(
    phone: Any, server: Server, stop: Stop
) -> None:
    hurried = "self.Week.config.grace = 300"
    server.kill()
    phone.evaluate(hurried)
    report(phone)
    waiting(phone, 1)
    phone.locator("summary", has_text="Compte rendu").click()
    phone.get_by_label("Personnes reçues").fill("7")
    phone.get_by_role("button", name="Envoyer le compte rendu").click()
    waiting(phone, 1)  # it never left: the second took its place, or corrects it
    server.start()
    phone.evaluate("dispatchEvent(new Event('online'))")
    waiting(phone, 0)
    assert (Report.objects.get().people, acts(stop)[-1:]) == (7, ["stop.reported"])
    phone.locator("article .badge.good").wait_for()
    stale = phone.context.new_page()
    stale.set_default_timeout(PATIENCE_MS)
    opened(stale, server.url)
    stale.evaluate(hurried)
    stale.locator("summary", has_text="Corriger ce compte rendu").click()
    stale.get_by_label("Personnes reçues").fill("9")  # begun before the other, sent after it
    server.mark.touch()
    correct(phone, 4)
    server.dead()
    waiting(phone, 1)
    server.start()
    phone.evaluate("dispatchEvent(new Event('online'))")
    waiting(phone, 0)
    phone.get_by_text("4 personnes, 1439 min").wait_for()
    stale.get_by_role("button", name="Envoyer la correction").click()
    stale.get_by_text("corrigé entre-temps (personnes : 4").wait_for()
    assert (Report.objects.get().people, acts(stop)) == (4, ["stop.reported", "stop.report_corrected"])
    assert stale.get_by_label("Personnes reçues").input_value() == "4"
    stale.get_by_text("Envoyé par erreur").click()
    stale.get_by_role("button", name="Retirer ce compte rendu").click()
    stale.locator(f"#report-{stop.uid}").wait_for()
    assert (Report.objects.count(), acts(stop)[-1]) == (0, "stop.report_withdrawn")


def test_without_keys_the_same_would_be_done_twice(phone: Any, server: Server, stop: Stop) -> None:
    """The control: when the phone forgets its key and draws another, the check sees a second act."""
    server.mark.touch()
    late(phone)
    server.dead()
    phone.evaluate(
        """() => new Promise((done) => { const open = indexedDB.open("maillage-week"); open.onsuccess = () => {
        const acts = open.result.transaction("acts", "readwrite").objectStore("acts");
        const anew = (act) => acts.put({ ...act, key: "x" + act.key });
        acts.getAll().onsuccess = (event) => event.target.result.forEach(anew);
        acts.transaction.oncomplete = () => { open.result.close(); done(); }; }; })"""
    )  # fmt: skip
    server.start()
    phone.evaluate("dispatchEvent(new Event('online'))")
    waiting(phone, 0)
    assert Sent.objects.count() == 2


def test_two_tabs_and_a_second_touch(phone: Any, server: Server, stop: Stop) -> None:
    other = phone.context.new_page()
    other.set_default_timeout(PATIENCE_MS)
    opened(other, server.url)
    phone.context.set_offline(True)
    late(phone)
    late(phone)  # the same button twice
    waiting(phone, 1)
    waiting(other, 1)
    cancel(other)
    waiting(phone, 2)
    phone.context.set_offline(False)
    for page in (phone, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    waiting(phone, 0)
    waiting(other, 0)
    assert acts(stop) == ["stop.late", "stop.cancelled"]


def test_taken_back_in_time_nothing_leaves(phone: Any, server: Server, stop: Stop) -> None:
    phone.evaluate("self.Week.config.grace = 5000")
    phone.context.set_offline(True)
    cancel(phone)
    phone.get_by_role("button", name="Annuler cet acte").click()
    waiting(phone, 0)
    phone.context.set_offline(False)
    phone.evaluate("dispatchEvent(new Event('online'))")
    assert acts(stop) == []


def test_cancelled_meanwhile_is_told_until_read_and_may_be_mended(
    phone: Any, server: Server, stop: Stop, holder: Callable[..., User]
) -> None:
    phone.context.set_offline(True)
    report(phone)
    waiting(phone, 1)
    operations.cancel_stop(by=holder("coordinator", "departement", "90"), stop=stop, reason="Salle prise")
    phone.context.set_offline(False)
    phone.evaluate("dispatchEvent(new Event('online'))")
    note = phone.locator(".note.overtaken")
    note.wait_for()
    assert "Salle prise" in note.text_content()
    opened(phone, server.url)
    note.wait_for()  # still there
    phone.get_by_role("button", name="Le passage a eu lieu").click()
    waiting(phone, 1)
    waiting(phone, 0)
    assert acts(stop) == ["stop.cancelled", "stop.restored", "stop.reported"]
    assert note.count() == 0


def test_a_session_that_ended_keeps_everything(phone: Any, server: Server, advisor: User, stop: Stop) -> None:
    cookies = phone.context.cookies()
    phone.context.clear_cookies()
    late(phone)
    phone.get_by_role("link", name="Se connecter", exact=True).first.wait_for()
    phone.locator("#week-sign a").wait_for()
    assert acts(stop) == []
    phone.context.add_cookies(cookies)
    phone.evaluate("dispatchEvent(new Event('online'))")
    waiting(phone, 0)
    assert acts(stop) == ["stop.late"]


def test_logging_out_leaves_nothing(phone: Any, server: Server, stop: Stop) -> None:
    kept = "async () => [(await caches.keys()).sort(), (await self.Week.store.all()).length]"
    late(phone)
    assert phone.evaluate(kept) == [["week-files", "week-page"], 1]
    stop_state = Stop.objects.get().state
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="Se déconnecter").click()
    phone.wait_for_url(server.url + "/")
    names = phone.evaluate("async () => [await caches.keys(), (await indexedDB.databases()).map((one) => one.name)]")
    assert names[0] == []
    assert stop_state != CALLED_OFF
    server.kill()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        phone.goto(server.url + "/ma-semaine")


def test_a_week_that_is_over_is_forgotten(phone: Any, server: Server) -> None:
    aged = """async () => { const pages = await caches.open("week-page"), kept = await pages.match("/ma-semaine");
        const headers = { "Content-Type": "text/html", "X-Week-Until": "2026-01-01" };
        await pages.put("/ma-semaine", new Response(await kept.text(), { headers })); }"""
    server.kill()
    opened(phone, server.url)  # the control: until then it is read
    phone.evaluate(aged)
    phone.goto(server.url + "/ma-semaine")
    assert phone.get_by_role("heading", name="Pas de réseau").is_visible()
    assert phone.evaluate("async () => Boolean(await caches.match('/ma-semaine'))") is False
    assert "advisor" not in phone.content()


def test_the_worker_alone_sends_what_waits(phone: Any, server: Server, stop: Stop) -> None:
    """The browser wakes it (Background Sync); no page of the week is open."""
    tools, found = phone.context.new_cdp_session(phone), []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    tools.send("ServiceWorker.enable")
    phone.context.set_offline(True)
    late(phone)
    waiting(phone, 1)
    phone.context.set_offline(False)
    phone.goto(server.url + "/a-propos")
    asked = {"origin": server.url, "registrationId": found[0]["registrationId"], "tag": "week", "lastChance": False}
    tools.send("ServiceWorker.dispatchSyncEvent", asked)
    for _ in range(300):
        if acts(stop):
            break
        phone.wait_for_timeout(100)
    assert acts(stop) == ["stop.late"]
