"""Who did what: append-only, chained by hashes, written in the transaction of the act itself."""
