"""Planning callbacks in whole statements: never a loop over callbacks (P1, P3)."""
