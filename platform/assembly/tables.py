"""Imports every table, so that `Base.metadata` is whole. A new `models.py` is named here; a guard test looks."""

from backbone.db.base import Base
from backbone.files import models as files
from backbone.jobs import models as jobs
from backbone.outbox import models as outbox
from backbone.web import models as web
from dealer.callbacks import models as callbacks
from dealer.complaints import models as complaints
from dealer.corrections import models as corrections
from dealer.customers import models as customers
from dealer.day_plans import models as day_plans
from dealer.handovers import models as handovers
from dealer.imports import models as imports
from dealer.messages import models as messages
from dealer.notices import models as notices
from dealer.opinions import models as opinions
from dealer.reports import models as reports
from dealer.supervision import models as supervision
from dealer.vehicle_deliveries import models as vehicle_deliveries
from dealer.voices import models as voices
from dealer.workshop import models as workshop
from oem.questionnaires import models as questionnaires
from oem.reminders import models as reminders
from oem.staffing import models as staffing_days
from oem.standards import models as standards
from oem.today import models as today
from tenants.audit_trail import models as audit_trail
from tenants.calendar import models as calendar
from tenants.networks import models as networks
from tenants.people import models as people
from tenants.second_factor import models as second_factor
from tenants.signin import models as signin
from tenants.staffing import models as staffing
from tenants.stores import models as stores

SLICES_WITH_TABLES = (
    audit_trail, calendar, callbacks, complaints, corrections, customers, day_plans, files, handovers,
    imports, jobs, messages, networks, notices, opinions, outbox, people, questionnaires, reminders,
    reports, supervision, second_factor, signin, staffing, staffing_days, standards, stores, today, vehicle_deliveries,
    voices, web, workshop,
)  # fmt: skip

metadata = Base.metadata
