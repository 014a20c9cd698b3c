"""The command line: what operators, `make` and other tools call. The words are kept exactly.

Commands: up, migrate, seed-demo, worker, dispatcher, check, routes, store create, user create, import.
Without server addresses in the environment they start the embedded servers.
"""
