"""Writes of daily reports."""
