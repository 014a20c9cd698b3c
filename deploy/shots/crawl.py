"""Which pages an account has: links are followed to whatever shows something new."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.routing.map import MapAdapter

EXAMPLES = 4
"""Of one kind, when its links stand beside different states (to sign, signed, late, in the reader's own hands)."""
# Says in a name what a page shows; the value of any other only says which.
_TELLING = "tab"
_VALUE = re.compile(r"<(?:[^:<>]+:)?(\w+?)(?:_id)?>")

# Links and forms that only ask, each with the words of state beside it in its row.
FOUND_BY = """() => {
const me = document.querySelector(".person-name")?.textContent.trim().split(/\\s/)[0];
return [
  ...[...document.querySelectorAll("a[href]:not([download])")].map((a) => [a.href, a]),
  ...[...document.querySelectorAll("form[method=get]")].map((f) => [
    f.action + "?" + new URLSearchParams([...new FormData(f)].filter(([, value]) => value)), f]),
].map(([url, element]) => {
  const row = element.closest("tr, li, article");
  const mine = me && row && !row.closest("nav") && row.textContent.includes(me) ? " mine" : "";
  return [url, row ? [...row.querySelectorAll(".chip, .mark")].map((mark) => mark.textContent).join(" ") + mine : ""];
});}"""


@dataclass(frozen=True)
class Kind:
    """Pages that look alike."""

    rule: str
    filters: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Fit for a file: `callbacks-tab-done`, `imports-import`."""
        words = [_VALUE.sub(r"\1", part) for part in self.rule.split("/")] + [*self.filters]
        return "-".join(re.sub(r"[^\w]+", "-", word) for word in words if word) or "desk"


@dataclass(frozen=True)
class Link:
    """Where a link goes; `state` is what its row says of it."""

    url: str
    state: str = ""


@dataclass
class Crawl:
    """What is still to be looked at. `routes` knows the rules of the site at `base`."""

    base: str
    routes: MapAdapter
    shown: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    urls: set[str] = field(default_factory=set)
    waiting: list[tuple[str, Kind]] = field(default_factory=list)

    def add(self, links: Iterable[Link]) -> None:
        """Remember those that show something new: a rule, a filter, a tab, a thing in another state."""
        for link in links:
            url, kind = link.url.partition("#")[0], kind_of(link.url, self.base, self.routes)
            if kind is None or url in self.urls:
                continue
            shown = self.shown[kind.rule]
            news = {*kind.filters, _state(kind, link)} - shown
            if news and len(shown) < _most(kind):
                shown |= news
                self.urls.add(url)
                self.waiting.append((url, kind))

    def run(self, look: Callable[[str, Kind], Iterable[Link]]) -> None:
        """`look` at each page once; it gives the links it found there."""
        while self.waiting:
            self.add(look(*self.waiting.pop(0)))


def _state(kind: Kind, link: Link) -> str:
    """Only things have states. Without figures: three days late looks like four."""
    return "state " + re.sub(r"[\d\s]+", "", link.state) if _is_thing(kind) else ""


def _most(kind: Kind) -> float:
    return EXAMPLES if _is_thing(kind) else math.inf


def _is_thing(kind: Kind) -> bool:
    return "<" in kind.rule


def kind_of(url: str, base: str, routes: MapAdapter) -> Kind | None:
    """None for what is no page of ours: another site, a file, a part of a page, what only POST reaches."""
    if not url.startswith(f"{base}/"):
        return None
    parts = urlsplit(url)
    try:
        rule, _ = routes.match(parts.path, method="GET", return_rule=True)
    except HTTPException:
        return None
    asked = {name: value for name, value in parse_qsl(parts.query) if value}
    if not _is_page(rule):
        return None
    return Kind(rule.rule, tuple(sorted(f"{key}-{asked[key]}" if key == _TELLING else key for key in asked)))


def _is_page(rule: Rule) -> bool:
    return rule.endpoint != "static" and "." not in rule.rule.rpartition("/")[2]
