"""What our pages share: templates, style sheets, and a policy that lets nothing in from outside."""

import base64
import hashlib
from importlib import resources

import jinja2

from maillage.publish import numbers
from maillage.vocabulary.messages import say


def environment() -> jinja2.Environment:
    """Templates with every value escaped and every missing name refused."""
    found = jinja2.Environment(
        loader=jinja2.PackageLoader("maillage.publish", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(t=say)
    found.filters.update(n=numbers.decimal, pc=numbers.percent, bound=numbers.ceiling_percent)
    return found


def asset(name: str) -> str:
    """Text of a style sheet or script of ours."""
    return (
        resources.files("maillage.publish")
        .joinpath("templates", name)
        .read_text(encoding="utf-8")
        .replace("\r\n", "\n")
    )


def policy(style: str, script: str = "") -> str:
    """Content security policy: this very style and this very script, if any, and nothing from outside."""

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    allowed = digest(script) if script else "'none'"
    return (
        f"default-src 'none'; style-src {digest(style)}; script-src {allowed}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
