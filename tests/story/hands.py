"""What people's hands do in the story, in whichever language the page is."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.calls.hands import GOOD, going_on, press
from tests.factories.tenants import PASSWORD, MadePerson

JOBS = 120_000
"""How long the worker may take on a busy machine, in milliseconds: others' jobs come first."""


def sign_in(page: Page, who: MadePerson) -> None:
    """By the form, as in the morning."""
    for field, text in (("code", who.code), ("user_name", who.username), ("password", who.password)):
        page.locator(f"form [name={field}]").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def hand_in(page: Page, file: Path, kind: str) -> None:
    """A file, until it is read."""
    page.goto("/imports/new")
    page.locator(f"[name=kind][value={kind}]").check()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}$"))
    expect(page.locator("dl.counts")).to_be_visible(timeout=JOBS)


def import_it(page: Page) -> None:
    """What was read, until it is imported."""
    page.locator("form[action$='/runs'] button").click()
    expect(page.locator("section[aria-labelledby=done]")).to_be_visible(timeout=JOBS)


def numbers(counts: Locator) -> list[int]:
    """The numbers of a row of counts, in order."""
    texts = [text.split("\n")[0] for text in counts.locator("dd").all_inner_texts()]
    return [int(re.sub(r"\D.*", "", text.replace(",", ""))) for text in texts]


def answered_well(page: Page) -> None:
    going_on(page, *GOOD, "1", "Enter")


def answered_low(page: Page, said: str) -> None:
    """The fourth question is low: a reason, the apology, the customer's words; it is an opinion then."""
    press(page, "Enter", *["5", "Enter"] * 3, "2", "1", "2", "6", "Enter")
    page.keyboard.type(said)
    press(page, "Enter")
    expect(page.locator("[data-question=price] [data-kept]")).to_be_visible()
    expect(page.locator("[data-question=price] [data-kept]")).not_to_be_empty()
    press(page, "Enter", "5", "Enter", "1", "Enter", "8", "Enter", "1")
    going_on(page, "Enter")


def sign_all(page: Page) -> int:
    """Everything that waits for them, as a batch, with the password. Returns how many reports."""
    boxes = page.locator("nav.stack input[type=checkbox]")
    for box in boxes.all():
        box.check()
    count = boxes.count()
    page.locator("#f-sign-password").fill(PASSWORD)
    page.locator("#sign button[type=submit]").click()
    expect(page.locator(".notices .ok")).to_contain_text(str(count))
    return count


def instruct(page: Page, words: str) -> None:
    """The general manager orders something on the whole report."""
    page.locator("details.whole summary").click()
    page.locator("details.whole [name=words]").fill(words)
    page.locator("details.whole button[type=submit]").click()
    expect(page.locator(".notices .ok")).to_be_visible()
