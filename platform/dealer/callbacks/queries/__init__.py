"""Every SELECT of callbacks."""
