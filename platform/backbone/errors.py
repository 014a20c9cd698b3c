"""Every refusal a person or a program can meet.

A `DomainError` says what was refused (`code`, stable, for programs), why (a translatable sentence), and where
(`fields`). The web edge turns it into problem+json or a page; the command line prints the sentence.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l

FieldErrors = Mapping[str, list[Any]]


class DomainError(Exception):
    """A refusal with a reason. `params` fill the sentence; `fields` maps a field's name to its messages."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "refused"
    message: ClassVar[LazyString] = _l("This can't be done.")

    def __init__(self, *, fields: FieldErrors | None = None, **params: Any) -> None:
        super().__init__(self.code)
        self.fields: FieldErrors = fields or {}
        self.params = params

    @property
    def sentence(self) -> str:
        """The reason in the reader's language."""
        text = str(self.message)
        return text % self.params if self.params else text

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class InvalidError(DomainError):
    """What was sent can't be understood; `fields` says where (422)."""

    code = "invalid"
    message = _l("Some fields need another look.")


class NotSignedInError(DomainError):
    """Nobody is known behind this request (401)."""

    status = 401
    code = "not_signed_in"
    message = _l("Please sign in.")


class ForbiddenError(DomainError):
    """The person is known and may not do this (403)."""

    status = 403
    code = "forbidden"
    message = _l("Your position does not allow this.")


class NotFoundError(DomainError):
    """There is no such thing for this tenant; another tenant's things look exactly the same (404)."""

    status = 404
    code = "not_found"
    message = _l("There is nothing here, or it belongs to another workspace.")


class ConflictError(DomainError):
    """Somebody else was quicker; nothing was overwritten (409)."""

    status = 409
    code = "conflict"
    message = _l("Somebody changed this in the meantime. Nothing was overwritten.")


class TooManyRequestsError(DomainError):
    """Tried too often (429). `retry_after` is in seconds."""

    status = 429
    code = "too_many_requests"
    message = _l("Too many tries. Please wait %(minutes)s minutes.")

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(minutes=max(1, -(-retry_after // 60)))
        self.retry_after = retry_after
