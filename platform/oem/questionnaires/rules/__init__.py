"""The arithmetic of questionnaires: reading and checking them, answers, scores, low answers, scripts. No database."""
