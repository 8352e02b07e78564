"""The commands of `seamark`, one file for each group. Each imports what it needs when run, so that help is quick."""
