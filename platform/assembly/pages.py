"""Every blueprint: the pages, and the API."""

from typing import Any

from backbone.web.health import blueprint as health
from dealer.callbacks.api.calls import blueprint as calls_api
from dealer.callbacks.api.lists import blueprint as callbacks_api
from dealer.callbacks.api.screen import blueprint as call_screen_api
from dealer.complaints.api import blueprint as complaints_api
from dealer.corrections.api import blueprint as corrections_api
from dealer.day_plans.api import blueprint as day_plans_api
from dealer.imports.api import blueprint as imports_api
from dealer.opinions.api import blueprint as opinions_api
from dealer.reports.api import blueprint as reports_api
from dealer.supervision.api import blueprint as supervision_api
from dealer.voices.api import blueprint as voices_api
from frontend.door.views import blueprint as door
from frontend.hq.stores.views import blueprint as hq_stores
from frontend.hq.today.reminding import blueprint as hq_reminders
from frontend.hq.today.views import blueprint as hq_today
from frontend.own.account.views import blueprint as account
from frontend.own.api_docs.views import blueprint as api_docs
from frontend.own.audit_trail.views import blueprint as audit_trail
from frontend.own.permissions.views import blueprint as permissions
from frontend.own.second_factor.settings import blueprint as second_factor_positions
from frontend.own.second_factor.views import blueprint as second_factor
from frontend.store.callbacks.call.views import blueprint as call
from frontend.store.callbacks.views import blueprint as callbacks
from frontend.store.corrections.views import blueprint as corrections
from frontend.store.day_plan.views import blueprint as day_plan
from frontend.store.desk.views import blueprint as desk
from frontend.store.imports.typed import blueprint as typed_imports
from frontend.store.imports.views import blueprint as imports
from frontend.store.reports.instructions import blueprint as instructions
from frontend.store.reports.verifying import blueprint as verifying
from frontend.store.reports.views import blueprint as reports
from frontend.store.staffing.people import blueprint as staffing_people
from frontend.store.staffing.views import blueprint as staffing
from frontend.store.supervision.views import blueprint as supervision
from frontend.store.voices.complaints import blueprint as complaints
from frontend.store.voices.opinions import blueprint as opinions
from frontend.store.voices.views import blueprint as voices
from oem.today.api import blueprint as hq_today_api
from tenants.access.api import blueprint as access_api
from tenants.staffing.api import blueprint as staffing_api

# One a line: whoever adds one changes no other.
BLUEPRINTS = (
    health,
    door,
    desk,
    callbacks,
    call,
    corrections,
    supervision,
    day_plan,
    staffing,
    staffing_people,
    voices,
    reports,
    instructions,
    verifying,
    opinions,
    complaints,
    account,
    permissions,
    audit_trail,
    second_factor,
    second_factor_positions,
    imports,
    typed_imports,
    hq_today,
    hq_reminders,
    hq_stores,
    api_docs,
)

APIS: tuple[Any, ...] = (
    access_api,
    callbacks_api,
    calls_api,
    call_screen_api,
    complaints_api,
    corrections_api,
    day_plans_api,
    imports_api,
    reports_api,
    hq_today_api,
    opinions_api,
    staffing_api,
    supervision_api,
    voices_api,
)
