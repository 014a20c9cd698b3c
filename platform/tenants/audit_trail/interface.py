"""The door to the audit trail."""

from tenants.audit_trail.actions import EventType, declared, event_type, record, record_each

__all__ = ["EventType", "declared", "event_type", "record", "record_each"]
