"""Why the system refused, in plain words; a code ends with the system's own name of the error."""

MESSAGES: dict[str, tuple[str, str]] = {
    "system.ENOENT": ("introuvable", "not found"),
    "system.ENOTDIR": ("ce n'est pas un dossier", "it is not a folder"),
    "system.EISDIR": ("c'est un dossier", "it is a folder"),
    "system.EACCES": ("permission refusée", "permission denied"),
    "system.EPERM": ("opération interdite", "operation not permitted"),
    "system.ENOSPC": ("disque plein", "disk full"),
    "system.EDQUOT": ("quota de disque atteint", "disk quota reached"),
    "system.EROFS": ("disque en lecture seule", "read-only disk"),
    "system.EIO": ("le disque répond mal", "the disk fails"),
    "system.ENAMETOOLONG": ("nom trop long", "name too long"),
    "system.ELOOP": ("liens qui tournent en rond", "links that go round in circles"),
    "system.server": ("serveur introuvable, le réseau est-il là ?", "server not found, is the network there?"),
}
