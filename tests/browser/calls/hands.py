"""What a caller's hands do."""

import re

from playwright.sync_api import Page, expect

CALL = re.compile(r"/callbacks/[0-9a-f-]{36}")
GOOD = ("Enter", *["5", "Enter"] * 5, "1", "Enter", "9", "Enter")
"""Begin, five scores, no fault since, overall 9: then the invitation."""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_contain_text("已保存")


def going_on(page: Page, *keys: str) -> None:
    """Press, and wait until the next call (or the list) has come."""
    before = page.url
    press(page, *keys)
    page.wait_for_url(lambda url: url != before)
    page.wait_for_load_state()


def take_next(page: Page) -> None:
    going_on(page, "n")
    assert CALL.search(page.url)
