"""One file per source: a path in, rows out."""
