"""What the JSON doors of callbacks take and give."""
