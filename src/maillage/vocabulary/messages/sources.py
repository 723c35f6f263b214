"""Sentences about open data coming in."""

MESSAGES: dict[str, tuple[str, str]] = {
    "sources.advice.fresh": (
        "Reprendre le fichier officiel, plus récent que {vintage} peut-être : maillage sync {source}",
        "Fetch the official file again, maybe newer than {vintage}: maillage sync {source}",
    ),
    "sources.advice.fresh_elsewhere": (
        "Chercher une édition plus récente que {vintage} ; aucune adresse officielle n'est connue pour {source}",
        "Look for an edition newer than {vintage}; no official address is known for {source}",
    ),
    "sources.advice.filled": (
        "Remplir la colonne « {column} » : cases vides, {count}",
        "Fill column “{column}”: empty cells, {count}",
    ),
    "sources.advice.rows": (
        "Corriger les lignes refusées ({count}), d'abord la ligne {row} : {cause}",
        "Correct the rows refused ({count}), row {row} first: {cause}",
    ),
    "sources.advice.cells": (
        "Corriger les cases illisibles ({count}), d'abord la colonne « {column} », ligne {row} : « {value} »",
        "Correct the cells that cannot be read ({count}), column “{column}” first, row {row}: “{value}”",
    ),
    "sources.advice.placed": (
        "Donner le code de leur commune aux lieux qui n'en ont pas : {count}",
        "Give their commune's code to the places that have none: {count}",
    ),
    "sources.advice.located": (
        "Situer les lieux sans point (longitude, latitude) : {count}",
        "Locate the places without a point (longitude, latitude): {count}",
    ),
    "sources.one_version": (
        "{source} : il faut deux versions à comparer, {count} est gardée. Nommez-en une autre avec --from, ou une autre "
        "source du même genre.",
        "{source}: two versions are needed to compare, {count} is kept. Name another with --from, or another source of "
        "the same kind.",
    ),
    "sources.no_version": (
        "{source} : pas de version « {value} ». Gardées : {known}",
        "{source}: no version “{value}”. Kept: {known}",
    ),
    "sources.unknown": (
        "Source inconnue : « {value} ». Proches : {near}. La liste : maillage data.",
        "Unknown source: “{value}”. Near: {near}. The list: maillage data.",
    ),
    "sources.unlike": (
        "Source inconnue : « {value} », et aucune ne lui ressemble. La liste : maillage data.",
        "Unknown source: “{value}”, and none looks like it. The list: maillage data.",
    ),
    "sources.no_file": ("Fichier absent : {path}.", "No such file: {path}."),
    "sources.unreadable": ("Fichier illisible : {path} ({cause}).", "Unreadable file: {path} ({cause})."),
    "sources.empty": ("{path} est vide. Téléchargez-le à nouveau.", "{path} is empty. Download it again."),
    "sources.too_large": (
        "{path} pèse {size} Mio une fois ouvert ; {most} Mio au plus. Vérifiez que c'est le bon fichier.",
        "{path} is {size} MiB once opened; {most} MiB at most. Check that it is the right file.",
    ),
    "sources.bomb": (
        "{path} : archive refusée, elle gonfle anormalement ({ratio}, {most} au plus).",
        "{path}: archive refused, it swells abnormally ({ratio}, {most} at most).",
    ),
    "sources.archive": (
        "{path} : archive endommagée ({cause}). Téléchargez-la à nouveau.",
        "{path}: damaged archive ({cause}). Download it again.",
    ),
    "sources.no_member": (
        "{path} ne contient pas « {pattern} » (vu : {seen}).",
        "{path} does not hold “{pattern}” (seen: {seen}).",
    ),
    "sources.too_many_cells": (
        "{path} : {cells} cellules, {most} au plus. Vérifiez que c'est le bon fichier.",
        "{path}: {cells} cells, {most} at most. Check that it is the right file.",
    ),
    "sources.nesting": (
        "{path} : imbrication ou taille anormale, fichier refusé.",
        "{path}: abnormal nesting or size, file refused.",
    ),
    "sources.no_records": (
        "{path} : aucune liste d'enregistrements trouvée.",
        "{path}: no list of records found.",
    ),
    "sources.text": ("{path}, ligne {row} : illisible ({cause}).", "{path}, row {row}: unreadable ({cause})."),
    "sources.columns": (
        "{path} : colonnes absentes : {value} (vu : {seen}). Le format a peut-être changé.",
        "{path}: columns missing: {value} (seen: {seen}). The format may have changed.",
    ),
    "sources.web_page": (
        "{path} est une page web, pas des données : l'adresse a changé, ou c'est une page d'erreur. Téléchargez le fichier lui-même.",
        "{path} is a web page, not data: the address has changed, or it is an error page. Download the file itself.",
    ),
    "sources.few_rows": (
        "{source} : {rows} lignes utiles, au moins {least} attendues ; rien n'est remplacé.",
        "{source}: {rows} useful rows, at least {least} expected; nothing is replaced.",
    ),
    "sources.loss": (
        "{source} : {share} % des lignes refusées ({most} % au plus), par exemple ligne {row} : {cause} ; "
        "rien n'est remplacé.",
        "{source}: {share} % of rows refused ({most} % at most), for example row {row}: {cause}; nothing is replaced.",
    ),
    "sources.cells": (
        "{source} : {share} % des cellules de « {column} » illisibles, par exemple ligne {row} : « {value} » ; "
        "rien n'est remplacé.",
        "{source}: {share} % of the cells of “{column}” unreadable, for example row {row}: “{value}”; "
        "nothing is replaced.",
    ),
    "sources.drop": (
        "{source} : {rows} lignes contre {before} auparavant ({share} % perdues, {most} % au plus) ; "
        "rien n'est remplacé.",
        "{source}: {rows} rows against {before} before ({share} % lost, {most} % at most); nothing is replaced.",
    ),
    "sources.not_found": (
        "{source} : aucun fichier dans {path} (cherché : {files}).",
        "{source}: no file in {path} (looked for: {files}).",
    ),
    "sources.no_address": (
        "{source} : pas d'adresse de téléchargement connue. Donnez un dossier avec --from.",
        "{source}: no download address known. Give a folder with --from.",
    ),
    "sources.no_data_folder": (
        "Le dossier des données {path} ne peut pas être écrit ({cause}).",
        "The data folder {path} cannot be written ({cause}).",
    ),
    "sources.damaged": (
        "{path} : données gardées endommagées. Reprenez-les : maillage sync {source}",
        "{path}: kept data damaged. Bring them again: maillage sync {source}",
    ),
    "sources.date": (
        "« {value} » n'est pas une date AAAA-MM-JJ.",
        "“{value}” is not a YYYY-MM-DD date.",
    ),
    "sources.download.scheme": (
        "{url} : seules les adresses https sont acceptées.",
        "{url}: only https addresses are accepted.",
    ),
    "sources.download.address": (
        "{url} mène à une adresse privée ou réservée ({address}) : téléchargement refusé.",
        "{url} leads to a private or reserved address ({address}): download refused.",
    ),
    "sources.download.status": (
        "{url} : le serveur répond {status}. Réessayez plus tard ou donnez le fichier avec --from.",
        "{url}: the server answers {status}. Try again later or give the file with --from.",
    ),
    "sources.download.redirects": ("{url} : trop de redirections.", "{url}: too many redirects."),
    "sources.download.failed": (
        "{url} : téléchargement impossible après {attempts} essais ({cause}). Sans réseau, donnez un dossier avec --from.",
        "{url}: download impossible after {attempts} attempts ({cause}). Without network, give a folder with --from.",
    ),
    "sources.download.slow": (
        "{url} : plus de {seconds:g} s, téléchargement abandonné.",
        "{url}: more than {seconds:g} s, download given up.",
    ),
    "sources.download.checksum": (
        "{url} : empreinte {seen}, {expected} attendue. Fichier refusé.",
        "{url}: checksum {seen}, {expected} expected. File refused.",
    ),
    "sources.issue.width": ("nombre de cellules : {value}", "number of cells: {value}"),
    "sources.issue.code_unknown": ("code commune inconnu : « {value} »", "unknown commune code: “{value}”"),
    "sources.issue.code_beyond": ("commune hors du périmètre : {value}", "commune beyond the perimeter: {value}"),
    "sources.issue.code_missing": ("code commune absent{value}", "commune code missing{value}"),
    "sources.issue.duplicate": ("commune donnée deux fois : {value}", "commune given twice: {value}"),
    "sources.issue.key_missing": ("ligne sans identifiant{value}", "row without identifier{value}"),
    "sources.issue.key_shared": (
        "identifiant donné à plusieurs lignes : {value}",
        "identifier given to several rows: {value}",
    ),
    "sources.issue.repeated": ("ligne répétée : {value}", "repeated row: {value}"),
    "sources.issue.number": ("n'est pas un nombre : « {value} »", "not a number: “{value}”"),
    "sources.issue.range": (
        "nombre illisible ou hors bornes : « {value} »",
        "number unreadable or out of range: “{value}”",
    ),
    "sources.issue.lon": ("longitude illisible : « {value} »", "unreadable longitude: “{value}”"),
    "sources.issue.lat": ("latitude illisible : « {value} »", "unreadable latitude: “{value}”"),
    "sources.issue.date": ("date illisible : « {value} »", "unreadable date: “{value}”"),
    "sources.issue.flag": ("ni oui ni non : « {value} »", "neither yes nor no: “{value}”"),
    "sources.issue.phone": ("téléphone illisible : « {value} »", "unreadable telephone: “{value}”"),
    "sources.issue.siret": ("SIRET illisible ou arrondi : « {value} »", "SIRET unreadable or rounded: “{value}”"),
    "sources.issue.postcode": ("code postal illisible : « {value} »", "unreadable postcode: “{value}”"),
    "sources.issue.letters": (
        "lettres détruites avant publication ({value} lignes)",
        "letters destroyed before publication ({value} rows)",
    ),
    "sources.issue.point": (
        "point hors de France ou illisible : {value}",
        "point outside France or unreadable: {value}",
    ),
    "sources.issue.located": ("commune trouvée d'après le point : {value}", "commune found from the point: {value}"),
    "sources.issue.swapped": (
        "longitude et latitude échangées, remises : {value}",
        "longitude and latitude swapped, put back: {value}",
    ),
    "sources.issue.lambert93": (
        "coordonnées Lambert-93 converties : {value}",
        "Lambert-93 coordinates converted: {value}",
    ),
}
