"""Sentences of a plan's page: proof, findings, method."""

MESSAGES: dict[str, tuple[str, str]] = {
    "report.bound": ("Ce qui est prouvé, et comment le lire", "What is proven, and how to read it"),
    "report.bound.how": (
        "À chaque étape, le calcul donne un plan et une borne : ce que le meilleur plan possible, même inconnu, "
        "ne peut pas dépasser. L'écart entre les deux est le plus que l'on puisse perdre à garder ce plan. Un "
        "écart de 0,1 % sur 1 000 personnes aidées veut dire : une personne de mieux, au plus.",
        "At each stage the computation gives a plan and a bound: what the best possible plan, even unknown, "
        "cannot exceed. The gap between both is the most one can lose by keeping this plan. A gap of 0.1% on "
        "1,000 people helped means: one person more, at most.",
    ),
    "report.bound.limits": (
        "La borne dit que le calcul est bon pour ces données et ces règles ; elle ne dit pas que les données sont"
        " justes. Le besoin est une estimation, les temps de route sont calculés sans les embouteillages ni "
        "l'hiver.",
        "The bound says that the computation is good for these data and these rules; it does not say that the "
        "data are right. Need is an estimate; driving times are computed without traffic jams nor winter.",
    ),
    "report.bound.allocation": (
        "Aucune autre répartition de ces demi-journées n'aiderait plus de {upper} personnes : {gap} de mieux au plus.",
        "No other allocation of these half-days would help more than {upper} people: {gap} better at most.",
    ),
    "report.bound.bases": (
        "Avec ces visites, aucun autre choix de communes de rattachement ne réduirait la route prévue de plus de "
        "{gap}.",
        "With these visits, no other choice of home communes would cut the planned driving by more than {gap}.",
    ),
    "report.bound.rounds": (
        "Avec ces rattachements et ces visites, aucune autre tournée ne réduirait la route de plus de {gap}.",
        "With these bases and visits, no other rounds would cut driving by more than {gap}.",
    ),
    "report.bound.exact": ("Optimum prouvé : rien ne peut faire mieux.", "Proven optimum: nothing can do better."),
    "report.bound.unknown": (
        "Pas de borne pour cette étape : elle n'a pas été calculée, ou pas jusqu'au bout.",
        "No bound for this stage: it was not computed, or not to its end.",
    ),
    "report.findings": ("Points d'attention", "Findings"),
    "report.findings.none": (
        "Rien à signaler : toutes les visites tiennent dans une tournée et aucun défaut de données n'a été relevé.",
        "Nothing to report: every visit fits a round and no data defect was found.",
    ),
    "report.findings.more": ("Et {count} autres dans", "And {count} more in"),
    "report.method": ("Méthode et sources", "Method and sources"),
    "report.assumptions": ("Hypothèses", "Assumptions"),
    "report.assumptions.none": (
        "Aucune hypothèse n'a été écrite avec ce plan.",
        "No assumption was written with this plan.",
    ),
    "report.sources": ("Sources", "Sources"),
    "report.sources.none": ("Aucune source n'a été écrite avec ce plan.", "No source was written with this plan."),
    "report.source.version": ("version {value}", "version {value}"),
    "report.source.vintage": ("millésime {value}", "vintage {value}"),
    "report.source.licence": ("licence {value}", "licence {value}"),
    "report.options": ("Options, graine et empreintes", "Options, seed and hashes"),
    "report.option.advisors": ("Conseillers", "Advisors"),
    "report.option.half_days": ("Demi-journées par quinzaine", "Half-days per fortnight"),
    "report.option.reach_minutes": ("Portée d'un lieu", "Reach of a place"),
    "report.option.drive_minutes": ("Trajet le plus long permis", "Longest drive allowed"),
    "report.option.floor": ("Plancher par département", "Floor per département"),
    "report.option.seed": ("Graine", "Seed"),
    "report.problem_hash": ("Empreinte du problème", "Problem's hash"),
    "report.result_hash": ("Empreinte du résultat", "Result's hash"),
    "report.stages": ("Temps de calcul", "Computing time"),
    "report.stages.none": ("Temps non mesuré.", "Time was not measured."),
    "report.stage": ("Étape", "Stage"),
    "report.seconds": ("secondes", "seconds"),
    "report.stage.territory": ("Territoire", "Territory"),
    "report.stage.indicators": ("Besoin", "Need"),
    "report.stage.travel": ("Temps de route", "Travel times"),
    "report.stage.allocation": ("Répartition", "Allocation"),
    "report.stage.bases": ("Rattachements", "Bases"),
    "report.stage.rounds": ("Tournées", "Rounds"),
    "report.stage.publish": ("Publication", "Publishing"),
    "report.finding.out_of_reach": ("Communes laissées hors de portée", "Communes left out of reach"),
    "report.finding.out_of_rounds": (
        "Communes où aucun conseiller ne peut venir en voiture",
        "Communes where no advisor can drive",
    ),
    "report.finding.data": ("Défauts des données publiées", "Defects of the published data"),
    "report.stage.venues": ("Lieux", "Venues"),
    "report.stage.need": ("Besoin", "Need"),
    "report.stage.bases_and_rounds": ("Rattachements et tournées", "Bases and rounds"),
    "report.stage.tables": ("Tableaux", "Tables"),
    "report.stage.bases_worker": ("dont rattachements, tous processus", "of which bases, all processes"),
    "report.stage.rounds_worker": ("dont tournées, tous processus", "of which rounds, all processes"),
    "report.finding.unserved": ("Visites qu'aucune tournée ne peut tenir", "Visits that no round can hold"),
    "report.files": ("Fichiers à côté de cette page :", "Files beside this page:"),
    "report.made_by": (
        "Fait avec Maillage, logiciel libre (AGPL-3.0-or-later). Ce rapport n'appelle rien sur le réseau.",
        "Made with Maillage, free software (AGPL-3.0-or-later). This report asks nothing of the network.",
    ),
}
