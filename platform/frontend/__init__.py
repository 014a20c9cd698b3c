"""Frontend: the pages. Templates, components, styles, scripts, translations, and each slice's views.

Words: asset (a built file with its hash), component (a Jinja macro under the global `ui`), catalog (a translation).
Tables: none. Facts: none.
Rules: KPI-1 (no rate without its pair), CUS-9 (phones masked); screens.md, stack.md (CSP).
"""
