"""Every address of the site and whom it opens to; one the list does not know fails the tests.

To declare yours, add a line: its name (with its namespace, as in ``api:plans``), whom it opens to, the methods it
answers, and how its arguments are made for a place, from the objects of :class:`World`.
"""

from uuid import UUID

from declaring import (
    ALL,
    ASSIGNMENT,
    DATA,
    FORM,
    INVITATION,
    MANDATE,
    PASSAGES,
    POST,
    RULE,
    STOP,
    TERRITORY,
    TIMETABLE,
    VERSION,
    Route,
    a_post,
    able,
    administrators,
    assigners,
    at_territory,
    closed,
    grantors,
    logged,
    nobody,
    plan,
    public,
    somewhere,
    tile,
)

from cockpit.accounts.roles import ADOPT_PLANS, HOLD_POST, INVITE, MAKE_PLANS, PLAN_TIMETABLES, READ_JOURNAL, SEE_PLANS

ROUTES: dict[str, Route] = {
    "home": public(),
    "search": public(),
    "about": public(),
    "set_language": public(ALL, library=True),  # Django's: it changes nothing but by POST
    "territory": public(**TERRITORY),
    "territory_figures": public(**TERRITORY),
    "territory_within": public(**TERRITORY, bare=True),  # a commune holds nothing
    "reach_in_time": public(**TERRITORY),
    "reach_in_time_csv": public(**TERRITORY),
    "cost_sharing": public(**TERRITORY),
    "cost_sharing_csv": public(**TERRITORY, bare=True),  # without an amount it says so
    "api": public(),
    "api:api-root": closed(bare=True),
    "api:openapi-json": public(),
    "api:territories": public(library=True, bare=True),
    "api:territory": public(**TERRITORY, library=True, bare=True),
    "api:indicators": public(library=True, bare=True),
    "api:sheet": public(**TERRITORY, library=True, bare=True),
    "api:values": public(arguments=lambda _world, _place: {"indicator": "people.need"}, library=True, bare=True),
    "api:plans": public(DATA),
    "api:plan": Route(able(SEE_PLANS), DATA, anonymous=True, data=True, **plan()),
    "api:plan_table": Route(able(SEE_PLANS), DATA, anonymous=True, data=True, **plan(table="places")),
    "api:places": public(DATA),
    "map": public(),
    "map_table": public(),
    "map_find": public(),
    "map_export": public(),
    "map_tile": public(arguments=tile, nowhere={"version": VERSION, "z": 0, "x": 0, "y": 0}),
    "map_measure": public(
        arguments=lambda _world, _place: {"version": VERSION, "code": "part-eloignee"},
        nowhere={"version": VERSION, "code": "rien"},
    ),
    "map_picture": public(
        arguments=lambda _world, _place: {"version": VERSION, "code": "part-eloignee"},
        nowhere={"version": VERSION, "code": "rien"},
    ),
    "map_communes": public(arguments=lambda _world, _place: {"version": VERSION}),
    "map_names": public(
        arguments=lambda _world, _place: {"version": VERSION, "departement": "15"},
        nowhere={"version": VERSION, "departement": "00"},
    ),
    "map_landmarks": public(arguments=lambda _world, _place: {"version": VERSION}),
    "map_plan": Route(nobody, anonymous=True, arguments=lambda _world, _place: {"version": VERSION}),  # none is adopted
    "passages": public(),
    "passages_france": public(),
    "passages_region": public(arguments=lambda _world, _place: {"code": "84"}, nowhere={"code": "00"}),
    "passages_of": public(**PASSAGES, bare=True),
    "passages_file": public(
        arguments=lambda world, place: PASSAGES["arguments"](world, place) | {"form": "csv"},
        nowhere=PASSAGES["nowhere"] | {"form": "csv"},
        bare=True,
    ),
    "passages_share": public(**PASSAGES, bare=True),
    "passages_frame": public(**PASSAGES, bare=True),
    "passages_follow": public(FORM, **PASSAGES, bare=True),
    "passage": public(**STOP),
    "passage_file": public(**STOP),
    "passage_enrol": public(FORM, **STOP),
    "passage_enrolment": public(
        FORM, arguments=lambda world, _place: {"token": world.enrolment.token}, nowhere={"token": "x" * 32}
    ),
    "passage_subscription": public(
        FORM, arguments=lambda world, _place: {"token": world.subscription.token}, nowhere={"token": "x" * 32}
    ),
    "well": public(),
    "security_txt": public(),
    "invitation": public(
        FORM,
        arguments=lambda world, place: {"token": world.invitations[place].token},
        nowhere={"token": "x" * 43},
    ),
    "plans": public(),
    "plan_new": Route(somewhere(MAKE_PLANS), FORM),
    "plan": Route(able(SEE_PLANS), **plan()),
    "plan_progress": Route(able(SEE_PLANS), **plan()),
    "plan_table": Route(able(SEE_PLANS), **plan(name="places")),
    "plan_post": Route(
        able(SEE_PLANS),
        arguments=lambda world, place: {"uuid": world.plans[place].uuid, "number": a_post(world.plans[place])},
        nowhere={"uuid": UUID(int=1), "number": "x"},
    ),
    "plan_file": Route(able(SEE_PLANS), **plan(name="places.csv")),
    "plan_history": Route(able(SEE_PLANS), **plan()),
    "plan_scenario": Route(able(MAKE_PLANS), POST, **plan()),
    "plan_edit": Route(nobody, FORM, **plan()),  # a done plan is edited beside itself
    "plan_undo": Route(able(MAKE_PLANS), POST, **plan(position=1)),
    "plan_rename": Route(able(MAKE_PLANS), FORM, **plan()),
    "plan_adopt": Route(able(ADOPT_PLANS), FORM, **plan()),
    "plan_act": Route(able(MAKE_PLANS), POST, **plan(what="partager")),
    "plan_compare": public(**TERRITORY),
    "plan_note": Route(nobody, anonymous=True, **TERRITORY),  # nothing to compare: no plan is adopted
    "plan_compare_csv": Route(nobody, anonymous=True, **TERRITORY),
    "plan_shared": public(
        arguments=lambda world, place: {"token": world.plans[place].share_token}, nowhere={"token": "x" * 32}
    ),
    "plan_shared_file": public(
        arguments=lambda world, place: {"token": world.plans[place].share_token, "name": "rounds.csv"},
        nowhere={"token": "x" * 32, "name": "rounds.csv"},
    ),
    "my_week": Route(somewhere(HOLD_POST)),
    "my_week_act": Route(somewhere(HOLD_POST), POST),
    "my_week_acts": Route(somewhere(HOLD_POST), POST),
    "my_week_state": Route(somewhere(HOLD_POST)),
    "held_stops": Route(somewhere(PLAN_TIMETABLES)),
    "held_stops_csv": Route(
        somewhere(PLAN_TIMETABLES), arguments=lambda _world, _place: {"by": "lieu"}, nowhere={"by": "rien"}
    ),
    "my_week_worker": public(),
    "my_week_manifest": public(),
    "my_week_icon": public(arguments=lambda _world, _place: {"size": 192}, nowhere={"size": 7}),
    "my_week_offline": public(),
    "timetables": Route(somewhere(SEE_PLANS)),
    "timetable_new": Route(somewhere(PLAN_TIMETABLES), FORM),
    "timetable": Route(able(SEE_PLANS), **TIMETABLE),
    "timetable_progress": Route(able(SEE_PLANS), **TIMETABLE),
    "timetable_places": Route(able(SEE_PLANS), **TIMETABLE),
    "timetable_publish": Route(able(PLAN_TIMETABLES), FORM, **TIMETABLE),
    "timetable_mend": Route(nobody, FORM, **TIMETABLE),  # the world's are not published
    "timetable_again": Route(able(PLAN_TIMETABLES), POST, **TIMETABLE),
    "timetable_renew": Route(able(PLAN_TIMETABLES), POST, **TIMETABLE),
    "timetable_drop": Route(able(PLAN_TIMETABLES), POST, **TIMETABLE),
    "timetable_launch": Route(able(PLAN_TIMETABLES), POST, **TIMETABLE),
    "timetable_rules": Route(able(PLAN_TIMETABLES), **TERRITORY),
    "timetable_rule_add": Route(able(PLAN_TIMETABLES), POST, **at_territory(kind="every")),
    "timetable_rule_remove": Route(able(PLAN_TIMETABLES), POST, **RULE),
    "timetable_posts": Route(assigners, **TERRITORY),
    "timetable_post": Route(nobody, FORM, **at_territory(post="99-999-1")),  # no plan is in force
    "timetable_post_free": Route(assigners, POST, **ASSIGNMENT),
    "account": logged(FORM),
    "second_factor": logged(),
    "end_sessions": logged(POST),
    "close_account": logged(FORM),
    "delegate": Route(nobody, FORM, **MANDATE),  # the mandates of the world are someone else's
    "people": Route(somewhere(INVITE)),
    "invite": Route(somewhere(INVITE), FORM),
    "resend_invitation": Route(grantors, POST, **INVITATION),
    "withdraw_invitation": Route(grantors, POST, **INVITATION),
    "revoke": Route(grantors, FORM, **MANDATE),
    "journal": logged(),  # one's own acts always
    "journal_csv": logged(),
    "verify_journal": Route(somewhere(READ_JOURNAL), POST),
    "administration": Route(administrators),
    "settings": Route(administrators, FORM),
    "accounts": Route(administrators),
    "access": Route(
        administrators, FORM, arguments=lambda world, _: {"person": world.someone.pk}, nowhere={"person": 10**9}
    ),
    "data": Route(administrators, FORM),
    "work": Route(administrators, FORM),
    "health": Route(administrators),
    # The accounts' library: class views, which answer more methods than they use.
    "account_login": public(ALL, library=True),
    "account_logout": public(ALL, library=True),
    "account_inactive": public(ALL, library=True),
    "account_reauthenticate": logged(ALL, library=True),
    "account_email_verification_sent": public(ALL, library=True),
    "account_confirm_email": public(
        ALL, library=True, arguments=lambda _world, _place: {"key": "MQ:1abc:x"}, bare=True
    ),
    "account_change_password": logged(ALL, library=True),
    "account_set_password": logged(ALL, library=True),
    "account_reset_password": public(ALL, library=True),
    "account_reset_password_done": public(ALL, library=True),
    "account_reset_password_from_key_done": public(ALL, library=True),
    "account_reset_password_from_key": public(
        ALL, arguments=lambda _world, _place: {"uidb36": "1", "key": "set-password"}, bare=True
    ),
    "mfa_index": logged(ALL, library=True),
    "mfa_authenticate": public(ALL, library=True),
    "mfa_reauthenticate": logged(ALL, library=True),
    "mfa_activate_totp": logged(ALL, library=True),
    "mfa_deactivate_totp": logged(ALL, library=True),
    "mfa_view_recovery_codes": logged(ALL, library=True, bare=True),
    "mfa_generate_recovery_codes": logged(ALL, library=True),
    "mfa_download_recovery_codes": logged(ALL, library=True, bare=True),
    "socialaccount_login_cancelled": public(ALL, library=True),
    "socialaccount_login_error": public(ALL, library=True),
    "openid_connect_login": closed(arguments=lambda _world, _place: {"provider_id": "absent"}, bare=True),
    "openid_connect_callback": closed(arguments=lambda _world, _place: {"provider_id": "absent"}, bare=True),
    "account_signup": closed(),
    "account_email": closed(),
    "account_confirm_login_code": closed(),
    "socialaccount_signup": closed(),
    "socialaccount_connections": closed(),
    "usersessions_list": closed(),
}
