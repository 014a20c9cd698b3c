"""A file in a multipart body, as a field of a schema."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields
from werkzeug.datastructures import FileStorage

from backbone.i18n import gettext as _


class FileField(fields.Field[FileStorage]):
    """A file that was chosen; an empty choice is none."""

    def __init__(self) -> None:
        super().__init__(required=True, metadata={"type": "string", "format": "binary"})

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> FileStorage:
        if not isinstance(value, FileStorage) or not value.filename:
            raise ValidationError(_("Choose a file."))
        return value
