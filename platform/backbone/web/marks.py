"""Permission marks. Every view says what it asks of its caller; an unmarked view stops the boot.

The mark is looked at before anything else of a request: nobody unauthorised sees a schema, let alone a row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "__sanqi_mark__"
_METHODS_WITHOUT_VIEW = {"OPTIONS"}


class Ask(Enum):
    """What a view asks of its caller."""

    NOTHING = "public"
    SIGNED_IN = "signed_in"
    HELD_BACK = "held_back"
    PERMISSION = "permission"


@dataclass(frozen=True)
class Mark:
    """A view's mark; `permission` is set when `ask` is PERMISSION."""

    ask: Ask
    permission: str | None = None

    def __str__(self) -> str:
        return self.permission or self.ask.value


class UnmarkedViewError(RuntimeError):
    """Some views say nothing about who may call them."""


def public(view: View) -> View:
    """Anybody may call it: sign-in, health, static files."""
    return _mark(view, Mark(Ask.NOTHING))


def open_endpoint(app: Flask, endpoint: str) -> None:
    """Mark a library's endpoint as public; its view may be a bound method, which takes no attribute."""
    view = app.view_functions[endpoint]

    def opened(**values: Any) -> Any:
        return view(**values)

    app.view_functions[endpoint] = public(opened)


def signed_in(view: View) -> View:
    """Anybody known may call it, for things of their own."""
    return _mark(view, Mark(Ask.SIGNED_IN))


def held_back(view: View) -> View:
    """Anybody known may call it, also who may do nothing else yet: the way to change that, and signing out."""
    return _mark(view, Mark(Ask.HELD_BACK))


def requires(permission: str) -> Callable[[View], View]:
    """Only who has `permission` may call it (401 unknown, 403 without)."""
    return lambda view: _mark(view, Mark(Ask.PERMISSION, permission))


def _mark(view: View, mark: Mark) -> View:
    setattr(view, _MARK, mark)
    return view


def mark_of(app: Flask, endpoint: str, method: str) -> Mark | None:
    """The mark of one method of one endpoint; HEAD is asked as GET."""
    view = app.view_functions[endpoint]
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        view = getattr(view_class, "get" if method == "HEAD" else method.lower())
    return marked(view)


def marked(view: object) -> Mark | None:
    """The mark that a view function or a method carries."""
    mark: Mark | None = getattr(view, _MARK, None)
    return mark


def listed(app: Flask) -> list[tuple[str, str, str, Mark | None]]:
    """(rule, method, endpoint, mark) of everything that can be called, in order of the rule."""
    return sorted(
        (
            (rule.rule, method, rule.endpoint, mark_of(app, rule.endpoint, method))
            for rule in app.url_map.iter_rules()
            for method in (rule.methods or set()) - _METHODS_WITHOUT_VIEW - {"HEAD"}
        ),
        key=lambda row: row[:2],
    )


def refuse_unmarked(app: Flask) -> None:
    """Stop the boot when a view has no mark. Raises UnmarkedViewError naming each."""
    bare = [f"{method} {rule} ({endpoint})" for rule, method, endpoint, mark in listed(app) if mark is None]
    if bare:
        raise UnmarkedViewError("views without a permission mark: " + ", ".join(bare))
