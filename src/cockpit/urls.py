"""Every address of the site. Public pages say so in their view; everything else asks to log in."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from cockpit import api
from cockpit.pages import administration, errors, health, home, invitation, journal, me, people, territory
from cockpit.pages import api as api_page
from cockpit.pages.passages import showing
from cockpit.pages.plans import listing
from cockpit.pages.timetables import listing as timetables

urlpatterns = [
    path("", home.home, name="home"),
    path("recherche", home.search, name="search"),
    path("a-propos", home.about, name="about"),
    path("langue", login_not_required(csrf_exempt(set_language)), name="set_language"),  # visitors need no cookie
    path("territoire/<slug:level>/<slug:code>", territory.territory, name="territory"),
    path("territoire/<slug:level>/<slug:code>/chiffres", territory.sheet, name="territory_figures"),
    path("territoire/<slug:level>/<slug:code>/dedans", territory.within, name="territory_within"),
    path("", include("cockpit.pages.map.addresses")),
    path("passages", showing.find, name="passages"),
    path("passages/", include("cockpit.pages.passages.addresses")),
    path("passages/", include("cockpit.pages.presence.addresses")),
    path("plans", listing.plans, name="plans"),
    path("plans/", include("cockpit.pages.plans.addresses")),
    path("", include("cockpit.pages.week.addresses")),
    path("calendriers", timetables.timetables, name="timetables"),
    path("calendriers/", include("cockpit.pages.timetables.addresses")),
    path("api", api_page.documentation, name="api"),
    path("api/", api.urls),
    path("compte", me.account, name="account"),
    path("compte/second-facteur", me.second_factor, name="second_factor"),
    path("compte/sessions", me.end_sessions, name="end_sessions"),
    path("compte/fermer", me.close_account, name="close_account"),
    path("compte/preter/<int:mandate>", me.delegate, name="delegate"),
    path("compte/", include("cockpit.pages.allauth")),
    path("invitation/<str:token>", invitation.invitation, name="invitation"),
    path("personnes", people.people, name="people"),
    path("personnes/inviter", people.invite, name="invite"),
    path("personnes/invitation/<int:invitation>/renvoyer", people.resend, name="resend_invitation"),
    path("personnes/invitation/<int:invitation>/retirer", people.withdraw, name="withdraw_invitation"),
    path("personnes/role/<int:mandate>/retirer", people.revoke, name="revoke"),
    path("journal", journal.journal, name="journal"),
    path("journal.csv", journal.export, name="journal_csv"),
    path("journal/verifier", journal.verify, name="verify_journal"),
    path("administration", administration.administration, name="administration"),
    path("administration/reglages", administration.settings, name="settings"),
    path("administration/comptes", administration.accounts, name="accounts"),
    path("administration/comptes/<int:person>", people.access, name="access"),
    path("administration/donnees", administration.data, name="data"),
    path("administration/travaux", administration.work, name="work"),
    path("administration/sante", administration.state, name="health"),
    path("sante", health.well, name="well"),
    path(".well-known/security.txt", health.security_txt, name="security_txt"),
]

handler404 = errors.not_found
handler403 = errors.denied
handler500 = errors.failed
