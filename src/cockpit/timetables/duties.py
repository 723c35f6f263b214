"""Background work of this room that comes round by itself."""

from django_tasks import task

from cockpit.timetables import posting, retention


@task()
def erase_followers() -> int:
    """Erase personal data that have run their time; returns how many rows."""
    return sum(retention.erase().values())


@task()
def send_notices() -> dict[str, int]:
    """Send the messages that wait; returns how many left and how many did not."""
    return posting.send_waiting()
