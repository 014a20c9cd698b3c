"""Reads HTML strictly enough for pages: what is open, what is named, what is said."""

from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
SPOKEN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "label")
REFERRING_ATTRIBUTES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form")
SHAPES = frozenset({"path", "use", "rect", "circle", "g"})


class Element:
    """One element: its tag, attributes, and what is inside."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.content: list[Element | str] = []

    @property
    def children(self) -> "list[Element]":
        """The elements inside."""
        return [part for part in self.content if isinstance(part, Element)]

    @property
    def texts(self) -> list[str]:
        """Its own texts, without those of the elements inside."""
        return [part for part in self.content if isinstance(part, str)]

    def all(self) -> "list[Element]":
        """This element and everything below it, in order."""
        return [self, *(below for child in self.children for below in child.all())]

    @property
    def text(self) -> str:
        """All text inside, in order, with a blank between its parts."""
        parts = [part if isinstance(part, str) else part.text for part in self.content]
        return " ".join(part for part in parts if part)


class Page(HTMLParser):
    """A parsed page; `faults` says what is wrong with its structure."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.faults: list[str] = []
        self._open = [self.root]
        self.feed(source)
        self.close()
        self.faults += [f"<{element.tag}> is never closed" for element in self._open[1:]]
        self.elements = self.root.all()[1:]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name in set(names) if names.count(name) > 1]
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].content.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].content.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in SHAPES:
            self.faults.append(f"<{tag}/> closes itself")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or self._open[-1].tag != tag:
            self.faults.append(f"</{tag}> inside <{self._open[-1].tag}> at {self.getpos()}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._open[-1].content.append(data.strip())

    def tagged(self, *tags: str) -> list[Element]:
        """All elements with one of these tags."""
        return [element for element in self.elements if element.tag in tags]

    def said(self) -> list[str]:
        """Every text that a person reads or hears."""
        texts = [text for element in self.elements if element.tag not in ("script", "style") for text in element.texts]
        spoken = [element.attributes.get(name, "") for element in self.elements for name in SPOKEN_ATTRIBUTES]
        words = [
            value
            for element in self.elements
            for name, value in element.attributes.items()
            if name.startswith("data-word-") or name in ("data-busy", "data-more", "data-less", "data-too-large")
        ]
        return [text for text in [*texts, *spoken, *words] if text]


def faults_of(page: Page) -> list[str]:
    """Structure, ids, references, labels."""
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    found = [*page.faults, *(f"id {name} stands twice" for name in set(ids) if ids.count(name) > 1)]
    for element in page.elements:
        for name in REFERRING_ATTRIBUTES:
            wanted = element.attributes.get(name, "").split()
            found += [f"<{element.tag} {name}={one}> points nowhere" for one in wanted if one not in ids]
    return found + _unlabelled(page)


def _unlabelled(page: Page) -> list[str]:
    labelled = {element.attributes.get("for", "") for element in page.tagged("label")}
    wrapped = {id(below) for element in page.tagged("label") for below in element.all()}
    return [
        f"<{field.tag} name={field.attributes.get('name')}> has no label"
        for field in page.tagged("input", "select", "textarea")
        if field.attributes.get("type") != "hidden"
        and "aria-label" not in field.attributes
        and field.attributes.get("id") not in labelled
        and id(field) not in wrapped
    ] + [
        f"a <{action.tag}> says nothing"
        for action in page.tagged("button", "a")
        if not (action.text or action.attributes.get("aria-label"))
    ]
