"""What a programme's settings may be (CB-1, CB-2, CB-4): every key named, every number within its range."""

from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from backbone.errors import FieldErrors, InvalidError
from backbone.i18n import lazy_gettext as _l

EXCLUSIONS = ("approved_batch_sale", "asked_at_visit", "cancelled_ro", "do_not_call", "internal", "pdi")
"""The codes that keep a visit from being called (KPI words, 'due')."""


def _days(least: int = 1, most: int = 60) -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=validate.Range(least, most))


class ProgrammeSettings(Schema):
    """What every programme has; numbers are days unless said otherwise. Unknown keys are refused."""

    enabled = fields.Boolean(required=True, truthy={True}, falsy={False})
    # Always three: a store may shift the slots, never their number (CB-4).
    slots_to_try = fields.Integer(required=True, strict=True, validate=validate.Equal(3))
    tries_within_days = _days(most=14)
    days_after_latest = _days(most=31)
    wish_served_within_days = _days(most=31)
    sample_share = fields.Decimal(
        required=True, as_string=True, validate=validate.Range(min=Decimal(0), max=Decimal(1), min_inclusive=False)
    )
    exclusions = fields.List(fields.String(validate=validate.OneOf(EXCLUSIONS)), required=True)


class SevenDcSettings(ProgrammeSettings):
    """After a delivery: calendar days."""

    due_within_days = _days(most=31)
    first_try_from_day = _days(most=31)

    @validates_schema
    def _in_order(self, settings: dict[str, Any], **_: Any) -> None:
        _not_after(settings, "first_try_from_day", "due_within_days")


class ThreeDcSettings(ProgrammeSettings):
    """After a pick-up: duty days; with a wish, calendar days too."""

    due_on_duty_day = _days(most=14)
    first_try_on_duty_day = _days(most=14)
    wish_until_day = _days(most=31)

    @validates_schema
    def _in_order(self, settings: dict[str, Any], **_: Any) -> None:
        _not_after(settings, "first_try_on_duty_day", "due_on_duty_day")


class Service14Settings(ProgrammeSettings):
    """Two weeks after a pick-up."""

    due_after_days = _days(most=90)
    latest_duty_days_on = _days(most=14)


SCHEMAS: dict[str, Schema] = {
    "seven_dc": SevenDcSettings(),
    "three_dc": ThreeDcSettings(),
    "service_14": Service14Settings(),
}
"""By programme."""

PROGRAMMES = tuple(SCHEMAS)


def checked(programme: str, settings: object) -> dict[str, Any]:
    """`settings` as they are kept: JSON values, exclusions in order. Raises InvalidError naming each field."""
    schema = SCHEMAS.get(programme)
    if schema is None:
        raise InvalidError(fields={"programme": [_l("There is no programme %(name)s.", name=programme)]})
    try:
        loaded = schema.load(settings)  # type: ignore[arg-type]
    except ValidationError as error:
        raise InvalidError(fields=_fields_of(error)) from error
    kept: dict[str, Any] = schema.dump(loaded)
    return kept | {"exclusions": sorted(set(kept["exclusions"]))}


def _not_after(settings: dict[str, Any], earlier: str, later: str) -> None:
    if settings[earlier] > settings[later]:
        raise ValidationError(str(_l("The first try can't come after the last day.")), earlier)


def _fields_of(error: ValidationError) -> FieldErrors:
    """A list's messages by position become those of the list."""
    messages = error.messages if isinstance(error.messages, dict) else {"settings": error.messages}
    return {
        name: said if isinstance(said, list) else [word for each in said.values() for word in each]
        for name, said in messages.items()
    }
