"""Web edge: permission marks, the request's unit of work, problems, security headers, one-time form keys, paging.

Words: mark (what a view asks of its caller), problem (RFC 9457 JSON or a page), once (a form's one-time key).
Tables: form_keys (OwnSide).
Rules: architecture §3; targets R5, R10, R14.
"""
