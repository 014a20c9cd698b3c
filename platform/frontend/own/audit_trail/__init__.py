"""The audit trail 操作记录 of one's own side: who did what, when.

Words: event. Tables: none. Facts: none. Rules: §13, screens.md 'Store settings' (audit trail).
"""
