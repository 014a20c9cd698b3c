"""Every blueprint: the pages, and the API."""

from typing import Any

from backbone.web.health import blueprint as health
from frontend.door.views import blueprint as door
from frontend.hq.stores.views import blueprint as hq_stores
from frontend.own.account.views import blueprint as account
from frontend.own.permissions.views import blueprint as permissions
from frontend.store.desk.views import blueprint as desk
from frontend.store.imports.views import blueprint as imports

BLUEPRINTS = (health, door, desk, account, permissions, imports, hq_stores)

APIS: tuple[Any, ...] = ()
