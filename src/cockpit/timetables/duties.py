"""Background work of this room that comes round by itself."""

from django_tasks import task

from cockpit.timetables import retention


@task()
def erase_followers() -> int:
    """Erase personal data that have run their time; returns how many rows."""
    return sum(retention.erase().values())
