"""Pages of headquarters; their addresses begin with /hq."""
