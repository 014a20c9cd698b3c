"""Pages that everybody has for themselves: the account, and who may do what."""
