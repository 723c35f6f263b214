"""What the site's administrators chose: a typed registry, values in the database."""
