"""What figures do: mark that a day has changed, and hand its totals over."""
