"""Where half-days go, with a proven bound."""
