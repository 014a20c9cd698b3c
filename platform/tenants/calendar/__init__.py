"""Calendar: which days are worked in China, which a store works, and when its service centre is open.

Words: duty day 工作日, make-up day 调休, closure, opening day, opening hours, slot 时段, provisional.
Tables: store_closures (StoreOwned); the base calendar ships as a file. Facts: none.
Rules: CB-1, CB-4 (slots), glossary 'duty day'.
"""
