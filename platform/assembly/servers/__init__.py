"""Embedded servers: PostgreSQL and Redis for one machine, started when somebody needs them.

Purpose: `make run`, the command line and the tests work where nobody has set up a server.
Words: home (the folder with data and locks), keeper (the process that owns both servers), user (who needs them).
Door: `interface.running()`. Own servers: DATABASE_URL and REDIS_URL in the environment. Tables, facts: none.
"""
