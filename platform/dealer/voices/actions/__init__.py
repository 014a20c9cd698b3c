"""What is written of opinions and complaints alike."""
