"""The demo network: Huayue Motors 华悦汽车, made up, with regions, stores and people to sign in as.

Nobody here exists. `sanqi seed-demo` makes it once; its accounts are printed with what each one is for.
"""
