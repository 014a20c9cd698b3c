"""Reads of staffing."""
