"""Benchmarks: what Sanqi's main jobs cost, each beside its limit and the naive way. Never tests: see README.md."""
