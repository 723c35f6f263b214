"""The cockpit: the site where a territory sees its need, plan and gaps. It uses the river, never the reverse."""
