"""A message that leaves twice bears the same name twice: a worker died after it left, before that was written down."""

import datetime
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone
from servers import post_office
from timetables_kept import stop_at

from cockpit.accounts.models import User
from cockpit.territories import places
from cockpit.timetables import operations, posting
from cockpit.timetables.models import Notice, Stop

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def stop() -> Stop:
    found = stop_at(timezone.localdate() + datetime.timedelta(days=3), 540, 720)
    for n in range(2):
        operations.enrol(by=None, stop=found, name=f"N {n}", contact=f"n{n}@exemple.fr", key=f"key-{n:08}")
    return found


def names() -> list[str]:
    return [message.message()["Message-ID"] for message in mail.outbox]


def dying(monkeypatch: pytest.MonkeyPatch, after: int, how: BaseException) -> None:
    """The worker ends so once some messages have left."""
    send, left = EmailMessage.send, [after]

    def last(self: EmailMessage, *more: Any, **options: Any) -> int:
        found = send(self, *more, **options)
        left[0] -= 1
        if not left[0]:
            raise how
        return found

    monkeypatch.setattr(EmailMessage, "send", last)


def later() -> None:
    Notice.objects.filter(claimed_at__isnull=False).update(claimed_at=timezone.now() - 2 * posting.AGAIN)


def test_the_second_copy_of_a_dead_worker_s_message_is_known(
    stop: Stop, monkeypatch: pytest.MonkeyPatch, holder: Any
) -> None:
    boss: User = holder("coordinator", "departement", "90")
    with monkeypatch.context() as patch:
        dying(patch, 1, SystemExit())
        with pytest.raises(SystemExit):
            posting.send_waiting()
    assert len(mail.outbox) == 1
    operations.cancel_stop(by=boss, stop=stop, reason="Neige")  # news comes before it is sent again
    later()
    posting.send_waiting()
    first, again, *others = names()
    assert first == again
    assert mail.outbox[0].body == mail.outbox[1].body
    assert len({first, *others}) == 1 + len(others) == 4  # the second seat, and the news to both
    assert posting.send_waiting() == {"sent": 0, "failed": 0}


def test_the_second_copy_after_a_lost_answer_too(stop: Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail server had taken it, its answer was lost."""
    with monkeypatch.context() as patch:
        dying(patch, 2, smtplib.SMTPServerDisconnected())
        assert posting.send_waiting() == {"sent": 1, "failed": 1}
    assert posting.send_waiting() == {"sent": 1, "failed": 0}
    assert names()[1] == names()[2] != names()[0]


def test_it_leaves_by_a_real_mail_server_under_that_name(stop: Stop, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://passages.exemple.fr"
    followed = operations.subscribe(email="suit@exemple.fr", place=places.get("commune", "90010"))
    with post_office() as (post, port):
        settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", port
        settings.EMAIL_HOST = "127.0.0.1"
        assert posting.send_waiting()["sent"] == 3
        post.last(3)
    read = [message["Message-ID"] for message in post.received]
    assert len(set(read)) == 3
    assert all(name.endswith("@passages.exemple.fr>") and len(name) < 78 for name in read)
    assert all(str(followed.token) not in name for name in read)
