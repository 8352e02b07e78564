"""Schema revisions, from the first one on."""
