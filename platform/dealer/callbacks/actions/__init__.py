"""Every write of callbacks: planning, freezing lists, assigning."""
