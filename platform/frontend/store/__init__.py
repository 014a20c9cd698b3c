"""Pages of a store's workspace."""
