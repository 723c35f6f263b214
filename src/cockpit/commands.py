"""The site's commands, which the river's command line takes up where the site is installed."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from maillage.vocabulary.messages import language

if TYPE_CHECKING:
    from cockpit.backup.archive import Manifest


def _say(french: str, english: str) -> str:
    """A sentence in the language of the command line."""
    return french if language() == "fr" else english


def serve() -> click.Command:
    """``maillage serve``."""

    @click.command(
        "serve", help=_say("Ouvre le site : territoires, carte, plans.", "Opens the site: territories, map, plans.")
    )
    @click.option(
        "--port",
        type=click.IntRange(1, 65535),
        default=8000,
        show_default=True,
        help=_say("Port local.", "Local port."),
    )
    @click.option(
        "--host", default="127.0.0.1", show_default=True, help=_say("Adresse d'écoute.", "Address to listen on.")
    )
    def command(port: int, host: str) -> int:
        from cockpit.serving import run

        return run(host, port)

    return command


def backup() -> click.Command:
    """``maillage backup``."""

    @click.command(
        "backup",
        help=_say(
            "Enregistre tout le site (base, plans, secret) dans une archive à garder comme un mot de passe.",
            "Saves the whole site (database, plans, secret) in an archive to be kept as a password is.",
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    def command(file: Path) -> int:
        _ready()
        from cockpit.backup import backup as save

        made = _done(lambda: save(file))
        click.echo(_say(f"Sauvegarde faite : {file} ({_told(made)}).", f"Backup made: {file} ({_told(made)})."))
        return 0

    return command


def restore() -> click.Command:
    """``maillage restore``."""

    @click.command(
        "restore",
        help=_say(
            "Remplace tout le site par une archive de « backup », vérifiée d'abord ; arrêtez le site avant.",
            "Replaces the whole site by an archive of `backup`, checked first; stop the site before.",
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    def command(file: Path) -> int:
        _ready()
        from cockpit.backup import restore as put_back

        made = _done(lambda: put_back(file))
        click.echo(
            _say(f"Site remis comme le {made.made_at} ({_told(made)}).", f"Site as on {made.made_at} ({_told(made)}).")
        )
        return 0

    return command


def _ready() -> None:
    """Load the site's settings; sentences in the language of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cockpit.settings")
    import django
    from django.utils.translation import activate

    django.setup()
    activate(language())


def _done(act: Callable[[], "Manifest"]) -> "Manifest":
    """What an act gives; its refusal as the command line says mistakes."""
    from cockpit.errors import Refused

    try:
        return act()
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _told(manifest: "Manifest") -> str:
    """What an archive holds, in words."""
    rows = sum(table.rows for table in manifest.tables.values())
    files = len(manifest.files)
    return _say(
        f"{len(manifest.tables)} tables, {rows} lignes, {files} fichiers",
        f"{len(manifest.tables)} tables, {rows} rows, {files} files",
    )


def administrator() -> click.Command:
    """``maillage administrator``."""

    @click.command(
        "administrator",
        help=_say(
            "Crée le premier compte, qui invite les autres.", "Creates the first account, which invites the others."
        ),
    )
    @click.option("--email", required=True, help=_say("Adresse électronique.", "E-mail address."))
    @click.option("--name", default="", help=_say("Nom affiché.", "Name shown."))
    @click.password_option(
        "--password", help=_say("Mot de passe, demandé s'il manque.", "Password, asked for when missing.")
    )
    def command(email: str, name: str, password: str) -> int:
        from cockpit.serving import prepare

        prepare()
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError
        from django.core.validators import validate_email

        from cockpit.accounts.models import User
        from cockpit.accounts.operations import create_administrator

        try:
            validate_email(email)
            validate_password(password, User(email=email, name=name))
        except ValidationError as error:
            raise click.ClickException(" ".join(error.messages)) from error
        if User.objects.filter(email__iexact=email).exists():
            raise click.ClickException(_say(f"{email} a déjà un compte.", f"{email} already has an account."))
        create_administrator(email=email, password=password, name=name)
        click.echo(_say(f"Compte créé : {email}.", f"Account created: {email}."))
        return 0

    return command
