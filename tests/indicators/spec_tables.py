"""Every indicator by small tables: what goes in, what comes out. Figures were reckoned by hand."""

from spec_land import Spec

DENSITY = """
code_insee | level
A | Rural à habitat dispersé
B | Grands centres urbains
C | Bourgs ruraux
D | Rural à habitat dispersé
"""

HOUSES = """
code_insee | hours_lundi | hours_mardi | hours_mercredi | hours_jeudi | hours_vendredi | hours_samedi
A | - | - | - | - | - | 09:00 - 12:00
B | 09:00 - 12:00 / 13:30 - 17:00 | 09:00 - 12:00 / 13:30 - 17:00 | 09:00 - 12:00 / 13:30 - 17:00 | 09:00 - 12:00 / 13:30 - 17:00 | - | -
"""

SPECS: dict[str, list[Spec]] = {
    "people": [
        Spec(
            {},
            """
territory | people.population | people.density
A | 1000 | 79.58
E1 | 4000 | 159.15
dep | 5000 | 99.47
france | 5000 | 99.47
""",
        ),
        Spec(
            {
                "insee-rp-melodi": """
code_insee | aged_65_more_percent
A | 20
B | 10
C | 30
"""
            },
            """
territory | people.aged_65
A | 20
D | unknown
E1 | 12.5
E2 | unknown
dep | 14.78 (13.6 – 21.6)
""",
            "Nothing is known of Dune: 40 % of the people of E2, too many for a figure, and 8 % of the département, who "
            "may all be 65 or over, or none of them.",
        ),
        Spec(
            {
                "need": """
code | people_in_need | low | high
A | 200 | 150 | 250
B | 300 | 240 | 360
C | 120 | 100 | 140
D | 80 | 60 | 100
"""
            },
            """
territory | people.need | people.need_share
A | 200 (150 – 250) | 20 (15 – 25)
E1 | 500 (392.61 – 607.39) | 12.5 (9.82 – 15.18)
dep | 700 (554.81 – 845.19) | 14 (11.10 – 16.90)
france | 700 | 14
""",
            "The half-range of a commune h has a part shared by all, s = 1.645 × 0.172 × need × (1 − rate), at most h (0.172: "
            "the model's error where the region's rate was not published); the half-range of a sum is "
            "√((Σ s)² + Σ (h² − s²)). The country's figure is a convention.",
        ),
    ],
    "reasons": [
        Spec(
            {
                "reasons": """
code | age | diploma | income | household | density | region | known
A | 4 | 1 | 0.5 | 0.4 | 2 | -1 | 1
B | -1 | 0.5 | 0.25 | 0 | -0.4 | -1 | 0.75
C | 2 | -2 | 0 | 0.2 | 1 | -1 | 0
D | 3 | 0 | 0 | 0 | 1.5 | -1 | 0
"""
            },
            """
territory | reasons.age | reasons.diploma | reasons.income | reasons.household | reasons.density | reasons.region | reasons.known
A | 4 | 1 | 0.5 | 0.4 | 2 | -1 | 100
E1 | 0.25 | 0.62 | 0.31 | 0.1 | 0.2 | -1 | 81.25
E2 | 2.4 | -1.2 | 0 | 0.12 | 1.2 | -1 | 0
dep | 0.68 | 0.26 | 0.25 | 0.10 | 0.4 | -1 | 65
""",
            "Points of a territory are means over its inhabitants, so they still sum to its gap. What is not known of a "
            "commune itself is guessed (`maillage.indicators.explanation` gives these tables).",
        ),
    ],
    "connectivity": [
        Spec(
            {
                "arcep-ma-connexion-internet": """
code_insee | premises | at_least_8_mbps | at_least_30_mbps | at_least_100_mbps
A | 100 | 90 | 80 | 60
B | 300 | 300 | 300 | 300
C | 50 | 20 | 10 | 0
""",
                "anct-grille-densite": DENSITY,
            },
            """
territory | connectivity.fixed_100 | connectivity.fixed_30 | connectivity.fixed_without_8 | connectivity.fixed_gap
A | 60 | 80 | 10 | -40
B | 100 | 100 | 0 | 0
C | 0 | 20 | 60 | -100
D | unknown | unknown | unknown | unknown
E1 | 90 | 95 | 2.5 | -10
E2 | unknown | unknown | unknown | unknown
dep | 80 (73.6 – 81.6) | 86.67 (79.73 – 87.73) | 8.89 (8.18 – 16.18) | -20 (-26.4 – -18.4)
""",
            "The gap is to the communes of France the density grid calls « Grands centres urbains »: here Brun, at 100 %.",
        ),
        Spec(
            {
                "arcep-couverture-4g": """
code_insee | covered_4g_percent
A | 90
B | 99
C | 50
""",
                "anct-grille-densite": DENSITY,
            },
            """
territory | connectivity.mobile_4g | connectivity.mobile_gap
A | 90 | -9
B | 99 | 0
C | 50 | -49
D | not_covered | not_covered
E1 | 96.75 | -2.25
dep | 90.65 (83.4 – 91.4) | -8.35 (-15.6 – -7.6)
""",
        ),
        Spec(
            {
                "arcep-mon-reseau-mobile": """
operator | site | has_4g | at
X | 1 | yes | A
Y | 2 | yes | A
X | 3 | yes | B
Y | 4 | no | C
"""
            },
            """
territory | connectivity.mobile_operators | connectivity.mobile_sites
A | 2 | 20
B | 1 | 3.33
C | 0 | 0
D | 0 | 0
E1 | 1.25 | 7.5
dep | 1 | 6
""",
            "A figure of a territory is the mean over its people. A département without any site in the file is not covered "
            "by it.",
        ),
    ],
    "services": [
        Spec(
            {
                "insee-bpe": """
code_insee | boulangerie | superette | grande_surface | ecole_primaire | medecin_generaliste | infirmier | pharmacie | poste | sport_salle | sport_terrain
A | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 1 | 0
B | 1 | 1 | 0 | 2 | 3 | 4 | 1 | 1 | 0 | 5
C | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0
""",
                "insee-bpe-2020-commerce": """
code_insee | nb_b202 | nb_b204
A | 0 | 0
B | 0 | 2
C | 1 | 0
D | 0 | 1
""",
                "insee-bpe-2020-tourisme-transport": "code_insee | nb_e101\nA | 1\nB | 0",
            },
            """
territory | services.basket_15 | services.all_15 | services.food_minutes | services.school_minutes | services.doctor_minutes | services.pharmacy_minutes
A | 11 (11 – 11) | 100 (100 – 100) | 11.36 (9.09 – 14.2) | 3.56 (2.85 – 4.45) | 11.36 (9.09 – 14.2) | 11.36 (9.09 – 14.2)
C | 1 (1 – 9) | 0 (0 – 0) | 3.56 (2.85 – 4.45) | 17.6 (14.08 – 22) | 17.6 (14.08 – 22) | 17.6 (14.08 – 22)
D | 1 (1 – 1) | 0 (0 – 0) | out_of_reach | out_of_reach | out_of_reach | out_of_reach
E1 | 11 (11 – 11) | 100 (100 – 100) | 5.51 (4.41 – 6.89) | 3.56 (2.85 – 4.45) | 5.51 (4.41 – 6.89) | 5.51 (4.41 – 6.89)
dep | 9 (9 – 9.96) | 80 (80 – 80) | 5.26 (4.20 – 6.57) | 5.39 (4.31 – 6.74) | 7.09 (5.67 – 8.86) | 7.09 (5.67 – 8.86)
""",
            "Eleven services of INSEE's range of proximity (`measures/everyday.py` says which types of facilities each is). "
            "Times reckoned from distances may be a quarter longer or shorter: 17.6 minutes might be 14.1, so Clos, with its "
            "grocery, may have nine: no taxi and no gymnasium, which are in Alba. Dune, on its island, has a butcher alone.",
        ),
        Spec(
            {
                "insee-bpe": "code_insee | ecole_primaire | superette\nA | 1 | 1",
            },
            """
territory | services.basket_15 | services.all_15 | services.food_minutes | services.school_minutes
A | no_open_data | no_open_data | no_open_data | 3.56 (2.85 – 4.45)
""",
            "A service is told by all the files that count it, or not at all.",
        ),
        Spec(
            {
                "insee-bpe": "code_insee | ecole_primaire | superette\nC | 1 | 1",
                "insee-bpe-melodi": """
code_insee | nb_a206 | nb_a208 | nb_b104 | nb_b202 | nb_b204 | nb_b207 | nb_c107 | nb_c108 | nb_d265 | nb_d281 | nb_d307 | nb_e101 | nb_f103 | nb_f121
A | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | 0 | 1
B | 0 | 1 | 1 | 0 | 2 | 1 | 2 | 0 | 3 | 4 | 1 | 0 | 5 | 0
C | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0
D | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0
""",
            },
            """
territory | services.basket_15 | services.all_15 | services.food_minutes | services.school_minutes | services.doctor_minutes | services.pharmacy_minutes
A | 11 (11 – 11) | 100 (100 – 100) | 11.36 (9.09 – 14.2) | 3.56 (2.85 – 4.45) | 11.36 (9.09 – 14.2) | 11.36 (9.09 – 14.2)
C | 1 (1 – 9) | 0 (0 – 0) | 3.56 (2.85 – 4.45) | 17.6 (14.08 – 22) | 17.6 (14.08 – 22) | 17.6 (14.08 – 22)
dep | 9 (9 – 9.96) | 80 (80 – 80) | 5.26 (4.20 – 6.57) | 5.39 (4.31 – 6.74) | 7.09 (5.67 – 8.86) | 7.09 (5.67 – 8.86)
""",
            "INSEE's own base, where it was brought, tells of every service alone: the facilities of the first table, the same "
            "figures. A service none of whose types it names is not told.",
        ),
        Spec(
            {
                "culture-bibliotheques": """
code_insee | address_kind
A | Bâtiment ouvert
C | Lieu uniquement administratif
"""
            },
            """
territory | services.library_minutes | services.library_15
A | 3.56 (2.85 – 4.45) | 100 (100 – 100)
B | 11.36 (9.09 – 14.2) | 100 (100 – 100)
C | 26.96 (21.57 – 33.7) | 0 (0 – 0)
D | out_of_reach | 0 (0 – 0)
E1 | 9.41 (7.53 – 11.76) | 100 (100 – 100)
dep | 11.70 (9.36 – 14.62) | 80 (80 – 80)
""",
        ),
        Spec(
            {
                "laposte-points-de-contact": """
code_insee | kind
C | Bureau de Poste
D | Agence postale militaire
"""
            },
            """
territory | services.post_office_minutes | services.post_office_15
A | 26.96 (21.57 – 33.7) | 0 (0 – 0)
B | 17.6 (14.08 – 22) | 0 (0 – 100)
C | 3.56 (2.85 – 4.45) | 100 (100 – 100)
D | out_of_reach | 0 (0 – 0)
E1 | 19.94 (15.95 – 24.925) | 0 (0 – 75)
dep | 17.80 (14.24 – 22.25) | 12 (12 – 72)
""",
        ),
        Spec(
            {"tiers-lieux-recensement": "code_insee | name\nA | La Fabrique"},
            """
territory | services.third_place_minutes | services.third_place_30
A | 3.56 (2.85 – 4.45) | 100 (100 – 100)
C | 26.96 (21.57 – 33.7) | 100 (0 – 100)
D | out_of_reach | 0 (0 – 0)
E2 | out_of_reach | 60 (0 – 60)
dep | 11.70 (9.36 – 14.62) | 92 (80 – 92)
""",
        ),
    ],
    "help": [
        Spec(
            {
                "mediation-gironde": """
code_insee | nom | horaires
A | Espace Numérique | Mo-Fr 09:00-12:00
A | espace-numérique | -
A | Maison | -
B | École | Mo 09:00-12:00
B | Mairie | Tu 09:00-12:00
C | Mairie | -
"""
            },
            """
territory | help.places | help.hours_known | help.place_minutes | help.place_15
A | 2 | 50 | 3.56 (2.85 – 4.45) | 100 (100 – 100)
B | 2 | 100 | 3.56 (2.85 – 4.45) | 100 (100 – 100)
C | 1 | 0 | 3.56 (2.85 – 4.45) | 100 (100 – 100)
D | 0 | no_base | out_of_reach | 0 (0 – 0)
E1 | 4 | 75 | 3.56 (2.85 – 4.45) | 100 (100 – 100)
dep | 5 | 60 | 3.56 (2.85 – 4.45) | 92 (92 – 92)
""",
            "The same name in the same commune is one place. The files together list five places in the département: enough "
            "to tell of it.",
        ),
        Spec(
            {"mediation-gironde": "code_insee | nom | horaires\nA | Maison | -\nB | École | -"},
            """
territory | help.places | help.hours_known | help.place_minutes | help.place_15
A | not_covered | not_covered | not_covered | not_covered
dep | not_covered | not_covered | not_covered | not_covered
""",
            "Two places in a département: a neighbour's file. Nothing is said rather than that nobody helps there.",
        ),
        Spec(
            {"anct-france-services": HOUSES},
            """
territory | help.france_services_minutes | help.france_services_30 | help.full_week_30 | help.saturday_30 | help.france_services_hours
A | 3.56 (2.85 – 4.45) | 100 (100 – 100) | 100 (100 – 100) | 100 (100 – 100) | 3
B | 3.56 (2.85 – 4.45) | 100 (100 – 100) | 100 (100 – 100) | 100 (100 – 100) | 8.67
C | 17.6 (14.08 – 22) | 100 (100 – 100) | 100 (100 – 100) | 100 (0 – 100) | 0
D | out_of_reach | 0 (0 – 0) | 0 (0 – 0) | 0 (0 – 0) | 0
E1 | 3.56 (2.85 – 4.45) | 100 (100 – 100) | 100 (100 – 100) | 100 (100 – 100) | 7.25
dep | 5.39 (4.31 – 6.74) | 92 (92 – 92) | 92 (92 – 92) | 92 (80 – 92) | 5.8
""",
            "Brun is open 26 hours a week, Alba three hours on Saturday.",
        ),
    ],
    "programmes": [
        Spec(
            {
                "anct-programme-acv": "id | code_insee\nacv-1 | A",
                "anct-programme-pvd": "id | code_insee\npvd-1 | B\npvd-2 | B",
                "anct-programme-va": "id | code_insee\nva-1 | C",
                "anct-programme-fabt": "id | code_insee\nf-1 | A\nf-2 | B",
                "anct-programme-manuprox": "id | code_insee\nm-1 | D",
                "anct-programme-citeduc": "id | code_insee\nc-1 | B",
                "anct-france-services": HOUSES,
                "anct-qpv-2024-liste": "code_qpv | code_insee\nq1 | B\nq2 | B",
                "zonage-zrr": """
code_insee | zrr
A | C - Classée en ZRR
B | NC - Commune non classée
C | P - Commune partiellement classée en ZRR
""",
                "zonage-frr": "code_insee | frr\nA | FRR\nB | -\nC | FRR+",
            },
            """
territory | programmes.acv | programmes.pvd | programmes.va | programmes.fabriques | programmes.manufactures | programmes.cites_educatives | programmes.france_services | programmes.qpv | programmes.zrr | programmes.frr | programmes.people
A | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 0 | 1 | 1 | 100
B | 0 | 1 | 0 | 1 | 0 | 1 | 1 | 1 | 0 | 0 | 100
D | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0
E1 | 1 | 1 | 0 | 2 | 0 | 1 | 2 | 1 | 1 | 1 | 100
E2 | 0 | 0 | 1 | 0 | 1 | 0 | 0 | 0 | 1 | 1 | 60
dep | 1 | 1 | 1 | 2 | 1 | 1 | 2 | 1 | 2 | 2 | 92
""",
            "A commune counts once, however many projects or districts it has.",
        ),
    ],
    "commerce": [
        Spec(
            {
                "insee-bpe-2020-commerce": """
code_insee | nb_b201 | nb_b203
A | 2 | 2
B | 0 | 6
C | 0 | 0
D | 0 | 0
"""
            },
            """
territory | commerce.shops | commerce.per_1000 | commerce.kinds | commerce.diversity
A | 4 | 4 | 2 | 0.218
B | 6 | 2 | 1 | 0
C | 0 | 0 | 0 | no_base
E1 | 10 | 2.5 | 2 | 0.157
dep | 10 | 2 | 2 | 0.157
""",
            "ln 2 / ln 24 = 0.218 where two kinds share the shops evenly.",
        ),
    ],
}
