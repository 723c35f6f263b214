"""The site's commands, which the river's command line takes up where the site is installed."""

import click

from maillage.vocabulary.messages import language


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
