"""Everything that the call screen shows for one callback (CB-6), and who rings back (CB-6)."""
