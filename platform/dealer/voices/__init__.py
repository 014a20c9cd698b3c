"""The customer's voice 客户之声: what opinions and complaints have in common, and the one list of both.

Words: department, person, owner, channel, step (one line of a voice's log), rising (who hears of what is overdue).
Tables: voice_steps (StoreOwned). Facts: none.
Rules: REP-5 (overdue rises), CMP-3, ORG-6; screens 'Store' 7.
"""
