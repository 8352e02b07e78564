"""The small tables that ship, the readers of them, and the scripts that build each from its source."""
