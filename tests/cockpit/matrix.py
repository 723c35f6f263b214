"""Asks every address as every reader, by every method, at every kind of place, and says what is not as declared."""

import re
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie

from declaring import ALL, Reader, Route, World, inside
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cockpit.territories.places import Place, get

OWN = {"france": ("france", ""), "region": ("region", "84"), "departement": ("departement", "15"),
       "epci": ("epci", "241500230"), "commune": ("commune", "15014")}  # fmt: skip
WITHIN, OTHER = ("commune", "15014"), ("departement", "59")
UNMATCHED = "/nulle/part"
HANDLER = ClientHandler(enforce_csrf_checks=False)
"""Shared: reading the middleware costs more than a request."""


def names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Name of every address; one without a name shows as its pattern, which no table knows."""
    for part in (resolver or get_resolver()).url_patterns:
        if isinstance(part, URLResolver):
            yield from names(part, f"{prefix}{part.namespace}:" if part.namespace else prefix)
        elif isinstance(part, URLPattern):
            yield prefix + (part.name or f"unnamed {part.pattern}")


def undeclared(routes: Mapping[str, Route]) -> set[str]:
    """Addresses without a declaration, and declarations without an address."""
    return set(names()) ^ set(routes)


class Asker:
    """A reader's browser; nothing it does is kept."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.said: dict[str, tuple[object, ...]] = {}
        self.client = Client(raise_request_exception=False)
        self.client.handler = HANDLER
        if reader.user is not None:
            self.client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
        self.cookies = self.client.cookies.output(header="", sep=";")

    def ask(self, method: str, path: str) -> HttpResponse:
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            response = self.client.generic(method, path)
            b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        return response  # type: ignore[return-value]

    def nothing(self, method: str, path: str = UNMATCHED) -> tuple[object, ...]:
        """What an address where nothing is says, a page's by default; asked once."""
        key = method + path
        if key not in self.said:
            self.said[key] = told(self.ask(method, path), path)
        return self.said[key]


def outcome(response: HttpResponse) -> str:
    """``login``, ``missing``, ``method``, ``broken`` or ``open``."""
    if response.status_code >= 500 and response.status_code != 503:
        return "broken"
    if response.status_code == 302 and response["Location"].startswith("/compte/login/?next="):
        return "login"
    return {404: "missing", 405: "method"}.get(response.status_code, "open")


def told(response: HttpResponse, path: str) -> tuple[object, ...]:
    """Everything a reader can see of an answer, but what is drawn at random and the address itself."""
    body = response.content.decode()
    body = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", body).replace(path, "")
    headers = {name: re.sub(r"nonce-[^']+", "", value) for name, value in response.items()}
    headers.pop("Content-Length", None)
    return response.status_code, body, tuple(sorted(headers.items()))


def difference(left: tuple[object, ...], right: tuple[object, ...]) -> str:
    """First line that differs between two answers."""
    lines = zip(*(repr(side).replace("\\n", "\n").splitlines() for side in (left, right)), strict=False)
    return next((f"{one!r} / {other!r}" for one, other in lines if one != other), "longer")


def places_of(reader: Reader, route: Route) -> dict[str, Place | None]:
    """Where the reader asks: own, within, other, and (None) nowhere."""
    if route.arguments is None:
        return {"own": reader.place}
    found: dict[str, Place | None] = {"own": reader.place, "within": get(*WITHIN), "other": get(*OTHER)}
    return found | ({"nowhere": None} if route.nowhere else {})


def methods_at(route: Route, where: str) -> frozenset[str]:
    """Methods to ask by: one that a route does not take is refused before the place is looked at, or in its own too."""
    return ALL if where in ("own", "nowhere") else route.methods or ALL


def complaints(name: str, route: Route, asker: Asker, world: World) -> Iterator[str]:
    """What is not as declared for a reader."""
    reader = asker.reader
    for where, place in places_of(reader, route).items():
        arguments = {} if route.arguments is None else route.arguments(world, place) if place else route.nowhere
        path = reverse(name, kwargs=arguments)
        opens = place is not None and route.opens(reader, place)
        for method in sorted(methods_at(route, where)):
            response = asker.ask(method, path)
            got = outcome(response)
            if reader.user is None and not route.anonymous:
                expected = {"login"} | (set() if method in route.methods else {"method"})
            elif method not in route.methods and route.methods:
                expected = {"method", "missing"}
            else:
                expected = {"open"} if opens else {"missing"}
            if route.library:
                expected |= {"method", "login"} if reader.user is None else {"method"}
            if route.bare:
                expected |= {"missing", "open", "method"}
            who = reader.role or ("account" if reader.user else "anonymous")
            if got not in expected:
                yield f"{name} {method} as {who} at {where}: {got} {response.status_code}, expected {expected}"
            elif got == "missing" and not route.bare:
                empty = asker.nothing(method, reverse(name, kwargs=route.nowhere) if route.data else UNMATCHED)
                if told(response, path) != empty:
                    yield f"{name} {method} as {who} at {where}: not what it says where nothing is: " + difference(
                        told(response, path), empty
                    )


def check_other_is_other(reader: Reader) -> bool:
    """Whether the place called other is out of the reader's scope (France's own roles have none)."""
    return reader.place.level == "france" or not inside(get(*OTHER), reader.place)
