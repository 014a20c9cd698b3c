"""The arithmetic of daily reports: content, totals, deadlines, who signs next, seals. No database."""
