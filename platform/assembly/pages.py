"""Every blueprint: the pages, and the API."""

from typing import Any

from backbone.web.health import blueprint as health
from frontend.door.views import blueprint as door
from frontend.hq.stores.views import blueprint as hq_stores
from frontend.own.account.views import blueprint as account
from frontend.own.permissions.views import blueprint as permissions

BLUEPRINTS = (health, door, account, permissions, hq_stores)

APIS: tuple[Any, ...] = ()
