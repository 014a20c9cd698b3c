"""Runs the migrations as sanqi_owner, with short lock waits, so that a migration never stops the shop (R18)."""

from alembic import context
from sqlalchemy import create_engine, text

SETTINGS = (
    "SET lock_timeout = '2s'",
    "SET statement_timeout = '15min'",
    "SET ROLE sanqi_owner",
    "SET search_path = app, pg_temp",
)


def run() -> None:
    """Apply what is missing, one transaction a migration."""
    engine = create_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        for statement in SETTINGS:
            connection.execute(text(statement))
        connection.commit()
        context.configure(connection=connection, version_table_schema="app", transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
