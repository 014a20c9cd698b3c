"""Reads of daily reports."""
