"""Every page there is: who looks at it, and where. A new page without a line here fails a test."""

HEAD, CALLER, MANAGER, HQ = "head", "caller", "manager", "hq"
STRANGER, HALF_IN, DEVICE = "a stranger", "half in", "with a device"
SEEN: dict[str, tuple[tuple[str, str], ...]] = {
    "/": ((HEAD, "/"), (CALLER, "/"), (MANAGER, "/"), ("advisor", "/")),
    "/account": ((HEAD, "/account"),),
    "/account/second-factor": ((HEAD, "/account/second-factor"), (DEVICE, "/account/second-factor")),
    "/api/docs": ((STRANGER, "/api/docs"),),
    "/audit-trail": ((MANAGER, "/audit-trail"), (MANAGER, "/audit-trail?event=report.signed"), (HQ, "/audit-trail")),
    "/callbacks": (
        (HEAD, "/callbacks"),
        *((CALLER, f"/callbacks?tab={tab}") for tab in ("overdue", "waiting", "done", "tomorrow")),
        (CALLER, "/callbacks?programme=three_dc&wish=1"),
    ),
    "/callbacks/<uuid:callback_id>": (
        *((CALLER, f"/callbacks/{{{which}}}") for which in ("mine", "free", "done", "low", "untried")),
        (MANAGER, "/callbacks/{mine}"),
    ),
    "/callbacks/ring-backs": ((CALLER, "/callbacks/ring-backs?q=7788"), (CALLER, "/callbacks/ring-backs?q=0000")),
    "/complaints/<uuid:complaint_id>": ((HEAD, "/complaints/{complaint}"), ("after sales", "/complaints/{complaint}")),
    "/corrections": ((HEAD, "/corrections"), (HEAD, "/corrections?closed=1"), ("after sales", "/corrections")),
    "/day-plan": ((HEAD, "/day-plan"), (CALLER, "/day-plan"), (HEAD, "/day-plan?day=2026-10-29")),
    "/hq/reminders/new": ((HQ, "/hq/reminders/new?about=missing_handover"),),
    "/hq/stores": ((HQ, "/hq/stores"), ("region", "/hq/stores")),
    "/hq/today": ((HQ, "/hq/today"), (HQ, "/hq/today?region={region}&store={store}"), ("region", "/hq/today")),
    "/imports": ((HEAD, "/imports"),),
    "/imports/<uuid:import_id>": (
        *((HEAD, f"/imports/{{{which}}}") for which in ("read", "unreadable", "conflicting")),
        (MANAGER, "/imports/{conflicting}"),
    ),
    "/imports/new": ((HEAD, "/imports/new"),),
    "/imports/typed": ((HEAD, "/imports/typed"), (HEAD, "/imports/typed?kind=deliveries")),
    "/instructions": ((HEAD, "/instructions"), ("after sales", "/instructions"), (MANAGER, "/instructions")),
    "/permissions": ((HEAD, "/permissions"), (HQ, "/permissions")),
    "/reports": ((HEAD, "/reports"), (MANAGER, "/reports")),
    "/reports/<uuid:report_id>": (
        *((HEAD, f"/reports/{{{which}}}") for which in ("waiting", "returned", "sealed")),
        (MANAGER, "/reports/{sealed}"),
    ),
    "/settings/second-factor": ((MANAGER, "/settings/second-factor"),),
    "/settings/staffing": ((HEAD, "/settings/staffing"), (MANAGER, "/settings/staffing")),
    "/settings/staffing/people/<uuid:account_id>": ((MANAGER, "/settings/staffing/people/{person}"),),
    "/settings/staffing/people/new": ((MANAGER, "/settings/staffing/people/new"),),
    "/sign-in": ((STRANGER, "/sign-in"),),
    "/sign-in/code": ((HALF_IN, "/sign-in/code"),),
    "/supervision": ((HEAD, "/supervision"), (HEAD, "/supervision?day=2026-10-26"), ("after sales", "/supervision")),
    "/verify": ((STRANGER, "/verify"), (STRANGER, "/verify?code=3Z4F-9X2D-7C37")),
    "/verify/<seal:code>": ((STRANGER, "/verify/{code}"), (MANAGER, "/verify/{code}")),
    "/voices": ((HEAD, "/voices"), *((HEAD, f"/voices?tab={tab}") for tab in ("to_tell", "archived"))),
    "/voices/<uuid:opinion_id>": ((HEAD, "/voices/{opinion}"), ("after sales", "/voices/{opinion}")),
    "/voices/new": ((HEAD, "/voices/new"),),
}
NO_PAGES = {
    "/api/openapi.json",
    "/health/live",
    "/health/ready",
    "/imports/<uuid:import_id>/progress",
    "/imports/<uuid:import_id>/rejected.xlsx",
    "/reports/<uuid:report_id>/report.pdf",
    "/reports/<uuid:report_id>/report.xlsx",
    "/reports/scans/<uuid:scan_id>",
    "/session",
    "/static/<path:filename>",
}
"""Files, fragments and data; so is everything below /api/v1."""
