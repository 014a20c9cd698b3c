"""Verbs of imports: handing a file in, reading it (the dry run), and putting rows into a staging table."""
