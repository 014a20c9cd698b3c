"""The daily report on paper and as a workbook: pure functions from a `PrintedReport` to bytes (REP-10).

`rows` and `figures` say what is shown, once for both; `form` lays it out as the data of daily_report.typ.
Both files are byte-identical for equal input. They need an app context: the words are translated.
Typst starts threads when it first compiles, and a process that forks afterwards hangs: no `as_pdf` in a worker's
parent process, nor before the web server has forked.
Rules: REP-1, REP-2, REP-4, REP-10, KPI-1, CUS-9; targets R15.
"""
