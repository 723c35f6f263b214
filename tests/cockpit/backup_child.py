"""A site in a process of its own: ``python backup_child.py ACT[:ARGUMENT]...``; prints what it saw as JSON."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "cockpit.settings"


def fill() -> None:
    """A site that has lived: people, roles, second factors, settings, work, a journal, plans' files."""
    from allauth.mfa.totp.internal.auth import TOTP
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    from cockpit import folders
    from cockpit.accounts import invitations, operations
    from cockpit.accounts.models import User
    from cockpit.administration.models import Sync
    from cockpit.administration.tasks import verify_journal
    from cockpit.configuration.operations import save
    from cockpit.journal.operations import record
    from cockpit.territories.places import FRANCE, get

    call_command("migrate", verbosity=0)
    boss = operations.create_administrator(
        email="chef@exemple.fr", password="une phrase assez longue", name="Éléonore ❤"
    )
    TOTP.activate(boss, "JBSWY3DPEHPK3PXP")
    for number in range(40):
        user = User.objects.create_user(f"p{number}@exemple.fr")
        operations.grant(by=boss, user=user, role="national_observer", place=FRANCE, ends_on=timezone.localdate())
    invitations.invite(by=boss, email="x@exemple.fr", role="advisor", place=get("commune", "15014"))
    save(given={"site_name": "Réseau", "plans_at_once": 3, "base_map": True})
    Sync.objects.create(state="done", outcomes=[{"source": "é", "why": {"fr": None, "en": "\u2028"}}], share=1 / 3)
    verify_journal.enqueue()
    with transaction.atomic():
        for number in range(200):
            record(
                actor=boss.pk,
                action="test.done",
                subject="thing",
                subject_id=number,
                details={"n": [number, None, "é"]},
            )
    for name in ("plans/a/one/table.parquet", "plans/b/two/words.json"):
        path = folders.site() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(5000))


def seen() -> dict[str, Any]:
    """Everything the site holds: digests of tables and files, what the secret opens, whether the chain holds."""
    from django.apps import apps
    from django.db import connection

    from cockpit.accounts.models import User
    from cockpit.backup import archive, tables
    from cockpit.backup.saving import own_files
    from cockpit.journal import queries

    names = connection.introspection.table_names()
    if "accounts_user" not in names:
        return {"tables": len(names)}
    found: dict[str, Any] = {
        label: tables.digest(tables.lines(model, "default")) for label, model in tables.kept(apps).items()
    }
    for name, path in own_files():
        with path.open("rb") as stream:
            found[name] = archive.digest(stream)
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.models import Authenticator
    from cryptography.fernet import InvalidToken

    boss = User.objects.filter(email="chef@exemple.fr").first()
    kept = Authenticator.objects.filter(user=boss).first()
    try:
        found["opened"] = get_adapter().decrypt(kept.data["secret"]) if kept else None
    except InvalidToken:
        found["opened"] = "sealed by a secret this process has not read"
    found["broken"] = (queries.first_broken() or 0) and 1
    return found


def act_after() -> None:
    """The site goes on: new rows take new numbers, the journal still refuses changes and still chains."""
    from django.db import DatabaseError, connection, transaction

    from cockpit.accounts.models import User
    from cockpit.journal import queries
    from cockpit.journal.operations import record

    User.objects.create_user("apres@exemple.fr")
    with transaction.atomic():
        record(actor=1, action="test.done", subject="thing", subject_id=1)
    assert queries.first_broken() is None
    for statement in ("UPDATE journal_entry SET actor = 2", "DELETE FROM journal_entry"):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError:
            continue
        raise AssertionError(statement)


def die(where: str) -> None:
    """Killed in the middle of a restoration, where it is said."""
    from cockpit.backup import restoring, tables

    place = {"tables": (tables, "fill"), "checks": (tables, "digest"), "files": (restoring, "_stage"),
             "commit": (restoring, "own_files")}[where]  # fmt: skip
    own = getattr(*place)

    def killed(*arguments: Any) -> Any:
        killed.calls += 1  # type: ignore[attr-defined]
        if where != "commit" and killed.calls < 4 and where != "files":  # type: ignore[attr-defined]
            return own(*arguments)
        if where == "files":
            own(*arguments)
        return os.kill(os.getpid(), signal.SIGKILL)

    killed.calls = 0  # type: ignore[attr-defined]
    setattr(*place, killed)


def main(acts: list[str]) -> None:
    import django

    django.setup()
    from cockpit.backup import backup, restore
    from cockpit.errors import Refused

    for act in acts:
        name, _, argument = act.partition(":")
        try:
            if name == "seen":
                print(json.dumps(seen()))
            elif argument and name == "die":
                die(argument)
            elif argument:
                {"backup": backup, "restore": restore}[name](Path(argument))
            else:
                {"fill": fill, "act_after": act_after}[name]()
        except Refused as refusal:
            print(json.dumps({"refused": str(refusal)}))


if __name__ == "__main__":
    main(sys.argv[1:])
