"""Sentences of the files of a plan."""

MESSAGES: dict[str, tuple[str, str]] = {
    "publish.disk_full": (
        "Disque plein en écrivant « {path} » : rien n'a été changé dans {folder}. Libérez de la place ou "
        "choisissez un autre dossier avec --out DOSSIER.",
        "Disk full while writing “{path}”: nothing was changed in {folder}. Free some space or choose another "
        "folder with --out FOLDER.",
    ),
    "publish.no_permission": (
        "Pas le droit d'écrire « {path} » : rien n'a été changé dans {folder}. Choisissez un autre dossier avec "
        "--out DOSSIER.",
        "No permission to write “{path}”: nothing was changed in {folder}. Choose another folder with --out FOLDER.",
    ),
    "publish.not_a_folder": (
        "« {path} » n'est pas un dossier : un fichier porte ce nom. Choisissez un autre dossier avec --out DOSSIER.",
        "“{path}” is not a folder: a file has this name. Choose another folder with --out FOLDER.",
    ),
    "publish.is_a_folder": (
        "« {path} » est un dossier : un fichier du plan doit porter ce nom. Renommez-le ou choisissez un autre "
        "dossier avec --out DOSSIER.",
        "“{path}” is a folder: a file of the plan must have this name. Rename it or choose another folder with "
        "--out FOLDER.",
    ),
    "publish.cannot_write": (
        "Impossible d'écrire « {path} » ({reason}) : rien n'a été changé dans {folder}. Choisissez un autre "
        "dossier avec --out DOSSIER.",
        "Cannot write “{path}” ({reason}): nothing was changed in {folder}. Choose another folder with --out FOLDER.",
    ),
    "publish.never_open": ("aucune demi-journée", "no half-day"),
    "publish.morning": ("{day} matin", "{day} morning"),
    "publish.afternoon": ("{day} après-midi", "{day} afternoon"),
    "publish.day": ("{day} journée", "{day} all day"),
    "publish.always_open": ("du lundi au vendredi", "Monday to Friday"),
    "publish.weekday.0": ("lun.", "Mon"),
    "publish.weekday.1": ("mar.", "Tue"),
    "publish.weekday.2": ("mer.", "Wed"),
    "publish.weekday.3": ("jeu.", "Thu"),
    "publish.weekday.4": ("ven.", "Fri"),
}
