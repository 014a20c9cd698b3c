"""The standards that ship: what a new network starts with until its headquarters publishes its own."""
