"""Web edge: permission marks, the request's unit of work, problems, security headers, keys of requests, paging.

Words: mark (what a view asks of its caller), problem (RFC 9457 JSON or a page), once (a form's one-time key),
repeatable (a POST with an Idempotency-Key).
Tables: form_keys (OwnSide).
Rules: architecture §3; targets R5, R10, R14.
"""
