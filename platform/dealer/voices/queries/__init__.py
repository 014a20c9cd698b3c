"""Every SELECT over opinions and complaints alike."""
