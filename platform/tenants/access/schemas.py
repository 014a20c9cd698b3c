"""Who somebody is, as the JSON door says it."""

from marshmallow import Schema, fields, validate

from tenants.access.positions import Side


class Me(Schema):
    """The signed-in person with what they may do today."""

    name = fields.String(required=True)
    username = fields.String(required=True)
    side = fields.String(required=True, validate=validate.OneOf([side.value for side in Side]))
    place = fields.String(required=True)
    locale = fields.String(required=True)
    positions = fields.List(fields.String(), required=True)
    permissions = fields.List(fields.String(), required=True)
