"""The door to the audit trail."""

from tenants.audit_trail.actions import EventType, declared, event_type, record, record_each
from tenants.audit_trail.models import AuditEvent
from tenants.audit_trail.queries import list_events

__all__ = ["AuditEvent", "EventType", "declared", "event_type", "list_events", "record", "record_each"]
