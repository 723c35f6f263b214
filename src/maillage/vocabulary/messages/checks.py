"""Sentences about a checked file."""

MESSAGES: dict[str, tuple[str, str]] = {
    "checks.schema.unknown": (
        "Schéma inconnu : « {value} ». Choisissez parmi {choices}, ou donnez le chemin d'un Table Schema en .json.",
        "Unknown schema: “{value}”. Choose among {choices}, or give the path of a Table Schema in .json.",
    ),
    "checks.schema.json": ("Le schéma {name} n'est pas du JSON lisible.", "Schema {name} is not readable JSON."),
    "checks.schema.fields": (
        "Le schéma {name} n'a pas de liste « fields » : il en faut une, avec au moins une colonne.",
        "Schema {name} has no “fields” list: one is needed, with at least one column.",
    ),
    "checks.schema.property": (
        "Schéma {name}, colonne {field} : la propriété « {property} » ne peut pas valoir « {value} ».",
        "Schema {name}, column {field}: property “{property}” cannot be “{value}”.",
    ),
    "checks.file.absent": ("Fichier introuvable : {path}.", "No such file: {path}."),
    "checks.file.folder": ("{path} est un dossier : donnez un fichier.", "{path} is a folder: give a file."),
    "checks.file.web_page": (
        "{path} est une page web, pas un tableau : l'adresse a changé, ou c'est une page d'erreur. Téléchargez le fichier lui-même.",
        "{path} is a web page, not a table: the address has changed, or it is an error page. Download the file itself.",
    ),
    "checks.file.unreadable": ("Fichier illisible : {path} ({reason}).", "Unreadable file: {path} ({reason})."),
    "checks.file.empty": (
        "{path} est vide : il faut une ligne de titres puis des lignes de données.",
        "{path} is empty: a line of titles then lines of data are needed.",
    ),
    "checks.file.too_large": (
        "{path} pèse {size} Mo, la limite est de {most} Mo : découpez-le, ou convertissez-le en CSV.",
        "{path} weighs {size} MB, the limit is {most} MB: split it, or convert it to CSV.",
    ),
    "checks.file.columns": (
        "{path} a {count} colonnes, la limite est de {most} : retirez les colonnes vides ou inutiles.",
        "{path} has {count} columns, the limit is {most}: remove empty or useless columns.",
    ),
    "checks.file.cells": (
        "{path} s'étend sur {count} cellules, la limite est de {most} : découpez-le, ou effacez les cellules perdues au loin.",
        "{path} spans {count} cells, the limit is {most}: split it, or clear cells lost far away.",
    ),
    "checks.file.no_column": (
        "{path} : aucune colonne du schéma n'a été reconnue. Titres lus : {found}. Attendus, entre autres : {wanted}.",
        "{path}: no column of the schema was recognised. Titles read: {found}. Expected, among others: {wanted}.",
    ),
    "checks.encoding.utf16": (
        "{path} est en UTF-16 (« texte Unicode » d'Excel). Enregistrez-le en « CSV UTF-8 ».",
        "{path} is in UTF-16 (Excel's “Unicode text”). Save it as “CSV UTF-8”.",
    ),
    "checks.encoding.binary": (
        "{path} n'est pas un fichier texte. Donnez un CSV, un XLSX ou un JSON.",
        "{path} is not a text file. Give a CSV, an XLSX or a JSON.",
    ),
    "checks.encoding.damaged": (
        "{path}, ligne {line} : des octets ne sont pas de l'UTF-8 alors que le reste en est. Le fichier est abîmé : exportez-le à nouveau.",
        "{path}, line {line}: some bytes are not UTF-8 while the rest is. The file is damaged: export it again.",
    ),
    "checks.encoding.unknown": (
        "{path}, ligne {line} : ni UTF-8 ni Windows-1252. Enregistrez le fichier en « CSV UTF-8 ».",
        "{path}, line {line}: neither UTF-8 nor Windows-1252. Save the file as “CSV UTF-8”.",
    ),
    "checks.encoding.names": (
        "{path} : seuls {share:.1f} % des noms de commune se lisent bien ({encoding}). Exemples abîmés : {examples}. Le fichier a été "
        "enregistré dans un mauvais encodage : exportez-le à nouveau en « CSV UTF-8 ».",
        "{path}: only {share:.1f}% of commune names read well ({encoding}). Damaged ones: {examples}. The file was saved in a wrong "
        "encoding: export it again as “CSV UTF-8”.",
    ),
    "checks.csv.quotes": (
        "{path}, ligne {line} : un guillemet n'est pas fermé, ou du texte suit sa fermeture. Doublez les guillemets à l'intérieur d'une cellule.",
        "{path}, line {line}: a quote is not closed, or text follows its closing. Double the quotes inside a cell.",
    ),
    "checks.csv.long_cell": (
        "{path}, ligne {line} : une cellule dépasse {most} caractères. Un guillemet ouvert par erreur avale peut-être la suite.",
        "{path}, line {line}: a cell is longer than {most} characters. A quote opened by mistake may swallow what follows.",
    ),
    "checks.xlsx.unreadable": (
        "{path} n'est pas un classeur XLSX lisible. Ouvrez-le dans un tableur et enregistrez-le à nouveau.",
        "{path} is not a readable XLSX workbook. Open it in a spreadsheet and save it again.",
    ),
    "checks.xlsx.name": (
        "{path} porte un nom de classeur (.xlsx) mais n'en est pas un. Si c'est un CSV, renommez-le en .csv ; sinon enregistrez-le à nouveau.",
        "{path} is named like a workbook (.xlsx) but is none. If it is a CSV, rename it .csv; otherwise save it again.",
    ),
    "checks.xlsx.locked": (
        "{path} est protégé par un mot de passe. Enregistrez-en une copie sans protection.",
        "{path} is protected by a password. Save a copy without protection.",
    ),
    "checks.xlsx.bomb": (
        "{path} : une fois décompressé, il serait démesuré (limite : {most} Mo). Exportez seulement le tableau, en CSV.",
        "{path}: once inflated it would be outsized (limit: {most} MB). Export the table alone, as CSV.",
    ),
    "checks.xlsx.old": (
        "{path} est un classeur ancien (.xls) ou chiffré. Enregistrez-le en .xlsx sans mot de passe.",
        "{path} is an old (.xls) or encrypted workbook. Save it as .xlsx without a password.",
    ),
    "checks.json.depth": (
        "{path} : plus de {most} niveaux imbriqués. Donnez une liste d'objets simples.",
        "{path}: more than {most} nested levels. Give a list of plain objects.",
    ),
    "checks.json.syntax": (
        "{path} n'est pas du JSON : erreur ligne {line}, caractère {place}.",
        "{path} is not JSON: error at line {line}, character {place}.",
    ),
    "checks.json.array": (
        "{path} : il faut une liste d'objets, un par ligne du tableau.",
        "{path}: a list of objects is needed, one per row of the table.",
    ),
    "checks.json.twice": (
        "{path} : un objet porte deux fois la clé « {name} ».",
        "{path}: an object has the key “{name}” twice.",
    ),
    "checks.step.read": ("Lecture du fichier", "Reading the file"),
    "checks.step.cells": ("Types et contraintes", "Types and constraints"),
    "checks.step.formats": ("Codes, points et formats", "Codes, points and formats"),
    "checks.step.done": ("Terminé", "Done"),
    "checks.required": (
        "cellule vide alors que « {column} » est obligatoire.",
        "empty cell while “{column}” is required.",
    ),
    "checks.type": ("« {value} » n'est pas {kind}.", "“{value}” is not {kind}."),
    "checks.kind.integer": ("un nombre entier", "a whole number"),
    "checks.kind.number": ("un nombre, comme 48.85", "a number, such as 48.85"),
    "checks.kind.boolean": ("un oui ou non de la liste attendue", "a yes or no of the expected list"),
    "checks.kind.date": (
        "une date du format attendu, comme 2024-04-02",
        "a date in the expected format, such as 2024-04-02",
    ),
    "checks.kind.datetime": (
        "une date avec heure, comme 2024-04-02T09:00:00",
        "a date and time, such as 2024-04-02T09:00:00",
    ),
    "checks.kind.time": ("une heure, comme 09:00:00", "a time, such as 09:00:00"),
    "checks.kind.year": ("une année à 4 chiffres", "a 4-figure year"),
    "checks.kind.yearmonth": ("un mois, comme 2024-04", "a month, such as 2024-04"),
    "checks.kind.duration": ("une durée ISO 8601, comme P1DT2H", "an ISO 8601 duration, such as P1DT2H"),
    "checks.kind.geopoint": ("un point (longitude, latitude)", "a point (longitude, latitude)"),
    "checks.kind.array": ("une liste JSON", "a JSON list"),
    "checks.kind.list": ("une liste de valeurs du type attendu", "a list of values of the expected type"),
    "checks.kind.object": ("un objet JSON", "a JSON object"),
    "checks.kind.geojson": ("un objet GeoJSON", "a GeoJSON object"),
    "checks.pattern": (
        "« {value} » n'a pas la forme attendue ({pattern}).",
        "“{value}” has not the expected form ({pattern}).",
    ),
    "checks.enum": ("« {value} » n'est pas dans la liste : {choices}.", "“{value}” is not in the list: {choices}."),
    "checks.minimum": ("« {value} » est inférieur à {bound}.", "“{value}” is less than {bound}."),
    "checks.maximum": ("« {value} » est supérieur à {bound}.", "“{value}” is more than {bound}."),
    "checks.exclusive_minimum": ("« {value} » doit dépasser {bound}.", "“{value}” must exceed {bound}."),
    "checks.exclusive_maximum": ("« {value} » doit rester sous {bound}.", "“{value}” must stay under {bound}."),
    "checks.min_length": ("« {value} » a moins de {bound} caractères.", "“{value}” has fewer than {bound} characters."),
    "checks.max_length": ("« {value} » a plus de {bound} caractères.", "“{value}” has more than {bound} characters."),
    "checks.unique": ("« {value} » est déjà à la ligne {other}.", "“{value}” is already on line {other}."),
    "checks.primary_key": (
        "clé « {value} » déjà à la ligne {other} : chaque ligne doit avoir la sienne.",
        "key “{value}” already on line {other}: each row must have its own.",
    ),
    "checks.primary_key_empty": ("la clé « {column} » est vide.", "the key “{column}” is empty."),
    "checks.missing_cell": (
        "la ligne s'arrête avant cette cellule ({wanted} attendues).",
        "the row stops before this cell ({wanted} expected).",
    ),
    "checks.extra_cell": (
        "la ligne a {value} cellules pour {wanted} titres : un séparateur de trop, ou des guillemets manquants.",
        "the row has {value} cells for {wanted} titles: a delimiter too many, or missing quotes.",
    ),
    "checks.blank_row": ("ligne vide, ignorée.", "empty row, ignored."),
    "checks.missing_column": (
        "la colonne obligatoire « {column} » manque.",
        "the required column “{column}” is missing.",
    ),
    "checks.duplicate_column": (
        "« {column} » double la colonne {field} : la première seule est lue.",
        "“{column}” doubles column {field}: only the first is read.",
    ),
    "checks.renamed_column": (
        "« {column} » est lue comme « {field} » : renommez-la.",
        "“{column}” is read as “{field}”: rename it.",
    ),
    "checks.near_column": (
        "« {column} » n'est pas du schéma et n'est pas lue. Est-ce « {field} » ? Renommez-la.",
        "“{column}” is not in the schema and is not read. Is it “{field}”? Rename it.",
    ),
    "checks.unknown_column": (
        "« {column} » n'est pas du schéma : elle n'est pas lue.",
        "“{column}” is not in the schema: it is not read.",
    ),
    "checks.nameless_column": ("colonne sans titre : elle n'est pas lue.", "column without a title: it is not read."),
    "checks.encoding": (
        "fichier en {value}, lu sans perte ; enregistrez-le plutôt en UTF-8.",
        "file in {value}, read without loss; rather save it as UTF-8.",
    ),
    "checks.code_insee": ("« {value} » n'est le code d'aucune commune.", "“{value}” is no commune's code."),
    "checks.code_insee_former": (
        "« {value} » est le code d'une commune absorbée, aujourd'hui {other}.",
        "“{value}” is the code of an absorbed commune, now {other}.",
    ),
    "checks.code_insee_overseas": (
        "« {value} » est outre-mer, hors des communes que Maillage connaît : non vérifié.",
        "“{value}” is overseas, beyond the communes that Maillage knows: not checked.",
    ),
    "checks.commune_unknown": ("« {value} » n'est le nom d'aucune commune.", "“{value}” is no commune's name."),
    "checks.commune_mismatch": (
        "« {value} » n'est pas le nom de la commune du code, {other}.",
        "“{value}” is not the name of the code's commune, {other}.",
    ),
    "checks.siret": ("« {value} » n'a pas les 14 chiffres d'un SIRET.", "“{value}” has not the 14 figures of a SIRET."),
    "checks.siret_key": (
        "« {value} » n'est pas un SIRET : sa clé de contrôle est fausse.",
        "“{value}” is no SIRET: its check digit is wrong.",
    ),
    "checks.pivot": (
        "« {value} » n'est ni un SIRET, ni un RNA, ni un RIDET.",
        "“{value}” is neither a SIRET, a RNA nor a RIDET.",
    ),
    "checks.code_postal": (
        "« {value} » n'est pas un code postal à 5 chiffres.",
        "“{value}” is not a 5-figure postcode.",
    ),
    "checks.telephone": (
        "« {value} » n'est pas un téléphone au format international, comme +33180059880.",
        "“{value}” is not a telephone in international form, such as +33180059880.",
    ),
    "checks.email": ("« {value} » n'est pas un courriel.", "“{value}” is not an email address."),
    "checks.url": (
        "« {value} » n'est pas une adresse web complète (https://…).",
        "“{value}” is not a whole web address (https://…).",
    ),
    "checks.uri": ("« {value} » n'est pas un URI.", "“{value}” is not a URI."),
    "checks.uuid": ("« {value} » n'est pas un UUID.", "“{value}” is not a UUID."),
    "checks.opening_hours": (
        "« {value} » n'est pas un horaire OpenStreetMap, comme Mo-Fr 09:00-12:00,14:00-18:00.",
        "“{value}” is not OpenStreetMap opening hours, such as Mo-Fr 09:00-12:00,14:00-18:00.",
    ),
    "checks.values": (
        "hors de la liste fermée de « {column} » : {other}.",
        "not in the closed list of “{column}”: {other}.",
    ),
    "checks.several_email": ("ce ne sont pas des courriels : {other}.", "not email addresses: {other}."),
    "checks.several_url": ("ce ne sont pas des adresses web complètes : {other}.", "not whole web addresses: {other}."),
    "checks.several_telephone": (
        "ce ne sont pas des téléphones internationaux : {other}.",
        "not international telephones: {other}.",
    ),
    "checks.not_finite": ("« {value} » n'est pas un nombre de degrés.", "“{value}” is not a number of degrees."),
    "checks.degrees": ("« {value} » dépasse {bound:g} degrés.", "“{value}” is beyond {bound:g} degrees."),
    "checks.swapped": ("latitude et longitude sont échangées.", "latitude and longitude are swapped."),
    "checks.lambert93": (
        "« {value} » est en mètres (Lambert-93), pas en degrés.",
        "“{value}” is in metres (Lambert-93), not degrees.",
    ),
    "checks.outside_france": ("le point est hors de France.", "the point is outside France."),
    "checks.cap_nothing": (
        "un plafond de 0 demi-journée interdit le lieu : écrivez « must_not » et videz le nombre (0 n'a de sens qu'où une autre ligne "
        "garde des postes, « keep »).",
        "a cap of 0 half-days forbids the place: write “must_not” and empty the number (0 only makes sense where another row keeps "
        "posts, “keep”).",
    ),
    "checks.fixed_contradiction": (
        "« {value} » contredit la ligne {other} : la même commune y est interdite ou imposée. Gardez l'une des deux lignes.",
        "“{value}” contradicts line {other}: the same commune is forbidden or imposed there. Keep one of the two lines.",
    ),
    "checks.fixed_cap": (
        "cette commune doit avoir plus de demi-journées (must) qu'elle n'en peut avoir (at_most) : voyez la ligne {other}.",
        "this commune must have more half-days (must) than it may have (at_most): see line {other}.",
    ),
    "checks.spaces": ("espaces en trop autour de « {value} ».", "spaces around “{value}”."),
    "checks.lost_letter": ("une lettre a été perdue dans « {value} » (�).", "a letter was lost in “{value}” (�)."),
    "checks.report.column": (
        "{share} % de {column} ; {count} cellule(s) à revoir",
        "{share}% of {column}; {count} cell(s) to look at",
    ),
    "checks.report.column_good": ("{share} % de {column}", "{share}% of {column}"),
    "checks.report.valid": ("{path} est conforme au schéma {schema}.", "{path} conforms to schema {schema}."),
    "checks.report.invalid": (
        "{path} n'est pas conforme au schéma {schema}.",
        "{path} does not conform to schema {schema}.",
    ),
    "checks.report.counts": (
        "{rows} lignes, {errors} erreur(s), {warnings} avertissement(s).",
        "{rows} rows, {errors} error(s), {warnings} warning(s).",
    ),
    "checks.report.line": ("Ligne {number}", "Line {number}"),
    "checks.report.row": ("Ligne {number}", "Row {number}"),
    "checks.report.item": ("Élément {number}", "Item {number}"),
    "checks.report.finding": ("{place} · {mark} : {sentence} {proposal}", "{place} · {mark}: {sentence} {proposal}"),
    "checks.report.error": ("erreur", "error"),
    "checks.report.warning": ("avertissement", "warning"),
    "checks.report.proposal": ("Proposition : « {value} ».", "Proposal: “{value}”."),
    "checks.report.more": (
        "Et {count} autre(s) : le fichier complet des constats les donne toutes.",
        "And {count} more: the whole file of findings gives them all.",
    ),
    "checks.corrected.data": ("Données corrigées", "Corrected data"),
    "checks.corrected.list": ("Constats", "Findings"),
    "checks.corrected.comment": ("{mark} : {sentence}", "{mark}: {sentence}"),
    "checks.corrected.applied": (
        "Corrigé : « {before} » devient « {after} ».",
        "Corrected: “{before}” becomes “{after}”.",
    ),
    "checks.corrected.rows": (
        "{value} lignes : un classeur en tient {most}. Corrigez le CSV.",
        "{value} rows: a workbook holds {most}. Correct the CSV.",
    ),
    "checks.corrected.name": (
        "Le fichier corrigé est un classeur : donnez-lui un nom en .xlsx, pas « {value} ».",
        "The corrected file is a workbook: give it a name ending in .xlsx, not “{value}”.",
    ),
    "checks.corrected.unwritable": ("Impossible d'écrire {path} ({reason}).", "Cannot write {path} ({reason})."),
    "checks.column.line": ("ligne", "line"),
    "checks.column.column": ("colonne", "column"),
    "checks.column.value": ("valeur", "value"),
    "checks.column.code": ("code", "code"),
    "checks.column.severity": ("gravité", "severity"),
    "checks.column.sentence": ("constat", "finding"),
    "checks.column.proposal": ("proposition", "proposal"),
    "checks.column.safe": ("appliquée", "applied"),
    "checks.yes": ("oui", "yes"),
    "checks.no": ("non", "no"),
}
