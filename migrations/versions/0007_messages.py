"""Text messages and corrections.

Revision ID: 0007
"""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Filled in with its tables."""
