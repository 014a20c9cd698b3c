"""Tenants: who there is. Networks, regions, stores, staffing, people, sign-in, rights, calendar, audit trail."""
