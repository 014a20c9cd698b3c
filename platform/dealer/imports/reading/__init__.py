"""Reading a dealer's DMS file (DATA-1): bytes in, judged rows out; no database, no Flask.

Words: kind (deliveries or repair_orders), field (what a column means to us), header, title, data row, verdict.
The parser runs in a child process with limits (`child/`), the parent (`reader`) never parses what a stranger sent.
Tables, facts: none.
Rules: DATA-1, CUS-7.
"""
