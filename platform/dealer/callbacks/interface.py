"""The door to callbacks for other slices."""

from dealer.callbacks.actions.assigning import Assigned, assign, share_out, unassign
from dealer.callbacks.actions.calls.amending import amend
from dealer.callbacks.actions.calls.answering import SavedAnswer, clear_answer, save_answer, save_sheet
from dealer.callbacks.actions.calls.attempting import record_attempt
from dealer.callbacks.actions.calls.evening import close_days
from dealer.callbacks.actions.calls.given import AttemptDone, AttemptGiven
from dealer.callbacks.actions.calls.holding import EndedError, OwnCustomerError, TakenError, take
from dealer.callbacks.actions.calls.texting import TextMessage, mark_text_sent, text_message_of
from dealer.callbacks.actions.calls.voicing import Noted, VoiceGiven, note_voice
from dealer.callbacks.actions.closing import close_store
from dealer.callbacks.actions.freezing import freeze_due_lists
from dealer.callbacks.actions.handing_over import move_list
from dealer.callbacks.actions.planning.plan import PlanResult, plan_touched, would_be_planned
from dealer.callbacks.actions.taking import take_next
from dealer.callbacks.queries.answered import answers_of
from dealer.callbacks.queries.buckets import BucketCounts, bucket_counts
from dealer.callbacks.queries.callers import Caller, list_callers
from dealer.callbacks.queries.counts import ListCounts, count_lists
from dealer.callbacks.queries.filters import ListFilter
from dealer.callbacks.queries.loads import open_of_each
from dealer.callbacks.queries.rows import ListPage, list_page, read_cursor
from dealer.callbacks.queries.standards import rules_in_force
from dealer.callbacks.rules.attempts.outcomes import Outcome
from dealer.callbacks.rules.buckets import Bucket, CallbackState
from dealer.callbacks.rules.lists import ListGroup
from dealer.callbacks.rules.programmes import Programme
from dealer.callbacks.rules.sharing import Sharing
from dealer.callbacks.rules.tabs import ListDays, ListMoment, Standing, Tab
from dealer.callbacks.rules.visits import VisitKind

__all__ = [
    "Assigned",
    "AttemptDone",
    "AttemptGiven",
    "Bucket",
    "BucketCounts",
    "CallbackState",
    "Caller",
    "EndedError",
    "ListCounts",
    "ListDays",
    "ListFilter",
    "ListGroup",
    "ListMoment",
    "ListPage",
    "Noted",
    "Outcome",
    "OwnCustomerError",
    "PlanResult",
    "Programme",
    "SavedAnswer",
    "Sharing",
    "Standing",
    "Tab",
    "TakenError",
    "TextMessage",
    "VisitKind",
    "VoiceGiven",
    "amend",
    "answers_of",
    "assign",
    "bucket_counts",
    "clear_answer",
    "close_days",
    "close_store",
    "count_lists",
    "freeze_due_lists",
    "list_callers",
    "list_page",
    "mark_text_sent",
    "move_list",
    "note_voice",
    "open_of_each",
    "plan_touched",
    "read_cursor",
    "record_attempt",
    "rules_in_force",
    "save_answer",
    "save_sheet",
    "share_out",
    "take",
    "take_next",
    "text_message_of",
    "unassign",
    "would_be_planned",
]
