"""The database itself refuses that two assignments of one post overlap, whoever asks."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "this post is worked by someone else on some of these days"

_OVERLAP = (
    "SELECT 1 FROM timetables_assignment AS other WHERE other.post = NEW.post AND other.id <> NEW.id "
    "AND (other.last IS NULL OR other.last >= NEW.first) AND (NEW.last IS NULL OR other.first <= NEW.last)"
)
SQLITE = tuple(
    f"CREATE TRIGGER assignment_alone_{verb} AFTER {verb} ON timetables_assignment WHEN EXISTS ({_OVERLAP}) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("INSERT", "UPDATE")
)
# Ranges have operators for this index without any extension; the text is compared by its 64-bit hash.
POSTGRESQL = (
    "ALTER TABLE timetables_assignment ADD CONSTRAINT assignment_alone EXCLUDE USING gist ("
    "int8range(hashtextextended(post, 0), hashtextextended(post, 0), '[]') WITH &&, "
    "daterange(first, last, '[]') WITH &&)",
)
BACK = {
    "sqlite": ("DROP TRIGGER assignment_alone_INSERT", "DROP TRIGGER assignment_alone_UPDATE"),
    "postgresql": ("ALTER TABLE timetables_assignment DROP CONSTRAINT assignment_alone",),
}


def install(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the guard."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


def remove(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away, to go back a migration."""
    for statement in BACK[editor.connection.vendor]:
        editor.execute(statement)
