"""Verbs of imports: handing a file in, reading it (the dry run), deciding conflicts, importing what was read."""
