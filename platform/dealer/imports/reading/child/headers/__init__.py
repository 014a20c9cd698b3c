"""Which row is the header, and what each of its columns means: words, rules over words, evidence in the cells."""
