"""Addresses of the pages that the shell and the templates link to: views take their rules from here too.

Plain constants instead of `url_for`: building an address per cell doubled the cost of a list page.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paths:
    """One address a page; pages about one thing append its id. In templates: the global `paths`."""

    desk: str = "/"
    sign_in: str = "/sign-in"
    sign_out: str = "/sign-out"
    sign_in_code: str = "/sign-in/code"
    session: str = "/session"
    language: str = "/language"
    account: str = "/account"
    password: str = "/account/password"  # noqa: S105 - an address
    sessions: str = "/account/sessions"
    second_factor: str = "/account/second-factor"
    permissions: str = "/permissions"
    audit_trail: str = "/audit-trail"
    imports: str = "/imports"
    new_import: str = "/imports/new"
    typed_imports: str = "/imports/typed"
    callbacks: str = "/callbacks"
    callback_assignments: str = "/callbacks/assignments"
    callback_takes: str = "/callbacks/takes"
    ring_backs: str = "/callbacks/ring-backs"
    callbacks_api: str = "/api/v1/callbacks"
    corrections: str = "/corrections"
    callback_moves: str = "/callbacks/moves"
    day_plan: str = "/day-plan"
    day_plan_lines: str = "/day-plan/lines"
    day_plan_closings: str = "/day-plan/closings"
    supervision: str = "/supervision"
    call_checks: str = "/supervision/call-checks"
    advisor_scores: str = "/supervision/advisor-scores"
    staffing: str = "/settings/staffing"
    staffing_plans: str = "/settings/staffing/plans"
    staffing_people: str = "/settings/staffing/people"
    new_person: str = "/settings/staffing/people/new"
    staffing_positions: str = "/settings/staffing/positions"
    delegations: str = "/settings/staffing/delegations"
    voices: str = "/voices"
    new_voice: str = "/voices/new"
    complaints: str = "/complaints"
    reports: str = "/reports"
    report_scans: str = "/reports/scans"
    report_signatures: str = "/reports/signatures"
    instructions: str = "/instructions"
    verify: str = "/verify"
    hq_today: str = "/hq/today"
    hq_reminders: str = "/hq/reminders"
    hq_new_reminder: str = "/hq/reminders/new"
    hq_stores: str = "/hq/stores"
    notices: str = "/notices"
    second_factor_positions: str = "/settings/second-factor"
    api_docs: str = "/api/docs"
    api_document: str = "/api/openapi.json"


PATHS = Paths()
