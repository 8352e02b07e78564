"""The map: what it looks like, where it opens, and the layers it is made of."""
