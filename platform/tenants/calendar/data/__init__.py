"""The published holidays and make-up days, one file for every notice of the State Council."""
