"""The questionnaires that ship, one file a programme; headquarters' published versions replace them (CB-12)."""
