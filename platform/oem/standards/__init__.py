"""Standards: the rules of the programmes, versioned, published by headquarters to all its stores.

Words: standard (one programme's rule in one version, in force from a date), settings (its numbers and switches).
Tables: standards (Published). Facts: StandardPublished.
Rules: CB-2, HQ-2.
"""
