"""The database itself refuses to change the journal, whoever asks."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "the journal is append-only"

SQLITE = tuple(
    f"CREATE TRIGGER journal_no_{verb} BEFORE {verb} ON journal_entry BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    f"CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal_entry "
    "FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
    "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
)
BACK = {
    "sqlite": ("DROP TRIGGER journal_no_UPDATE", "DROP TRIGGER journal_no_DELETE"),
    "postgresql": (
        "DROP TRIGGER journal_no_change ON journal_entry",
        "DROP TRIGGER journal_no_truncate ON journal_entry",
        "DROP FUNCTION journal_refuse()",
    ),
}


def install(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


def remove(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away, to go back a migration."""
    for statement in BACK[editor.connection.vendor]:
        editor.execute(statement)
