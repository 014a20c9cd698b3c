"""The JSON doors of callbacks: the lists, and one call."""
