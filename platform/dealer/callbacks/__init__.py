"""Callbacks: who is called when, in which programme, by whom, and what became of it.

Words: programme (7DC, 3DC, service_14), day 0, wish 回访意愿, due, latest, bucket, list 回访清单, caller, attempt.
Tables: callbacks, call_lists, call_list_entries, call_sheets, answers, attempts, amendments (StoreOwned).
Facts: none yet. Rules: CB-1 to CB-10, CB-16, DATA-5; targets P3 to P5.
"""
