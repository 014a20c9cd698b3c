"""The values of a file's rows as people read them."""

from backbone.i18n import gettext as _
from dealer.customers.interface import masked_number
from dealer.imports.interface import FIELDS, FieldType
from frontend import formats

DATE_AND_MINUTES = 16
_TYPES = {field: typed for fields in FIELDS.values() for field, typed in fields.items()}


def in_words(field: str, form: str) -> str:
    """A normal form as people read it: flags as yes and no, times without seconds, phones masked (CUS-9)."""
    if field == "id_number":
        return formats.hidden_middle(form)
    match _TYPES.get(field):
        case FieldType.PHONE:
            return ", ".join(masked_number(number) for number in form.split(",")) if form else ""
        case FieldType.FLAG:
            words: dict[str, str] = {"t": _("yes"), "f": _("no")}
            return words.get(form, form)
        case FieldType.DATE:
            return form.removesuffix(":00") if len(form) > DATE_AND_MINUTES else form
    return form
