"""Who holds what on which day, who is missing, who signs: arithmetic without a database."""
