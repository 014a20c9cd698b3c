"""What runs in the jailed child: formats, header, values, verdicts. Imports nothing heavy; trusts nothing it reads."""
