"""Every write of sign-in. Each step is a unit of work of its own: what was tried must survive a refusal."""
