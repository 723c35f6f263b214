"""Running the site without code: settings, data, background work, health."""
