"""The advisor's week: the acts a phone sends, each done once, and what is at hand for each stop."""
