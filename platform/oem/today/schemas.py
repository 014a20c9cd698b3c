"""What the JSON door of today takes and gives. Counts, never persons; every rate as its two counts (KPI-1)."""

from marshmallow import Schema, fields, validate

from oem.standards.interface import PROGRAMMES
from oem.today.rules import Figure, Level


class TodayQuery(Schema):
    """Which programme; all of them together without one."""

    programme = fields.String(validate=validate.OneOf(PROGRAMMES))


class CountRead(Schema):
    """`n` of `of`, and how late that is. `of` 0 means that there is no rate."""

    n = fields.Integer(required=True)
    of = fields.Integer(required=True)
    level = fields.String(required=True, validate=validate.OneOf([level.name.lower() for level in Level]))
    oldest_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Since when the oldest late one waits: the day on which it was due."},
    )


class StoreLackRead(Schema):
    """What a store is short of for its staffing minimum: a position, or (null) further people. No names."""

    position = fields.String(required=True, allow_none=True)
    since = fields.String(required=True, metadata={"format": "date"})
    people = fields.Integer(required=True)


class PlaceRead(Schema):
    """The network, a region with all below it, or a store."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    code = fields.String(required=True, metadata={"description": "A store's; else empty."})
    above = fields.UUID(
        required=True, allow_none=True, metadata={"description": "A store's region, a region's parent."}
    )
    stores = fields.Integer(required=True)
    reporting = fields.Integer(required=True, metadata={"description": "So many of them have handed over today."})
    as_of = fields.AwareDateTime(required=True, allow_none=True)
    lacks = fields.List(fields.Nested(StoreLackRead), required=True, metadata={"description": "A store's; else empty."})
    figures = fields.Dict(
        keys=fields.String(validate=validate.OneOf([figure.value for figure in Figure])),
        values=fields.Nested(CountRead),
        required=True,
    )


class TodayRead(Schema):
    """One moment: a region's counts are the sums of its stores', the network's of all that the reader may see."""

    day = fields.Date(required=True)
    programme = fields.String(required=True, allow_none=True)
    network = fields.Nested(PlaceRead, required=True)
    regions = fields.List(fields.Nested(PlaceRead), required=True)
    stores = fields.List(fields.Nested(PlaceRead), required=True)
