"""Every address of the site. Public pages say so in their view; everything else asks to log in."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from cockpit import api
from cockpit.pages import api as api_page
from cockpit.pages import errors, home, me, territory

urlpatterns = [
    path("", home.home, name="home"),
    path("recherche", home.search, name="search"),
    path("a-propos", home.about, name="about"),
    path("langue", login_not_required(set_language), name="set_language"),
    path("territoire/<slug:level>/<slug:code>", territory.territory, name="territory"),
    path("territoire/<slug:level>/<slug:code>/chiffres", territory.sheet, name="territory_figures"),
    path("territoire/<slug:level>/<slug:code>/dedans", territory.within, name="territory_within"),
    path("plans", include("cockpit.pages.plans.addresses")),
    path("api", api_page.documentation, name="api"),
    path("api/", api.urls),
    path("compte", me.account, name="account"),
    path("compte/", include("allauth.urls")),
]

handler404 = errors.not_found
handler403 = errors.denied
handler500 = errors.failed
