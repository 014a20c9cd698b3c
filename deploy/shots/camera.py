"""One account in a browser: signs in, goes through its pages, takes their pictures."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deploy.shots.crawl import FOUND_BY, Crawl, Kind, Link
from playwright.sync_api import Browser, Page, Response
from werkzeug.routing.map import MapAdapter

from frontend.paths import PATHS

WIDTHS = {1440: 900, 390: 844}
NOWHERE = "/nothing/here"
HTML = "text/html"
TALLEST = 8000


@dataclass(frozen=True)
class Account:
    """Somebody to look as; `folder` is named after them. Without a code: a stranger."""

    folder: str
    code: str = ""
    username: str = ""
    password: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class Shot:
    """A page with its pictures, one a width."""

    path: str
    title: str
    files: tuple[Path, ...]


@dataclass
class Camera:
    """`say` is told of each account; `faults` collects what pages could not do."""

    base: str
    routes: MapAdapter
    folder: Path
    language: str
    say: Callable[[str], None] = lambda text: None
    faults: list[str] = field(default_factory=list)

    def go_through(self, browser: Browser, account: Account) -> list[Shot]:
        """Every page of one account, in the order in which its links are found."""
        shots: list[Shot] = []
        with self._signed_in(browser, account) as page:
            crawl = Crawl(self.base, self.routes)
            start = ("/", PATHS.account) if account.code else (PATHS.sign_in, PATHS.verify, PATHS.api_docs)
            crawl.add(Link(self.base + path) for path in start)
            # No route: photographed, never found by a link.
            crawl.waiting.append((self.base + NOWHERE, Kind(NOWHERE)))
            crawl.run(lambda url, kind: self._look(page, url, kind, account, shots))
        self.say(f"{account.folder}: {len(shots)} pages")
        return shots

    def _look(self, page: Page, url: str, kind: Kind, account: Account, shots: list[Shot]) -> list[Link]:
        page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
        answer = page.goto(url, wait_until="networkidle")
        if answer is None or not answer.headers.get("content-type", "").startswith(HTML):
            return []
        if answer.status >= 500:
            self.faults.append(f"{account.folder} {url}: {answer.status}")
        links = [Link(*found) for found in page.evaluate(FOUND_BY)]
        name = f"{len(shots) + 1:02}-{kind.name}"
        files = tuple(self._photograph(page, account, f"{name}-{width}.png", width) for width in WIDTHS)
        shots.append(Shot(url.removeprefix(self.base), page.title(), files))
        return links

    def _photograph(self, page: Page, account: Account, name: str, width: int) -> Path:
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        page.evaluate("document.fonts.ready.then(() => true)")
        # As tall as the page: a bar that stands at a window's foot then stands at the picture's.
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(tall, WIDTHS[width]), TALLEST)})
        path = self.folder / account.folder / name
        page.screenshot(path=path, animations="disabled")
        return path

    @contextmanager
    def _signed_in(self, browser: Browser, account: Account) -> Iterator[Page]:
        """A page in the wanted language; the account's own choice is put back afterwards."""
        context = browser.new_context()
        context.add_cookies([{"name": "language", "value": self.language, "url": self.base}])
        page = context.new_page()
        page.on("response", lambda answer: self._heard(account, answer))
        page.on("pageerror", lambda error: self.faults.append(f"{account.folder} {page.url}: {error}"))
        if not account.code:
            yield page
        else:
            self._sign_in(page, account)
            before = self._choose(page, self.language)
            yield page
            page.goto(self.base)
            self._choose(page, before)
            page.context.request.post(f"{self.base}{PATHS.sign_out}", form={"csrf_token": _csrf(page)})
        context.close()

    def _sign_in(self, page: Page, account: Account) -> None:
        page.goto(f"{self.base}{PATHS.sign_in}")
        for name, value in (("code", account.code), ("user_name", account.username), ("password", account.password)):
            page.fill(f"[name={name}]", value)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: not url.startswith(f"{self.base}{PATHS.sign_in}"))

    def _choose(self, page: Page, language: str) -> str:
        """Returns the language before."""
        before = page.locator("button[name=language][aria-current]").first.get_attribute("value") or language
        if before != language:
            form = {"language": language, "csrf_token": _csrf(page)}
            page.context.request.post(f"{self.base}{PATHS.language}", form=form)
        return before

    def _heard(self, account: Account, answer: Response) -> None:
        if answer.status >= 500 and answer.request.resource_type != "document":
            self.faults.append(f"{account.folder} {answer.url}: {answer.status}")


def _csrf(page: Page) -> str:
    found = re.search(r'name="csrf[-_]token" (?:content|value)="([^"]+)"', page.content())
    return found[1] if found else ""
