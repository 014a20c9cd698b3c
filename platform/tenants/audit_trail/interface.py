"""The door to the audit trail."""

from tenants.audit_trail.actions import EventType, declared, event_type, record

__all__ = ["EventType", "declared", "event_type", "record"]
