"""Acts of the administration in plain words."""

from typing import Final

from cockpit.wording import both

WORDS: Final[dict[str, str]] = {
    "setting.changed": both("Réglage changé : {setting}", "Setting changed: {setting}"),
    "data.sync_asked": both("Mise à jour des données demandée", "Data update asked for"),
    "task.retried": both("Tâche relancée", "Task retried"),
}
