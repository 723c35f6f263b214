"""Who may see, make, change and adopt which plan."""

from cockpit.accounts import perms
from cockpit.accounts.perms import Someone
from cockpit.accounts.roles import ADOPT_PLANS, MAKE_PLANS, SEE_PLANS
from cockpit.configuration import queries as configuration
from cockpit.plans.models import Plan
from cockpit.territories.places import Place


def may_see(user: Someone, plan: Plan) -> bool:
    """An adopted plan is everyone's; any other belongs to those who see plans on its territory."""
    return perms.may(user, SEE_PLANS, plan.place) or (sees_adopted(user) and plan.adoptions.exists())


def sees_adopted(user: Someone) -> bool:
    """Whether someone reads adopted plans wherever they are: any account does, visitors unless the site closes them."""
    return user.is_authenticated or configuration.switch("public_plans")


def may_make(user: Someone, place: Place) -> bool:
    """Make a plan of a territory."""
    return perms.may(user, MAKE_PLANS, place)


def may_change(user: Someone, plan: Plan) -> bool:
    """Name, launch, edit, cancel and share a plan."""
    return may_make(user, plan.place)


def may_adopt(user: Someone, plan: Plan) -> bool:
    """Make a plan its territory's own."""
    return perms.may(user, ADOPT_PLANS, plan.place)
