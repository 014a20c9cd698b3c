"""A package of its own: the workers of tests.browser's product would take the story's jobs, and not find its files."""

from tests.browser.conftest import admin, chromium

__all__ = ["admin", "chromium"]
